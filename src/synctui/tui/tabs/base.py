"""What the five tabs share: lines under headings that fold, a filter, what needs the reader, verbs that say no."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from synctui.core.collector import quiet_collector
from synctui.core.fields import FIELDS, Values, full_name
from synctui.core.intake import fold
from synctui.core.normalise.national_number import masked
from synctui.core.review import Outcome, Review
from synctui.core.steps import Step
from synctui.i18n import _, ngettext
from synctui.tui.widgets.cells import Column, Row
from synctui.tui.widgets.lines import TextLine
from synctui.tui.widgets.tabs import Tab
from synctui.tui.words import DECISIONS, KINDS

MARKS = {
    "overwrite": ("[x]", "change"), "typed": ("[x]", "change"), "keep": ("[=]", "text"), "undecided": ("[ ]", "dim"),
    "add": ("[x]", "add"), "leave": ("[=]", "text"), "archive": ("[x]", "leave"), "stay": ("[=]", "text"),
}  # fmt: skip
"""Decision → its mark and the meaning of its colour."""
SOME = ("[-]", "text")
NOT = (" ! ", "change")
_NUMBER = re.compile(r"([0-9]+)")
_WIDE = 1000
"""The width that no value is cut to."""


class Names(NamedTuple):
    """What the two sides are called, and the year."""

    source: str
    register: str
    tax_year: int


class Told(NamedTuple):
    """What a verb did: a sentence for the line above the keys; moved: lines came or went."""

    sentence: str
    tone: str = "text"
    moved: bool = False


class Line(NamedTuple):
    """One line of a tab: a heading (item is -1) or an item of a group. part: which of an item's lines it is."""

    group: int
    item: int = -1
    part: int = 0

    @property
    def heading(self) -> bool:
        """Whether it is a group's heading."""
        return self.item < 0


class Likeness(NamedTuple):
    """What an item has in common with others. told: in words. of: the same for all that have it in common."""

    told: str
    of: Callable[[int], object]


class ReviewTab(ABC):
    """One tab over a review. `lines` is what the table shows now; it is made again by `build`."""

    place = ""
    marks = True
    inverts = False
    """Whether what is decided on its items can be turned round."""
    orders: tuple[str, ...] = ()
    """The keys of the columns that its items can be ordered by."""

    @property
    @abstractmethod
    def columns(self) -> list[Column]:
        """Return the columns as they are now."""

    def __init__(self, review: Review, names: Names) -> None:
        self.review, self.names = review, names
        self.lines: list[Line] = []
        self.grouped: list[Sequence[int]] = []
        self._let_through: list[Sequence[int]] = []
        self._sought: dict[int, str] = {}
        self.folded: set[int] = set()
        self.filtered = ""
        self.order = ("", False)
        self.cursor = 0
        self.build()

    # What the table asks for

    def __len__(self) -> int:
        return len(self.lines)

    def row(self, index: int, widths: list[int]) -> Row:
        """Return one line as the table draws it."""
        line = self.lines[index]
        return self.heading(line.group, widths) if line.heading else self.item(line.item, widths)

    @abstractmethod
    def item(self, item: int, widths: list[int]) -> Row:
        """Return an item as the table draws it."""

    def heading(self, group: int, _widths: list[int]) -> Row:
        """Return a group's heading as the table draws it."""
        raise NotImplementedError(group)

    # What is shown

    @abstractmethod
    def groups(self) -> list[Sequence[int]]:
        """Return the items by group; one group without a heading where `headed` is false."""

    headed = False

    def build(self) -> None:
        """Make the lines again: after a fold, a filter, or when items came or went."""
        with quiet_collector():
            self._build()

    def _build(self) -> None:
        self.lines = []
        self.grouped = self.groups()
        self._let_through = [self._ordered(at, self._matching(items)) for at, items in enumerate(self.grouped)]
        for at, shown in enumerate(self._let_through):
            if self.headed and shown:
                self.lines.append(Line(at))
            if not (self.headed and at in self.folded):
                self.lines += [Line(at, item) for item in shown]

    def _matching(self, items: Sequence[int]) -> Sequence[int]:
        words = fold(self.filtered).split()
        if not words:
            return items
        sought, text = self._sought, self.text
        sought.update((item, _folded(text(item))) for item in items if item not in sought)
        return [item for item in items if all(word in sought[item] for word in words)]

    @property
    def columns_open(self) -> list[Column]:
        """Return the columns of items, whatever is folded."""
        return self.columns

    def _ordered(self, group: int, items: Sequence[int]) -> Sequence[int]:
        """Return the items of a group in the order that was asked for; as they come where it is folded."""
        by, backwards = self.order
        if not by or (self.headed and group in self.folded):
            return items
        columns = self.columns_open
        at, wide = [column.key for column in columns].index(by), [_WIDE] * len(columns)
        return sorted(items, key=lambda item: natural(self.item(item, wide).cells[at][0]), reverse=backwards)

    def forget(self) -> None:
        """Forget what a filter looks in, after values changed."""
        self._sought.clear()

    @abstractmethod
    def text(self, item: int) -> str:
        """Return what a filter looks for in."""

    def items(self, lines: Iterable[int]) -> list[int]:
        """Return the items that lines of the table stand for, each once: a heading for all of its shown ones.

        In a range the heading of an open group stands for nothing: its items are in the range or not.
        """
        found: dict[int, None] = {}
        chosen = [self.lines[at] for at in lines]
        for line in chosen:
            if line.heading and len(chosen) > 1 and line.group not in self.folded:
                continue
            found.update(dict.fromkeys(self._let_through[line.group] if line.heading else [line.item]))
        return list(found)

    @property
    def shown(self) -> list[int]:
        """All items that the filter lets through."""
        return [item for items in self._let_through for item in items]

    def likenesses(self, _item: int) -> list[Likeness]:
        """Return what an item has in common with others, to decide on all of them."""
        return []

    def like(self, at: int) -> list[tuple[str, list[int]]]:
        """Return the shown items that have something in common with the one on line *at*, with what that is."""
        if at >= len(self.lines) or self.lines[at].heading:
            return []
        item, shown_ = self.lines[at].item, self.shown
        return [
            (each.told, [other for other in shown_ if each.of(other) == each.of(item)])
            for each in self.likenesses(item)
        ]

    @abstractmethod
    def tab(self) -> Tab:
        """Return the tab's label and number."""

    @abstractmethod
    def summary(self) -> tuple[TextLine, TextLine]:
        """Return what stands above the list: what will happen, and what is equal or out of sight."""

    def place_of(self, _item: int) -> str:
        """Return the place in the key table whose words fit an item."""
        return self.place

    @abstractmethod
    def detail(self, item: int) -> Sequence[TextLine]:
        """Return two lines about an item."""

    def group_detail(self, _group: int) -> Sequence[TextLine]:
        """Return two lines about a group."""
        return []

    def below(self, _item: int) -> Sequence[TextLine]:
        """Return lines to show under the list, for the item under the cursor."""
        return []

    @abstractmethod
    def needs(self, item: int) -> bool:
        """Return whether an item still needs the reader."""

    def seek(self, start: int, by: int) -> int | None:
        """Return the next line after *start* that needs the reader, without going round; None where there is none."""
        stop = len(self.lines) if by > 0 else -1
        for at in range(start + by, stop, by):
            line = self.lines[at]
            if (
                line.heading
                and line.group in self.folded
                and any(self.needs(item) for item in self.grouped[line.group])
            ):
                return at
            if not line.heading and not line.part and self.needs(line.item):
                return at
        return None

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

    def fold(self, at: int, *, closed: bool) -> int | None:
        """Fold or unfold the group of a line; returns where its heading stands now, None where nothing changed."""
        if not self.headed or not self.lines:
            return None
        group = self.lines[at].group
        if (group in self.folded) == closed:
            return None
        (self.folded.add if closed else self.folded.discard)(group)
        self.build()
        return next(at for at, line in enumerate(self.lines) if line.heading and line.group == group)

    def fold_all(self) -> None:
        """Fold all groups; where all are folded, unfold them."""
        every = set(range(len(self.grouped)))
        self.folded = set() if self.folded >= every else every
        self.build()

    def took(self, _step: Step, *, back: bool = False) -> None:  # noqa: ARG002
        """Follow a step of the review (*back*: undone); most tabs count anew when they draw."""
        return

    # Verbs; a tab says here which it knows

    def do(self, _lines: Iterable[int]) -> Told:
        """Do what the import says."""
        return self.unknown()

    def keep(self, _lines: Iterable[int]) -> Told:
        """Leave ours as it is, and remember."""
        return self.unknown()

    def no(self, _lines: Iterable[int]) -> Told:
        """Say no to it."""
        return self.unknown()

    def advice(self, _lines: Iterable[int]) -> Told:
        """Decide as proposed."""
        return self.unknown()

    def all(self, _items: Sequence[int], _on: bool) -> Told:
        """Do what the import says with many items, or take that back."""
        return self.unknown()

    def invert(self, _items: Sequence[int]) -> Told:
        """Do what the import says with those of the items that are undecided, and take it back where it was."""
        return self.unknown()

    def unknown(self) -> Told:
        """Say that the key has no meaning on this tab."""
        return Told(_("That key does nothing on this tab; ? shows what does."))


