"""Compare again with a register that others changed meanwhile, and take over the decisions that still apply."""

from __future__ import annotations

from collections.abc import Iterable

from synctui.core import engine
from synctui.core.fields import INDEX
from synctui.core.plan import Plan
from synctui.core.ports import Conflict, Progress
from synctui.core.review import Review
from synctui.core.steps import Key
from synctui.i18n import N_, message
from synctui.tui.journey import Journey
from synctui.tui.services import Services


async def compare_again(journey: Journey, services: Services, plan: Plan, conflicts: Iterable[Conflict]) -> Review:
    """Return a new review of what was fetched before, with every decision but those that are in conflict."""
    old, delivery, mapping = journey.review, journey.delivery, journey.mapping
    if old is None or delivery is None or mapping is None:
        raise RuntimeError("nothing was compared yet")
    request = journey.request(services)
    snapshot = await engine.read_register(services.register, request)
    new = await engine.review(delivery, mapping, snapshot, request, _silent)
    take_over(old, new, lost(plan, conflicts))
    return new


def lost(plan: Plan, conflicts: Iterable[Conflict]) -> set[Key]:
    """Return what the decisions in conflict are kept under."""
    operations = {op.id: op for op in plan.operations}
    keys: set[Key] = set()
    for conflict in conflicts:
        op = operations[conflict.operation]
        if op.client.id is not None:
            keys.add(("line", op.client.id, INDEX[op.field]) if isinstance(op.field, str) else ("absent", op.client.id))
    return keys


def take_over(old: Review, new: Review, without: set[Key]) -> None:
    """Take the decisions of *old* in *new*: corrections first, for they change who a row is, then answers, then all."""
    taken = {key: made for key, made in old.ledger.taken.items() if key not in without}
    for key, made in taken.items():
        if key[0] == "fix":
            new.correct(int(key[1]), int(key[2]), made.value)
    answers = {str(key[1]): made.value for key, made in taken.items() if key[0] == "answer"}
    for possible in new.comparison.possible:
        if answers.get(possible.key) in {option.name for option in possible.options}:
            new.settle(possible, answers[possible.key])
    lines = {line.key for line in new.lines}
    absent = {each.client for each in new.comparison.leavers}
    still = {
        key: made
        for key, made in taken.items()
        if key[0] not in {"fix", "answer"}
        and (key[0] != "line" or key[1:] in lines)
        and (key[0] != "absent" or key[1] in absent)
    }
    new.ledger.take(message(N_("taken over")), still)


def _silent(_progress: Progress) -> None:
    """Hear progress and draw nothing: comparing again takes a second."""
