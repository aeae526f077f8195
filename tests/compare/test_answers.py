"""Answers about households carried out: as a review and its plan do."""

from __future__ import annotations

from applying import applied
from comparing import AN, JAN, intake, person, snapshot
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from test_groups import imports, registers

from synctui.core.catalogue import Catalogue
from synctui.core.compare import compare
from synctui.core.comparison import Comparison
from synctui.core.fields import NAMES, PARTNER
from synctui.core.household import household_clashes
from synctui.core.intake import Intake
from synctui.core.operations import operations
from synctui.core.plan import Operation
from synctui.core.planning import Terms, build
from synctui.core.review import Review
from synctui.core.snapshot import Snapshot

QUESTIONNAIRE = "checklist van de personenbelasting"
JOINT = person("Jan", "Maes", national_number=JAN, partner_national_number=AN, language="nl")
ALONE = person("Jan", "Maes", national_number=JAN, language="nl")
HER = person("An", "Peeters", national_number=AN, language="nl")


def reviewed(found: Comparison) -> Review:
    review = Review(found, Catalogue(), lambda _corrections: found)
    review.newcomers.choose_batch("language", "nl")
    review.newcomers.choose_batch("questionnaire", QUESTIONNAIRE)
    return review


def separated(answer: str) -> Review:
    here = snapshot({1: JOINT}, links={1: "A1"}, bases={1: JOINT})
    review = reviewed(compare(intake(ALONE, HER, ids=["A1", "A2"]), here))
    review.settle(review.comparison.possible[0], answer)
    return review


def told(operations: list[Operation]) -> list[tuple[str, object, object]]:
    return [(op.op, op.field or None, op.new if isinstance(op.new, str) else "") for op in operations]


def test_two_returns_are_one_step_from_both_sides() -> None:
    plan = build(separated("two-returns"), Terms("an"))
    assert told([op for op in plan.operations if op.op != "open_dossier"]) == [
        ("change", NAMES[PARTNER], ""),
        ("add", None, ""),
    ]
    assert ([hold.name for hold in plan.held], plan.undecided) == ([], [])
    assert [(choice.kind, choice.answer) for choice in plan.choices] == [("household", "two-returns")]


def test_a_line_that_an_answer_settles_counts_as_decided_until_the_answer_is_taken_back() -> None:
    review = separated("two-returns")
    assert (review.decided(), len(review.lines)) == ({"overwrite": 1}, 1)
    review.undo()
    assert (review.decided(), len(review.lines)) == ({}, 1)


def test_one_more_joint_return_writes_no_value_and_is_kept() -> None:
    plan = build(separated("joint-again"), Terms("an"))
    assert [op for op in plan.operations if op.op != "open_dossier"] == []
    assert plan.undecided == []
    assert plan.seen[0].marks == {NAMES[PARTNER]: ("kept", AN)}


def test_unanswered_it_stays_undecided_and_adds_nobody() -> None:
    plan = build(separated(""), Terms("an"))
    assert [op for op in plan.operations if op.op != "open_dossier"] == []
    assert [line.field for line in plan.undecided] == [NAMES[PARTNER]]


def test_a_file_that_goes_on_under_the_partner_changes_each_value_once() -> None:
    here = snapshot({1: JOINT}, links={1: "A1"}, bases={1: JOINT})
    review = reviewed(compare(intake(HER, ids=["A2"]), here))
    review.settle(review.comparison.possible[0], "partner-goes-on")
    plan = build(review, Terms("an"))
    fields = [op.field for op in plan.operations if op.op == "change"]
    assert len(fields) == len(set(fields))
    assert plan.held == []
    assert plan.seen[0].source_id == "A2"


@settings(max_examples=400, deadline=None)
@given(rows=imports(), here=registers())
def test_nobody_is_put_on_two_returns_unasked(rows: Intake, here: Snapshot) -> None:
    partners = [values[PARTNER] for values in (*rows.values, *here.clients.values()) if values[PARTNER]]
    assume(len(partners) == len(set(partners)))  # one partner named twice is no event: that is what the limit is for
    found = compare(rows, here)
    assert household_clashes(found, operations(reviewed(found)).all) == []


@settings(max_examples=400, deadline=None)
@given(rows=imports(), here=registers(), data=st.data())
def test_a_question_that_was_answered_is_not_asked_again(rows: Intake, here: Snapshot, data: st.DataObject) -> None:
    review = reviewed(compare(rows, here))
    answered = set()
    for each in review.comparison.possible:
        option = data.draw(st.sampled_from(each.options))
        if any(effect.do not in {"same", "other"} for effect in option.effects):  # else the row goes on waiting
            review.settle(each, option.name)
            answered.add(each.key)
    plan = build(review, Terms("an"))
    assume("household" not in [hold.name for hold in plan.held])
    again = compare(rows, applied(plan, here))
    assert answered.isdisjoint(each.key for each in again.possible)
