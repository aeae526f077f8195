"""Turn decisions round: what was to be done is undecided, what was undecided is to be done.

In come decisions as they stand; out comes one step of the review. Leaves every other decision as it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from synctui.core.review import Review
from synctui.core.steps import UNDECIDED, Decision, Key, Step
from synctui.i18n import N_, message

DONE = {"line": "overwrite", "new": "add", "absent": "archive"}
"""Topic → the decision that does what the import says."""


def invert(review: Review, standing: Iterable[tuple[Key, str]]) -> Step | None:
    """Turn round what stands under each key, as one step; None where nothing turns.

    *standing*: keys of lines, newcomers and leavers, with the word of what is decided on them now.
    """
    after: dict[Key, Decision | None] = {}
    for key, how in standing:
        topic = str(key[0])
        if how == "undecided":
            after[key] = Decision(DONE[topic])
        elif how == DONE[topic]:
            after[key] = None if topic == "line" else UNDECIDED
    return review.ledger.take(message(N_("inverted")), after)
