"""The differences of a review as they are now, and what stands beside them; what is worked out of them once is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from synctui.core.change import By, fold_groups
from synctui.core.collector import quiet_collector
from synctui.core.comparison import Difference
from synctui.core.fields import FIELDS
from synctui.core.review import Review
from synctui.core.steps import Step
from synctui.tui.tabs.base import Likeness, Names
from synctui.tui.tabs.beside import Beside
from synctui.tui.tabs.grouping import ByName, Grouping
from synctui.tui.tabs.values import name_of
from synctui.tui.words import kind


class Asked:
    """Numbered items: first *lines*, the differences that are asked, then what is `beside` them."""

    def __init__(self, review: Review) -> None:
        self._review, self.lines = review, review.asked
        self.beside = Beside(review, len(self.lines))
        self.by_name = ByName(self.lines, review.comparison.snapshot.values)
        self._titles = [field.title for field in FIELDS]
        self._groupings: dict[By, Grouping] = {}

    def grouped(self, by: By) -> Grouping:
        """Return the lines as they are grouped."""
        if by not in self._groupings:
            with quiet_collector():
                self._groupings[by] = Grouping(self.lines, fold_groups(self.lines, by), self._review.tally)
        return self._groupings[by]

    def took(self, step: Step, *, back: bool) -> None:
        """Follow a step in the numbers of the headings, however the lines are grouped next."""
        for each in self._groupings.values():
            each.took(step, back=back)

    def difference(self, item: int) -> Difference | None:
        """Return the difference that an item stands for, or None for an equal client."""
        return self.lines[item] if item < len(self.lines) else self.beside.difference(item)

    def line(self, item: int) -> Difference:
        """Return the difference that an item stands for. Raises `LookupError` for an equal client."""
        line = self.difference(item)
        if line is None:
            raise LookupError(item)
        return line

    def client_name(self, client: int) -> str:
        """Return a client's name as the register has it."""
        return name_of(self._review.comparison.snapshot.values(client))

    def texts(self, items: Sequence[int]) -> Iterable[str]:
        """Yield of each item what a filter looks for in: name, field and both values; of equal clients every value."""
        lines, titles, names = self.lines, self._titles, self.by_name.names
        for item in items:
            if item < len(lines):
                line = lines[item]
                yield f"{names[line.client]} {titles[line.field]} {line.register} {line.import_}"
            elif kept := self.beside.difference(item):
                yield f"{self.client_name(kept.client)} {titles[kept.field]} {kept.register} {kept.import_}"
            else:
                yield " ".join(self.beside.sides(item)[0])

    def likenesses(self, item: int, names: Names) -> list[Likeness]:
        """Return what a difference has in common with others: field, who moved, client."""
        line = self.difference(item)
        if line is None:
            return []
        at = self.lines
        who, what = self.client_name(line.client), FIELDS[line.field].title
        moved, fate = kind(line, names.source, names.register), (line.kind, bool(line.household))
        return [
            Likeness(what, line.field, lambda other: at[other].field),
            Likeness(moved, fate, lambda other: (at[other].kind, bool(at[other].household))),
            Likeness(who, line.client, lambda other: at[other].client),
        ]
