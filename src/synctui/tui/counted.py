"""What stands behind a line of Confirm: the clients, or the numbers, that it counts."""

from __future__ import annotations

from synctui.core.fields import FIELDS, INDEX
from synctui.core.plan import Operation, Plan
from synctui.core.summary import sent_again
from synctui.core.words import REASON, word
from synctui.i18n import _, number
from synctui.tui.words import LEFT_OUT


def behind(plan: Plan, opens: str) -> list[tuple[str, str, str]]:
    """Return what stands behind a line: the client, what was, what will be."""
    if opens == "rest":
        rest = [
            (line.client.name, FIELDS[INDEX[line.field]].title, line.register) for line in (*plan.undecided, *plan.kept)
        ]
        return rest + [(each.client, each.reason, each.value) for each in plan.invalid]
    if opens == "left-out":
        left = sorted(plan.made_from.left_out.items())
        return [(_(LEFT_OUT.get(kind, kind)), "", number(n)) for kind, n in left if n]
    if opens == "typed":
        typed = {
            seen.client: {name for name, how in seen.marks.items() if how and how[0] == "typed"} for seen in plan.seen
        }
        return [_row(op) for op in plan.operations if op.op == "change" and op.field in typed.get(op.client.id, set())]
    if opens in {"mailed", "again"}:
        changes = [op for op in plan.operations if op.op == "change" and op.kind == "already-sent"]
        again = sent_again(plan)
        return [_row(op) for op in changes if (op.client.id in again) == (opens == "again")]
    return [_row(op) for op in plan.operations if op.op == opens]


def _row(op: Operation) -> tuple[str, str, str]:
    if isinstance(op.new, dict):
        told_ = [op.new[name] for name in ("email", "language", "questionnaire") if op.new.get(name)]
        return op.client.name, "", " · ".join(told_)
    if isinstance(op.field, str):
        return f"{op.client.name} · {FIELDS[INDEX[op.field]].short_title}", op.expect or "–", op.new
    return op.client.name, word(REASON, op.kind or ""), op.new
