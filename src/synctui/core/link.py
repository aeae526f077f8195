"""Which client a record is: by an earlier answer, an earlier link, its national number, or e-mail and name.

In come the intake, the snapshot and the verdicts; out comes one `Links`. Nothing is guessed: keys that point at
different clients become doubts. Households, fuzzy likeness and values are not looked at here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress, count
from operator import itemgetter
from typing import NamedTuple

from synctui.core.fields import EMAIL, NATIONAL_NUMBER
from synctui.core.finder import Find, Finder
from synctui.core.intake import Intake
from synctui.core.lookup import Lookup
from synctui.core.snapshot import Snapshot
from synctui.core.verdicts import Verdicts


class Doubt(NamedTuple):
    """Records and clients whose keys do not settle who is who. kind: ``choice`` or ``bis``."""

    kind: str
    rows: tuple[int, ...]
    clients: tuple[int, ...]


@dataclass(slots=True)
class Links:
    """What linking found, by index of row.

    clients, by: the linked client and the key that said so; 0 and empty where none. live: the register's clients by
    their keys. archived: row → the archived client that it is. doubts: rows that wait. claims: clients that a good
    key of an invalid row finds.
    """

    clients: list[int]
    by: list[str]
    live: Lookup
    archived: dict[int, int] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    claims: set[int] = field(default_factory=set)

    @property
    def waiting(self) -> set[int]:
        """The rows that wait for an answer."""
        return {row for doubt in self.doubts for row in doubt.rows}


def link(intake: Intake, snapshot: Snapshot, verdicts: Verdicts) -> Links:
    """Link every record of *intake*."""
    finder = Finder(intake, snapshot, verdicts)
    links = Links([0] * len(intake.values), [""] * len(intake.values), finder.live)
    judged = finder.verdicts.rows(intake)
    for row in sorted({*_quickly(links, finder), *judged}):
        links.clients[row], links.by[row] = 0, ""
        if row not in intake.invalid:
            _settle(links, row, finder.find(row))
    for row in intake.invalid:
        links.claims.update((links.clients[row],) if links.clients[row] else finder.find(row).all)
        links.clients[row], links.by[row] = 0, ""
    _one_row_each(links)
    return links


def _quickly(links: Links, finder: Finder) -> list[int]:
    """Link the rows whose strong keys agree while nothing else speaks; return the others.

    Whole lists at once where all keys agree: this runs over every record, the rest of this module over few.
    """
    intake, weak = finder.intake, finder.live.mails_without_number
    ids = list(map(finder.by_id.get, intake.ids))
    numbers = list(map(finder.live.number.get, map(itemgetter(NATIONAL_NUMBER), intake.values)))
    unlike = {row for row, one, other in zip(count(), ids, numbers) if (one != other if one else not other)}
    if weak:
        emails = map(str.casefold, map(itemgetter(EMAIL), intake.values))
        unlike.update(compress(count(), map(weak.__contains__, emails)))
    links.by[:] = ["source-id" if one else "national-number" for one in ids]
    links.clients[:] = [one or other or 0 for one, other in zip(ids, numbers, strict=True)]
    others = []
    for row in unlike:
        links.by[row] = _strong_key(finder, row, ids[row], numbers[row])
        if not links.by[row]:
            others.append(row)
    return others


def _strong_key(finder: Finder, row: int, by_id: int | None, by_number: int | None) -> str:
    """Return the key that links a row whose id and number do not both say the same, or empty text."""
    values, live = finder.intake.values[row], finder.live
    if by_id and by_id == by_number:
        return "source-id"
    if by_id:
        alone = not by_number and values[NATIONAL_NUMBER] not in live.shared_numbers
        return "source-id" if alone and by_id in live.clients else ""
    weak = live.mails_without_number
    spoken = not by_number or (weak and values[EMAIL].casefold() in weak)
    return "" if spoken else "national-number"


def _settle(links: Links, row: int, find: Find) -> None:
    """Write down what *find* means for *row*: linked, archived here, a doubt, or nothing."""
    if len(find.all) == 1 and find.clients:
        links.clients[row], links.by[row] = find.clients[0], find.by
    elif find.all:
        links.doubts.append(Doubt("bis" if find.bis == find.all else "choice", (row,), find.all))
    elif find.archived:
        links.archived[row] = find.archived


def _one_row_each(links: Links) -> None:
    """Make a doubt of every client that several rows would be."""
    rows: dict[int, list[int]] = defaultdict(list)
    linked = [client for client in links.clients if client]
    if len(set(linked)) == len(linked):
        return
    for row, client in enumerate(links.clients):
        if client:
            rows[client].append(row)
    for client, many in rows.items():
        if len(many) > 1:
            links.doubts.append(Doubt("choice", tuple(many), (client,)))
            for row in many:
                links.clients[row], links.by[row] = 0, ""


def rows_of(clients: Sequence[int]) -> dict[int, int]:
    """Return client → the row that is linked to it."""
    found = dict(zip(clients, count()))
    found.pop(0, None)
    return found
