"""People who share, shared or will share a return."""

from __future__ import annotations

from collections.abc import Iterable

from synctui.core.comparison import Comparison
from synctui.core.plan import Hold, Operation
from synctui.core.returns import clash_hold, clashes


def household_clashes(comparison: Comparison, operations: Iterable[Operation]) -> list[Hold]:
    """Return the hold of a plan that puts a national number on more than one live return; none can be accepted."""
    return clash_hold(clashes(comparison.snapshot, operations))
