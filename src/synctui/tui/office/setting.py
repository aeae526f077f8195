"""Set one thing for the ticked clients, the range, or the one under the cursor; split and join a return."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from synctui.core import byhand
from synctui.core.fields import FIELDS, PARTNER, RESPONSIBLE, full_name
from synctui.core.normalise.national_number import masked
from synctui.core.records import ClientRow, Edit
from synctui.core.standing import standing
from synctui.core.validate import clean_value
from synctui.errors import SynctuiError, UsageError
from synctui.i18n import LANGUAGES, _, ngettext, number
from synctui.tui.office.doing import carry_out, start
from synctui.tui.office.forms import add_partner
from synctui.tui.office.line import group_name, state_word
from synctui.tui.screens.menu import Entry, Menu
from synctui.tui.screens.question import Question
from synctui.tui.widgets.lines import TextLine
from synctui.tui.widgets.prompt import Asked

if TYPE_CHECKING:
    from synctui.tui.screens.clients import ClientsPage

OTHER = "\x00other"
"""The entry for an address that nobody has yet; no address holds this character."""


async def set_for(page: ClientsPage, rows: Sequence[ClientRow]) -> None:
    """Ask what to set for *rows*, and to which value."""
    who = full_name(rows[0].values) if len(rows) == 1 else ngettext("{n} client", "{n} clients", len(rows))
    joint = rows[0].values[PARTNER] if len(rows) == 1 else ""
    entries = [
        Entry("status", _("Status"), who),
        Entry("responsible", _("Responsible"), who),
        Entry("language", _("Language"), who),
        Entry("questionnaire", _("Questionnaire"), who),
        Entry("split", _("Split the joint return"), masked(joint) if joint else ""),
        Entry("join", _("Join two clients into one return"), who if len(rows) == 2 else _("tick two")),
    ]
    answer: str | None = await page.app.push_screen_wait(Menu(_("Set"), entries))
    try:
        match answer:
            case None:
                return
            case "split":
                await _split(page, rows)
            case "join":
                await _join(page, rows)
            case _:
                await _set(page, rows, answer)
    except SynctuiError as error:
        page.say_error(error)


async def _set(page: ClientsPage, rows: Sequence[ClientRow], what: str) -> None:
    title, choices = _choices(page, what)
    chosen: str | None = await page.app.push_screen_wait(Menu(title, choices, _same(rows, what)))
    if chosen == OTHER:
        page.ask(FIELDS[RESPONSIBLE].title, "", Asked(lambda text: _typed(page, rows, text)))
    elif chosen is not None:
        await carry_out(page, _edits(page, rows, what, chosen), _told(rows, _word(what, chosen)), page.reread)


def _choices(page: ClientsPage, what: str) -> tuple[str, list[Entry]]:
    match what:
        case "status":
            return _("Status"), [Entry(name, state_word(name)) for name in byhand.SETTABLE]
        case "language":
            return _("Language"), [Entry(name, name) for name in LANGUAGES]
        case "questionnaire":
            names = page.services.catalogue.names()
            return _("Questionnaire, in each client's language"), [Entry(name, name) for name in names]
    known = page.listed.values(lambda row: row.values[RESPONSIBLE])
    entries = [Entry(each, group_name(each, "responsible"), number(n)) for each, n in known.items()]
    return _("Responsible"), [*entries, Entry(OTHER, _("another address …"))]


def _same(rows: Sequence[ClientRow], what: str) -> str:
    """Return the value that all of *rows* have, empty where they differ."""
    row = rows[0]
    now = {"status": row.status, "questionnaire": row.questionnaire, "responsible": row.values[RESPONSIBLE]}
    return now.get(what, "") if len(rows) == 1 else ""


def _edits(page: ClientsPage, rows: Sequence[ClientRow], what: str, value: str) -> list[Edit]:
    catalogue = page.services.catalogue
    match what:
        case "status":
            return byhand.set_status(rows, value)
        case "language":
            return list(byhand.set_language(rows, value, catalogue))
        case "questionnaire":
            return byhand.set_questionnaire(rows, value, catalogue)
    return byhand.set_field(rows, RESPONSIBLE, value)


def _word(what: str, value: str) -> str:
    if what == "responsible":
        return group_name(value, what)
    return state_word(value) if what == "status" else value


def _told(rows: Sequence[ClientRow], value: str) -> str:
    return f"{value} · {ngettext('{n} client', '{n} clients', len(rows))}"


def _typed(page: ClientsPage, rows: Sequence[ClientRow], text: str) -> None:
    try:
        value = clean_value(RESPONSIBLE, text, page.services.today)
    except SynctuiError as error:
        page.say_error(error)
    else:
        start(page, byhand.set_field(rows, RESPONSIBLE, value), _told(rows, value), page.reread)


async def _split(page: ClientsPage, rows: Sequence[ClientRow]) -> None:
    """Restore the partner where it is archived here; else ask for the name that the new client gets."""
    if len(rows) != 1:
        raise UsageError(_("One joint return is split at a time."), _("Take the ticks away: a, none."))
    row = rows[0]
    byhand.alone(row)
    known = standing(page.listed.rows)
    if gone := byhand.archived_partner(row, known):
        lines: list[TextLine] = [
            [(_("Two returns: {client}, and {partner} apart?").format(**_couple(row, gone)), "strong")],
            [(_("{partner} is archived here and is restored.").format(**_couple(row, gone)), "text")],
        ]
        if await page.app.push_screen_wait(Question(lines)):
            told = _("Split: {partner} is a client again").format(**_couple(row, gone))
            await carry_out(page, byhand.split_again(row, gone), told, page.reread)
    else:
        add_partner(page, row, known, page.reread)


async def _join(page: ClientsPage, rows: Sequence[ClientRow]) -> None:
    if len(rows) != 2:
        raise UsageError(_("Two clients are joined into one return."), _("Tick both with Space, then s."))
    one, other = rows
    couples = {"0": (one, other), "1": (other, one)}
    text = _("{client}, with {partner} as partner")
    entries = [Entry(name, text.format(**_couple(*couple))) for name, couple in couples.items()]
    words = _("The partner is archived as a client; both dossiers stay.")
    answer: str | None = await page.app.push_screen_wait(Menu(_("Whose return is it?"), entries, "", words))
    if answer is not None:
        main, partner = couples[answer]
        told = _("Joined: {client}, with {partner}").format(**_couple(main, partner))
        if await carry_out(page, byhand.join(main, partner), told, page.reread):
            page.listed.ticked.clear()


def _couple(main: ClientRow, partner: ClientRow) -> dict[str, str]:
    return {"client": full_name(main.values), "partner": full_name(partner.values)}
