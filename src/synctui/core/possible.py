"""Leftovers of both sides that look like the same person: proposed with evidence, never linked.

In come the rows without a client and the clients without a row; out come `Possible` values, the surest first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from synctui.core.comparison import Possible
from synctui.core.diff import same
from synctui.core.doubts import Evidence, Scene, proposal
from synctui.core.fields import EMAIL, FIELDS, MOBILE, NATIONAL_NUMBER, POSTAL_CODE, STREET, Values
from synctui.core.lookup import bis_pair, folded_name
from synctui.core.normalise.national_number import kind
from synctui.core.verdicts import Verdicts
from synctui.i18n import N_, Message, message

ALIKE = 85.0
"""How alike two folded names must be, in percent. Measured on blocks of one postal code: 598 right, 12 wrong."""

BOUND = 2_000_000
"""So many pairs are looked at, about two seconds; above it nothing is proposed."""

PROOF = (NATIONAL_NUMBER, EMAIL, MOBILE, STREET, POSTAL_CODE)
"""The fields that speak for or against beside the name."""


People = Mapping[int, Values]
"""Row or client → values."""


class Likeness(NamedTuple):
    """A row and a client, and how alike their names are in percent."""

    row: int
    client: int
    percent: float


def look_alikes(
    rows: Sequence[int], clients: Sequence[int], scene: Scene, verdicts: Verdicts
) -> tuple[list[Possible], list[Message]]:
    """Return who looks like whom, each row and each client once, and a warning where there were too many to look."""
    left = {row: scene.row(row) for row in rows}
    right = {client: scene.snapshot.values(client) for client in clients}
    blocks = list(_blocks(left, right))
    pairs = sum(len(some) * len(others) for some, others in blocks)
    if pairs > BOUND:
        text = N_("Possible matches were not looked for: {pairs} pairs are too many. Settle other groups first.")
        return [], [message(text, pairs=pairs)]
    alike = {each for each in _alike(blocks, left, right) if not _refused(each, scene, verdicts)}
    found = [_proposed(each, scene) for each in _best(alike, scene)]
    return sorted(found, key=lambda possible: (-possible.score, possible.key)), []


def _blocks(left: People, right: People) -> Iterator[tuple[list[int], list[int]]]:
    """Yield rows and clients that share a postal code or a date of birth and that no number forbids to be one."""
    born = {_born(v) for people in (left, right) for v in people.values() if _kind(v) == "bis"}
    some, others = _grouped(left, born), _grouped(right, born)
    for place, number in sorted(some):
        together = [ident for other in _MAY_BE[number] for ident in others.get((place, other), ())]
        if together:
            yield some[place, number], together


_MAY_BE = {"": ("", "nn", "bis"), "nn": ("", "bis"), "bis": ("", "nn")}
"""The kind of a record's number, empty for none → the kinds a client's number may be of: equal ones are linked."""


def _grouped(people: People, born: Collection[str]) -> Mapping[tuple[str, str], list[int]]:
    """Return (postal code or date of birth, kind of number) → who; dates only where a BIS number has it."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for ident, values in people.items():
        for place in {values[POSTAL_CODE], _born(values) if born else ""} - {""}:
            if place == values[POSTAL_CODE] or place in born:
                groups[place, _kind(values)].append(ident)
    return groups


def _kind(values: Values) -> str:
    return kind(values[NATIONAL_NUMBER]) if values[NATIONAL_NUMBER] else ""


def _born(values: Values) -> str:
    """Return the date of birth as ``yy-mm-dd``, from a number of either kind; empty where it is not known."""
    number = values[NATIONAL_NUMBER]
    month = int(number[2:4]) % 20 if number else 0
    return f"{number[:2]}-{month:02}-{number[4:6]}" if month else ""


def _alike(blocks: Iterable[tuple[list[int], list[int]]], left: People, right: People) -> Iterator[Likeness]:
    """Yield the pairs of each block whose names are alike, in either order of first and last name."""
    from rapidfuzz import fuzz, process

    for rows, clients in blocks:
        names = [_spelt(right[client])[0] for client in clients]
        for row in rows:
            for spelling in set(_spelt(left[row])):
                found = process.extract(spelling, names, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
                yield from (Likeness(row, clients[at], percent) for _name, percent, at in found)


def _refused(pair: Likeness, scene: Scene, verdicts: Verdicts) -> bool:
    key, register = scene.intake.sent_key(pair.row), scene.snapshot.values(pair.client)
    return verdicts.refused(key, pair.client, scene.row(pair.row), register)


def _spelt(values: Values) -> tuple[str, str]:
    """Return the folded name with the last name first, and with the first name first."""
    last, first = folded_name(values)
    return f"{last} {first}", f"{first} {last}"


def _best(pairs: Iterable[Likeness], scene: Scene) -> Iterator[Likeness]:
    """Yield each row and each client once, in its best pair."""
    taken: tuple[set[int], set[int]] = (set(), set())
    for each in sorted(pairs, key=lambda p: (-p.percent, scene.intake.sent_key(p.row), p.client)):
        if each.row not in taken[0] and each.client not in taken[1]:
            taken[0].add(each.row)
            taken[1].add(each.client)
            yield each


def _proposed(pair: Likeness, scene: Scene) -> Possible:
    """Return the question whether the two are one, with what speaks for and against."""
    values, register = scene.row(pair.row), scene.snapshot.values(pair.client)
    pros = [message(N_("the names are {percent} % alike"), percent=round(pair.percent))]
    cons: list[Message] = []
    for at in PROOF:
        if values[at] and register[at]:
            told = (pros, N_("same: {field}")) if same(at, values[at], register[at]) else (cons, N_("other: {field}"))
            told[0].append(message(told[1], field=FIELDS[at].label))
    what = "bis" if bis_pair(values, register) else "same-person"
    score = pair.percent / 100 + 0.1 * len(pros) - 0.1 * len(cons)
    return proposal(what, pair.row, pair.client, scene, Evidence(tuple(pros), tuple(cons), score))
