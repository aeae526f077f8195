"""Answers about households that concern somebody who was mailed already."""

from __future__ import annotations

from comparing import AN, JAN, intake, person, snapshot

from synctui.core.catalogue import Catalogue
from synctui.core.compare import compare
from synctui.core.mailed import mailed_again, mailed_archived
from synctui.core.planning import Terms, build
from synctui.core.review import Review
from synctui.core.snapshot import Dossier, Snapshot

JOINT = person("Jan", "Maes", national_number=JAN, partner_national_number=AN, language="nl")
ALONE = person("Jan", "Maes", national_number=JAN, language="nl")
HER = person("An", "Peeters", national_number=AN, language="nl")


def mailed(here: Snapshot, *clients: int) -> Snapshot:
    """Return *here* with a mailed dossier for each of *clients*."""
    here.dossiers = {client: Dossier(2026, "q", "nl", "sent") for client in clients}
    return here


def widow(*clients: int) -> Review:
    """Return the review in which the partner has come and the main declarant is gone; *clients* were mailed."""
    here = mailed(snapshot({1: JOINT}, links={1: "A1"}, bases={1: JOINT}), *clients)
    found = compare(intake(HER, ids=["A2"]), here)
    return Review(found, Catalogue(), lambda _corrections: found)


def test_an_answer_that_gives_a_mailed_file_another_address_is_told_from_those_that_do_not() -> None:
    review = widow(1)
    (match,), here = review.comparison.possible, review.comparison.snapshot
    assert mailed_again(here, match, "partner-goes-on") == [1]
    assert [mailed_again(here, match, name) for name in ("joint-again", "not-these")] == [[], []]
    assert mailed_again(widow().comparison.snapshot, match, "partner-goes-on") == []


def test_one_step_answers_and_has_the_mail_sent_again() -> None:
    review = widow(1)
    review.settle(review.comparison.possible[0], "partner-goes-on", again=True)
    operations = build(review, Terms("an")).operations
    assert [(op.op, op.new) for op in operations if op.kind == "already-sent"] == [
        ("change", "an.peeters@mail.example"),
        ("send_again", "again"),
    ]
    review.undo()
    assert review.ledger.taken == {}
    review.settle(review.comparison.possible[0], "partner-goes-on")
    assert "send_again" not in {op.op for op in build(review, Terms("an")).operations}


def test_an_answer_that_archives_a_mailed_partner_is_told() -> None:
    here = mailed(snapshot({1: ALONE, 2: HER}, links={1: "A1", 2: "A2"}, bases={1: ALONE, 2: HER}), 2)
    (match,) = compare(intake(JOINT, ids=["A1"]), here).possible
    assert (mailed_archived(here, match, "joint"), mailed_again(here, match, "joint")) == ([2], [])
    assert mailed_archived(here, match, "not-these") == []
