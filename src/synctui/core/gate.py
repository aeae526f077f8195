"""Whether an import is plausible at all, before anybody decides on it.

In come a comparison and the last applied run that stands; out come `Hold` values with the numbers then and now.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from synctui.core.comparison import Comparison
from synctui.core.diff import NEVER, same
from synctui.core.limits import FEW, Limit, exceeds
from synctui.core.plan import Hold
from synctui.core.snapshot import LastFetch
from synctui.i18n import N_, message

ALL = N_("all clients")
"""What stands for no workflow."""


def gate(comparison: Comparison, shrunk: Limit = None) -> list[Hold]:
    """Return what makes the import implausible: ``empty, shrunk, all-changed, mapping, workflow``.

    *shrunk* moves the limit of a fifth. Without a run to compare with, only ``empty`` can hold.
    """
    last, delivery = comparison.snapshot.last_fetch, comparison.intake.delivery
    found = []
    if not comparison.intake.values:
        found.append(_hold("empty", last.fetched if last else "", 0, N_("The import holds no clients.")))
    if last is None:
        return found
    if not found and exceeds(last.fetched - delivery.fetched, last.fetched, shrunk, 0.2):
        text = N_("The import holds {now} records; on {when} it held {was}.")
        found.append(_hold("shrunk", last.fetched, delivery.fetched, text, when=last.when[:10]))
    if changed := _all_changed(comparison):
        text = N_("Every one of the {now} clients in both has changed since run {run}.")
        found.append(_hold("all-changed", 0, changed, text, run=last.run))
    if last.mapping != comparison.intake.mapping:
        was, now = _columns(last, comparison)
        found.append(_hold("mapping", was, now, N_("Fields come from other columns: {now}; before: {was}.")))
    if not same_workflow(last.workflow, delivery.workflow):
        text = N_("The import is narrowed to another workflow: {now}; before: {was}.")
        found.append(_hold("workflow", last.workflow or ALL, delivery.workflow or ALL, text))
    return found


def _hold(name: str, was: str | int, now: str | int, text: str, **more: str | int) -> Hold:
    told = message(text, was=was, now=now, **more).plain
    return Hold(name=name, was=str(was), now=str(now), text=told)


def _all_changed(comparison: Comparison) -> int:
    """Return how many clients are in both if there are more than a few and the source changed every one, else 0."""
    rows = comparison.in_both
    return len(rows) if len(rows) > FEW and all(_moved(comparison, row) for row in rows) else 0


def _moved(comparison: Comparison, row: int) -> bool:
    """Tell whether the source sends another value for some field of *row* than it last did."""
    intake = comparison.intake
    base, values = comparison.snapshot.bases.get(comparison.clients[row], NEVER), intake.values[row]
    compared = intake.mapped - intake.refused.get(row, frozenset())
    return any(base[at] is not None and not same(at, base[at], values[at]) for at in compared)


def _columns(last: LastFetch, comparison: Comparison) -> tuple[str, str]:
    """Return the fields whose column differs, with the columns then and now."""
    now = comparison.intake.columns
    fields = [field for field in sorted(last.columns.keys() | now) if last.columns.get(field) != now.get(field)]
    return _listed(fields, last.columns), _listed(fields, now)


def _listed(fields: list[str], columns: Mapping[str, str]) -> str:
    return ", ".join(f"{field} = {columns.get(field) or '-'}" for field in fields)


def same_workflow(one: str | None, other: str | None) -> bool:
    """Tell whether two workflows are one: names that differ only by their year are.

    >>> same_workflow("PB AJ 2025", "PB AJ 2026"), same_workflow("PB AJ 2026", None)
    (True, False)
    """
    return (one is None) == (other is None) and _yearless(one) == _yearless(other)


def _yearless(name: str | None) -> str:
    return re.sub(r"(?<!\d)(19|20)\d\d(?!\d)", "#", (name or "").strip())
