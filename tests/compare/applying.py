"""A plan carried out on a snapshot in memory, as a register does it: enough to compare once more."""

from __future__ import annotations

import copy
from dataclasses import replace

from synctui.core.fields import INDEX, NAMES, Values
from synctui.core.plan import Operation, Plan
from synctui.core.snapshot import Choice, Link, Mark, Snapshot, Verdict


def applied(plan: Plan, before: Snapshot) -> Snapshot:
    """Return *before* as *plan* leaves it."""
    here = replace(copy.deepcopy(before))  # another snapshot: what one remembers of its clients stays with it
    new: dict[int, int] = {}
    for op in plan.operations:
        if op.op == "add":
            new[op.id] = max([0, *here.clients, *here.archived]) + 1
        _carry_out(here, op, new)
    for seen in plan.seen:
        client = seen.client if seen.client is not None else new[seen.add or 0]
        here.links[client] = Link(seen.source_id, seen.linked_by, seen.row_key, 2, 2)
        base = list(here.bases.get(client, (None,) * len(NAMES)))
        if seen.add:
            base = list(here.clients[client])
        for field, value in seen.base.items():
            base[INDEX[field]] = value
        here.bases[client] = tuple(base)
        for field, mark in seen.marks.items():
            here.marks.setdefault(client, {}).pop(INDEX[field], None)
            if mark:
                here.marks[client][INDEX[field]] = Mark(*mark)
    told = {(each.kind, each.key): each for each in here.choices}
    told |= {(c.kind, c.key): Choice(c.kind, c.key, c.answer, c.evidence) for c in plan.choices if c.answer}
    here.choices = list(told.values())
    here.verdicts = [*here.verdicts, *(Verdict(v.row_key, v.client, v.same, v.evidence) for v in plan.verdicts)]
    return here


def _carry_out(here: Snapshot, op: Operation, new: dict[int, int]) -> None:
    client = op.client.id or new.get(op.id, 0)
    if op.op == "add" and isinstance(op.new, dict):
        here.clients[client] = tuple(op.new[name] for name in NAMES)
    elif op.op == "archive":
        here.archived[client] = here.clients.pop(client)
    elif op.op == "restore":
        here.clients[client] = here.archived.pop(client)
    elif op.op == "change" and isinstance(op.new, str) and isinstance(op.field, str):
        side = here.clients if client in here.clients else here.archived
        side[client] = _with(side[client], INDEX[op.field], op.new)


def _with(values: Values, at: int, value: str) -> Values:
    return (*values[:at], value, *values[at + 1 :])
