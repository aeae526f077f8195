"""Who shares a return with whom: in the import by its rows, in the register by its clients.

In come an intake, a snapshot and the links between them; out come look-ups by national number. Judges nothing.
"""

from __future__ import annotations

from itertools import count
from operator import itemgetter

from synctui.core.diff import NEVER, same
from synctui.core.fields import NATIONAL_NUMBER, PARTNER, Values
from synctui.core.intake import Intake
from synctui.core.link import Links, rows_of
from synctui.core.lookup import indexed
from synctui.core.snapshot import Snapshot


class Couples:
    """The two sides of a comparison by national number.

    row_of: client → its row. rows: own number → the valid, undoubted row with it. named: number → the row that names
    it as a partner's, of several a valid one, then a linked one, then the first by key. owner, joint: number → the
    live client whose own, or whose partner's, it is.
    """

    def __init__(self, intake: Intake, snapshot: Snapshot, links: Links) -> None:
        self.intake, self.snapshot, self.links = intake, snapshot, links
        self.waiting = links.waiting
        self.row_of = rows_of(links.clients)
        self.rows = dict(zip(map(itemgetter(NATIONAL_NUMBER), intake.values), count()))
        for row in {*intake.invalid, *self.waiting}:
            self.rows.pop(intake.values[row][NATIONAL_NUMBER], None)
        self.rows.pop("", None)
        self.named = self._named()
        shared = {number: clients[0] for number, clients in links.live.shared_numbers.items()}
        self.owner = {**links.live.number, **shared} if shared else links.live.number
        self.joint = snapshot.directory.joint

    def _named(self) -> dict[str, int]:
        """Return partner's number → the row that names it."""
        values = self.intake.values
        named, shared = indexed(list(map(itemgetter(PARTNER), values)), range(len(values)))
        return {**named, **{number: min(rows, key=self._rank) for number, rows in shared.items()}}

    def _rank(self, row: int) -> tuple[bool, bool, str]:
        return row in self.intake.invalid, not self.client(row), self.intake.sent_key(row)

    def values(self, row: int) -> Values:
        """Return a row's values."""
        return self.intake.values[row]

    def client(self, row: int) -> int:
        """Return the client that *row* is linked to, 0 where none."""
        return self.links.clients[row]

    def register(self, client: int) -> Values:
        """Return a client's values."""
        return self.snapshot.values(client)

    def free(self, row: int) -> bool:
        """Tell whether *row* could be added: valid, without a client, and waiting for nothing."""
        return not self.client(row) and row not in self.intake.invalid and row not in self.waiting

    def moved(self, client: int, row: int, field: int) -> bool:
        """Tell whether the source's part moved: its value is another than it last was, or was never seen."""
        if field not in self.intake.mapped or field in self.intake.refused.get(row, ()):
            return False
        base = self.snapshot.bases.get(client, NEVER)[field]
        return not same(field, base, self.values(row)[field])
