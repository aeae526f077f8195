"""What a plan has the register remember: links and base, verdicts, corrections and choices."""

from __future__ import annotations

from collections.abc import Iterator
from operator import is_

from synctui.core.comparison import Difference
from synctui.core.diff import NEVER, same
from synctui.core.fields import NAMES, NATIONAL_NUMBER
from synctui.core.operations import outcome
from synctui.core.plan import Answer, Mend, Ruling, Seen
from synctui.core.review import Review
from synctui.core.snapshot import Past
from synctui.core.steps import Decision

Marks = dict[str, tuple[str, str] | None]


def seen(review: Review, added: dict[int, int]) -> list[Seen]:
    """Return what links and base become, for each client where they change; *added*: row → operation."""
    linked = _Linked(review)
    rows = linked.moved() + [(effect.row, effect.client) for _, effect in review.effects() if effect.do == "link"]
    known = [entry for row, client in sorted(rows) if (entry := linked.seen(row, client))]
    return [*known, *(_seen_new(review, row, op) for row, op in added.items())]


def rulings(review: Review) -> list[Ruling]:
    """Return the verdicts given in this review."""
    intake = review.comparison.intake
    return [
        Ruling(effect.key or intake.key(effect.row), effect.client, effect.do == "same", effect.evidence)
        for _, effect in review.effects()
        if effect.do in {"same", "other"}
    ]


def mends(review: Review) -> list[Mend]:
    """Return the corrections typed in this review."""
    return [Mend(fix.row_key, NAMES[fix.field], fix.bad, fix.good) for fix in review.corrections()]


def answers(review: Review) -> list[Answer]:
    """Return the choices to remember or, where one was taken back, to forget."""
    return [*_newcomers(review), *_leavers(review), *_set_aside(review), *_households(review)]


def _newcomers(review: Review) -> Iterator[Answer]:
    intake = review.comparison.intake
    for row in review.newcomers.rows:
        made = review.newcomers.decision(row)
        if made.how == "leave" and made.why != "default":
            yield Answer("leave", intake.key(row), "leave", "")
        elif made.how != "leave" and row in review.earlier.left:
            yield Answer("leave", intake.key(row), None, "")


def _leavers(review: Review) -> Iterator[Answer]:
    for absent in review.comparison.leavers:
        how = review.leaver(absent.client).how
        if (how == "stay") != absent.stays:
            yield Answer("stay", str(absent.client), "stay" if how == "stay" else None, absent.reason)


def _set_aside(review: Review) -> Iterator[Answer]:
    intake = review.comparison.intake
    for row in sorted(intake.invalid):
        if review.set_aside(row) and row not in review.earlier.aside:
            yield Answer("set-aside", intake.sent_key(row), "set-aside", intake.sent_digest(row))


def _households(review: Review) -> Iterator[Answer]:
    for possible, effect in review.effects():
        if effect.do == "remember":
            yield Answer(effect.value, effect.key or possible.key, review.answer(possible.key), effect.evidence)


class _Linked:
    """Works out one linked client's entry; holds what all of them need."""

    def __init__(self, review: Review) -> None:
        self.review = review
        self.intake = review.comparison.intake
        self.snapshot = review.comparison.snapshot
        self.linked_by = review.comparison.linked_by
        self.mapped = sorted(self.intake.mapped)
        self.kept = {line.key for line in review.still_kept()}
        self.lines = {line.key: line for line in review.lines}
        self.asked: dict[int, set[int]] = {}
        for line in review.lines:
            self.asked.setdefault(line.client, set()).add(line.field)

    def moved(self) -> list[tuple[int, int]]:
        """Return linked rows and their clients, without those that, as most do, came as they were last time.

        These came under their own id, with the values that the register has and that were last seen.
        """
        comparison, snapshot = self.review.comparison, self.snapshot
        touched = self.asked.keys() | snapshot.marks.keys() | {comparison.clients[row] for row in comparison.unequal}
        clients = list(map(comparison.clients.__getitem__, comparison.in_both))
        keys = map(self.linked_by.__getitem__, comparison.in_both)
        as_before = map(is_, map(snapshot.bases.get, clients), map(snapshot.clients.get, clients))
        return [
            (row, client)
            for row, client, key, known in zip(comparison.in_both, clients, keys, as_before, strict=True)
            if not known or key != "source-id" or client in touched
        ]

    def seen(self, row: int, client: int) -> Seen | None:
        """Return the client's entry, or None where neither its link nor its base changes."""
        base, marks = self._base(row, client)
        source_id, key = self.intake.ids[row], self.intake.sent_key(row)
        link = self.snapshot.links.get(client)
        if not base and not marks and link and (link.source_id, link.row_key) == (source_id, key):
            return None
        linked_by = self.linked_by[row] or "verdict"
        return Seen(client=client, source_id=source_id, row_key=key, linked_by=linked_by, base=base, marks=marks)

    def _base(self, row: int, client: int) -> tuple[dict[str, str | None], Marks]:
        values = self.intake.values[row]
        past: Past = self.snapshot.bases.get(client) or NEVER
        known = self.snapshot.marks.get(client, {})
        moved = set() if past == values else {at for at in self.mapped if past[at] != values[at]}
        base: dict[str, str | None] = {}
        marks: Marks = {}
        for at in sorted(moved | self.asked.get(client, set()) | known.keys()):
            line = self.lines.get((client, at))
            decision = self.review.decision(line) if line else None
            if self._written(row, client, at, decision):
                if at in moved:
                    base[NAMES[at]] = values[at]
                if (mark := _mark(line, decision)) != known.get(at):
                    marks[NAMES[at]] = mark
        return base, marks

    def _written(self, row: int, client: int, at: int, decision: Decision | None) -> bool:
        """Whether this run settles the field: it is equal, or a decision was taken on its difference."""
        if at not in self.intake.mapped or at in self.intake.refused.get(row, ()) or (client, at) in self.kept:
            return False
        if decision is None:
            return same(at, self.intake.values[row][at], self.snapshot.values(client)[at])
        return decision.how != "undecided"


def _mark(line: Difference | None, decision: Decision | None) -> tuple[str, str] | None:
    """Return the mark that a decision leaves, with the register's value as this run leaves it."""
    if line is None or decision is None:
        return None
    if decision.how == "keep":
        return ("kept", line.register)
    if decision.how == "typed":
        after = outcome(line, decision)
        return ("typed", line.register if after is None else after)
    return None


def _seen_new(review: Review, row: int, operation: int) -> Seen:
    intake = review.comparison.intake
    sent, written = intake.values[row], review.newcomers.values(row)
    base: dict[str, str | None] = {NAMES[at]: sent[at] for at in intake.mapped if sent[at] != written[at]}
    base |= {NAMES[at]: None for at in intake.refused.get(row, ())}
    return Seen(
        client=None,
        add=operation,
        source_id=intake.ids[row],
        row_key=intake.sent_key(row),
        linked_by="source-id" if intake.ids[row] else ("national-number" if sent[NATIONAL_NUMBER] else "email-name"),
        base=base,
    )
