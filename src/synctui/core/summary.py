"""What a plan does, in numbers that must tie out: what Confirm asks about and what the command line prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from synctui.core.comparison import Comparison
from synctui.core.plan import Operation, Plan


class Summary(NamedTuple):
    """A plan in numbers. by_language: added clients; by_field: overwritten values; by_reason: archived clients.

    overwritten counts values, *in_clients* the clients they are in; typed, mailed and again are among them: mailed
    and again are values that an invitation was made with, of clients who get no other mail and of those who do.
    followed: dossiers that take over another language.
    """

    added: int
    by_language: Mapping[str, int]
    overwritten: int
    in_clients: int
    by_field: Mapping[str, int]
    typed: int
    mailed: int
    again: int
    archived: int
    by_reason: Mapping[str, int]
    restored: int
    opened: int
    followed: int
    kept: int
    undecided: int
    invalid: int


class Sums(NamedTuple):
    """Both sides as they add up: what was fetched falls into groups, the register's clients before and after."""

    fetched: int
    in_both: int
    new: int
    invalid: int
    possible: int
    left_out: int
    before: int
    accounted: int
    added: int
    restored: int
    archived: int

    @property
    def after(self) -> int:
        """How many live clients the register will hold."""
        return self.before + self.added + self.restored - self.archived

    @property
    def tie_out(self) -> bool:
        """Whether every record and every client stands in exactly one place; else nothing may be applied."""
        groups = self.in_both + self.new + self.invalid + self.possible + self.left_out
        return self.fetched == groups and self.before == self.accounted


def summary(plan: Plan) -> Summary:
    """Return what *plan* does."""
    of = Counter(op.op for op in plan.operations)
    changes = [op for op in plan.operations if op.op == "change"]
    again = sent_again(plan)
    mailed = Counter(op.client.id in again for op in changes if op.kind == "already-sent")
    return Summary(
        added=of["add"],
        by_language=Counter(_new(op, "language") for op in plan.operations if op.op == "add"),
        overwritten=len(changes),
        in_clients=len({op.client.id for op in changes}),
        by_field=Counter(str(op.field) for op in changes),
        typed=sum(how[0] == "typed" for seen in plan.seen for how in seen.marks.values() if how),
        mailed=mailed[False],
        again=mailed[True],
        archived=of["archive"],
        by_reason=Counter(str(op.kind) for op in plan.operations if op.op == "archive"),
        restored=of["restore"],
        opened=of["open_dossier"],
        followed=of["change_dossier"],
        kept=len(plan.kept) + sum(how[0] == "kept" for seen in plan.seen for how in seen.marks.values() if how),
        undecided=len(plan.undecided),
        invalid=plan.counts.invalid,
    )


def sent_again(plan: Plan) -> frozenset[int | None]:
    """Return the clients to whom the plan has a mail sent once more."""
    return frozenset(op.client.id for op in plan.operations if op.op == "send_again")


def sums(comparison: Comparison, operations: list[Operation]) -> Sums:
    """Return both sides' sums for a comparison and the operations planned on it."""
    of = Counter(op.op for op in operations)
    clients = comparison.snapshot.clients
    placed = {comparison.clients[row] for row in comparison.in_both} | {each.client for each in comparison.leavers}
    placed |= comparison.claimed | {client for possible in comparison.possible for client in possible.clients}
    return Sums(
        fetched=comparison.intake.delivery.fetched,
        in_both=len(comparison.in_both),
        new=len(comparison.new),
        invalid=len(comparison.intake.invalid),
        possible=sum(len(possible.waiting) for possible in comparison.possible),
        left_out=sum(comparison.left_out.values()),
        before=len(clients),
        accounted=len(placed & clients.keys()),
        added=of["add"],
        restored=of["restore"],
        archived=of["archive"],
    )


def _new(operation: Operation, field: str) -> str:
    return operation.new[field] if isinstance(operation.new, dict) else ""
