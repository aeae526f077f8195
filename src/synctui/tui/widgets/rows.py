"""The simplest source of a table: rows that are all there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Generic, TypeVar

from synctui.core.intake import fold
from synctui.tui.comparing import natural
from synctui.tui.widgets.cells import Cell, Column, Row

T = TypeVar("T")


class Items(Generic[T]):
    """A list of things; *cells* says how one is drawn. Can be filtered by what is drawn.

    ranks: makes the list one that can be ordered: by what is drawn, but for the columns that have a rank here. Without
    it `order` only says in which order the items came.
    column: the key of the column that is chosen to begin with.
    """

    marks = False

    def __init__(
        self,
        columns: list[Column],
        items: Sequence[T],
        cells: Callable[[T], Sequence[Cell]],
        *,
        ranks: Mapping[str, Callable[[T], Any]] | None = None,
        column: str = "",
    ) -> None:
        self.columns, self.column = columns, column
        self.all: Sequence[T] = items
        self.shown: Sequence[T] = items
        self.order = ("", False)
        self.filtered = ""
        self._as_given = items
        self._cells, self._ranks = cells, ranks
        self._folded: list[str] = []

    def __len__(self) -> int:
        return len(self.shown)

    def row(self, index: int, _widths: list[int]) -> Row:
        """Return one line."""
        return Row(("", "text"), self._cells(self.shown[index]))

    def take(self, items: Sequence[T]) -> None:
        """Show other items in the same manner."""
        self._as_given = items
        self._rearrange()

    def narrow(self, text: str) -> None:
        """Show the items in which every word of *text* stands somewhere; all for empty text."""
        self.filtered = text
        words = fold(text).split()
        if words and not self._folded:
            self._folded = [fold(" ".join(cell for cell, _tone in self._cells(item))) for item in self.all]
        self.shown = (
            [item for item, told in zip(self.all, self._folded, strict=True) if all(word in told for word in words)]
            if words
            else self.all
        )

    @property
    def orders(self) -> Collection[str]:
        """The keys of all columns, where the list can be ordered."""
        return [] if self._ranks is None else [column.key for column in self.columns]

    def arrange(self, at: int) -> int:
        """Bring the items into `order`; returns where the one on line *at* stands then."""
        here = self.shown[at] if self.shown else None
        self._rearrange()
        return next((place for place, item in enumerate(self.shown) if item is here), 0)

    def _rearrange(self) -> None:
        by, backwards = self.order
        able = by in self.orders
        self.all = sorted(self._as_given, key=self._rank(by), reverse=backwards) if able else self._as_given
        self._folded = []
        self.narrow(self.filtered)

    def _rank(self, by: str) -> Callable[[T], Any]:
        at = [column.key for column in self.columns].index(by)
        return (self._ranks or {}).get(by) or (lambda item: natural(self._cells(item)[at][0]))
