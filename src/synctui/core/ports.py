"""What the core asks of the rooms around it: a source to fetch from, a register to read and write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol, runtime_checkable

from synctui.core.plan import Plan
from synctui.core.snapshot import RegisterInfo, Snapshot
from synctui.core.table import Delivery
from synctui.errors import ConflictError


class Progress(NamedTuple):
    """How far one step is. step: ``fetch, read, validate, link, compare, apply, send``; total: 0 while unknown."""

    step: str
    done: int = 0
    total: int = 0
    note: str = ""


Report = Callable[[Progress], None]


def silent(_progress: Progress) -> None:
    """Hear progress and say nothing."""


class Workflow(NamedTuple):
    """A task template or task flow of a source, and how many clients it holds (None while unknown)."""

    name: str
    clients: int | None = None


class Source(Protocol):
    """Where client data comes from."""

    @property
    def name(self) -> str:
        """What base, links and the last fetch go by."""
        ...

    @property
    def kind(self) -> str:
        """``excel``, ``csv``, ``sample``, ``adminpulse`` or ``adminconsult``."""
        ...

    async def workflows(self) -> Sequence[Workflow]:
        """Return the workflows that the source can be narrowed to; none for a file."""
        ...

    async def fetch(self, workflow: str | None, report: Report) -> Delivery:
        """Bring all records, or those of one workflow. Raises `InputError` or `SourceError`."""
        ...


@runtime_checkable
class Completing(Protocol):
    """A source whose list may shift while it is read, and that can be asked for a record by its id."""

    async def complete(self, delivery: Delivery, ids: Sequence[str], report: Report) -> Delivery:
        """Return *delivery* with what it lacks of the records called *ids*. Raises `SourceError`.

        ids: those of all clients that are linked to this source.
        """
        ...


class Applied(NamedTuple):
    """What applying a plan did: the run's number, how many writes were read back right, and of how many."""

    run: int
    verified: int
    of: int


class Conflict(NamedTuple):
    """One operation whose expected value is no longer there. then: expected; now: found; mine: wanted."""

    operation: int
    client: str
    field: str
    then: str
    now: str
    mine: str


class ChangedSinceError(ConflictError):
    """Values are no longer what a plan, an undo or an edit expects; *conflicts* lists every one of them."""

    def __init__(self, what: str, next_step: str, conflicts: Sequence[Conflict]) -> None:
        super().__init__(what, next_step)
        self.conflicts = tuple(conflicts)


class Actor(NamedTuple):
    """Who acts, and from where: the operating system's login and the host."""

    login: str
    host: str


class Register(Protocol):
    """The firm's client base, as the core needs it. Every call blocks and runs off the event loop."""

    def info(self) -> RegisterInfo:
        """Return which register this is."""
        ...

    def role(self, login: str) -> str:
        """Return ``admin`` or ``accountant``."""
        ...

    def snapshot(self, source: str, tax_year: int | None = None) -> Snapshot:
        """Return what a comparison with *source* needs, in one consistent read."""
        ...

    def saved_mapping(self, source: str, headers_digest: str) -> dict[str, str] | None:
        """Return the mapping confirmed for a source's files with these headers, or None."""
        ...

    def conflicts(self, plan: Plan) -> Sequence[Conflict]:
        """Return the operations of *plan* whose expected value is no longer there; reads only."""
        ...

    def apply(self, plan: Plan, actor: Actor, *, rehearse: bool = False, report: Report = silent) -> Applied:
        """Carry out *plan* in one transaction and read it back.

        Raises `ConflictError` (another register, applied already), `ChangedSinceError` (values that moved),
        `HeldError` (the plan is held), `RegisterError`.
        With *rehearse* everything is done, checked and rolled back.
        """
        ...
