"""Decisions on differences, one or many, and the sentences that tell them; what never goes in bulk is left alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from synctui.core.comparison import Difference
from synctui.core.inverting import invert
from synctui.core.review import NEVER_IN_BULK, Outcome, Review
from synctui.core.steps import UNDECIDED, Step
from synctui.core.words import DECISION, word
from synctui.i18n import _, number
from synctui.tui.tabs.decided import Told, inverted, told
from synctui.tui.words import kind_alone


def in_bulk(line: Difference) -> bool:
    """Tell whether a decision on many takes a line along."""
    return not line.household and line.kind not in NEVER_IN_BULK


def decide(review: Review, lines: Sequence[Difference], how: str, *, bulk: bool) -> Told:
    """Decide on *lines*, or take that back where all that can be decided so are."""
    if not lines:
        return Told(_("There is nothing to decide here; l opens a group, and what was kept is decided line by line."))
    able = [each for each in lines if (in_bulk(each) if bulk else not each.household)]
    if able and all(review.decision(each).how == how for each in able):
        how = "undecided"
    return _told(review.decide(lines, how, bulk=bulk))


def propose(review: Review, lines: Sequence[Difference]) -> Told:
    """Decide as proposed."""
    outcome = review.propose(lines)
    if outcome.step is None:
        return Told(_("Nothing is proposed here: decide with Space, = or e."), "change")
    return _told(outcome)


def overwrite_all(review: Review, lines: Sequence[Difference], *, on: bool) -> Told:
    """Overwrite all of them, or take that back."""
    return _told(review.decide(lines, "overwrite" if on else "undecided", bulk=on))


def turn_round(review: Review, lines: Iterable[Difference]) -> Told:
    """Overwrite what is undecided, and take back what was overwritten."""
    able = filter(in_bulk, lines)
    return inverted(invert(review, ((("line", *line.key), review.decision(line).how) for line in able)))


def _told(outcome: Outcome) -> Told:
    alone = {kind_alone(kind): n for kind, n in outcome.left_alone.items()}
    return told(outcome.step, _decided(outcome.step) if outcome.step else "", alone)


def _decided(step: Step) -> str:
    """Return how the lines of a step were decided, with numbers where not all were decided alike."""
    hows = Counter((made or UNDECIDED).how for made in step.after.values())
    if len(hows) == 1:
        return word(DECISION, next(iter(hows)))
    return ", ".join(f"{number(n)} {word(DECISION, how)}" for how, n in hows.items())
