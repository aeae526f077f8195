"""How one linked record and its client differ: the three-way table, field by field.

In come a record, a client and their base; out come `Difference` values with their kind. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from operator import itemgetter
from types import MappingProxyType

from synctui.core.comparison import Comparison, Difference, Kind
from synctui.core.fields import EMAIL, FIELDS, LANGUAGE, Values
from synctui.core.intake import Intake
from synctui.core.normalise import compare_key
from synctui.core.snapshot import Past, Snapshot

_NONE: Mapping[Line, str] = MappingProxyType({})
NEVER: Past = (None,) * len(FIELDS)
"""The base of a client that was never seen from a source."""

SETTLED = "settled"
"""What stands for the household row of a line that an earlier answer about a household keeps."""

SENT = frozenset({EMAIL, LANGUAGE})
"""The fields that an invitation was made with."""

Line = tuple[int, int]
"""A client and one of its fields."""

RECOMMENDED: dict[Kind, str] = {"changed-here": "keep", "cleared": "keep", "import-changed": "overwrite"}


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
    """Compares records of one intake with clients of one snapshot, and collects what differs.

    asked, kept: as in `Comparison`. households: client and field → the question that decides it. settled: those that
    an earlier answer about a household leaves as they are.
    """

    def __init__(
        self, intake: Intake, snapshot: Snapshot, households: Mapping[Line, str] = _NONE, settled: Collection[Line] = ()
    ) -> None:
        self.intake, self.snapshot = intake, snapshot
        self.households, self.settled = households, settled
        self.mapped = sorted(intake.mapped)
        self.asked: list[Difference] = []
        self.kept: list[Difference] = []

    def pair(self, row: int, client: int) -> bool:
        """Collect how *row* differs from *client*, as if they were linked; tell whether it is by form only."""
        incoming, register = self.intake.values[row], self.snapshot.values(client)
        refused = self.intake.refused.get(row, ())
        unlike = [at for at in self.mapped if incoming[at] != register[at] and at not in refused]
        lines = [at for at in unlike if not same(at, incoming[at], register[at])]
        found = len(self.asked) + len(self.kept)
        for at in lines:
            self._judge(row, client, at)
        return bool(unlike) and len(lines) < len(unlike) and found == len(self.asked) + len(self.kept)

    def _judge(self, row: int, client: int, at: int) -> None:
        """Add the difference in field *at* to the asked or to the kept ones, or leave it."""
        incoming, register = self.intake.values[row][at], self.snapshot.values(client)[at]
        base = self.snapshot.bases.get(client, NEVER)[at]
        mark = self.snapshot.marks.get(client, {}).get(at)
        settled = SETTLED if (client, at) in self.settled else ""
        if mark and same(at, base, incoming) and same(at, mark.register, register):
            self.kept.append(Difference(client, row, at, "changed-here", base, register, incoming, "keep", settled))
        elif kind := kind_of(base, register, incoming, at):
            if at in SENT and self.snapshot.mailed(client):
                kind = "already-sent"
            advice = "overwrite" if kind == "first-seen" and not register else RECOMMENDED.get(kind, "")
            if settled:
                self.kept.append(Difference(client, row, at, kind, base, register, incoming, "keep", settled))
            else:
                household = self.households.get((client, at), "")
                self.asked.append(Difference(client, row, at, kind, base, register, incoming, advice, household))

    def unequal(self, rows: Iterable[int], clients: list[int]) -> list[int]:
        """Return those linked rows that are not letter by letter equal to their client, compared whole."""
        values, register = self.intake.values, self.snapshot.clients
        if len(self.mapped) == len(FIELDS):
            return [row for row in rows if values[row] != register[clients[row]]]
        pick: Callable[[Values], object] = itemgetter(*self.mapped) if self.mapped else len
        return [row for row in rows if pick(values[row]) != pick(register[clients[row]])]


def pair(comparison: Comparison, row: int, client: int) -> list[Difference]:
    """Return the asked differences of a row and a client that an answer under *possible matches* links.

    What an answer about a household sets is decided there.
    """
    households = {
        (client, effect.field): possible.key
        for possible in comparison.possible
        if possible.household and row in possible.rows and client in possible.clients
        for option in possible.options
        for effect in option.effects
        if effect.do == "set"
    }
    differ = Differ(comparison.intake, comparison.snapshot, households)
    differ.pair(row, client)
    return differ.asked
