"""What came in and how it fell into the groups, in words: the first thing that Review says."""

from __future__ import annotations

from synctui.core.comparison import Comparison
from synctui.i18n import _, number


def arrived(comparison: Comparison, source: str) -> str:
    """Return one sentence with numbers that add up to what was fetched; groups that are empty are left out."""
    counted = [
        (len(comparison.in_both), _("{n} in both")),
        (len(comparison.new), _("{n} new")),
        (len(comparison.intake.invalid), _("{n} invalid")),
        (sum(len(each.waiting) for each in comparison.possible), _("{n} possible")),
        (sum(comparison.left_out.values()), _("{n} not for this job")),
    ]
    groups = ", ".join(words.format(n=number(n)) for n, words in counted if n)
    fetched = number(comparison.intake.delivery.fetched)
    return _("{n} came in from {source}: {groups}.").format(n=fetched, source=source, groups=groups or number(0))
