"""A saved review taken up again, on the source and register of another day.

In go a draft and a review of today, which takes over what still applies; out comes what no longer does and is asked
again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from synctui.core.draft import Draft, Made, by_hand
from synctui.core.review import Review
from synctui.core.steps import Decision, Key, Step
from synctui.core.subjects import IN_TURN, Subject, Subjects
from synctui.i18n import Message


class Lost(NamedTuple):
    """A decision that no longer applies. gone: there is nothing to decide any more; else its values are others now."""

    subject: Subject
    how: str
    value: str
    gone: bool


class Restored(NamedTuple):
    """What became of a draft's decisions: how many hold, and those that do not."""

    kept: int
    lost: Sequence[Lost]


def restore(draft: Draft, review: Review) -> Restored:
    """Take over in *review* the decisions of *draft* that still apply; the others are returned."""
    kept, lost = 0, list[Lost]()
    for topics in IN_TURN:
        subjects, found = Subjects(review), dict[Key, Decision]()
        for at, *rest in draft.taken:
            subject, made = draft.subjects[at], Decision(*rest)
            if subject.topic in topics:
                key = _still(subject, made, subjects, lost)
                found |= {key: made} if key else {}
        review.take_over(found)
        kept += by_hand(found.values())
    review.ledger.recall(_steps(draft, Subjects(review)))
    return Restored(kept, lost)


def same_state(draft: Draft, review: Review) -> bool:
    """Return whether neither the source nor the register has moved since *draft* was saved."""
    delivery, info = review.first.intake.delivery, review.first.snapshot.info
    now = (delivery.fingerprint, delivery.workflow, info.last_run)
    return now == (draft.origin.fingerprint, draft.origin.workflow, draft.origin.last_run)


def _still(subject: Subject, made: Decision, subjects: Subjects, lost: list[Lost]) -> Key | None:
    """Return the key under which a decision still applies; else note it as lost where it was taken by hand."""
    key = subjects.key(subject)
    now = subjects.of(key) if key else None
    if key and now and now.given_on == subject.given_on and subjects.allows(key, made):
        return key
    if made.why == "hand":
        lost.append(Lost(subject, made.how, made.value, gone=now is None))
    return None


def _steps(draft: Draft, subjects: Subjects) -> list[Step]:
    """Return the steps that can be undone, without what is no longer asked."""
    steps = []
    for saved in draft.steps:
        before, after = (_decisions(each, draft, subjects) for each in (saved.before, saved.after))
        if after:
            steps.append(Step(Message(saved.text, saved.values), before, after))
    return steps


def _decisions(saved: Iterable[Made], draft: Draft, subjects: Subjects) -> dict[Key, Decision | None]:
    found: dict[Key, Decision | None] = {}
    for at, how, value, why in saved:
        key = subjects.key(draft.subjects[at])
        now = subjects.of(key) if key else None
        if key and now and now.given_on == draft.subjects[at].given_on:
            found[key] = Decision(how, value, why) if how else None
    return found