def told(outcome: Outcome | Step | None, n: int, what: str) -> Told:
    """Return the sentence for a decision on *n* items: how many, what was left alone, and how to take it back."""
    step = outcome.step if isinstance(outcome, Outcome) else outcome
    alone = outcome.left_alone if isinstance(outcome, Outcome) else {}
    parts = []
    if step:
        done = len(step.after) if isinstance(outcome, Outcome) else n
        parts.append(ngettext("{n} line", "{n} lines", done) + f": {_(DECISIONS[what])}")
    if alone:
        each = ", ".join(f"{n} {_(KINDS[kind][0]).format(source='', register='').strip()}" for kind, n in alone.items())
        parts.append(_("left alone, one by one: {kinds}").format(kinds=each))
    if step:
        parts.append(_("u takes it back"))
    return Told(" · ".join(parts) or _("Nothing changed."), "text" if step else "change")


def inverted(step: Step | None) -> Told:
    """Return the sentence for decisions that were turned round."""
    if step is None:
        return Told(_("Nothing changed."), "change")
    turned = ngettext("{n} line", "{n} lines", len(step.after))
    return Told(_("{lines} inverted · u takes it back").format(lines=turned))


def natural(text: str) -> list[tuple[int, str]]:
    """Return what *text* is ordered by: its words as names are compared, its numbers by their size.

    >>> sorted(["R10", "R9", "é", "f"], key=natural)
    ['é', 'f', 'R9', 'R10']
    """
    parts = _NUMBER.split(_folded(text))
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


def _folded(text: str) -> str:
    """Return *text* as a filter looks in it; most values are ASCII, and folded ten times as fast."""
    return text.casefold() if text.isascii() else fold(text)


def shown(field: int, value: str) -> str:
    """Return a value as lists show it: a national number masked, nothing as a dash."""
    if not value:
        return "—"
    return masked(value) if FIELDS[field].kind == "national_number" else value


def name_of(values: Values) -> str:
    """Return a client's name, or a dash."""
    return full_name(values) or "—"
