"""Groups of differences with their running numbers, and their order by name: worked out once, then kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from operator import attrgetter

from synctui.core.change import Group
from synctui.core.comparison import Difference
from synctui.core.fields import Values
from synctui.core.steps import UNDECIDED, Step
from synctui.tui.comparing import all_folded
from synctui.tui.tabs.values import name_of

MANY = 1000
"""Decisions in one step from which a heading's lines are counted again when it is drawn: only few are in view."""


class Grouping:
    """*lines* as folded into *groups*; *tally* says how many of some lines are decided how."""

    def __init__(
        self,
        lines: Sequence[Difference],
        groups: Sequence[Group],
        tally: Callable[[Iterable[Difference]], Counter[str]],
    ) -> None:
        self.lines, self.groups = lines, groups
        self.clients = len({line.client for line in lines})
        self._tally = tally
        self._tallies: dict[int, Counter[str]] = {}

    def tally(self, group: int) -> Counter[str]:
        """Return how many lines of a group are decided how; counted once, then kept up by `took`."""
        if group not in self._tallies:
            self._tallies[group] = self.count(self.groups[group].indexes)
        return self._tallies[group]

    def count(self, indexes: Iterable[int]) -> Counter[str]:
        """Return how many of these lines are decided how."""
        return self._tally(map(self.lines.__getitem__, indexes))

    def took(self, step: Step, *, back: bool) -> None:
        """Follow a step: what it changed moves from one number to another.

        After a large one, and after an answer, which may decide lines with it, all is counted anew.
        """
        if not self._tallies:
            return
        if len(step.after) > MANY or any(key[0] == "answer" for key in step.keys):
            self._tallies.clear()
            return
        before, after = (step.after, step.before) if back else (step.before, step.after)
        for key in step.keys:
            group = self._group_of(key) if key[0] == "line" else None
            if group is not None and group in self._tallies:
                self._tallies[group][(before[key] or UNDECIDED).how] -= 1
                self._tallies[group][(after[key] or UNDECIDED).how] += 1

    def _group_of(self, key: tuple[str | int, ...]) -> int | None:
        return self._of.get((int(key[1]), int(key[2])))

    @cached_property
    def _of(self) -> dict[tuple[int, int], int]:
        """The group of each line, by its key."""
        groups = [0] * len(self.lines)
        for number, group in enumerate(self.groups):
            for at in group.indexes:
                groups[at] = number
        return dict(zip(map(attrgetter("client", "field"), self.lines), groups, strict=True))


class ByName:
    """*lines* in the order of their clients' names; *values* returns those of a client."""

    def __init__(self, lines: Sequence[Difference], values: Callable[[int], Values]) -> None:
        self._lines, self._values = lines, values

    @cached_property
    def names(self) -> dict[int, str]:
        """Each client's name."""
        return {client: name_of(self._values(client)) for client in {line.client for line in self._lines}}

    def ordered(self, indexes: Sequence[int]) -> list[int]:
        """Return some of the lines by their client's name."""
        return sorted(indexes, key=self._places.__getitem__)

    @cached_property
    def _places(self) -> list[int]:
        """The place of each line among all."""
        sought = dict(zip(self.names, all_folded(self.names.values()), strict=True))
        of_line = [sought[line.client] for line in self._lines]
        places = [0] * len(of_line)
        for place, at in enumerate(sorted(range(len(of_line)), key=of_line.__getitem__)):
            places[at] = place
        return places
