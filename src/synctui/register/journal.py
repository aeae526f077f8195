"""The journal of one run: as the entries that undo works on, and as the lines that people read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from synctui.core.fields import FIRST_NAME, LAST_NAME, NAMES, full_name
from synctui.core.records import Happened, JournalLine, RunDetail, RunRow
from synctui.register.changes import SEEN, WHOLE, Cells, Whole
from synctui.register.connection import Readable, rows
from synctui.register.schema import ENTITIES

_UNTOLD = frozenset({SEEN, "base", "mark"})
"""What the journal keeps for undo alone: people are told of clients, dossiers, links and decisions."""


class Entry(NamedTuple):
    """One line as it was written; *before* and *after* as decoded from their JSON."""

    entity: str
    client: int | None
    key: tuple[Any, ...]
    before: Any
    after: Any


def entries(connection: Readable, run: int) -> list[Entry]:
    """Return everything that *run* wrote, in its order."""
    return [_entry(row) for row in rows(connection, f"SELECT {_ENTRY} FROM journal WHERE run = ? ORDER BY seq", (run,))]  # noqa: S608


_ENTRY = "entity, client, key, before, after"


def _entry(row: tuple[Any, ...]) -> Entry:
    entity, client, key, before, after = row
    return Entry(entity, client, tuple(_decoded(key)), _decoded(before, entity), _decoded(after, entity))


_decoder = msgspec.json.Decoder()
_whole_decoder = msgspec.json.Decoder(dict[str, list[tuple[Any, ...]]])


def _decoded(text: str | None, entity: str = "") -> Any:
    if text is None:
        return None
    return (_whole_decoder if entity == WHOLE else _decoder).decode(text)


def detail(connection: Readable, row: RunRow) -> RunDetail:
    """Return a run with all that people want to read of it."""
    told = [entry for entry in entries(connection, row.run) if entry.entity not in _UNTOLD]
    names = names_of(connection, told)
    return RunDetail(row, [line for entry in told for line in _lines(entry, names.get(entry.client or 0, ""))])


def of_client(connection: Readable, client: int, made: Mapping[int, RunRow]) -> list[Happened]:
    """Return all that was ever done to *client* and that people want to read, the newest run first."""
    wanted = f"SELECT run, {_ENTRY} FROM journal WHERE client = ? ORDER BY run DESC, seq"  # noqa: S608
    told = [(made[run], _entry(tuple(row))) for run, *row in rows(connection, wanted, (client,))]
    told = [(run, entry) for run, entry in told if entry.entity not in _UNTOLD]
    name = names_of(connection, [entry for _run, entry in told]).get(client, "")
    return [Happened(run, line) for run, entry in told for line in _lines(entry, name)]


def names_of(connection: Readable, told: list[Entry]) -> dict[int, str]:
    """Return the names of the clients in *told*: those they have now, or had when they came or went."""
    ids = msgspec.json.encode(sorted({entry.client for entry in told if entry.client is not None})).decode()
    names = {entry.client: _name_in(entry) for entry in told if entry.entity == WHOLE and entry.client is not None}
    columns = f"id, {NAMES[LAST_NAME]}, {NAMES[FIRST_NAME]}"
    wanted = "id IN (SELECT value FROM json_each(?))"
    for client, last, first in rows(connection, f"SELECT {columns} FROM clients WHERE {wanted}", (ids,)):  # noqa: S608
        names[client] = ", ".join(part for part in (last, first) if part)
    if {entry.client for entry in told if entry.client is not None} - names.keys():
        names = _names_of_gone(connection, ids) | names
    return names


def _names_of_gone(connection: Readable, ids: str) -> dict[int, str]:
    """Return the names that clients in the JSON array *ids* had when a run removed them."""
    wanted = "entity = ? AND before IS NOT NULL AND client IN (SELECT value FROM json_each(?))"
    found = rows(connection, f"SELECT client, before FROM journal WHERE {wanted}", (WHOLE, ids))  # noqa: S608
    return {client: _name(_decoded(before, WHOLE)) for client, before in found}


def _name_in(entry: Entry) -> str:
    return _name(entry.after or entry.before)


def _name(whole: Whole) -> str:
    return full_name(tuple(whole["client"][0][1:-1]))


def _lines(entry: Entry, name: str) -> Iterator[JournalLine]:
    """Yield an entry's lines: one a field that changed, and one for what came or went as a whole."""
    if entry.entity == WHOLE:
        yield JournalLine("client", entry.client, name, "", _text_of_whole(entry.before), _text_of_whole(entry.after))
    elif entry.before is None or entry.after is None:
        where = ", ".join(str(part) for part in entry.key[entry.client is not None :])
        if entry.entity == "choice" and entry.client is not None:
            where = entry.key[1]
        yield JournalLine(entry.entity, entry.client, name, where, _text(entry.before), _text(entry.after))
    else:
        for column, after in entry.after.items():
            before = entry.before[column]
            yield JournalLine(entry.entity, entry.client, name, column, str(before), str(after))


def _text_of_whole(whole: dict[str, list[list[Any]]] | None) -> str | None:
    """Return the texts of a client's fields and its questionnaire, those that are not empty."""
    if whole is None:
        return None
    shape = ENTITIES["dossier"].all
    questionnaires = [str(row[shape.index("questionnaire")]) for row in whole.get("dossier", ())]
    return " · ".join(text for text in (*whole["client"][0][1:-1], *questionnaires) if text)


def _text(cells: Cells | None) -> str | None:
    return None if cells is None else " · ".join(str(cell) for cell in cells.values() if cell != "")
