"""Data as the JSON that scripts read: indented, in the order written, ending in a line end; no clock, no locale."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from synctui.core.fields import NAMES
from synctui.core.ports import Conflict
from synctui.core.records import ClientRow, RunDetail, RunRow


def encode(data: Any) -> bytes:
    """Return *data* as JSON."""
    return msgspec.json.format(msgspec.json.encode(data), indent=2) + b"\n"


def client(row: ClientRow) -> dict[str, Any]:
    """Return a client with every field by its name."""
    return {
        "id": row.id,
        **dict(zip(NAMES, row.values, strict=True)),
        "tax_year": row.tax_year,
        "questionnaire": row.questionnaire,
        "status": row.status,
        "archived": row.archived,
    }


def run(row: RunRow) -> dict[str, Any]:
    """Return one run of the list."""
    return {
        "run": row.run,
        "when": row.when,
        "who": row.who,
        "kind": row.kind,
        "source": row.source,
        "workflow": row.workflow,
        "counts": dict(row.counts),
        "undone_by": row.undone_by,
    }


def detail(found: RunDetail) -> dict[str, Any]:
    """Return one run with its journal."""
    lines = [line._asdict() for line in found.lines]
    return {**run(found.row), "host": found.row.host, "undoes": found.row.undoes, "journal": lines}


def conflicts(found: Iterable[Conflict]) -> list[dict[str, Any]]:
    """Return values that are no longer what was expected: then, now, mine."""
    return [{name: getattr(each, name) for name in ("client", "field", "then", "now", "mine")} for each in found]
