"""From a review to its plan: a pure function, the same review always gives the same plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from synctui.core.comparison import Difference
from synctui.core.fields import FIELDS, NAMES, full_name
from synctui.core.gate import gate
from synctui.core.household import household_clashes
from synctui.core.intake import Problem
from synctui.core.limits import Limits, holds
from synctui.core.mapping import FULL_NAME
from synctui.core.operations import Operations, operations, who
from synctui.core.plan import (
    Counts,
    Doubt,
    Hold,
    Leaver,
    Line,
    MadeFrom,
    Plan,
    Reject,
    sealed,
)
from synctui.core.remember import answers, mends, rulings, seen
from synctui.core.review import Review
from synctui.i18n import N_, Message, message

NO_LIMITS = Limits()
"""The limits that hold by default."""


class Terms(NamedTuple):
    """Under which terms a plan is made: who makes it, what was accepted by name, the limits, open dossiers or not."""

    author: str
    accepted: frozenset[str] = frozenset()
    limits: Limits = NO_LIMITS
    open_dossiers: bool = True


def build(review: Review, terms: Terms) -> Plan:
    """Return the plan that *review* leads to, sealed by its digest; what holds it stands under ``held``."""
    comparison = review.comparison
    ops = operations(review, open_dossiers=terms.open_dossiers)
    undecided = [line for line in review.lines if review.decision(line).how == "undecided"]
    return sealed(
        Plan(
            register=comparison.snapshot.info.id,
            last_run=comparison.snapshot.info.last_run or None,
            author=terms.author,
            tax_year=comparison.snapshot.tax_year,
            made_from=_made_from(review),
            counts=_counts(review, len(undecided)),
            operations=ops.all,
            undecided=_lines(review, undecided),
            kept=_lines(review, review.still_kept()),
            only_in_register=[Leaver(who(review, absent.client), absent.reason) for absent in comparison.leavers],
            invalid=_rejects(review),
            possible=_doubts(review),
            warnings=warnings(review, ops),
            held=held(review, ops, terms),
            seen=seen(review, ops.added),
            verdicts=rulings(review),
            corrections=mends(review),
            choices=answers(review),
        )
    )


def _counts(review: Review, undecided: int) -> Counts:
    comparison = review.comparison
    return Counts(
        only_in_import=len(comparison.new),
        only_in_register=len(comparison.leavers),
        in_both=len(comparison.in_both),
        different=len({line.client for line in (*comparison.differences, *review.reopened())}),
        undecided=undecided,
        kept=len(review.still_kept()),
        by_form=len(comparison.by_form),
        invalid=len(comparison.intake.invalid),
        possible=sum(len(possible.waiting) for possible in comparison.possible),
    )


def warnings(review: Review, ops: Operations) -> list[str]:
    """Return everything that did not go as asked or was not taken, in plain English, by cause and place."""
    intake = review.comparison.intake
    found: list[Message] = [*intake.delivery.warnings, *review.comparison.warnings]
    found += [
        message(N_("{where}: {reason}"), where=each.where, reason=each.reason.plain) for each in _problems(review)
    ]
    for row in review.newcomers.lacking():
        what = N_("{where} {name}: no questionnaire chosen, not added.")
        if not review.newcomers.language(row):
            what = N_("{where} {name}: no language, not added.")
        found.append(message(what, where=intake.where(row), name=full_name(review.newcomers.values(row))))
    found += [
        message(N_("{name}: no dossier opened, language or questionnaire is missing."), name=name)
        for name in ops.lacking
    ]
    for row, client in review.comparison.archived_here.items():
        if review.newcomers.decision(row).how != "add":
            name = full_name(review.comparison.snapshot.values(client))
            found.append(
                message(N_("{where} {name}: archived here, not restored."), where=intake.where(row), name=name)
            )
    return [each.plain for each in found]


def held(review: Review, ops: Operations, terms: Terms) -> list[Hold]:
    """Return what holds the plan, less what was accepted by name; a household clash cannot be accepted."""
    comparison = review.comparison
    archived = sum(op.op == "archive" for op in ops.all)
    overwritten = Counter(op.field for op in ops.all if isinstance(op.field, str))
    scope = sum(client in comparison.snapshot.clients for client in comparison.snapshot.links)
    found = [
        *gate(comparison, shrunk=terms.limits.shrunk),
        *holds(archived, scope, overwritten, len(comparison.in_both), terms.limits),
    ]
    return [each for each in found if each.name not in terms.accepted] + household_clashes(comparison, ops.all)


def _made_from(review: Review) -> MadeFrom:
    intake = review.comparison.intake
    delivery = intake.delivery
    whole_name = intake.columns.get(FULL_NAME, "")
    columns = {NAMES[at]: whole_name for at in intake.mapped} | intake.columns
    return MadeFrom(
        source=intake.source,
        kind=delivery.kind,
        fingerprint=delivery.fingerprint,
        workflow=delivery.workflow,
        mapping=intake.mapping,
        fetched=delivery.fetched,
        fetched_at=delivery.fetched_at,
        left_out=dict(sorted(review.comparison.left_out.items())),
        columns=dict(sorted(columns.items())),
    )


def _lines(review: Review, lines: Iterable[Difference]) -> list[Line]:
    return [
        Line(
            client=who(review, line.client),
            field=NAMES[line.field],
            kind=line.kind,
            base=line.base,
            register=line.register,
            import_=line.import_,
        )
        for line in lines
    ]


def _rejects(review: Review) -> list[Reject]:
    intake = review.comparison.intake
    return [
        Reject(
            where=problem.where,
            client=full_name(intake.values[row]),
            field=None if problem.field is None else FIELDS[problem.field].name,
            value=problem.value,
            reason=problem.reason.plain,
        )
        for row, problems in sorted(intake.invalid.items())
        for problem in problems
    ]


def _problems(review: Review) -> Iterable[Problem]:
    intake = review.comparison.intake
    return (problem for _row, problems in sorted(intake.warnings.items()) for problem in problems)


def _doubts(review: Review) -> list[Doubt]:
    intake = review.comparison.intake
    return [
        Doubt(
            kind=possible.kind,
            where=[intake.where(row) for row in possible.rows],
            names=[full_name(intake.values[row]) for row in possible.rows],
            clients=[who(review, client) for client in possible.clients],
            evidence=[each.plain for each in (*possible.pros, *possible.cons)],
        )
        for possible in review.comparison.possible
    ]
