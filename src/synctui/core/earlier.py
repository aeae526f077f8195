"""What earlier runs decided, as far as it holds for a comparison of today without being asked again.

In comes a comparison; out comes one `Earlier`. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import NamedTuple

from synctui.core.comparison import Comparison, Difference


class Earlier(NamedTuple):
    """What holds from before.

    left: rows that are not to be added. aside: invalid rows that are left out until they change. kept: client and
    field → the line on which our own value stays.
    """

    left: Set[int]
    aside: Set[int]
    kept: Mapping[tuple[int, int], Difference]


def earlier(comparison: Comparison) -> Earlier:
    """Return what the register remembers about this comparison's rows and lines."""
    intake, choices = comparison.intake, comparison.snapshot.choices
    left = {choice.key for choice in choices if choice.kind == "leave"}
    aside = {(choice.key, choice.evidence) for choice in choices if choice.kind == "set-aside"}
    return Earlier(
        left={row for row in comparison.new if left and intake.key(row) in left},
        aside={row for row in intake.invalid if aside and (intake.key(row), intake.sent_digest(row)) in aside},
        kept={line.key: line for line in comparison.kept},
    )
