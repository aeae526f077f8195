"""What the app is given: the register, the sources and the files, as plain calls made by the command line.

The app knows no concrete source, register or report; everything it can do to the world stands in `Services`.
Calls that block are run in threads by the screens; they raise the classes of `synctui.errors`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple, Protocol

from synctui.core.catalogue import Catalogue
from synctui.core.draft import Draft, Head
from synctui.core.invite import LastCheck
from synctui.core.limits import Limits
from synctui.core.mailing import Mailing, Preview
from synctui.core.options import Options
from synctui.core.plan import Plan
from synctui.core.ports import Actor, Register, Source
from synctui.core.putright import Wrong
from synctui.core.records import ClientCard, ClientRow, Edit, Happened, RunDetail, RunRow, SourceRow, Undone
from synctui.core.review import Review
from synctui.errors import SynctuiError

CATALOGUE, LIMITS, OPTIONS = Catalogue(), Limits(), Options()
"""What holds where the configuration says nothing."""


class AppRegister(Register, Protocol):
    """The register as the app needs it: the core's port, its lists, undo and confirmed mappings."""

    def clients(self, status: str | None = None, tax_year: int | None = None) -> Sequence[ClientRow]:
        """Return the clients by id, archived ones included; with their dossiers of the register's year unless given."""
        ...

    def years(self) -> Sequence[int]:
        """Return the assessment years that can be looked at, in their order."""
        ...

    def card(self, client: int) -> ClientCard:
        """Return the dossiers and links of a client, and the mails to it."""
        ...

    def history(self, client: int) -> Sequence[Happened]:
        """Return all that was ever done to a client, the newest first."""
        ...

    def hand(self, edits: Sequence[Edit], actor: Actor) -> int:
        """Carry out edits by hand as one run; return its number, 0 when all is so already.

        Raises `ChangedSinceError`, `ConflictError`, `UsageError` and `RegisterError`.
        """
        ...

    def sources(self) -> Sequence[SourceRow]:
        """Return per source its last applied run that still stands."""
        ...

    def applied_as(self, digest: str) -> int | None:
        """Return the run that applied the plan with this digest and still stands, or None."""
        ...

    def runs(self) -> Sequence[RunRow]:
        """Return all runs, the newest last."""
        ...

    def run(self, number: int) -> RunDetail:
        """Return one run with its journal."""
        ...

    def undo_check(self, number: int) -> Undone:
        """Return what undoing a run would do. Raises `ConflictError` where it cannot be undone."""
        ...

    def undo(self, number: int, actor: Actor) -> Undone:
        """Undo a run in one transaction."""
        ...

    def save_mapping(self, source: str, headers_digest: str, spec: Mapping[str, str], actor: Actor) -> None:
        """Remember a confirmed mapping for files with these headers."""
        ...


class Drafts(Protocol):
    """The saved reviews of the register, one a source. Calls block; any thread may make them."""

    def heads(self) -> Sequence[Head]:
        """Return what each saved review tells about itself, the newest first."""
        ...

    def read(self, source: str) -> Draft | None:
        """Return the saved review of a source, or None. Raises `InputError` where it cannot be read."""
        ...

    def claim(self, source: str) -> str:
        """Take the right to decide on a source; returns who has it, empty where it is ours now."""
        ...

    def release(self, source: str) -> None:
        """Let others decide on a source again."""
        ...

    def write(self, source: str, data: bytes) -> None:
        """Save a review whole. Raises `OutputError`."""
        ...

    def discard(self, source: str) -> None:
        """Remove a saved review, where there is one. Raises `OutputError`."""
        ...


class Connected(Protocol):
    """How a CRM is connected. host: with its port; since: UTC, ISO 8601, or empty; key: where it lies."""

    @property
    def host(self) -> str: ...  # noqa: D102 - told by the class
    @property
    def since(self) -> str: ...  # noqa: D102
    @property
    def key(self) -> str: ...  # noqa: D102


class Opened(Protocol):
    """What a key opens. missing: the scopes or rights that it lacks; until: when its token ends, where that is said."""

    @property
    def relations(self) -> int: ...  # noqa: D102 - told by the class
    @property
    def workflows(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def missing(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def until(self) -> str: ...  # noqa: D102


class Connections(Protocol):
    """The CRMs that the office can connect. Calls that are not async block; all raise `UsageError`."""

    def state(self, name: str) -> Connected | None:
        """Return how a CRM is connected, None where it is not."""
        ...

    def url(self, name: str) -> str:
        """Return the address of a CRM, empty where it is not known."""
        ...

    async def test(self, name: str, url: str, key: str) -> Opened:
        """Return what a key opens at an address, keeping neither. Raises `SourceError`."""
        ...

    def keep(self, name: str, url: str, key: str) -> Connected:
        """Keep a key that was tested, with its address."""
        ...

    def forget(self, name: str) -> bool:
        """Forget a key and its address; returns whether there was one."""
        ...


class SourceChoice(NamedTuple):
    """One line of the Source screen beside the file line. name: as links and base go by; note: a second line."""

    name: str
    title: str
    note: str


class Setting(NamedTuple):
    """One key of the configuration, by its dotted path, with its value as text.

    origin: ``option, environment, file`` or ``default``. where: the option, the variable, or the file's line.
    does: what it does, in one line.
    """

    key: str
    value: str
    origin: str
    where: str
    does: str = ""


@dataclass(frozen=True, slots=True)
class Services:
    """Everything the app is given.

    today: for dates of birth and ages. limits: above which a plan is held. options: what the configuration
    decides beforehand. choices: the sources beside files.
    open_file: path, source name, sheet (None: the one with clients) → a source. sheets: the sheets of a workbook.
    open_source: a choice's name → a source. mappings: source name → the configuration's mapping.
    write_*: write one file, or raise `OutputError`. amiss: what is wrong at the start, to be told there.
    settings: every key of the configuration. config_file: where it stands, or would.
    drafts: where reviews are saved, None to save none.
    crms, connections: the names of the choices that are CRMs, and how they are connected.
    mailing: opens the mail room, or raises `UsageError` where settings are missing; None where nothing can be mailed.
    write_check: saves a last check. arrived: the mails that were written into a folder, None where they really leave.
    """

    register: AppRegister
    actor: Actor
    role: str
    today: date
    open_file: Callable[[Path, str, str | None], Source]
    sheets: Callable[[Path], Sequence[str]]
    open_source: Callable[[str], Source]
    write_template: Callable[[Path, str], None]
    write_rejects: Callable[[Path, Review], None]
    write_plan: Callable[[Path, Plan], None]
    write_report: Callable[[Path, RunDetail], None]
    write_put_right: Callable[[Path, Sequence[Wrong], str], None]
    write_clients: Callable[[Path, Sequence[ClientRow]], None]
    choices: Sequence[SourceChoice] = ()
    catalogue: Catalogue = CATALOGUE
    limits: Limits = LIMITS
    options: Options = OPTIONS
    mappings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    amiss: Sequence[SynctuiError] = ()
    settings: Sequence[Setting] = ()
    config_file: str = ""
    drafts: Drafts | None = None
    crms: frozenset[str] = frozenset()
    connections: Connections | None = None
    mailing: Callable[[], Mailing] | None = None
    write_check: Callable[[Path, LastCheck], None] | None = None
    arrived: Callable[[], Sequence[Preview]] | None = None

    def title(self, source: str) -> str:
        """Return what people call a *source*; a name that somebody gave to files is its own title."""
        return next((each.title for each in self.choices if each.name == source), source)
