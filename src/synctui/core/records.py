"""What the register tells and is told beside plans: rows of its lists, runs with their journal, edits by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from synctui.core.fields import EMPTY, Values
from synctui.core.outbox import Attempt
from synctui.core.ports import Conflict
from synctui.core.snapshot import Dossier, Link

DOSSIER_FIELDS = ("questionnaire", "status", "dossier_language")
"""What an `Edit` can set in the client's dossier of the register's assessment year."""


class ClientRow(NamedTuple):
    """One client as lists show it, with its dossier of the register's assessment year.

    questionnaire, status: empty while no dossier of that year is open. again: whether a review said that the
    questionnaire is to be mailed once more.
    """

    id: int
    values: Values
    tax_year: int
    questionnaire: str
    status: str
    archived: bool
    again: bool = False


class ClientCard(NamedTuple):
    """What is known of one client beside its row.

    dossiers: of all years, the newest first. links: by source. mails: about any dossier, the oldest first.
    """

    dossiers: Sequence[Dossier]
    links: Mapping[str, Link]
    mails: Sequence[Attempt]


class RunRow(NamedTuple):
    """One run. when: UTC, ISO 8601. kind: ``import, undo, hand`` or ``invite``. source, workflow: None where none.

    counts: what it did → how often. undone_by, undoes: the number of the other run, or None.
    """

    run: int
    when: str
    who: str
    host: str
    kind: str
    source: str | None
    workflow: str | None
    counts: Mapping[str, int]
    undone_by: int | None
    undoes: int | None


class JournalLine(NamedTuple):
    """One thing that a run did, as people read it.

    entity: ``client, dossier, link, verdict, correction, choice, user`` or ``register``. client: its id, or None;
    name: the client's name now, or as it was when it is gone. field: what changed; empty for a whole entry.
    before, after: texts; None where there was, or is, nothing.
    """

    entity: str
    client: int | None
    name: str
    field: str
    before: str | None
    after: str | None


class RunDetail(NamedTuple):
    """One run with all it did, in the order of the journal."""

    row: RunRow
    lines: Sequence[JournalLine]


class Happened(NamedTuple):
    """One thing that a run did to one client."""

    run: RunRow
    line: JournalLine


class Undone(NamedTuple):
    """What undoing a run does. run: the undo's own number, 0 when only asked beforehand.

    restored: how many values, clients and other entries go back. archived: the names of added clients that are
    archived instead of removed because their invitation has left. refused: what changed since and stays.
    """

    run: int
    restored: int
    archived: Sequence[str]
    refused: Sequence[Conflict]


class SourceRow(NamedTuple):
    """The last applied run of one source that still stands. when: UTC, ISO 8601; fetched: records then."""

    source: str
    kind: str
    run: int
    when: str
    fetched: int
    workflow: str | None


class UserRow(NamedTuple):
    """One user of the office whom the register knows. role: ``admin`` or ``accountant``."""

    login: str
    role: str


class Edit(NamedTuple):
    """One change made by hand.

    do: ``add`` (a client with *values*, and a dossier with *value* as its questionnaire when there is one), ``set``
    (*field* of *client* becomes *value*; a field's name or one of `DOSSIER_FIELDS`), ``archive``, ``restore``,
    ``unlink`` (*value* is the source; leaves a *not the same person*), ``tax_year`` (*value* is the year).
    expect: what *field* must still hold, or None when it does not matter.
    """

    do: Literal["add", "set", "archive", "restore", "unlink", "tax_year"]
    client: int = 0
    field: str = ""
    value: str = ""
    values: Values = EMPTY
    expect: str | None = None
