"""Groups of differences with their running numbers, so that a heading is drawn without counting its lines again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from synctui.core.change import Group
from synctui.core.comparison import Difference
from synctui.core.intake import fold
from synctui.core.steps import UNDECIDED, Decision, Step

MANY = 1000
"""Decisions in one step from which a heading's lines are counted again when it is drawn: only few are in view."""


class Grouping:
    """*lines* as folded into *groups*; *decision* says what was decided on a line."""

    def __init__(
        self, lines: Sequence[Difference], groups: Sequence[Group], decision: Callable[[Difference], Decision]
    ) -> None:
        self.lines, self.groups = lines, groups
        self.clients = len({line.client for line in lines})
        self._decision = decision
        self._tallies: dict[int, Counter[str]] = {}
        self._named: dict[int, list[int]] = {}
        self._of: dict[tuple[int, int], int] = {}

    def tally(self, group: int) -> Counter[str]:
        """Return how many lines of a group are decided how; counted once, then kept up by `took`."""
        if group not in self._tallies:
            self._tallies[group] = self.count(self.groups[group].indexes)
        return self._tallies[group]

    def count(self, indexes: Iterable[int]) -> Counter[str]:
        """Return how many of these lines are decided how."""
        lines = self.lines
        return Counter(self._decision(lines[at]).how for at in indexes)

    def by_name(self, group: int, name: Callable[[int], str]) -> list[int]:
        """Return a group's lines by their client's name."""
        if group not in self._named:
            self._named[group] = sorted(self.groups[group].indexes, key=lambda at: fold(name(at)))
        return self._named[group]

    def took(self, step: Step, *, back: bool) -> None:
        """Follow a step: what it changed moves from one number to another; after a large one all is counted anew."""
        if len(step.after) > MANY:
            self._tallies.clear()
            return
        before, after = (step.after, step.before) if back else (step.before, step.after)
        for key in step.keys:
            group = self._group_of(key) if key[0] == "line" else None
            if group is not None and group in self._tallies:
                self._tallies[group][(before[key] or UNDECIDED).how] -= 1
                self._tallies[group][(after[key] or UNDECIDED).how] += 1

    def _group_of(self, key: tuple[str | int, ...]) -> int | None:
        if not self._of:
            self._of = {self.lines[at].key: number for number, group in enumerate(self.groups) for at in group.indexes}
        return self._of.get((int(key[1]), int(key[2])))
