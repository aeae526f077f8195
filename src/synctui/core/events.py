"""What happened to households between the register and the import: separations, deaths, new couples, changed places.

In come the couples of both sides; out come `Event` values, each with its question and answers. An event that was
answered earlier is an event too: `household` says which still has to be asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from synctui.core import answers
from synctui.core.answers import PERSONAL, Answers, Couple
from synctui.core.comparison import Option
from synctui.core.couples import Couples
from synctui.core.diff import Line
from synctui.core.fields import NATIONAL_NUMBER, PARTNER
from synctui.i18n import N_, Message


class Event(NamedTuple):
    """One event. kind, key, options, pros: as in `Possible`. couple: who it is about.

    waiting: the rows that it would be wrong to add before it is answered. lines: what is decided with it.
    moved: the source's part moved, so that it is asked unless an answer still holds.
    """

    kind: str
    couple: Couple
    options: tuple[Option, ...]
    pros: tuple[Message, ...]
    waiting: tuple[int, ...]
    lines: tuple[Line, ...]
    moved: bool


def events(couples: Couples) -> Iterator[Event]:
    """Yield every event; a row waits for one only, the first in this order."""
    spoken: set[int] = set()
    for finder in (_changed_places, _folds, _partners_rows, _new_couples, _dropped):
        for event in finder(couples):
            if spoken.isdisjoint(event.waiting):
                spoken.update(event.waiting)
                yield event


def _changed_places(couples: Couples) -> Iterator[Event]:
    """Yield linked rows that now bear the number of their file's partner."""
    for number in sorted(couples.joint.keys() & couples.rows.keys()):
        client, row = couples.joint[number], couples.rows[number]
        if couples.client(row) == client:
            register, values = couples.register(client), couples.values(row)
            facts = (register[NATIONAL_NUMBER], number, values[PARTNER])
            couple = Couple(f"changed-places|{client}|{number}", facts, number, -1, client, row, client)
            told = Answers(couples, couple)
            moved = couples.moved(client, row, NATIONAL_NUMBER)
            lines = tuple((client, at) for at in PERSONAL)
            why = told.say(_WHY["changed-places"])
            yield _event("changed-places", told, answers.changed_places(told), why, lines=lines, moved=moved)


def _folds(couples: Couples) -> Iterator[Event]:
    """Yield rows whose number another row of the import names as partner's."""
    for number in sorted(couples.named.keys() & couples.rows.keys()):
        main, partner = couples.named[number], couples.rows[number]
        if main == partner or not _folds_under(couples, main, partner):
            continue
        if couples.client(main) and couples.client(main) == couples.client(partner):
            continue
        yield from _fold(couples, main, partner, number)


def _folds_under(couples: Couples, main: int, partner: int) -> bool:
    """Tell whether *partner* folds under *main*: where each names the other, a client or else the elder is main."""
    own = couples.values(main)[NATIONAL_NUMBER]
    if couples.named.get(own) != partner or couples.rows.get(own) != main:
        return True
    return _seniority(couples, main) < _seniority(couples, partner)


def _seniority(couples: Couples, row: int) -> tuple[bool, int, str]:
    client = couples.client(row)
    return not client, client, couples.values(row)[NATIONAL_NUMBER]


def _fold(couples: Couples, main: int, partner: int, number: str) -> Iterator[Event]:
    client, own, mine = couples.client(main), couples.client(partner), couples.values(main)[NATIONAL_NUMBER]
    if own and not client and not couples.free(main):
        return
    if own and not client and mine and couples.register(own)[PARTNER] == mine:
        main, partner, number, client, own = partner, main, mine, own, 0
    facts = (couples.values(main)[NATIONAL_NUMBER], number)
    couple = Couple(f"fold|{couples.intake.sent_key(main)}|{number}", facts, number, main, client, partner, own)
    told = Answers(couples, couple)
    named_anew = not client or couples.moved(client, main, PARTNER)
    moved = named_anew or not (own or partner in couples.links.archived)
    waiting = (partner,) if not own else ((main,) if couples.free(main) else ())
    why = told.say(N_("{main} names {partner} as partner, who has a row too"))
    yield _event("fold", told, answers.fold(told), why, waiting=waiting, lines=_partner_line(client), moved=moved)


def _partners_rows(couples: Couples) -> Iterator[Event]:
    """Yield rows without a client whose number is a partner's in the register."""
    for number in sorted(couples.joint.keys() & couples.rows.keys()):
        client, row = couples.joint[number], couples.rows[number]
        if couples.free(row):
            yield _partners_row(couples, client, row, number)


