"""How one linked record and its client differ: the three-way table, field by field.

In come a record, a client and their base; out come `Difference` values with their kind. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import NamedTuple

from synctui.core.comparison import Comparison, Difference, Kind
from synctui.core.fields import EMAIL, FIELDS, LANGUAGE, Values
from synctui.core.intake import Intake
from synctui.core.normalise import compare_key
from synctui.core.snapshot import MAILED, Past, Snapshot

NEVER: Past = (None,) * len(FIELDS)
"""The base of a client that was never seen from a source."""

SENT = frozenset({EMAIL, LANGUAGE})
"""The fields that an invitation was made with."""

RECOMMENDED: dict[Kind, str] = {"changed-here": "keep", "cleared": "keep", "import-changed": "overwrite"}


class Compared(NamedTuple):
    """What `pair` found for one client. by_form: they differ in notation only."""

    asked: list[Difference]
    kept: list[Difference]
    by_form: bool


def same(field: int, one: str | None, other: str) -> bool:
    """Tell whether two values of a field are one, or differ by form only; None is never a value."""
    return one == other or (one is not None and compare_key(field, one) == compare_key(field, other))


def kind_of(base: str | None, register: str, incoming: str, field: int) -> Kind | None:
    """Return the kind of a difference, the first row of the table that fits; None where there is nothing to ask.

    *register* and *incoming* are known to differ, and no mark holds.

    >>> kind_of("Dorp 1", "Dorp 1", "Dorp 2", 6), kind_of(None, "Dorp 1", "", 6)
    ('import-changed', None)
    """
    if not incoming and not base:
        return None
    if same(field, base, incoming):
        return "changed-here"
    if not incoming:
        return "cleared"
    if base is None:
        return "first-seen"
    return "import-changed" if same(field, base, register) else "both-changed"


class Differ:
    """Compares records of one intake with clients of one snapshot."""

    def __init__(self, intake: Intake, snapshot: Snapshot) -> None:
        self.intake, self.snapshot = intake, snapshot
        self.mapped = sorted(intake.mapped)

    def pair(self, row: int, client: int) -> Compared:
        """Return how *row* differs from *client*, as if they were linked."""
        found = Compared([], [], by_form=False)
        by_form = False
        incoming, register = self.intake.values[row], self.snapshot.values(client)
        refused = self.intake.refused.get(row, frozenset())
        for at in self.mapped:
            if incoming[at] == register[at] or at in refused:
                continue
            if same(at, incoming[at], register[at]):
                by_form = True
            else:
                self._judge(found, row, client, at)
        return found._replace(by_form=by_form and not found.asked and not found.kept)

    def _judge(self, found: Compared, row: int, client: int, at: int) -> None:
        """Add the difference in field *at* to the asked or to the kept ones, or leave it."""
        incoming, register = self.intake.values[row][at], self.snapshot.values(client)[at]
        base = self.snapshot.bases.get(client, NEVER)[at]
        mark = self.snapshot.marks.get(client, {}).get(at)
        if mark and same(at, base, incoming) and same(at, mark.register, register):
            found.kept.append(Difference(client, row, at, "changed-here", base, register, incoming, "keep"))
        elif kind := kind_of(base, register, incoming, at):
            found.asked.append(self._asked(row, client, at, kind))

    def _asked(self, row: int, client: int, at: int, kind: Kind) -> Difference:
        incoming, register = self.intake.values[row][at], self.snapshot.values(client)[at]
        base = self.snapshot.bases.get(client, NEVER)[at]
        advice = RECOMMENDED.get(kind, "")
        if kind == "first-seen" and not register:
            advice = "overwrite"
        if at in SENT and self._mailed(client):
            kind, advice = "already-sent", ""
        return Difference(client, row, at, kind, base, register, incoming, advice)

    def _mailed(self, client: int) -> bool:
        """Tell whether the invitation of this assessment year has left, or may have."""
        dossier = self.snapshot.dossiers.get(client)
        return dossier is not None and dossier.status in MAILED

    def unequal(self, rows: Iterable[int], clients: list[int]) -> list[int]:
        """Return those linked rows that are not letter by letter equal to their client, compared whole."""
        values, register = self.intake.values, self.snapshot.clients
        if len(self.mapped) == len(FIELDS):
            return [row for row in rows if values[row] != register[clients[row]]]
        pick: Callable[[Values], object] = itemgetter(*self.mapped) if self.mapped else len
        return [row for row in rows if pick(values[row]) != pick(register[clients[row]])]


def pair(comparison: Comparison, row: int, client: int) -> list[Difference]:
    """Return the asked differences of a row and a client that an answer under *possible matches* links.

    What the same answer sets belongs to its household and is decided there.
    """
    return Differ(comparison.intake, comparison.snapshot).pair(row, client).asked
