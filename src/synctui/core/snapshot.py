"""What the register knows when a comparison starts, as one read brings it: plain tuples by client id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from synctui.core.directory import Directory
from synctui.core.fields import Values

Past = tuple[str | None, ...]
"""A base: the values last seen from a source, in the order of the fields; None where never seen."""

STATUSES = ("not-sent", "queued", "sent", "opened", "to-process", "processed", "failed", "unknown")
MAILED = frozenset({"queued", "sent", "opened", "to-process", "processed", "unknown"})
"""The statuses of a dossier whose invitation has left, or may have."""
SEND_AGAIN = "send-again"
"""The kind of the choice that a client's questionnaire is to be mailed once more; it goes when that mail was tried."""


class Dossier(NamedTuple):
    """A client's file for one assessment year."""

    tax_year: int
    questionnaire: str
    language: str
    status: str
    partner: str = ""


class Link(NamedTuple):
    """The record of a source that a client is: which key said so, since which run, and where last seen.

    linked_by: ``source-id, national-number, email-name`` or ``verdict``. row_key: the record's `row_key` then.
    workflow: the one that run was narrowed to, empty for all clients.
    """

    source_id: str
    linked_by: str
    row_key: str
    since_run: int
    seen_run: int
    workflow: str = ""


class Mark(NamedTuple):
    """A decision on one field that holds while the import and the register stay as they were.

    how: ``kept`` or ``typed``. register: the register's value as that run left it.
    """

    how: str
    register: str


class Verdict(NamedTuple):
    """A lasting *same person* or *not the same person* on a record and a client.

    evidence: digest of the values it was given on; a refused pair is proposed again only when that changes.
    """

    row_key: str
    client: int
    same: bool
    evidence: str


class Correction(NamedTuple):
    """A value typed for one the source sends wrong; it holds while the source still sends *bad*."""

    row_key: str
    field: int
    bad: str
    good: str


class Choice(NamedTuple):
    """A remembered answer about a record or a client that is not about one field.

    kind: ``leave`` (do not add this record), ``stay`` (not in the import, stays), ``set-aside`` (an invalid record
    left out until it changes), ``household``, or `SEND_AGAIN`. key: the `row_key`, or the client's id as text for
    ``stay`` and `SEND_AGAIN`. answer: for ``household`` which answer, for `SEND_AGAIN` the assessment year. evidence:
    what it was given on (a leaver's reason, a digest of values).
    """

    kind: str
    key: str
    answer: str
    evidence: str


class LastFetch(NamedTuple):
    """The last applied run of one source that still stands, as the gate compares with it."""

    run: int
    fetched: int
    workflow: str | None
    mapping: str
    columns: Mapping[str, str]
    when: str


class RegisterInfo(NamedTuple):
    """Which register this is. id: made once, inside the register. last_run: 0 before the first."""

    id: str
    name: str
    tax_year: int
    last_run: int


@dataclass
class Snapshot:
    """The register as one source's comparison needs it; *source* is that source's name.

    clients, archived: client id → values, of the live and the archived. dossiers: client id → the dossier of
    *tax_year*. latest: client id → its newest dossier of any year. links, bases, marks: client id → what is known
    from this source. claimed: clients that another source's last applied run still holds.
    """

    info: RegisterInfo
    source: str
    tax_year: int
    clients: dict[int, Values] = field(default_factory=dict)
    archived: dict[int, Values] = field(default_factory=dict)
    dossiers: dict[int, Dossier] = field(default_factory=dict)
    latest: dict[int, Dossier] = field(default_factory=dict)
    links: dict[int, Link] = field(default_factory=dict)
    bases: dict[int, Past] = field(default_factory=dict)
    marks: dict[int, dict[int, Mark]] = field(default_factory=dict)
    verdicts: list[Verdict] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    claimed: frozenset[int] = frozenset()
    last_fetch: LastFetch | None = None

    @cached_property
    def directory(self) -> Directory:
        """The clients by their keys, made when first asked for: nothing of a snapshot changes once it is read."""
        return Directory(self.clients, self.archived, self.links)

    def values(self, client: int) -> Values:
        """Return the values of a client, live or archived."""
        return self.clients[client] if client in self.clients else self.archived[client]

    def mailed(self, client: int) -> bool:
        """Tell whether the client's invitation of this assessment year has left, or may have."""
        dossier = self.dossiers.get(client)
        return dossier is not None and dossier.status in MAILED
