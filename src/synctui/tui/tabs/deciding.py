"""Decisions on differences, one or many, and the sentences that tell them; what never goes in bulk is left alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from synctui.core.comparison import Difference
from synctui.core.inverting import invert
from synctui.core.review import NEVER_IN_BULK, Review
from synctui.i18n import _
from synctui.tui.tabs.decided import Told, inverted, told


def decide(review: Review, lines: Sequence[Difference], how: str, *, bulk: bool) -> Told:
    """Decide on *lines*, or take that back where all that can be decided so are."""
    if not lines:
        return Told(_("There is nothing to decide here; l opens a group, and what was kept is decided line by line."))
    able = [each for each in lines if not each.household and not (bulk and each.kind in NEVER_IN_BULK)]
    if able and all(review.decision(each).how == how for each in able):
        how = "undecided"
    return told(review.decide(lines, how, bulk=bulk), len(lines), how)


def propose(review: Review, lines: Sequence[Difference]) -> Told:
    """Decide as proposed."""
    outcome = review.propose(lines)
    if outcome.step is None:
        return Told(_("Nothing is proposed here: decide with Space, = or e."), "change")
    return told(outcome, len(lines), next(iter({made.how for made in outcome.step.after.values() if made})))


def overwrite_all(review: Review, lines: Sequence[Difference], *, on: bool) -> Told:
    """Overwrite all of them, or take that back."""
    how = "overwrite" if on else "undecided"
    return told(review.decide(lines, how, bulk=on), len(lines), how)


def turn_round(review: Review, lines: Iterable[Difference]) -> Told:
    """Overwrite what is undecided, and take back what was overwritten."""
    able = (line for line in lines if not line.household and line.kind not in NEVER_IN_BULK)
    return inverted(invert(review, ((("line", *line.key), review.decision(line).how) for line in able)))
