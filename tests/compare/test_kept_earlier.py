"""What was kept in an earlier run: silent, counted, and decided anew only by saying so."""

from __future__ import annotations

import pytest
from applying import applied
from comparing import intake, person, snapshot

from synctui.core.catalogue import Catalogue
from synctui.core.compare import compare
from synctui.core.comparison import Comparison
from synctui.core.diff import SETTLED
from synctui.core.draft import Head, Origin, View, decode, save
from synctui.core.fields import STREET
from synctui.core.inverting import invert
from synctui.core.plan import Plan
from synctui.core.planning import Terms, build
from synctui.core.restoring import restore
from synctui.core.review import Review
from synctui.core.snapshot import Mark, Snapshot
from synctui.core.steps import Decision
from synctui.core.subjects import Subjects
from synctui.i18n import message

OURS, THEIRS = "Kerk 2", "Dorp 1"
IMPORT = intake(person(street=THEIRS, language="nl"), ids=["A1"])


def register() -> Snapshot:
    """Return a register whose street was kept against the import's in an earlier run."""
    here = snapshot(
        {1: person(street=OURS, language="nl")},
        links={1: "A1"},
        bases={1: person(street=THEIRS, language="nl")},
    )
    here.marks = {1: {STREET: Mark("kept", OURS)}}
    return here


@pytest.fixture
def review() -> Review:
    """Return a review in which nothing but that street differs."""
    found = compare(IMPORT, register())
    return Review(found, Catalogue(), lambda _corrections: found)


def planned(review: Review) -> Plan:
    """Return the plan, without dossiers."""
    return build(review, Terms("an", open_dossiers=False))


def again(plan: Plan) -> Comparison:
    """Return what is found after *plan* was applied."""
    return compare(IMPORT, applied(plan, register()))


def test_nothing_is_asked_and_it_is_counted_as_kept(review: Review) -> None:
    line = review.comparison.kept[0]
    assert (review.lines, review.decision(line).how) == ([], "keep")
    plan = planned(review)
    assert (plan.operations, plan.seen, plan.counts.kept, len(plan.kept)) == ([], [], 1, 1)


def test_overwriting_it_after_all_writes_the_value_and_forgets_the_mark(review: Review) -> None:
    review.decide(review.comparison.kept, "overwrite")
    plan = planned(review)
    assert [(op.expect, op.new, op.why) for op in plan.operations] == [(OURS, THEIRS, "hand")]
    assert (plan.counts.kept, plan.kept, plan.counts.different) == (0, [], 1)
    after = again(plan)
    assert (after.kept, after.differences) == ([], [])


def test_a_typed_value_is_remembered_in_the_place_of_the_kept_one(review: Review) -> None:
    review.type_value(review.comparison.kept[0], "Markt 3")
    after = again(planned(review))
    assert [(line.register, line.import_) for line in after.kept] == [("Markt 3", THEIRS)]


@pytest.mark.parametrize("how", ["keep", "undecided"])
def test_what_is_not_decided_anew_stays_kept(review: Review, how: str) -> None:
    review.decide(review.comparison.kept, "overwrite")
    review.decide(review.comparison.kept, how)
    assert (review.lines, review.decided()) == ([], {})
    assert planned(review).operations == []


def test_undo_takes_the_line_out_again_and_redo_brings_it_back(review: Review) -> None:
    review.decide(review.comparison.kept, "overwrite")
    assert (len(review.lines), review.decided().total()) == (1, 1)
    review.undo()
    assert (review.lines, review.decided().total()) == ([], 0)
    review.redo()
    assert len(review.lines) == 1


def test_what_a_household_settled_is_not_decided_by_itself(review: Review) -> None:
    settled = [line._replace(household=SETTLED) for line in review.comparison.kept]
    outcome = review.decide(settled, "overwrite")
    assert (outcome.step, outcome.left_alone) == (None, {"household": 1})


def test_a_saved_review_brings_it_back(review: Review) -> None:
    review.decide(review.comparison.kept, "overwrite")
    head = Head(
        schema=1, register="r", origin=Origin(source="file", kind="excel", title="t"), owner="an", host="office",
        saved_at="2026-01-12T13:00:00Z", decided=1,
    )  # fmt: skip
    draft = decode(save(review, head, View(), [], Subjects(review)))
    anew = Review(review.comparison, Catalogue(), lambda _corrections: review.comparison)
    assert restore(draft, anew) == (1, [])
    assert [line.key for line in anew.lines] == [(1, STREET)]


def test_inverting_turns_round_what_is_undecided_and_what_is_done(review: Review) -> None:
    keys = [("line", 1, at) for at in range(3)]
    review.ledger.take(message("overwrite"), {keys[1]: Decision("overwrite")})
    step = invert(review, [(keys[0], "undecided"), (keys[1], "overwrite"), (keys[2], "keep")])
    assert step is not None
    assert {key: made and made.how for key, made in step.after.items()} == {keys[0]: "overwrite", keys[1]: None}
    review.undo()
    assert review.ledger.taken == {keys[1]: Decision("overwrite")}
