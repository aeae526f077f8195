"""What came in and how it fell into the groups, in words: the first thing that Review says."""

from __future__ import annotations

from collections.abc import Sequence

from synctui.core.comparison import Comparison
from synctui.core.summary import Sums, sums
from synctui.i18n import _, number


def arrived(comparison: Comparison, source: str) -> str:
    """Return one sentence with numbers that add up to what was fetched; groups that are empty are left out."""
    counted = sums(comparison, [])
    groups, fetched = ", ".join(fallen(counted)), number(counted.fetched)
    return _("{n} came in from {source}: {groups}.").format(n=fetched, source=source, groups=groups)


def fallen(counted: Sums) -> Sequence[str]:
    """Return the groups that what was fetched fell into, each with its number."""
    told = [
        (counted.in_both, _("{n} in both")),
        (counted.new, _("{n} new")),
        (counted.invalid, _("{n} invalid")),
        (counted.possible, _("{n} possible")),
        (counted.left_out, _("{n} not for this job")),
    ]
    return [words.format(n=number(n)) for n, words in told if n] or [number(0)]
