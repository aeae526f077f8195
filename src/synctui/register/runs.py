"""The rows of the runs themselves: one is added with everything that it does, and none is ever taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from synctui.core.plan import Plan
from synctui.core.ports import Actor
from synctui.core.records import RunRow
from synctui.register.connection import Readable, one, rows
from synctui.register.schema import insert

if TYPE_CHECKING:
    from sqlalchemy import Connection

_COLUMNS = (
    "number", "at", "who", "host", "kind", "source", "source_kind", "workflow", "plan", "fetched", "mapping", "columns",
    "counts", "undoes",
)  # fmt: skip
_LARGEST = 2**63 - 1
"""The largest number that SQLite takes."""
_LISTED = "SELECT number, at, who, host, kind, source, workflow, counts, undone_by, undoes FROM runs"


class Made(NamedTuple):
    """What a run came from; everything but *kind* is known of imports alone, an undo has those of the run it undoes."""

    kind: str
    source: str | None = None
    source_kind: str | None = None
    workflow: str | None = None
    plan: str | None = None
    fetched: int | None = None
    mapping: str | None = None
    columns: dict[str, str] | None = None
    undoes: int | None = None


def made_from(plan: Plan) -> Made:
    """Return what the run of *plan* came from."""
    of = plan.made_from
    return Made("import", of.source, of.kind, of.workflow, plan.digest, of.fetched, of.mapping, of.columns)


def next_number(connection: Readable) -> int:
    """Return the number of the run that comes next."""
    found = one(connection, "SELECT coalesce(max(number), 0) + 1 FROM runs")
    return int(found[0]) if found else 1


def add(connection: Connection, run: int, made: Made, *, actor: Actor, at: str, counts: dict[str, int]) -> None:
    """Add the row of run number *run*; *at* is UTC, ISO 8601; *counts* tells what it did, and how often."""
    columns, told = (msgspec.json.encode(value, order="sorted").decode() for value in (made.columns or {}, counts))
    values = (
        run, at, actor.login, actor.host, made.kind, made.source, made.source_kind, made.workflow, made.plan,
        made.fetched, made.mapping, columns, told, made.undoes,
    )  # fmt: skip
    connection.exec_driver_sql(insert("runs", _COLUMNS), values)
    if made.undoes is not None:
        connection.exec_driver_sql("UPDATE runs SET undone_by = ? WHERE number = ?", (run, made.undoes))


def applied_as(connection: Readable, digest: str) -> int | None:
    """Return the run that applied the plan with *digest* and still stands."""
    standing = "SELECT number FROM runs WHERE plan = ? AND undone_by IS NULL AND kind = 'import'"
    found = one(connection, standing, (digest,))
    return int(found[0]) if found else None


def all_runs(connection: Readable) -> list[RunRow]:
    """Return every run, the newest last."""
    return [_row(row) for row in rows(connection, f"{_LISTED} ORDER BY number")]


def find(connection: Readable, number: int) -> RunRow | None:
    """Return run *number*, or None."""
    found = one(connection, f"{_LISTED} WHERE number = ?", (number,)) if number <= _LARGEST else None
    return None if found is None else _row(found)


def _row(row: tuple[Any, ...]) -> RunRow:
    number, at, who, host, kind, source, workflow, counts, undone_by, undoes = row
    return RunRow(number, at, who, host, kind, source, workflow, msgspec.json.decode(counts), undone_by, undoes)
