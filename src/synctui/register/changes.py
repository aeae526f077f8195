"""The one way rows are changed: a list of changes is carried out, each kind in one go, and journaled as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from synctui.core.snapshot import SEND_AGAIN
from synctui.errors import RegisterError
from synctui.i18n import _
from synctui.register.connection import Readable, many, one
from synctui.register.schema import ENTITIES, OF_CLIENT, SIGHTING, delete, insert, update

if TYPE_CHECKING:
    from sqlalchemy import Connection

Cells = dict[str, Any]
Whole = dict[str, list[tuple[Any, ...]]]
"""All that is known of one client: entity → its rows, every column in the order of `Entity.all`."""

WHOLE = "whole"
"""The journal's name for a client that comes or goes with everything that is known of it."""
SEEN = "seen"
"""The journal's name for a sighting: one line for all clients of one source that were last seen in the same run."""


class Change(NamedTuple):
    """What one row was and becomes: the columns that differ, or every column where the row comes or goes.

    entity: a name of `ENTITIES`. before: None for a row that is added. after: None for one that is removed.
    """

    entity: str
    key: tuple[Any, ...]
    before: Cells | None
    after: Cells | None


class Sighting(NamedTuple):
    """Clients of one source that were last seen in *before* (run, workflow) and now in *after*."""

    source: str
    clients: list[int]
    before: tuple[int, str]
    after: tuple[int, str]


class Work(NamedTuple):
    """All that one run writes beside its own row. come, go: clients by id that are added or removed whole."""

    changes: list[Change]
    come: dict[int, Whole]
    go: dict[int, Whole]
    sightings: list[Sighting]


def nothing() -> Work:
    """Return work without content, to be filled."""
    return Work([], {}, {}, [])


def carry_out(connection: Connection, run: int, work: Work) -> None:
    """Write everything in *work* and its journal, which follows what run number *run* wrote before.

    Raises `RegisterError` if a row is not there.
    """
    many(connection, delete(ENTITIES["client"]), [(client,) for client in work.go])
    _carry_out_changes(connection, work.changes)
    _bring(connection, work.come)
    for sighting in work.sightings:
        _sight(connection, sighting)
    found = one(connection, "SELECT coalesce(max(seq) + 1, 0) FROM journal WHERE run = ?", (run,))
    many(connection, insert("journal", _JOURNAL), _lines(run, work, found[0] if found else 0))


def _carry_out_changes(connection: Connection, changes: Sequence[Change]) -> None:
    """Remove, change, then add: a source id or key that is given up is free for the row that takes it over."""
    gone: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    changed: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = defaultdict(list)
    added: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = defaultdict(list)
    for change in changes:
        if change.after is None:
            gone[change.entity].append(change.key)
        elif change.before is None:
            added[change.entity, tuple(change.after)].append((*change.key, *change.after.values()))
        else:
            changed[change.entity, tuple(change.after)].append((*change.after.values(), *change.key))
    for entity, keys in gone.items():
        _exactly(connection, delete(ENTITIES[entity]), keys)
    _free_source_ids(connection, changed)
    for (entity, columns), values in changed.items():
        _exactly(connection, update(ENTITIES[entity], columns), values)
    for (entity, columns), values in added.items():
        many(connection, insert(ENTITIES[entity].table, (*ENTITIES[entity].key, *columns)), values)


def _free_source_ids(connection: Connection, changed: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]]) -> None:
    """Empty the source ids that change, so that two links can change places under the unique index."""
    link = ENTITIES["link"]
    for (entity, columns), values in changed.items():
        if entity == "link" and "source_id" in columns:
            many(connection, update(link, ("source_id",)), [("", *row[len(columns) :]) for row in values])


def _exactly(connection: Connection, statement: str, values: list[tuple[Any, ...]]) -> None:
    """Carry out *statement* for each of *values* and make sure that each found its row."""
    found = connection.exec_driver_sql(statement, values).rowcount
    if found != len(values):
        raise RegisterError(
            _("Only {found} of {wanted} rows were found while writing.").format(found=found, wanted=len(values)),
            _("Nothing was changed. Please report this."),
        )


def _bring(connection: Connection, come: dict[int, Whole]) -> None:
    for name in OF_CLIENT:
        entity = ENTITIES[name]
        values = [row for whole in come.values() for row in whole.get(name, ())]
        many(connection, insert(entity.table, entity.all), values)
    if come:
        last = max(come) + 1
        connection.exec_driver_sql("UPDATE register SET next_client = max(next_client, ?)", (last,))


def _sight(connection: Connection, sighting: Sighting) -> None:
    connection.exec_driver_sql(
        "UPDATE links SET seen_run = ?, workflow = ? WHERE source = ? AND seen_run = ?"
        " AND client IN (SELECT value FROM json_each(?))",
        (*sighting.after, sighting.source, sighting.before[0], _json(sighting.clients)),
    )


_JOURNAL = ("run", "seq", "entity", "client", "key", "before", "after")
_encoder = msgspec.json.Encoder()


def _json(value: object) -> str:
    return _encoder.encode(value).decode()


def _lines(run: int, work: Work, start: int) -> list[tuple[Any, ...]]:
    """Return the journal's rows from number *start* on; the order is that in which people read them."""
    plain: list[tuple[Any, ...]] = []
    plain += ((WHOLE, client, "[]", None, _json(whole)) for client, whole in work.come.items())
    plain += ((WHOLE, client, "[]", _json(whole), None) for client, whole in work.go.items())
    plain += (_line(change) for change in work.changes)
    plain += (
        (SEEN, None, _json([sighting.source]), _json((*sighting.before, sighting.clients)), _json(sighting.after))
        for sighting in work.sightings
    )
    return [(run, at, *line) for at, line in enumerate(plain, start)]


def _line(change: Change) -> tuple[Any, ...]:
    client = change.key[0] if change.entity in OF_CLIENT else None
    if change.entity == "choice" and change.key[1] == SEND_AGAIN:
        client = int(change.key[2])
    before, after = (None if cells is None else _json(cells) for cells in (change.before, change.after))
    return (change.entity, client, _json(change.key), before, after)


def without_sighting(entity: str, cells: Cells) -> Cells:
    """Return *cells* without what says only when a client was last seen."""
    return {name: cell for name, cell in cells.items() if entity != "link" or name not in SIGHTING}


def differing(before: Cells, after: Cells) -> tuple[Cells, Cells] | None:
    """Return those columns of *after* that differ, with what they were and what they become; None when none does."""
    names = [name for name, value in after.items() if before[name] != value]
    return ({name: before[name] for name in names}, {name: after[name] for name in names}) if names else None


def add_change(changes: list[Change], entity: str, key: tuple[Any, ...], before: Cells | None, after: Cells) -> None:
    """Append what turns the row *before* (None where there is none) into *after*; nothing when it is so already."""
    if before is None:
        changes.append(Change(entity, key, None, after))
    elif differ := differing(before, after):
        changes.append(Change(entity, key, *differ))


def next_client(connection: Readable) -> int:
    """Return the number for the next client; numbers are never used twice, not even after an undo."""
    found = one(connection, "SELECT next_client FROM register")
    return int(found[0]) if found else 1


def cells_of(entity: str, row: Iterable[Any]) -> tuple[tuple[Any, ...], Cells]:
    """Split a row of all columns into its key and its other columns by name."""
    values = tuple(row)
    shape = ENTITIES[entity]
    return values[: len(shape.key)], dict(zip(shape.columns, values[len(shape.key) :], strict=True))
