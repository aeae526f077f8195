"""Decisions outlive the program: saved, read again, and taken over as far as they still apply."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from drafts.making import ME, decide_all_kinds, draft_of, filled, review_of, saved, shuffled
from synctui.core.draft import Draft, decode, head
from synctui.core.fields import FIELDS
from synctui.core.planning import Terms, build
from synctui.core.records import Edit
from synctui.core.restoring import restore, same_state
from synctui.core.review import Review
from synctui.core.table import Delivery
from synctui.errors import InputError, NotPermittedError
from synctui.i18n import N_, message
from synctui.register import Store

TOPICS = {"line", "new", "absent", "aside", "set", "answer", "fix", "batch", "again"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Return a register two seasons old; it is only read, or a value of it is put back."""
    return filled(tmp_path_factory.mktemp("drafts") / "register.sqlite")


@pytest.fixture(scope="module")
def decided(store: Store) -> Review:
    """Return a review with decisions of every kind."""
    review = review_of(store)
    decide_all_kinds(review)
    return review


@pytest.fixture(scope="module")
def draft(decided: Review) -> Draft:
    """Return that review as it was saved."""
    return draft_of(decided)


def operations(review: Review) -> list[dict[str, object]]:
    """Return what the review leads to, in an order that rows have no part in."""
    told = [msgspec.to_builtins(each) | {"id": 0} for each in build(review, Terms("an")).operations]
    return sorted(told, key=lambda each: msgspec.json.encode(each, order="sorted"))


def test_every_kind_of_decision_comes_back(store: Store, decided: Review, draft: Draft) -> None:
    assert {key[0] for key in decided.ledger.taken} == TOPICS
    review = review_of(store)
    restored = restore(draft, review)
    assert not restored.lost
    assert restored.kept == len(decided.ledger.taken)
    assert review.ledger.taken == decided.ledger.taken
    assert build(review, Terms("an")).digest == build(decided, Terms("an")).digest


def test_decisions_follow_their_records_to_other_rows(store: Store, decided: Review, draft: Draft) -> None:
    review = review_of(store, shuffled)
    restored = restore(draft, review)
    assert not restored.lost
    assert review.ledger.taken != decided.ledger.taken
    assert operations(review) == operations(decided)


def test_what_was_resumed_is_undone_step_by_step(store: Store, decided: Review, draft: Draft) -> None:
    review = review_of(store)
    restore(draft, review)
    labels = [str(step.label) for step in reversed(decided.ledger.past())]
    undone = []
    while step := review.undo():
        undone.append(str(step.label))
    assert undone == labels
    assert review.ledger.taken == {}
    while review.redo():
        pass
    assert review.ledger.taken == decided.ledger.taken


def test_a_value_that_moved_here_makes_its_decision_lost_and_no_other(
    store: Store, decided: Review, draft: Draft
) -> None:
    line = next(line for line in decided.lines if decided.ledger.get(("line", *line.key)) and line.field == 6)
    name = FIELDS[line.field].name
    store.hand([Edit("set", line.client, name, "Elders 1")], ME)
    try:
        review = review_of(store)
        restored = restore(draft, review)
    finally:
        store.hand([Edit("set", line.client, name, line.register)], ME)
    (lost,) = restored.lost
    assert (lost.subject.who, lost.subject.field, lost.gone) == (line.client, "street", False)
    assert lost.subject.name
    assert restored.kept == len(decided.ledger.taken) - 1
    assert ("line", *line.key) not in review.ledger.taken
    assert not same_state(draft, review)


def test_a_record_that_is_gone_takes_its_decision_along(store: Store, decided: Review, draft: Draft) -> None:
    row = next(row for row in decided.newcomers.rows if decided.ledger.get(("new", row)))

    def without(delivery: Delivery) -> Delivery:
        table = delivery.table
        emptied = [("",) * len(each) if at == row else each for at, each in enumerate(table.rows)]
        return replace(delivery, table=replace(table, rows=emptied))

    restored = restore(draft, review_of(store, without))
    assert [(lost.subject.topic, lost.how, lost.gone) for lost in restored.lost] == [("new", "leave", True)]


def test_a_review_that_did_not_move_is_known_as_the_same(store: Store) -> None:
    draft = draft_of(review_of(store))
    assert same_state(draft, review_of(store))
    newer = msgspec.structs.replace(draft, origin=msgspec.structs.replace(draft.origin, fingerprint="other"))
    assert not same_state(newer, review_of(store))


def test_a_draft_tells_of_itself_without_being_read_whole(decided: Review) -> None:
    told = head(saved(decided))
    assert (told.origin.title, told.decided, told.owner) == ("Sample office", len(decided.ledger.taken), "an")


@pytest.mark.parametrize("damage", [b"", b"{}", b"[]", b"\xff\xfe", b"{" * 100_000, b'{"schema": 1}'])
def test_what_is_no_draft_is_refused(damage: bytes) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        decode(damage)


def test_a_draft_that_was_cut_or_points_nowhere_is_refused(decided: Review, draft: Draft) -> None:
    whole = saved(decided)
    with pytest.raises(InputError):
        decode(whole[: len(whole) // 2])
    with pytest.raises(InputError, match="decision about nothing"):
        decode(msgspec.json.encode(msgspec.structs.replace(draft, subjects=draft.subjects[:3])))


def test_a_draft_of_a_newer_version_names_both(draft: Draft) -> None:
    newer = msgspec.json.encode(msgspec.structs.replace(draft, schema=2))
    with pytest.raises(InputError, match="schema 2; this version knows 1"):
        decode(newer)


def test_answers_and_questionnaires_that_are_not_offered_are_not_taken(store: Store, draft: Draft) -> None:
    taken = tuple((at, how, "no such thing" if value else value, why) for at, how, value, why in draft.taken)
    review = review_of(store)
    restored = restore(msgspec.structs.replace(draft, taken=taken, steps=()), review)
    assert {lost.subject.topic for lost in restored.lost} >= {"answer", "batch", "set"}
    assert not any(made.value == "no such thing" for key, made in review.ledger.taken.items() if "question" in key[-1:])


def test_nothing_is_decided_where_somebody_else_decides(store: Store) -> None:
    review = review_of(store)
    review.ledger.closed = (message(N_("wrong")), message(N_("wrong")))
    with pytest.raises(NotPermittedError):
        review.decide(review.lines[:1], "keep")
    with pytest.raises(NotPermittedError):
        review.undo()
