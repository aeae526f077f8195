"""Why an operation stands in a plan: a wholesale decision reads the same whether options or a person took it.

So what options can decide leads to the same plan from the app and from the command line, byte for byte. *hand* is left
for what no option can say: this line and not that one.
"""

from __future__ import annotations

from typing import cast

from synctui.core.comparison import Difference
from synctui.core.plan import Why
from synctui.core.review import Review
from synctui.core.steps import Decision


class Whys:
    """The reasons of one review's operations."""

    def __init__(self, review: Review) -> None:
        self._review = review
        lines = [line for line in review.asked if not line.household]
        single = {(line.field, line.kind) for line in lines if review.decision(line).how != "overwrite"}
        self._whole = {(line.field, line.kind) for line in lines} - single
        leavers = review.comparison.leavers
        archived = {absent.client for absent in leavers if review.leaver(absent.client).how == "archive"}
        self._all_bulk = archived == set(review.bulk_leavers())

    def line(self, line: Difference, decision: Decision) -> Why:
        """Return why a line is overwritten: by option where all lines of its field and kind are."""
        anew = line.key in self._review.earlier.kept
        return self._told(decision.why, whole=not anew and (line.field, line.kind) in self._whole)

    def leaver(self, decision: Decision) -> Why:
        """Return why a client is archived: by option where exactly those are that may be archived together."""
        return self._told(decision.why, whole=self._all_bulk)

    def newcomer(self, row: int) -> Why:
        """Return why a row is added: by default where it came ticked."""
        newcomers = self._review.newcomers
        return cast(Why, "default" if newcomers.comes_ticked(row) else newcomers.decision(row).why)

    def _told(self, why: str, *, whole: bool) -> Why:
        return cast(Why, "option" if whole and why == "hand" else why)
