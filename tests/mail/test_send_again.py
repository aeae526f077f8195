"""Dossiers that were mailed already: guarded in the review, and mailed once more only where a person said so."""

from __future__ import annotations

from pathlib import Path

import pytest

from mail.desk import fill, invited, letter, room, send, set_status, states, statuses
from register.office import ACTOR, CHECKLIST
from synctui.core.catalogue import CHECKLIST as NAMES
from synctui.core.catalogue import Catalogue
from synctui.core.compare import compare
from synctui.core.fields import FIELDS, Values
from synctui.core.intake import Intake
from synctui.core.invite import Asked, prepared_by, sent_again_by
from synctui.core.mailed import guarded
from synctui.core.options import Options, lead, selection
from synctui.core.outbox import Outcome
from synctui.core.plan import Plan
from synctui.core.planning import Terms, build
from synctui.core.ports import ChangedSinceError
from synctui.core.review import Review
from synctui.core.steps import Decision
from synctui.core.summary import summary
from synctui.core.table import Delivery, Table
from synctui.mail.folder import FolderTransport
from synctui.register import Store
from synctui.report.plan import plan_text

OVERWRITE = Decision("overwrite")
MOVED = invited(1, email="nieuw@office.example", language="fr")
"""The first person as the import has it by now."""


@pytest.fixture
async def mailed(store: Store, folder: FolderTransport) -> Store:
    """Return a register with one client whose invitation has left, and one who waits."""
    fill(store, invited(1), invited(2))
    await send(room(store, lambda: folder), Asked(clients={1}))
    return store


def nowhere() -> FolderTransport:
    """Return a way out that is never taken: nothing is sent."""
    return FolderTransport(Path("nowhere"))


def review_of(store: Store, *rows: Values) -> Review:
    """Return the review of an import that holds these people."""
    ids = [f"C{at}" for at, _row in enumerate(rows, 1)]
    table = Table(("h",), [("",)] * len(rows), ("A",), "Sheet", range(2, len(rows) + 2))
    delivery = Delivery(table, "excel", "f", "2026-03-16T09:00:00Z")
    found = compare(
        Intake(delivery, "file", "digest", {}, frozenset(range(len(FIELDS))), ids, list(rows)), store.snapshot("file")
    )
    return Review(found, Catalogue(), lambda _corrections: found)


def plan_of(review: Review) -> Plan:
    """Return the plan."""
    return build(review, Terms("an", accepted=frozenset({"shrunk", "mapping", "all-changed"})))


def decided(store: Store, *, again: bool) -> Plan:
    """Return the plan of a review in which every guarded line is overwritten."""
    review = review_of(store, MOVED, invited(2))
    for line in review.lines:
        review.decide_mailed(line, OVERWRITE, again=again)
    return plan_of(review)


def told(plan: Plan) -> list[tuple[str, object, object, str | None]]:
    """Return what the operations do."""
    return [(op.op, op.expect, op.new, op.kind) for op in plan.operations]


CHANGES = [
    ("change", "lotte1@office.example", "nieuw@office.example", "already-sent"),
    ("change", "nl", "fr", "already-sent"),
]


def test_a_bulk_decision_leaves_what_was_mailed_alone(mailed: Store) -> None:
    review = review_of(mailed, MOVED, invited(2))
    assert {line.kind for line in review.lines} == {"already-sent"}
    assert all(guarded(review.comparison.snapshot, *line.key) for line in review.lines)
    outcome = review.decide(review.lines, "overwrite", bulk=True)
    assert (outcome.step, outcome.left_alone) == (None, {"already-sent": 2})
    assert review.propose(review.lines).step is None


def test_overwritten_without_another_mail_the_dossier_stays_as_it_was_mailed(mailed: Store) -> None:
    plan = decided(mailed, again=False)
    assert told(plan) == CHANGES
    assert (summary(plan).mailed, summary(plan).again) == (2, 0)
    mailed.apply(plan, ACTOR)
    assert [row.client for row in room(mailed, nowhere).check(Asked()).rows] == [2]


def test_options_lead_to_the_same_plan(mailed: Store) -> None:
    review = review_of(mailed, MOVED, invited(2))
    lead(review, Options(overwrite=selection("email:already-sent,language:already-sent", "overwrite")))
    assert plan_of(review) == decided(mailed, again=False)


def test_sent_again_takes_language_and_questionnaire_along(mailed: Store) -> None:
    plan = decided(mailed, again=True)
    assert told(plan) == [
        *CHANGES,
        ("change_dossier", CHECKLIST, {"questionnaire": NAMES["fr"], "language": "fr"}, "already-sent"),
        ("send_again", "sent", "again", "already-sent"),
    ]
    assert (summary(plan).mailed, summary(plan).again, summary(plan).followed) == (0, 2, 1)
    text = plan_text(plan, "Accounton", str)
    assert "! Baert, Lotte1  to be sent again" in text
    assert f"~ Baert, Lotte1  dossier: {CHECKLIST} → {NAMES['fr']}" in text
    assert "to be sent again 2" in text
    done = mailed.apply(plan, ACTOR)
    assert (done.verified, done.of) == (4, 4)
    assert decided(mailed, again=True).operations == []


