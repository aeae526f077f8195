"""Take a run back as a run of its own: what is still as that run left it; the rest is listed and stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synctui.core.ports import Actor
from synctui.core.records import RunRow, Undone
from synctui.errors import ConflictError, UsageError
from synctui.i18n import _
from synctui.register import guard, runs
from synctui.register.connection import Readable
from synctui.register.reversal import Reversal

if TYPE_CHECKING:
    from sqlalchemy import Connection


def _undoable(connection: Readable, number: int) -> RunRow:
    """Return run *number*. Raises `UsageError` where there is none, `ConflictError` for one that cannot be undone."""
    row = runs.find(connection, number)
    if row is None:
        raise UsageError(_("There is no run {run}.").format(run=number), _("'synctui runs' lists them."))
    if row.undone_by is not None:
        raise ConflictError(
            _("Run {run} was already undone, by run {by}.").format(run=number, by=row.undone_by),
            _("Nothing was changed. To have its changes again, apply its plan again."),
        )
    if row.kind not in {"import", "hand"}:
        raise ConflictError(
            _("Run {run} is an undo or an invitation; it cannot be undone.").format(run=number),
            _("Nothing was changed. After an undo, the plan of the run it undid can be applied again."),
        )
    return row


def check(connection: Readable, number: int) -> Undone:
    """Return what undoing run *number* would do; reads only."""
    way = Reversal(connection, _undoable(connection, number))
    return Undone(0, way.restored, way.archived, way.refused)


def undo(connection: Connection, number: int, actor: Actor, at: str) -> Undone:
    """Undo run *number* in the caller's transaction, as a run of its own.

    Raises `ConflictError` when it cannot be undone, or when nothing of it is as it was.
    """
    row = _undoable(connection, number)
    way = Reversal(connection, row)
    if way.refused and not way.restored:
        raise ConflictError(
            _("Nothing of run {run} is as it left it any more.").format(run=number),
            _("Nothing was changed. 'synctui show {run}' tells what it did.").format(run=number),
        )
    run = runs.next_number(connection)
    counts = {"restored": way.restored, "archived": len(way.archived), "refused": len(way.refused)}
    made = runs.Made("undo", row.source, workflow=row.workflow, undoes=number)
    runs.add(connection, run, made, actor=actor, at=at, counts=counts)
    guard.write(connection, run, way.work)
    return Undone(run, way.restored, way.archived, way.refused)
