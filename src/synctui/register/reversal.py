"""The way back of one run, worked out from its journal and what is there now; it writes nothing itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from synctui.core.ports import Conflict
from synctui.core.records import RunRow
from synctui.core.snapshot import MAILED, SEND_AGAIN
from synctui.i18n import _
from synctui.register.attempts import left
from synctui.register.changes import (
    SEEN,
    WHOLE,
    Cells,
    Change,
    Sighting,
    Whole,
    cells_of,
    nothing,
    without_sighting,
)
from synctui.register.connection import Readable, one
from synctui.register.journal import Entry, entries, names_of
from synctui.register.read import wholes
from synctui.register.schema import ENTITIES, OF_CLIENT, by_key, select

_NOTHING = object()
_SILENT = frozenset({"base", "mark", SEEN})
"""What people did not ask for: it goes back, but is not counted."""


class Reversal:
    """The way back of one run: the work to do, and what is refused.

    work: what goes back. restored: how much of it people asked for. archived: the names of those archived instead.
    """

    def __init__(self, connection: Readable, row: RunRow) -> None:
        self._connection = connection
        self._row = row
        lines = entries(connection, row.run)
        self._names = names_of(connection, lines)
        self.work = nothing()
        self.restored = 0
        self.archived: list[str] = []
        self.refused: list[Conflict] = []
        self._torn = set(self._moved(lines))
        self._touched = {entry.client for entry in lines if entry.entity in {WHOLE, "link"}}
        came = [entry for entry in lines if entry.entity == WHOLE and entry.after is not None]
        self._remove(came)
        for entry in lines:
            if entry.entity == SEEN:
                self._forget_sighting(entry)
            elif entry.entity != WHOLE:
                self._restore(entry)

    def _moved(self, lines: list[Entry]) -> Iterator[tuple[Any, ...]]:
        """Yield the (client, source, field) whose base or mark moved since: they go back together or not at all."""
        for entry in lines:
            if entry.entity not in {"base", "mark"}:
                continue
            now = self._now(entry) or {}
            moved = [name for name, value in (entry.after or now).items() if now.get(name, _NOTHING) != value]
            if entry.entity == "base":
                yield from ((*entry.key, name) for name in moved)
            elif moved or (entry.after is None) != (not now):
                yield entry.key

    def _remove(self, came: list[Entry]) -> None:
        """Remove the clients that the run added, unless something about them changed since."""
        there = wholes(self._connection, [entry.client or 0 for entry in came])
        for entry in came:
            client = entry.client or 0
            whole = there.get(client)
            if whole is None or (whole != entry.after and _comparable(whole) != _comparable(entry.after)):
                self._refuse(entry, "", self._name(client), _("removed") if whole is None else _("changed since"))
                continue
            if _mailed(whole) or left(self._connection, client):
                self.archived.append(self._name(client))
                self.work.changes.append(Change("client", (client,), {"archived": 0}, {"archived": 1}))
            else:
                self.work.go[client] = whole
            self.restored += 1

    def _forget_sighting(self, entry: Entry) -> None:
        run, workflow, clients = entry.before
        self.work.sightings.append(Sighting(entry.key[0], clients, tuple(entry.after), (run, workflow)))

    def _restore(self, entry: Entry) -> None:
        """Put back one row: whole where it came or went, column by column where it changed."""
        now = self._now(entry)
        if (entry.entity == "mark" and entry.key in self._torn) or _carried_out(entry, now):
            return
        if entry.before is not None and entry.after is not None:
            self._restore_columns(entry, now)
        elif entry.before is None:
            self._take_away(entry, now)
        elif now is None and self._client_is_there(entry) and not self._is_taken(entry, entry.before):
            self._change(entry, None, entry.before)
        else:
            self._refuse(entry, "", "", _("changed since"))

    def _restore_columns(self, entry: Entry, now: Cells | None) -> None:
        if now is None:
            self._refuse(entry, next(iter(entry.after)), str(next(iter(entry.after.values()))), _("removed"))
            return
        back = {
            name: value
            for name, value in entry.before.items()
            if now[name] == entry.after[name] and (*entry.key, name) not in self._torn
        }
        if self._is_taken(entry, back):
            del back["source_id"]
        for name, value in entry.before.items():
            if name not in back:
                self._refuse(entry, name, str(entry.after[name]), str(now[name]), str(value))
        if back:
            self._change(entry, {name: now[name] for name in back}, back)

    def _take_away(self, entry: Entry, now: Cells | None) -> None:
        expected = without_sighting(entry.entity, entry.after)
        if now is not None and without_sighting(entry.entity, now) == _complete(entry.entity, expected):
            self._change(entry, now, None)
        else:
            self._refuse(entry, "", "", _("removed") if now is None else _("changed since"))

    def _change(self, entry: Entry, before: Cells | None, after: Cells | None) -> None:
        self.work.changes.append(Change(entry.entity, entry.key, before, after))
        if entry.entity not in _SILENT:
            self.restored += 1 if before is None or after is None else len(after)

    def _refuse(self, entry: Entry, field: str, then: str, now: str, mine: str = "") -> None:
        if entry.entity not in _SILENT:
            told = field or ("" if entry.entity == WHOLE else entry.entity)
            name = self._name(entry.client) if entry.client else ", ".join(str(part) for part in entry.key)
            self.refused.append(Conflict(self._row.run, name, told, then, now, mine))

    def _name(self, client: int) -> str:
        return self._names.get(client) or str(client)

    def _now(self, entry: Entry) -> Cells | None:
        shape = ENTITIES[entry.entity]
        found = one(self._connection, select(shape, by_key(shape)), entry.key)
        return None if found is None else cells_of(entry.entity, found)[1]

    def _is_taken(self, entry: Entry, back: Cells) -> bool:
        """Tell whether a link would get back a source id that another client, untouched by the run, has by now."""
        if entry.entity != "link" or not back.get("source_id"):
            return False
        client, source = entry.key
        held = "SELECT client FROM links WHERE source = ? AND source_id = ? AND client <> ?"
        other = one(self._connection, held, (source, back["source_id"], client))
        return other is not None and other[0] not in self._touched

    def _client_is_there(self, entry: Entry) -> bool:
        owned = entry.entity in OF_CLIENT
        return not owned or one(self._connection, "SELECT 1 FROM clients WHERE id = ?", (entry.client,)) is not None


def _carried_out(entry: Entry, now: Cells | None) -> bool:
    """Tell whether the run had a mail sent again that has left since: there is nothing to take back."""
    return entry.entity == "choice" and entry.key[1] == SEND_AGAIN and now is None


def _complete(entity: str, cells: Cells) -> Cells:
    """Return *cells* with every column: those that a new row was not given are empty."""
    return without_sighting(entity, dict.fromkeys(ENTITIES[entity].columns)) | cells


def _comparable(whole: Whole | dict[str, Any]) -> dict[str, list[Cells]]:
    """Return what must be unchanged for a client to be removed: all but sightings and how far its mail is."""
    return {name: [_steady(name, row) for row in rows] for name, rows in whole.items()}


def _steady(entity: str, row: Iterable[Any]) -> Cells:
    key, cells = cells_of(entity, row)
    kept = without_sighting(entity, cells)
    kept.pop("status", None)
    return kept | {"key": key}


def _mailed(whole: Whole) -> bool:
    """Tell whether an invitation has left, or may have."""
    status = ENTITIES["dossier"].all.index("status")
    return any(row[status] in MAILED for row in whole.get("dossier", ()))
