"""Which client a record is: by an earlier answer, an earlier link, its national number, or e-mail and name.

In come the intake, the snapshot and the verdicts; out comes one `Links`. Nothing is guessed: keys that point at
different clients become doubts. Households, fuzzy likeness and values are not looked at here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from synctui.core.fields import EMAIL, NATIONAL_NUMBER, Values
from synctui.core.intake import Intake
from synctui.core.lookup import Lookup, bis_pair, vetoed
from synctui.core.snapshot import Snapshot, Verdict
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


class Find(NamedTuple):
    """The clients that one record's keys find, and the strongest key among them. archived: where no live one is."""

    by: str = ""
    clients: tuple[int, ...] = ()
    bis: tuple[int, ...] = ()
    waits: tuple[int, ...] = ()
    archived: tuple[int, ...] = ()

    @property
    def all(self) -> tuple[int, ...]:
        """Every live client that it may be."""
        return tuple(dict.fromkeys(self.clients + self.bis + self.waits))


class Finder:
    """The keys of a register's clients, and the judgement of what they find for one record."""

    def __init__(self, intake: Intake, snapshot: Snapshot, verdicts: Verdicts) -> None:
        self.intake, self.snapshot, self.verdicts = intake, snapshot, verdicts
        self.live, self.gone = Lookup(snapshot.clients), Lookup(snapshot.archived)
        known = sorted(snapshot.links.items(), key=lambda item: (item[0] in snapshot.clients, item[0]))
        self.by_id = {link.source_id: client for client, link in known if link.source_id}

    def find(self, row: int, values: Values) -> Find:
        """Return what the record's keys find, the strongest key that finds a live client first."""
        key = self.intake.sent_key(row)
        if same := self.verdicts.same(key):
            live = same in self.snapshot.clients
            return Find("verdict", (same,)) if live else Find(archived=(same,) if same in self.gone.clients else ())
        by_id = self.by_id.get(self.intake.ids[row], 0) if self.intake.ids[row] else 0
        numbered = self.live.by_number(values[NATIONAL_NUMBER])
        waits = tuple(c for c in numbered if self.verdicts.refused(key, c, values, self.live.clients[c]))
        numbered = tuple(c for c in numbered if c not in waits)
        named = tuple(c for c in self.live.by_mail_and_name(values) if not self._refused(key, c, values))
        plain = tuple(c for c in named if not vetoed(values, self.live.clients[c]))
        if by_id in self.snapshot.clients and not self._refused(key, by_id, values):
            return Find("source-id", _unique(by_id, *numbered))
        if numbered:
            return Find("national-number", _unique(*numbered, *plain))
        bis = tuple(c for c in named if bis_pair(values, self.live.clients[c]))
        archived = () if plain or bis or waits else self._archived(key, by_id, values)
        return Find("email-name", plain, bis, waits, archived)

    def _refused(self, key: str, client: int, values: Values) -> bool:
        return self.verdicts.refused(key, client, values, self.snapshot.values(client))

    def _archived(self, key: str, by_id: int, values: Values) -> tuple[int, ...]:
        """Return the archived clients that the record is, by its strongest key."""
        gone = self.gone.clients
        named = (c for c in self.gone.by_mail_and_name(values) if not vetoed(values, gone[c]))
        tiers = ((by_id,) if by_id in gone else (), self.gone.by_number(values[NATIONAL_NUMBER]), tuple(named))
        for tier in tiers:
            if kept := tuple(c for c in tier if not self._refused(key, c, values)):
                return kept[-1:]
        return ()


def link(intake: Intake, snapshot: Snapshot, extra: Iterable[Verdict] = ()) -> Links:
    """Link every record of *intake*; *extra* verdicts come after those of the register."""
    finder = Finder(intake, snapshot, Verdicts([*snapshot.verdicts, *extra]))
    links = Links([0] * len(intake.values), [""] * len(intake.values), finder.live)
    judged = finder.verdicts.rows(intake)
    for row in sorted({*_quickly(links, finder), *judged}):
        links.clients[row], links.by[row] = 0, ""
        if row not in intake.invalid:
            _settle(links, row, finder.find(row, intake.values[row]))
    for row in intake.invalid:
        found = finder.find(row, intake.values[row]).all if not links.clients[row] else (links.clients[row],)
        links.claims.update(found)
        links.clients[row], links.by[row] = 0, ""
    _one_row_each(links)
    return links


def _quickly(links: Links, finder: Finder) -> list[int]:
    """Link the rows whose strong keys agree while nothing else speaks; return the others.

    One loop without calls: it runs over every record, the rest of this module over few.
    """
    others = []
    by_ids, numbers, shared = finder.by_id, finder.live.number, finder.live.shared_numbers
    live, weak = finder.snapshot.clients, finder.live.mails_without_number
    for row, (source_id, values) in enumerate(zip(finder.intake.ids, finder.intake.values, strict=True)):
        number = values[NATIONAL_NUMBER]
        by_id, by_number = by_ids.get(source_id, 0), numbers.get(number, 0)
        if by_id:
            if by_id in live and by_number in {0, by_id} and number not in shared:
                links.clients[row], links.by[row] = by_id, "source-id"
                continue
        elif by_number and not (weak and values[EMAIL].casefold() in weak):
            links.clients[row], links.by[row] = by_number, "national-number"
            continue
        others.append(row)
    return others


def _settle(links: Links, row: int, find: Find) -> None:
    """Write down what *find* means for *row*: linked, archived here, a doubt, or nothing."""
    if find.clients and len(find.all) == 1:
        links.clients[row], links.by[row] = find.clients[0], find.by
    elif find.all:
        kind = "choice" if find.clients or find.waits else "bis"
        links.doubts.append(Doubt(kind, (row,), tuple(sorted(find.all))))
    elif find.archived:
        links.archived[row] = find.archived[0]


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


def _unique(*clients: int) -> tuple[int, ...]:
    return tuple(dict.fromkeys(clients))


def rows_of(clients: Sequence[int]) -> dict[int, int]:
    """Return client → the row that is linked to it."""
    return {client: row for row, client in enumerate(clients) if client}
