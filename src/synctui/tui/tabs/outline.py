"""Items under headings that fold, as a table shows them: filtered, ordered, and found again."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Sequence
from itertools import chain, repeat
from typing import Any, NamedTuple

from synctui.core.collector import quiet_collector
from synctui.core.intake import fold
from synctui.tui.comparing import all_folded, natural
from synctui.tui.widgets.cells import Cell, Column, Row
from synctui.tui.widgets.source import WHOLE


class Line(NamedTuple):
    """One line: a heading (item is -1) or an item of a group. part: which of an item's lines it is."""

    group: int
    item: int = -1
    part: int = 0

    @property
    def heading(self) -> bool:
        """Whether it is a group's heading."""
        return self.item < 0


class Outline(ABC):
    """Numbered items in groups. `lines` is what the table shows now; it is made again by `build`."""

    marks = True
    headed = False
    """Whether groups stand under headings."""
    orders: tuple[str, ...] = ()
    """The keys of the columns that its items can be ordered by."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.grouped: list[Sequence[int]] = []
        self._let_through: list[Sequence[int]] = []
        self.shown: Sequence[int] = ()
        self._sought: dict[int, str] = {}
        self.folded: set[int] = set()
        self.filtered = ""
        self.column = ""
        self.order = ("", False)
        self.cursor = 0

    # What a kind of outline says of its items

    @property
    @abstractmethod
    def columns(self) -> list[Column]:
        """Return the columns as they are now."""

    @property
    def columns_open(self) -> list[Column]:
        """Return the columns of items, whatever is folded."""
        return self.columns

    @abstractmethod
    def groups(self) -> list[Sequence[int]]:
        """Return the items by group; one group without a heading where `headed` is false."""

    @abstractmethod
    def item(self, item: int, widths: list[int]) -> Row:
        """Return an item as the table draws it."""

    def heading(self, group: int, _widths: list[int]) -> Row:
        """Return a group's heading as the table draws it."""
        raise NotImplementedError(group)

    @abstractmethod
    def text(self, item: int) -> str:
        """Return what a filter looks for in."""

    def texts(self, items: Sequence[int]) -> Iterable[str]:
        """Return what a filter looks for in, of many items."""
        return map(self.text, items)

    @abstractmethod
    def needs(self, item: int) -> bool:
        """Return whether an item still needs the reader."""

    # What the table asks for

    def __len__(self) -> int:
        return len(self.lines)

    def row(self, index: int, widths: list[int]) -> Row:
        """Return one line as the table draws it."""
        line = self.lines[index]
        return self.heading(line.group, widths) if line.heading else self.item(line.item, widths)

    # What is shown

    def build(self) -> None:
        """Make the lines again: after a fold, a filter, or when items came or went."""
        with quiet_collector():
            self._build()

    def _build(self) -> None:
        self.grouped = self.groups()
        self._let_through = self._ordered(self._matching(self.grouped))
        self.shown = self.all_let_through()
        self.lines = []
        for at in self.places():
            shown = self._let_through[at]
            if self.headed and shown:
                self.lines.append(Line(at))
            if not (self.headed and at in self.folded):
                self.lines += map(Line, repeat(at), shown)

    def places(self) -> Sequence[int]:
        """Return the groups in the order in which they are shown."""
        return range(len(self.grouped))

    def _matching(self, groups: list[Sequence[int]]) -> list[Sequence[int]]:
        """Return of each group the items in which every word of the filter stands somewhere."""
        words, sought = fold(self.filtered).split(), self._sought
        if not words:
            return groups
        # in the order in which the items lie in memory: half as long as in that of the list
        unread = sorted(item for items in groups for item in items if item not in sought)
        sought.update(zip(unread, all_folded(self.texts(unread)), strict=True))
        for word in words:
            groups = [[item for item in items if word in sought[item]] for items in groups]
        return groups

    def _ordered(self, groups: list[Sequence[int]]) -> list[Sequence[int]]:
        """Return of each group the items in the order that was asked for; as they come where it is folded."""
        by, backwards = self.order
        keys = [column.key for column in self.columns_open] if by else []
        if by not in keys:
            return groups
        at, wide = keys.index(by), [WHOLE] * len(keys)

        def rank(item: int) -> Any:
            return self.rank(by, item, self.item(item, wide).cells[at])

        kept = self.folded if self.headed else set[int]()
        return [
            items if group in kept else sorted(items, key=rank, reverse=backwards) for group, items in enumerate(groups)
        ]

    def rank(self, _by: str, _item: int, cell: Cell) -> Any:
        """Return what an item is ordered by in a column, where its *cell* is given."""
        return natural(cell[0])

    def arrange(self, at: int) -> int:
        """Bring the lines into `order`; returns where line *at* stands then."""
        here = self.lines[at] if self.lines else None
        self.build()
        return next((place for place, line in enumerate(self.lines) if line == here), 0)

    def forget(self) -> None:
        """Forget what a filter looks in, after values changed."""
        self._sought.clear()

    def items(self, lines: Iterable[int]) -> list[int]:
        """Return the items that lines of the table stand for, each once: a heading for all of its shown ones.

        In a range the heading of an open group stands for nothing: its items are in the range or not.
        """
        found: dict[int, None] = {}
        chosen = [self.lines[at] for at in lines]
        for line in chosen:
            if line.heading and len(chosen) > 1 and line.group not in self.folded:
                continue
            found.update(dict.fromkeys(self.within(line.group) if line.heading else [line.item]))
        return list(found)

    def within(self, group: int) -> Sequence[int]:
        """Return the items of a group that the filter lets through."""
        return self._let_through[group]

    def all_let_through(self) -> Sequence[int]:
        """Return all items that the filter lets through; asked once a `build`, which keeps them as `shown`."""
        return list(chain.from_iterable(self._let_through))

    # Where the cursor goes

    @property
    def open(self) -> int:
        """How many items need the reader, shown or not."""
        return sum(map(self.needs, chain.from_iterable(self.grouped)))

    def seek(self, start: int, by: int, passed: Collection[Line] = ()) -> int | None:
        """Return the next line after *start* that needs the reader, without going round; None where there is none.

        passed: lines that are not looked for.
        """
        stop = len(self.lines) if by > 0 else -1
        lines = range(start + by, stop, by)
        return next((at for at in lines if self._open_at(self.lines[at]) and self.lines[at] not in passed), None)

    def _open_at(self, line: Line) -> bool:
        """Tell whether a line shows something that needs the reader: a folded heading for its group."""
        if line.heading:
            return line.group in self.folded and any(map(self.needs, self.within(line.group)))
        return not line.part and self.needs(line.item)

    def seek_group(self, start: int, by: int) -> int | None:
        """Return the next heading after *start*."""
        stop = len(self.lines) if by > 0 else -1
        return next((at for at in range(start + by, stop, by) if self.lines[at].heading), None)

    def first_part(self, at: int, by: int) -> int:
        """Return the line nearest to *at*, in the direction *by*, that is the first one of its item."""
        step = 1 if by > 0 else -1
        while 0 <= at < len(self.lines) and self.lines[at].part:
            at += step
        return at if at < len(self.lines) else self.first_part(len(self.lines) - 1, -1)

    # Folding

    def fold(self, at: int, *, closed: bool) -> int | None:
        """Fold or unfold the group of a line; returns where its heading stands now, None where nothing changed."""
        if not self.headed or not self.lines:
            return None
        group = self.lines[at].group
        if (group in self.folded) == closed:
            return None
        (self.folded.add if closed else self.folded.discard)(group)
        self.build()
        return self._heading_of(group)

    def fold_all(self, at: int) -> int | None:
        """Fold all groups, or unfold them; returns where the heading of line *at* stands now, None without headings."""
        if not self.headed or not self.lines:
            return None
        group = self.lines[at].group
        self.turn_all()
        return self._heading_of(group)

    def turn_all(self) -> None:
        """Fold all groups; where all are folded, unfold them."""
        every = set(range(len(self.grouped)))
        self.folded = set() if self.folded >= every else every
        self.build()

    def _heading_of(self, group: int) -> int:
        return next(at for at, line in enumerate(self.lines) if line.heading and line.group == group)
