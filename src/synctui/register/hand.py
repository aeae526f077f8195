"""Edits by hand: each call is one run of the kind *hand*, journaled and undone like an import."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from synctui.core.fields import EMPTY, LANGUAGE, NAMES, PARTNER, Values, full_name
from synctui.core.intake import evidence
from synctui.core.ports import Actor, ChangedSinceError, Conflict
from synctui.core.records import DOSSIER_FIELDS, Edit
from synctui.core.snapshot import STATUSES
from synctui.errors import ConflictError, UsageError
from synctui.i18n import _
from synctui.register import guard, runs
from synctui.register.attempts import on_their_way
from synctui.register.changes import Cells, Change, Work, add_change, next_client, nothing
from synctui.register.connection import Readable
from synctui.register.read import info, of_entity
from synctui.register.schema import ENTITIES

if TYPE_CHECKING:
    from sqlalchemy import Connection

Known = dict[tuple[Any, ...], Cells]


def record(connection: Connection, changes: list[Change], actor: Actor, at: str) -> int:
    """Carry out *changes* as one run by hand and return its number; without any do nothing and return 0.

    Raises `NotPermittedError` when nobody would be admin any more.
    """
    work = nothing()
    work.changes.extend(changes)
    return _record(connection, work, actor, at)


def edit(connection: Connection, edits: Sequence[Edit], actor: Actor, at: str) -> int:
    """Carry out *edits* in their order as one run and return its number, 0 when all is so already.

    Raises `UsageError` for an edit that makes no sense, `ChangedSinceError` for expected values that moved or
    clients that are gone, `ConflictError` when a national number would come to stand on two returns.
    """
    return _record(connection, _Hand(connection, edits).work, actor, at)


def _record(connection: Connection, work: Work, actor: Actor, at: str) -> int:
    if not (work.changes or work.come):
        return 0
    run = runs.next_number(connection)
    counts = Counter(change.entity for change in work.changes) + Counter({"added": len(work.come)})
    runs.add(connection, run, runs.Made("hand"), actor=actor, at=at, counts=dict(counts))
    guard.write(connection, run, work)
    return run


class _Hand:
    """What a list of edits writes. work: the result; several edits of one client become one change."""

    def __init__(self, connection: Readable, edits: Sequence[Edit]) -> None:
        self.work = nothing()
        ids = {edit.client for edit in edits}
        self._year = info(connection).tax_year
        self._next = next_client(connection)
        self._known = {name: of_entity(connection, name, ids) for name in ("client", "dossier", "link", "verdict")}
        self._wanted: dict[tuple[str, tuple[Any, ...]], Cells] = defaultdict(dict)
        self._refuse_moved(edits)
        self._refuse_on_their_way(connection, edits)
        for one_edit in edits:
            getattr(self, f"_{one_edit.do}")(one_edit)
        for (entity, key), cells in self._wanted.items():
            add_change(self.work.changes, entity, key, self._known.get(entity, {}).get(key), cells)

    def _refuse_moved(self, edits: Sequence[Edit]) -> None:
        found = [conflict for at, edit in enumerate(edits) if (conflict := self._conflict(at, edit))]
        if found:
            raise ChangedSinceError(
                _("{client} was changed by somebody else in the meantime.").format(client=found[0].client),
                _("Nothing was changed. Look at it again."),
                found,
            )

    def _refuse_on_their_way(self, connection: Readable, edits: Sequence[Edit]) -> None:
        """Refuse a status for a mail that is being handed over: what becomes of it must be known first."""
        if found := on_their_way(connection, [edit.client for edit in edits if edit.field == "status"]):
            raise ConflictError(
                _("The invitation of {client} is on its way at this moment.").format(
                    client=full_name(_values(self._known["client"][found[0],]))
                ),
                _("Nothing was changed. Wait until sending has ended; if it was killed, look at the last check first."),
            )

    def _conflict(self, at: int, edit: Edit) -> Conflict | None:
        if edit.do in {"add", "tax_year"}:
            return None
        cells = self._known["client"].get((edit.client,))
        if cells is None:
            return Conflict(at, str(edit.client), edit.field, edit.expect or "", _("removed"), edit.value)
        now = str(self._current(edit))
        if edit.expect is None or edit.expect == now:
            return None
        return Conflict(at, full_name(_values(cells)), edit.field, edit.expect, now, edit.value)

    def _current(self, edit: Edit) -> Any:
        if edit.field in NAMES:
            return self._known["client"][edit.client,][edit.field]
        return self._known["dossier"].get((edit.client, self._year), {}).get(_column(edit.field), "")

    def _add(self, edit: Edit) -> None:
        client = self._next + len(self.work.come)
        self.work.come[client] = {"client": [(client, *edit.values, 0)]}
        if edit.value:
            dossier = (client, self._year, edit.value, edit.values[LANGUAGE], "not-sent", edit.values[PARTNER])
            self.work.come[client]["dossier"] = [dossier]

    def _set(self, edit: Edit) -> None:
        if edit.field in NAMES:
            self._wanted["client", (edit.client,)][edit.field] = edit.value
        elif edit.field in DOSSIER_FIELDS:
            self._set_in_dossier(edit)
        else:
            raise UsageError(_("{field} is no field of a client.").format(field=edit.field))

    def _set_in_dossier(self, edit: Edit) -> None:
        """Set it in the dossier of the register's year, which is opened where there is none."""
        if edit.field == "status" and edit.value not in STATUSES:
            raise UsageError(
                _("{status} is no status.").format(status=edit.value),
                _("The statuses are {statuses}.").format(statuses=" · ".join(STATUSES)),
            )
        key = (edit.client, self._year)
        cells = self._wanted["dossier", key]
        if key not in self._known["dossier"] and not cells:
            values = _values(self._known["client"][edit.client,])
            fresh = ("", values[LANGUAGE], "not-sent", values[PARTNER])
            cells |= dict(zip(ENTITIES["dossier"].columns, fresh, strict=True))
        cells[_column(edit.field)] = edit.value

    def _archive(self, edit: Edit) -> None:
        self._wanted["client", (edit.client,)]["archived"] = 1

    def _restore(self, edit: Edit) -> None:
        self._wanted["client", (edit.client,)]["archived"] = 0

    def _unlink(self, edit: Edit) -> None:
        """Remove the link and remember that the record is not this client; on what both were, as evidence."""
        key = (edit.client, edit.value)
        link = self._known["link"].get(key)
        if link is None:
            raise UsageError(_("That client has no link to {source}.").format(source=edit.value))
        self.work.changes.append(Change("link", key, link, None))
        shown = evidence(*_values(self._known["client"][edit.client,]))
        self._wanted["verdict", (*key, link["row_key"])] |= {"same": 0, "evidence": shown}

    def _tax_year(self, edit: Edit) -> None:
        if int(edit.value) < self._year:
            raise UsageError(_("The assessment year {year} is over; it cannot be set back.").format(year=edit.value))
        self._known["register"] = {(1,): {"tax_year": self._year}}
        self._wanted["register", (1,)]["tax_year"] = int(edit.value)


def _column(field: str) -> str:
    return "language" if field == "dossier_language" else field


def _values(cells: Cells) -> Values:
    return tuple(cells[name] for name in NAMES) if cells else EMPTY
