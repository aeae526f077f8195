"""Tab 3, in both: one line a difference, folded by what they have in common; undecided until the reader says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import get_args

from synctui.core.change import By
from synctui.core.comparison import Difference
from synctui.core.mailed import guarded, guarded_among
from synctui.core.steps import Step
from synctui.i18n import _
from synctui.tui.tabs import deciding, difference, headings, tallies
from synctui.tui.tabs.asked import Asked
from synctui.tui.tabs.base import Likeness, ReviewTab
from synctui.tui.tabs.beside import Part
from synctui.tui.tabs.decided import Told
from synctui.tui.widgets.cells import Column, Row
from synctui.tui.widgets.lines import TextLine
from synctui.tui.widgets.tabs import Tab

WAYS: tuple[By, ...] = get_args(By)
FITS = 14
"""Lines up to which nothing is folded at first: they fit the screen."""


class BothTab(ReviewTab):
    """Items are indexes into the review's lines."""

    place = "both"
    inverts = True
    orders = ("client", "field", "here", "import", *headings.ORDERS)
    headed = True
    by: By = "change"

    def build(self) -> None:
        """Group anew where the review's lines are others than before, what was open stays open; then make the lines."""
        known: Asked | None = getattr(self, "asked", None)
        if known is None:
            self._begin()
        elif known.lines is not self.review.asked:
            opened = {key for at, key in enumerate(self._keys()) if at not in self.folded}
            self._begin()
            self.folded -= {at for at, key in enumerate(self._keys()) if key in opened}
        super().build()

    def _begin(self) -> None:
        """Take the lines that the review has now, and group them."""
        super().forget()
        self.asked = Asked(self.review)
        self._alike = self.asked.beside.counted()
        self.regroup()

    def _keys(self) -> list[tuple[str | int | bool, ...]]:
        """Return what every group is known by when all is grouped anew."""
        return [*(each.key for each in self.grouping.groups), *((part.name,) for part in self.asked.beside.parts)]

    def regroup(self) -> None:
        """Fold the review's lines by what was chosen; all folded where they do not fit the screen."""
        self.grouping = self.asked.grouped(self.by)
        asked = len(self.grouping.groups)
        self.folded = set(range(0 if len(self.asked.lines) > FITS else asked, asked + len(self.asked.beside.parts)))

    def next_way(self, at: int) -> int:
        """Group by the next of change, field, client, kind; returns where the group of what stood on line *at* is."""
        item = next(iter(self.items([at])), -1) if self.lines else -1
        self.by = WAYS[(WAYS.index(self.by) + 1) % len(WAYS)]
        self.regroup()
        self.build()
        heads = (place for place, line in enumerate(self.lines) if line.heading and item in self.within(line.group))
        return next(heads, 0)

    def groups(self) -> list[Sequence[int]]:
        """As folded, the clients by name; then what is not asked, in which a filter looks once it is open."""
        asked = [
            group.indexes if at in self.folded else self.asked.by_name.ordered(group.indexes)
            for at, group in enumerate(self.grouping.groups)
        ]
        hidden = self.folded if self.filtered else set[int]()
        more = enumerate(self.asked.beside.parts, len(asked))
        return [*asked, *(range(0) if at in hidden else part.items for at, part in more)]

    def places(self) -> Sequence[int]:
        """As grouped, or as their headings are ordered by; what is not asked comes last."""
        groups = self.grouping.groups
        return [
            *headings.ordered(groups, self.order, self._titled, self.asked.line),
            *range(len(groups), len(self.grouped)),
        ]

    def _titled(self, group: int) -> str:
        found, lines = self.grouping.groups[group], self.grouping.lines
        return headings.title(found, str(found.title(lines, self.asked.client_name)))

    def part(self, group: int) -> Part | None:
        """Return the group of what is not asked, or None for one of differences."""
        at = group - len(self.grouping.groups)
        return self.asked.beside.parts[at] if at >= 0 else None

    def turn_all(self) -> None:
        """Fold all groups; where all are folded, unfold those of differences."""
        asked = len(self.grouping.groups)
        self.folded = set(range(asked if self.all_folded else 0, asked + len(self.asked.beside.parts)))
        self.build()

    def all_let_through(self) -> Sequence[int]:
        """Return all differences that the filter lets through, as they lie in memory: walked twice as fast."""
        if not self.filtered:
            return range(len(self.asked.lines))
        return sorted(chain.from_iterable(self._let_through[: len(self.grouping.groups)]))

    def difference(self, item: int) -> Difference | None:
        """Return the difference that an item stands for, or None for an equal client."""
        return self.asked.difference(item)

    def _name(self, item: int) -> str:
        return self.asked.client_name(self.asked.line(item).client)

    def text(self, item: int) -> str:
        """Name, field and both values; of an equal client every value."""
        return next(iter(self.texts([item])))

    def texts(self, items: Sequence[int]) -> Iterable[str]:
        """Return the same of many items."""
        return self.asked.texts(items)

    def forget(self) -> None:
        """Keep what a filter looks in: it is the same while the lines are."""

    def took(self, step: Step, *, back: bool = False) -> None:
        """Follow a step in the numbers of the headings."""
        self.asked.took(step, back=back)

    # How it looks

    @property
    def all_folded(self) -> bool:
        """Whether only headings are shown, which then have columns of their own."""
        return len(self.folded) >= len(self.grouping.groups) + len(self.asked.beside.parts) > 0

    @property
    def columns(self) -> list[Column]:
        """Change, lines, example, advice while all is folded; else as `columns_open`."""
        return headings.columns(self.by) if self.all_folded else self.columns_open

    @property
    def columns_open(self) -> list[Column]:
        """The client, by some groupings the field, here and the import."""
        return difference.columns(self.names, field=self._tells_field)

    @property
    def _tells_field(self) -> bool:
        return self.by not in {"change", "field"}

    def heading(self, group: int, widths: list[int]) -> Row:
        """Mark, change and number; folded among folded ones with an example and the advice, else what was decided."""
        if part := self.part(group):
            return self.asked.beside.heading(part, folded=group in self.folded, columns=len(widths) * self.all_folded)
        named, shown = self._titled(group), self.within(group)
        tally = self.grouping.count(shown) if self.filtered else self.grouping.tally(group)
        if self.all_folded:
            return headings.closed(named, shown, self.asked.line, tally, widths[2])
        return headings.over(named, len(shown), tally, folded=group in self.folded)

    def item(self, item: int, widths: list[int]) -> Row:
        """Mark, client, the two values cut around where they part; what gives way is struck."""
        line = self.difference(item)
        if line is None:
            return self.asked.beside.row(item, widths)
        made = self.review.decision(line)
        return difference.row(line, made, self._name(item), widths, field=self._tells_field)

    def tab(self) -> Tab:
        """Decided and all."""
        return tallies.tab(self.review)

    def summary(self) -> tuple[TextLine, TextLine]:
        """Return what was decided; what is equal."""
        return tallies.decided(self.review, self.grouping.clients), self._alike

    def detail(self, item: int) -> Sequence[TextLine]:
        """Who it is and why they are linked; then all three values and who moved."""
        line = self.difference(item)
        if line is None:
            return self.asked.beside.detail(item)
        who, values = difference.detail(line, self._name(item), self.review.comparison, self.names)
        if guarded(self.review.comparison.snapshot, *line.key) and self.review.send_again(line.client):
            values = [*values, (f" · {_('to be sent again')}", "act")]
        return [who, values]

    def group_detail(self, group: int) -> Sequence[TextLine]:
        """Return what the group is, and what a decision on it does and leaves alone."""
        if part := self.part(group):
            return self.asked.beside.group_detail(part)
        lines = list(map(self.asked.lines.__getitem__, self.within(group)))
        mailed = guarded_among(self.review.comparison.snapshot, lines)
        return headings.detail(self._titled(group), lines, mailed, self.names)

    def needs(self, item: int) -> bool:
        """Whether it is undecided and not decided under tab 5."""
        line = self.difference(item)
        return line is not None and not line.household and self.review.decision(line).how == "undecided"

    # Verbs

    def do(self, lines: Iterable[int]) -> Told:
        """Overwrite, or not decided."""
        return self._decide(lines, "overwrite")

    def keep(self, lines: Iterable[int]) -> Told:
        """Keep, or not decided."""
        return self._decide(lines, "keep")

    def advice(self, lines: Iterable[int]) -> Told:
        """Decide as proposed."""
        return deciding.propose(self.review, self._chosen(lines))

    def together(self, items: Sequence[int]) -> int:
        """Return how many of the items do not go one by one."""
        return sum(map(deciding.in_bulk, map(self.asked.lines.__getitem__, items)))

    def all(self, items: Sequence[int], on: bool) -> Told:
        """Overwrite all of them, or take that back."""
        return deciding.overwrite_all(self.review, list(map(self.asked.lines.__getitem__, items)), on=on)

    def invert(self, items: Sequence[int]) -> Told:
        """Overwrite what is undecided, and take back what was overwritten; what never goes in bulk stays."""
        return deciding.turn_round(self.review, map(self.asked.lines.__getitem__, items))

    def likenesses(self, item: int) -> list[Likeness]:
        """Field, kind and client."""
        return self.asked.likenesses(item, self.names)

    def _decide(self, lines: Iterable[int], how: str) -> Told:
        at = list(lines)
        bulk = len(at) > 1 or any(self.lines[one].heading for one in at)
        return deciding.decide(self.review, self._chosen(at), how, bulk=bulk)

    def _chosen(self, lines: Iterable[int]) -> list[Difference]:
        """Return the differences that lines of the table stand for; of those kept earlier one that stands alone."""
        items, asked = self.items(lines), len(self.asked.lines)
        kept = [line for item in items if item >= asked and (line := self.difference(item))]
        return kept if len(items) == 1 and kept else [self.asked.line(item) for item in items if item < asked]
