"""The plan: what a review leads to, as data. All that applying it needs, each operation with what it expects.

The shapes are those of ``docs/cli.md``. A plan is canonical: two plans of one state differ only in
``made_from.fetched_at`` and ``digest``.
"""

from __future__ import annotations

import hashlib
from typing import Any, Literal

import msgspec
from msgspec import UNSET, Struct, UnsetType

SCHEMA = 1
Op = Literal["add", "change", "archive", "restore", "open_dossier", "change_dossier", "send_again"]
Why = Literal["hand", "rule", "option", "default"]


class Who(Struct, frozen=True, forbid_unknown_fields=True):
    """A client as plans name it. id: None while it is not in the register."""

    id: int | None
    name: str


class Operation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step.

    expect: the register's value now (a change: text; add and open_dossier: null; archive: ``"live"``; restore:
    ``"archived"``; change_dossier: its questionnaire; send_again: its status). new: a text, ``"archived"``, ``"live"``,
    ``"again"``, or an object (add: every field and questionnaire; open_dossier, change_dossier: questionnaire and
    language). base: what the source last gave. kind: a difference's kind, or a
    leaver's reason. linked_by: the key that linked the client.
    """

    id: int
    op: Op
    client: Who
    field: str | UnsetType = UNSET
    expect: str | None = None
    new: str | dict[str, str]
    base: str | None = None
    kind: str | None = None
    why: Why
    linked_by: str | None = None


class Seen(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What links and base become for one client, where they change.

    client: its id, or None with *add*, the id of the operation that adds it. base: field → value, the fields that
    change only; for an added client the base is what *add* writes in the fields of ``made_from.columns``, and
    *base* holds the exceptions (null: never seen). marks: field → ``["kept"|"typed", the register's value after
    this run]``, or null to remove the mark.
    """

    client: int | None
    add: int | None = None
    source_id: str
    row_key: str
    linked_by: str
    base: dict[str, str | None] = {}
    marks: dict[str, tuple[str, str] | None] = {}


class Line(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One difference that the plan leaves alone."""

    client: Who
    field: str
    kind: str
    base: str | None
    register: str
    import_: str = msgspec.field(name="import")


class Leaver(Struct, frozen=True, forbid_unknown_fields=True):
    """A client that is not in the import, with the reason."""

    client: Who
    reason: str


class Reject(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One reason why one row is invalid."""

    where: str
    client: str
    field: str | None
    value: str
    reason: str


class Doubt(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of *possible matches*: what it looks like, the records of the import and the clients it may be."""

    kind: str
    where: list[str]
    names: list[str]
    clients: list[Who]
    evidence: list[str]


class Hold(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One reason why the plan is held, with the numbers then and now."""

    name: str
    was: str
    now: str
    text: str


class Ruling(Struct, frozen=True, forbid_unknown_fields=True):
    """A verdict to remember: *same person* or not."""

    row_key: str
    client: int
    same: bool
    evidence: str


class Mend(Struct, frozen=True, forbid_unknown_fields=True):
    """A correction to remember."""

    row_key: str
    field: str
    bad: str
    good: str


class Answer(Struct, frozen=True, forbid_unknown_fields=True):
    """A choice to remember, or with *answer* null one to forget."""

    kind: str
    key: str
    answer: str | None
    evidence: str


class MadeFrom(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the plan was made from. columns: field → header, as the mapping had it."""

    source: str
    kind: str
    fingerprint: str
    workflow: str | None
    mapping: str
    fetched: int
    fetched_at: str
    left_out: dict[str, int]
    columns: dict[str, str] = {}


class Counts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The sizes of the groups: differences for *undecided* and *kept*, else clients or rows."""

    only_in_import: int
    only_in_register: int
    in_both: int
    different: int
    undecided: int
    kept: int
    by_form: int
    invalid: int
    possible: int


class Plan(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole plan; see the module."""

    schema: int = SCHEMA
    digest: str = ""
    register: str
    last_run: int | None
    author: str
    tax_year: int
    made_from: MadeFrom
    counts: Counts
    operations: list[Operation]
    undecided: list[Line]
    kept: list[Line]
    only_in_register: list[Leaver]
    invalid: list[Reject]
    possible: list[Doubt]
    warnings: list[str]
    held: list[Hold]
    seen: list[Seen]
    verdicts: list[Ruling]
    corrections: list[Mend]
    choices: list[Answer] = []


def digest_of(plan: Plan) -> str:
    """Return the SHA-256 of the plan's canonical JSON (sorted keys, no blanks) without its digest."""
    content: dict[str, Any] = msgspec.to_builtins(plan)
    del content["digest"]
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()


def sealed(plan: Plan) -> Plan:
    """Return the plan with its digest filled in."""
    return msgspec.structs.replace(plan, digest=digest_of(plan))


def encode(plan: Plan) -> bytes:
    """Return the plan as the JSON that is saved and printed, ending in a line end."""
    return msgspec.json.format(msgspec.json.encode(plan), indent=2) + b"\n"