async def test_it_stands_ticked_on_the_last_check_and_leaves_once(mailed: Store, folder: FolderTransport) -> None:
    run = mailed.apply(decided(mailed, again=True), ACTOR).run
    assert states(mailed, 1) == ["sent"]  # nothing leaves by itself
    detail = mailed.run(run)
    assert (set(prepared_by(detail)), set(sent_again_by(detail))) == (set(), {1})
    check = room(mailed, lambda: folder).check(Asked())
    assert [(row.client, row.kind, row.language) for row in check.rows] == [(1, "again", "fr"), (2, "invite", "nl")]
    assert check.ticked == {1, 2}
    assert "to be sent again, as the review decided" in map(str, check.rows[0].warnings)
    sent = await send(room(mailed, lambda: folder))
    assert (sent.sent, states(mailed, 1)) == (2, ["sent", "sent"])
    first, second = mailed.outbox.of_client(1)
    assert (first.withdrawn, second.withdrawn, second.address) == (True, False, "nieuw@office.example")
    assert first.token != second.token
    assert room(mailed, lambda: folder).check(Asked()).rows == []


async def test_a_mail_that_did_not_leave_is_still_to_be_sent_again(mailed: Store, folder: FolderTransport) -> None:
    mailed.apply(decided(mailed, again=True), ACTOR)
    office = room(mailed, lambda: folder)
    check = office.check(Asked(clients={1}))
    numbers = mailed.outbox.queue([letter(row) for row in check.chosen], ACTOR).numbers
    mailed.outbox.cancel(numbers)
    assert [row.client for row in office.check(Asked()).chosen] == [1, 2]


@pytest.mark.parametrize("end", ["unknown", "failed"])
def test_a_mail_again_that_may_have_left_or_was_refused_is_not_repeated_by_itself(mailed: Store, end: str) -> None:
    mailed.apply(decided(mailed, again=True), ACTOR)
    office = room(mailed, nowhere)
    numbers = mailed.outbox.queue([letter(row) for row in office.check(Asked(clients={1})).chosen], ACTOR).numbers
    (envelope,) = mailed.outbox.exchange([], numbers)
    if end == "failed":
        mailed.outbox.exchange([Outcome(envelope.number, "failed", "550 no")], [])
    with mailed.outbox.sender():  # the next sender settles what the one before left on its way
        pass
    assert states(mailed, 1) == ["sent", end]
    assert [row.client for row in office.check(Asked()).rows] == [2]


def test_undo_takes_the_wish_back(mailed: Store) -> None:
    run = mailed.apply(decided(mailed, again=True), ACTOR).run
    undone = mailed.undo(run, ACTOR)
    assert list(undone.refused) == []
    assert [row.client for row in room(mailed, nowhere).check(Asked()).rows] == [2]


async def test_undo_after_the_mail_has_left_refuses_nothing(mailed: Store, folder: FolderTransport) -> None:
    run = mailed.apply(decided(mailed, again=True), ACTOR).run
    await send(room(mailed, lambda: folder))
    assert list(mailed.undo(run, ACTOR).refused) == []


def test_a_status_that_a_colleague_moved_is_a_conflict(mailed: Store) -> None:
    plan = decided(mailed, again=True)
    set_status(mailed, 1, "processed")
    with pytest.raises(ChangedSinceError) as caught:
        mailed.apply(plan, ACTOR)
    assert [(each.field, each.then, each.now) for each in caught.value.conflicts] == [("status", "sent", "processed")]


def test_a_dossier_that_was_not_mailed_follows_its_language(store: Store) -> None:
    fill(store, invited(1))
    review = review_of(store, invited(1, language="fr"))
    assert not guarded(review.comparison.snapshot, *review.lines[0].key)
    review.decide(review.lines, "overwrite")
    plan = plan_of(review)
    assert told(plan)[1:] == [
        ("change_dossier", CHECKLIST, {"questionnaire": NAMES["fr"], "language": "fr"}, None),
    ]
    run = store.apply(plan, ACTOR).run
    assert [row.language for row in room(store, nowhere).check(Asked()).rows] == ["fr"]
    assert list(store.undo(run, ACTOR).refused) == []
    assert [row.language for row in room(store, nowhere).check(Asked()).rows] == ["nl"]


def test_one_step_decides_the_line_and_the_mail_and_is_undone_as_one(mailed: Store) -> None:
    review = review_of(mailed, MOVED, invited(2))
    step = review.decide_mailed(review.lines[0], OVERWRITE, again=True)
    assert step is not None
    assert (step.lines, review.send_again(1)) == (1, True)
    review.undo()
    assert (review.ledger.taken, review.send_again(1)) == ({}, False)


def test_a_typed_address_can_be_sent_to_as_well(mailed: Store) -> None:
    review = review_of(mailed, MOVED, invited(2))
    email = next(line for line in review.lines if line.import_ == "nieuw@office.example")
    review.decide_mailed(email, Decision("typed", "echt@office.example"), again=True)
    assert [(op.op, op.new) for op in plan_of(review).operations] == [
        ("change", "echt@office.example"),
        ("send_again", "again"),
    ]


def test_a_wish_without_a_change_is_none(mailed: Store) -> None:
    review = review_of(mailed, MOVED, invited(2))
    review.decide_mailed(review.lines[0], OVERWRITE, again=True)
    review.decide([review.lines[0]], "undecided")
    assert plan_of(review).operations == []


def test_a_mailed_leaver_is_archived_by_itself_alone(mailed: Store) -> None:
    review = review_of(mailed)
    assert [(each.client, each.bulk) for each in review.comparison.leavers] == [(1, False), (2, True)]
    assert statuses(mailed) == {1: "sent", 2: "not-sent"}
