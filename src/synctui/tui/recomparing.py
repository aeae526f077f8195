"""Compare again with a register that others changed meanwhile, and take over the decisions that still apply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from synctui.core import engine
from synctui.core.diff import SENT
from synctui.core.fields import INDEX
from synctui.core.plan import Plan
from synctui.core.ports import Conflict, silent
from synctui.core.review import Review
from synctui.core.steps import Key, Step
from synctui.core.subjects import IN_TURN, Subjects
from synctui.tui.journey import Journey
from synctui.tui.services import Services


async def compare_again(journey: Journey, services: Services, plan: Plan, conflicts: Iterable[Conflict]) -> Review:
    """Return a new review of what was fetched before, with every decision but those that are in conflict.

    Raises `RuntimeError` before anything was compared, and what reading the register raises.
    """
    old, delivery, mapping = journey.review, journey.delivery, journey.mapping
    if old is None or delivery is None or mapping is None:
        raise RuntimeError("nothing was compared yet")
    request = journey.request(services)
    snapshot = await engine.read_register(services.register, request)
    new = await engine.review(delivery, mapping, snapshot, request, silent)
    take_over(old, new, lost(plan, conflicts))
    return new


def lost(plan: Plan, conflicts: Iterable[Conflict]) -> set[Key]:
    """Return what the decisions in conflict are kept under."""
    operations = {op.id: op for op in plan.operations}
    keys: set[Key] = set()
    for conflict in conflicts:
        op = operations[conflict.operation]
        client = op.client.id
        if client is None:
            continue
        if isinstance(op.field, str):
            keys.add(("line", client, INDEX[op.field]))
        elif op.op in {"change_dossier", "send_again"}:
            keys |= {("again", client), *(("line", client, at) for at in SENT)}
        else:
            keys.add(("absent", client))
    return keys


def take_over(old: Review, new: Review, without: set[Key]) -> None:
    """Take the decisions of *old* in *new*, both of one delivery, where they are about the same values as then.

    They can be taken back step by step as before.
    """
    then = Subjects(old)
    for topics in IN_TURN:
        now = Subjects(new)
        new.take_over(
            {
                key: made
                for key, made in old.ledger.taken.items()
                if key[0] in topics and key not in without and (found := now.of(key)) and found == then.of(key)
            }
        )
    new.ledger.recall(_steps(old.ledger.past(), set(new.ledger.taken)))


def _steps(past: Iterable[Step], held: set[Key]) -> Iterator[Step]:
    """Yield the steps, as far as what they decided still holds."""
    for step in past:
        if keys := held & step.after.keys():
            before, after = ({key: side[key] for key in keys} for side in (step.before, step.after))
            yield step._replace(before=before, after=after)