def _partners_row(couples: Couples, client: int, row: int, number: str) -> Event:
    main_row = couples.row_of.get(client, -1)
    kind = _kind_of_row(couples, client, row, main_row)
    sent = couples.values(main_row)[PARTNER] if main_row >= 0 else ""
    facts = (couples.register(client)[NATIONAL_NUMBER], number, sent, couples.values(row)[PARTNER])
    couple = Couple(f"{kind}|{client}|{number}", facts, number, main_row, client, row)
    told = Answers(couples, couple)
    options, why = _OPTIONS[kind](told), told.say(_WHY[kind])
    gone_by_hand = row in couples.links.archived and main_row >= 0
    moved = not gone_by_hand or couples.moved(client, main_row, PARTNER)
    return _event(kind, told, options, why, waiting=(row,), lines=_partner_line(client), moved=moved)


def _kind_of_row(couples: Couples, client: int, row: int, main_row: int) -> str:
    """Return what a partner's own row means, by what became of the main declarant."""
    if main_row >= 0 or client in couples.links.claims:
        return "separated"
    if couples.values(row)[PARTNER] and couples.values(row)[PARTNER] == couples.register(client)[NATIONAL_NUMBER]:
        return "changed-places"
    link = couples.snapshot.links.get(client)
    elsewhere = couples.intake.delivery.elsewhere.get(link.source_id) if link and link.source_id else None
    gone = link is not None and (elsewhere is None or elsewhere.reason in {"ended", "deceased"})
    return "partner-died" if gone else "separated"


_OPTIONS = {
    "separated": answers.separated,
    "partner-died": answers.partner_died,
    "changed-places": answers.changed_places,
}
_WHY = {
    "separated": N_("{partner} is the partner on the file of {main}, and now has a row apart"),
    "partner-died": N_("{main} is no longer in the import; {partner}, the partner on this file, has come"),
    "changed-places": N_("{partner}, the partner on the file of {main}, now comes first"),
}


def _new_couples(couples: Couples) -> Iterator[Event]:
    """Yield rows that name a partner who has a live file and no row."""
    for number in sorted((couples.named.keys() & couples.owner.keys()) - couples.rows.keys()):
        row, owner = couples.named[number], couples.owner[number]
        client = couples.client(row)
        if (client or couples.free(row)) and owner != client and owner not in couples.row_of:
            yield _new_couple(couples, row, number, owner)


def _new_couple(couples: Couples, row: int, number: str, owner: int) -> Event:
    client = couples.client(row)
    key = f"newly-joint|{couples.intake.sent_key(row)}|{number}"
    facts = (couples.values(row)[NATIONAL_NUMBER], number)
    told = Answers(couples, Couple(key, facts, number, row, client, -1, owner))
    why = told.say(N_("{main} now names {partner} as partner, who has a file here and no row"))
    waiting, moved = ((), couples.moved(client, row, PARTNER)) if client else ((row,), True)
    options, lines = answers.newly_joint(told), _partner_line(client)
    return _event("newly-joint", told, options, why, waiting=waiting, lines=lines, moved=moved)


def _dropped(couples: Couples) -> Iterator[Event]:
    """Yield clients whose partner the source names no more, and who has no row apart."""
    row_of, values, bases = couples.row_of, couples.intake.values, couples.snapshot.bases
    alone = [n for n, client in couples.joint.items() if client in row_of and not values[row_of[client]][PARTNER]]
    for number in sorted(alone):
        client = couples.joint[number]
        row, base = row_of[client], bases.get(client)
        if number in couples.rows or number in couples.owner or not base or base[PARTNER] is None:
            continue
        moved = base[PARTNER] == number and couples.moved(client, row, PARTNER)
        facts = (couples.register(client)[NATIONAL_NUMBER], number, "", "-")
        told = Answers(couples, Couple(f"separated|{client}|{number}", facts, number, row, client))
        why = told.say(N_("{main} is in the import without partner; until now {partner} shared the return"))
        yield _event("separated", told, answers.separated(told), why, lines=_partner_line(client), moved=moved)


def _partner_line(client: int) -> tuple[Line, ...]:
    return ((client, PARTNER),) if client else ()


def _event(
    kind: str,
    told: Answers,
    options: list[Option],
    *pros: Message,
    waiting: tuple[int, ...] = (),
    lines: tuple[Line, ...] = (),
    moved: bool,
) -> Event:
    return Event(kind, told.couple, tuple(options), pros, waiting, lines, moved)
