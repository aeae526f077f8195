"""What the keys of one record find in the register, and how much each find is worth.

In come a record's row and the look-ups by key; out comes one `Find`. Compares no values and settles no doubt.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from synctui.core.fields import NATIONAL_NUMBER
from synctui.core.intake import Intake
from synctui.core.lookup import bis_pair, vetoed
from synctui.core.snapshot import Snapshot
from synctui.core.verdicts import Verdicts


class Find(NamedTuple):
    """What one record's keys find.

    by: the strongest key that finds a live client. clients: whom it finds, and whom other keys say instead. bis: a BIS
    number stands against a national number. waits: refused earlier, but on other data or with a number in common.
    archived: the archived client that it is, where no live one is found.
    """

    by: str = ""
    clients: tuple[int, ...] = ()
    bis: tuple[int, ...] = ()
    waits: tuple[int, ...] = ()
    archived: int = 0

    @property
    def all(self) -> tuple[int, ...]:
        """Every live client that it may be."""
        return tuple(sorted({*self.clients, *self.bis, *self.waits}))


class Finder:
    """The keys of a register's clients, and the judgement of what they find for one record."""

    def __init__(self, intake: Intake, snapshot: Snapshot, verdicts: Verdicts) -> None:
        self.intake, self.snapshot, self.verdicts = intake, snapshot, verdicts
        directory = snapshot.directory
        self.live, self.gone, self.by_id = directory.live, directory.gone, directory.by_id

    def find(self, row: int) -> Find:
        """Return what the keys of *row* find: an earlier answer goes before every key."""
        same = self.verdicts.same(self.intake.sent_key(row))
        if same in self.snapshot.clients:
            return Find("verdict", (same,))
        if same in self.snapshot.archived:
            return Find(archived=same)
        found = self._live(row)
        return found if found.all else Find(archived=self._archived(row))

    def _live(self, row: int) -> Find:
        """Return the live clients that the keys find, the strongest key first."""
        values, live = self.intake.values[row], self.live
        numbered = live.by_number(values[NATIONAL_NUMBER])
        by_id = self.by_id.get(self.intake.ids[row], 0)
        if by_id in self.snapshot.clients and not self._refused(row, by_id):
            return Find("source-id", (by_id, *numbered))
        named = self._not_refused(row, live.by_mail_and_name(values))
        plain = [client for client in named if not vetoed(values, live.clients[client])]
        bis = tuple(client for client in named if bis_pair(values, live.clients[client]))
        told = {client for client in (*numbered, *plain) if self.verdicts.told(self.intake.sent_key(row), client)}
        sure = tuple(client for client in (*numbered, *plain) if client not in told)
        return Find("national-number" if numbered else "email-name", sure, () if numbered else bis, tuple(told))

    def _archived(self, row: int) -> int:
        """Return the archived client that the record is by its strongest key, 0 where there is none."""
        values, gone = self.intake.values[row], self.gone
        by_id = self.by_id.get(self.intake.ids[row], 0)
        named = (client for client in gone.by_mail_and_name(values) if not vetoed(values, gone.clients[client]))
        keys = ((by_id,) if by_id in gone.clients else (), gone.by_number(values[NATIONAL_NUMBER]), named)
        tiers = (self._not_refused(row, found) for found in keys)
        return next((max(found) for found in tiers if found), 0)

    def _not_refused(self, row: int, clients: Iterable[int]) -> list[int]:
        return [client for client in clients if not self._refused(row, client)]

    def _refused(self, row: int, client: int) -> bool:
        key, values = self.intake.sent_key(row), self.intake.values[row]
        return self.verdicts.refused(key, client, values, self.snapshot.values(client))
