"""Leftovers of both sides that look like the same person: proposed with evidence, never linked.

In come the rows without a client and the clients without a row; out come `Possible` values, the surest first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from synctui.core.comparison import Possible
from synctui.core.diff import same
from synctui.core.doubts import Evidence, Scene, proposal
from synctui.core.fields import EMAIL, FIELDS, MOBILE, NATIONAL_NUMBER, POSTAL_CODE, STREET, Values
from synctui.core.lookup import bis_pair, folded_name, vetoed
from synctui.core.normalise.national_number import birth_date
from synctui.core.verdicts import Verdicts
from synctui.i18n import N_, Message, message

ALIKE = 85.0
"""How alike two folded names must be, in percent. Measured on blocks of one postal code: 598 right, 12 wrong."""

BOUND = 2_000_000
"""So many pairs are looked at, about two seconds; above it nothing is proposed."""

PROOF = (NATIONAL_NUMBER, EMAIL, MOBILE, STREET, POSTAL_CODE)
"""The fields that speak for or against beside the name."""


class Likeness(NamedTuple):
    """A row and a client, and how alike their names are in percent."""

    row: int
    client: int
    percent: float


def look_alikes(
    rows: Iterable[int], clients: Iterable[int], scene: Scene, verdicts: Verdicts
) -> tuple[list[Possible], list[Message]]:
    """Return who looks like whom, each row and each client once, and a warning where there were too many to look."""
    blocks = _blocks(rows, clients, scene)
    pairs = sum(len(left) * len(right) for left, right in blocks)
    if pairs > BOUND:
        text = N_("Possible matches were not looked for: {pairs} pairs are too many. Settle other groups first.")
        return [], [message(text, pairs=pairs)]
    found = [_proposed(each, scene) for each in _best(_alike(blocks, scene, verdicts), scene)]
    return sorted(found, key=lambda possible: (-possible.score, possible.key)), []


def _blocks(rows: Iterable[int], clients: Iterable[int], scene: Scene) -> list[tuple[list[int], list[int]]]:
    """Return rows and clients that share a postal code or a date of birth."""
    blocks: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, people in enumerate((rows, clients)):
        for ident in people:
            values = scene.row(ident) if side == 0 else scene.snapshot.values(ident)
            for key in _keys(values):
                blocks[key][side].append(ident)
    return [block for _, block in sorted(blocks.items()) if block[0] and block[1]]


def _keys(values: Values) -> Iterator[str]:
    if values[POSTAL_CODE]:
        yield values[POSTAL_CODE]
    if values[NATIONAL_NUMBER] and (born := birth_date(values[NATIONAL_NUMBER])):
        yield born.isoformat()


def _alike(blocks: Collection[tuple[list[int], list[int]]], scene: Scene, verdicts: Verdicts) -> Iterator[Likeness]:
    """Yield the pairs whose names are alike, that no number forbids and nobody refused."""
    from rapidfuzz import fuzz, process

    for left, right in blocks:
        names = [_spelt(scene.snapshot.values(client))[0] for client in right]
        for row in left:
            for spelling in set(_spelt(scene.row(row))):
                found = process.extract(spelling, names, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
                for _name, percent, at in found:
                    if _open(row, right[at], scene, verdicts):
                        yield Likeness(row, right[at], percent)


def _spelt(values: Values) -> tuple[str, str]:
    """Return the folded name with the last name first, and with the first name first."""
    last, first = folded_name(values)
    return f"{last} {first}", f"{first} {last}"


def _open(row: int, client: int, scene: Scene, verdicts: Verdicts) -> bool:
    """Tell whether the pair may be proposed: two different valid numbers say no, and so did whoever refused it."""
    values, register = scene.row(row), scene.snapshot.values(client)
    if vetoed(values, register) and not bis_pair(values, register):
        return False
    return not verdicts.refused(scene.intake.sent_key(row), client, values, register)


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
    kind = "bis" if bis_pair(values, register) else "same-person"
    score = pair.percent / 100 + 0.1 * len(pros) - 0.1 * len(cons)
    return proposal(kind, pair.row, pair.client, scene, Evidence(tuple(pros), tuple(cons), score))
