"""Carry out a plan in the caller's transaction: refuse, write, journal, read back."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from synctui.core.collector import quiet_collector
from synctui.core.fields import FIELDS, NAMES
from synctui.core.plan import Operation, Plan
from synctui.core.ports import Actor, Applied, ChangedSinceError, Conflict, Progress, Report
from synctui.errors import ConflictError, HeldError, RegisterError
from synctui.i18n import _, ngettext
from synctui.register import guard, runs
from synctui.register.changes import Work
from synctui.register.connection import Readable, rows
from synctui.register.expect import Present, conflicts, operation_values, present
from synctui.register.read import info
from synctui.register.work import work_of

if TYPE_CHECKING:
    from sqlalchemy import Connection


def refuse_held(plan: Plan) -> None:
    """Raise `HeldError` for a plan that the gate or a limit holds."""
    if plan.held:
        raise HeldError(
            _("This plan is held: {reasons}").format(reasons=" ".join(hold.text for hold in plan.held)),
            _("Nothing was written. Look at the numbers; make the plan again with --accept NAME if they are right."),
        )


def has_work(connection: Readable, plan: Plan) -> bool:
    """Tell whether applying *plan* leaves anything behind; a plan without is no run.

    Raises `ConflictError` for a plan that cannot be applied here.
    """
    _refuse(connection, plan)
    written = plan.operations or plan.seen or plan.verdicts or plan.corrections or plan.choices
    return bool(written) or plan.tax_year > info(connection).tax_year


@quiet_collector()
def apply(connection: Connection, plan: Plan, actor: Actor, at: str, report: Report) -> Applied:
    """Carry out *plan* as the next run; the caller commits, or rolls back for a rehearsal.

    Raises `ConflictError`, `ChangedSinceError` with every conflict, or `RegisterError` when what was read back
    is not what was planned.
    """
    report(Progress("apply", 0, len(plan.operations)))
    _refuse(connection, plan)
    now = present(connection, plan)
    if found := conflicts(connection, plan, now):
        raise changed_since(found)
    run = runs.next_number(connection)
    work = work_of(connection, plan, run, now)
    runs.add(connection, run, runs.made_from(plan), actor=actor, at=at, counts=_counts(plan))
    guard.write(connection, run, work)
    report(Progress("apply", len(plan.operations), len(plan.operations)))
    return Applied(run, _verified(connection, plan, work), len(plan.operations))


def _refuse(connection: Readable, plan: Plan) -> None:
    """Refuse a plan of another register, and one that was applied already."""
    here = info(connection)
    if plan.register != here.id:
        raise ConflictError(
            _("This plan was made for another register ({theirs}), not for {name} ({ours}).").format(
                theirs=plan.register, name=here.name, ours=here.id
            ),
            _("Nothing was changed. Give the register it was made for, or make a plan for this one."),
        )
    if run := runs.applied_as(connection, plan.digest):
        raise ConflictError(
            _("This plan was already applied as run {run}.").format(run=run),
            _("Nothing was changed. See 'synctui show {run}'; once it is undone the plan can be applied again.").format(
                run=run
            ),
        )
    if plan.tax_year < here.tax_year:
        raise ConflictError(
            _("This plan is for assessment year {theirs}; the register has moved on to {ours}.").format(
                theirs=plan.tax_year, ours=here.tax_year
            ),
            _("Nothing was changed. Make the plan again."),
        )


def changed_since(found: list[Conflict]) -> ChangedSinceError:
    """Return the error that carries every conflict and names the first."""
    first = found[0]
    return ChangedSinceError(
        ngettext("{n} value is no longer what was expected", "{n} values are no longer what was expected", len(found))
        + ": "
        + _("{client}, {field}: then {then}, now {now}, wanted {mine}").format(**_shown(first)),
        _("Nothing was changed. Make the plan again and decide on these anew."),
        found,
    )


def _shown(conflict: Conflict) -> dict[str, str]:
    """Return the texts of a conflict's sentence; national numbers are not told."""
    told = {name: text or "–" for name, text in conflict._asdict().items() if name != "operation"}
    private = {"then": "…", "now": "…", "mine": "…"} if conflict.field in _PRIVATE else {}
    return told | private


_PRIVATE = {field.name for field in FIELDS if field.kind == "national_number"}
_COUNTED = {
    "add": "added",
    "change": "changed",
    "archive": "archived",
    "restore": "restored",
    "open_dossier": "dossiers_opened",
}
_SELDOM = {"change_dossier": "dossiers_changed", "send_again": "to_send_again"}
"""What is counted where it happens only."""


def _counts(plan: Plan) -> dict[str, int]:
    """Return what the run does: operation → how often, and how many clients were seen."""
    told = Counter((_COUNTED | _SELDOM)[operation.op] for operation in plan.operations)
    return dict.fromkeys(_COUNTED.values(), 0) | told | {"seen": len(plan.seen)}


def _verified(connection: Readable, plan: Plan, work: Work) -> int:
    """Read back what each operation wrote and return how many are right: all, or nothing is kept."""
    now = present(connection, plan)
    come = _read_newcomers(connection, work)
    order = iter(come)
    right = sum(
        _added(operation, plan.tax_year, next(order, None)) if operation.op == "add" else _done(operation, plan, now)
        for operation in plan.operations
    )
    if right < len(plan.operations):
        raise RegisterError(
            _("Only {right} of {all} changes were read back right.").format(right=right, all=len(plan.operations)),
            _("Nothing was kept. Please report this."),
        )
    return right


def _read_newcomers(connection: Readable, work: Work) -> list[tuple[Any, ...]]:
    """Return the values of the clients that came, each with assessment year and questionnaire, in their order."""
    if not work.come:
        return []
    columns = ", ".join(f"clients.{name}" for name in NAMES)
    return rows(
        connection,
        f"SELECT {columns}, tax_year, questionnaire FROM clients JOIN dossiers ON client = id"  # noqa: S608
        " WHERE archived = 0 AND id BETWEEN ? AND ? ORDER BY id",
        (min(work.come), max(work.come)),
    )


def _added(operation: Operation, tax_year: int, came: tuple[Any, ...] | None) -> bool:
    new = operation.new
    return isinstance(new, dict) and came == (*operation_values(operation), tax_year, new["questionnaire"])


def _done(operation: Operation, plan: Plan, now: Present) -> bool:
    """Tell whether what an operation on a known client wanted is there."""
    client, new = operation.client.id or 0, operation.new
    if operation.op == "send_again":
        return client in now.again
    if operation.op in {"open_dossier", "change_dossier"}:
        dossier = now.dossiers.get((client, plan.tax_year))
        return dossier is not None and isinstance(new, dict) and all(dossier[name] == new[name] for name in new)
    cells = now.clients[client]
    if operation.op == "change":
        return bool(cells[str(operation.field)] == new)
    return bool(cells["archived"] == (operation.op == "archive"))
