"""How import and register stand to each other: the groups, the differences, the doubts. Facts only, no decisions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from synctui.core.intake import Intake
from synctui.core.snapshot import Snapshot
from synctui.i18n import Message

Kind = Literal["import-changed", "changed-here", "both-changed", "first-seen", "cleared", "already-sent"]
KINDS: tuple[Kind, ...] = ("first-seen", "import-changed", "changed-here", "both-changed", "cleared", "already-sent")
Reason = Literal[
    "left-workflow", "gone", "ended", "deceased", "partners-return", "prospect", "company", "never-from-source"
]
BULK_REASONS: frozenset[str] = frozenset({"gone", "ended"})
"""The only reasons for which leavers can be archived together."""


class Difference(NamedTuple):
    """One field of one linked client whose import and register values differ after normalising.

    recommended: ``overwrite``, ``keep`` or empty. household: the key of the household row that decides it, ``settled``
    where an earlier answer did, or empty.
    """

    client: int
    row: int
    field: int
    kind: Kind
    base: str | None
    register: str
    import_: str
    recommended: str = ""
    household: str = ""

    @property
    def key(self) -> tuple[int, int]:
        """What a decision on it is kept under: client and field."""
        return (self.client, self.field)


class Absent(NamedTuple):
    """A client that is not in the import, and why. when: ISO date or empty.

    stays: somebody said it stays while the reason is this one. bulk: may be archived together with others.
    """

    client: int
    reason: Reason
    when: str = ""
    stays: bool = False
    bulk: bool = False


class Effect(NamedTuple):
    """What an answer under *possible matches* does; an answer is a tuple of these.

    do: ``link`` (row is client from now on), ``new`` (row is added, or the archived client that it is restored),
    ``set`` (client's field becomes value, the one it has means keep; without a client it is the new row's),
    ``inherit`` (the new row takes field's value over where it has none), ``settle`` (row is left out as *value*:
    ``settled`` or ``folded``), ``archive``, ``remember`` (kind *value*, key, evidence), ``same``, ``other`` (verdicts).
    """

    do: Literal["link", "new", "set", "inherit", "settle", "archive", "remember", "same", "other"]
    row: int = -1
    client: int = 0
    field: int = -1
    value: str = ""
    key: str = ""
    evidence: str = ""


class Option(NamedTuple):
    """One answer to a row of *possible matches*. name: stable, as remembered; text: as shown."""

    name: str
    text: Message
    effects: tuple[Effect, ...]


class Possible(NamedTuple):
    """One row of *possible matches*.

    key: stable under the same facts. kind: ``separated, partner-died, newly-joint, changed-places, fold``
    (households), ``choice`` (keys point at several clients), ``bis``, ``same-person``. rows, clients: who it is about.
    waiting: the rows among them that have no client of their own. pros, cons: the evidence in words.
    """

    key: str
    kind: str
    rows: tuple[int, ...]
    clients: tuple[int, ...]
    waiting: tuple[int, ...]
    options: tuple[Option, ...]
    pros: tuple[Message, ...] = ()
    cons: tuple[Message, ...] = ()
    score: float = 0.0

    @property
    def household(self) -> bool:
        """Whether it is about people who share, shared or will share a return."""
        return self.kind in {"separated", "partner-died", "newly-joint", "changed-places", "fold"}


@dataclass(slots=True)
class Comparison:
    """The whole state of import against register.

    clients: per row the client it is linked to, 0 where none. linked_by: per row the key that said so.
    new: rows without a client, in the table's order; archived_here: those among them, or among the waiting ones, that
    are an archived client. in_both: the linked rows; unequal: those not letter by letter equal to their client.
    differences: asked ones, by row and field. kept: those silently kept. by_form: clients that differ by form only.
    leavers: clients not in the import, by name. claimed: clients that only an invalid row claims. left_out: kind → how
    many rows or records take no part (a source's companies, …, and rows ``settled`` or ``folded`` under an earlier
    answer). warnings: what was not looked at, and why.
    """

    intake: Intake
    snapshot: Snapshot
    clients: list[int]
    linked_by: list[str]
    new: list[int] = field(default_factory=list)
    archived_here: dict[int, int] = field(default_factory=dict)
    in_both: list[int] = field(default_factory=list)
    unequal: list[int] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    kept: list[Difference] = field(default_factory=list)
    by_form: list[int] = field(default_factory=list)
    leavers: list[Absent] = field(default_factory=list)
    claimed: frozenset[int] = frozenset()
    possible: list[Possible] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    warnings: list[Message] = field(default_factory=list)
