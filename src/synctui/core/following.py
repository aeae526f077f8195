"""What the answers given under possible matches bring beside themselves: lines, newcomers, values.

In come a comparison and the effects of its answers; out comes one `Following`. Decides nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from synctui.core.comparison import Comparison, Difference, Effect, Possible
from synctui.core.diff import pair

Given = defaultdict[int, dict[int, str]]
"""Row → field → value."""


@dataclass
class Following:
    """What follows from answers.

    lines: all that is asked, those of rows that an answer linked at the end; joined: answer → these. newcomers: the
    rows that are only in the import; answered_new: those that an answer made so. inherited, given: values of rows,
    where they have none and in any case. settled: client and field → the value that an answer sets.
    """

    lines: list[Difference]
    newcomers: list[int]
    joined: dict[str, list[Difference]] = field(default_factory=dict)
    answered_new: set[int] = field(default_factory=set)
    inherited: Given = field(default_factory=lambda: defaultdict(dict))
    given: Given = field(default_factory=lambda: defaultdict(dict))
    settled: dict[tuple[int, int], str] = field(default_factory=dict)


def follow(comparison: Comparison, effects: Iterable[tuple[Possible, Effect]]) -> Following:
    """Return what follows from the *effects* of the answers given."""
    found = Following(comparison.differences, comparison.new)
    for possible, effect in effects:
        if effect.do == "link":
            found.joined[possible.key] = pair(comparison, effect.row, effect.client)
            found.lines = found.lines + found.joined[possible.key]
        elif effect.do == "new":
            found.newcomers = [*found.newcomers, effect.row]
            found.answered_new.add(effect.row)
        elif effect.do == "inherit":
            found.inherited[effect.row][effect.field] = effect.value
        elif effect.do == "set" and effect.client:
            found.settled[effect.client, effect.field] = effect.value
        elif effect.do == "set":
            found.given[effect.row][effect.field] = effect.value
    return found
