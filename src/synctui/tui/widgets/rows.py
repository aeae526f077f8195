"""The simplest source of a table: rows that are all there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from synctui.core.intake import fold
from synctui.tui.widgets.cells import Cell, Column, Row

T = TypeVar("T")


class Items(Generic[T]):
    """A list of things; *cells* says how one is drawn. Can be filtered by what is drawn."""

    marks = False

    def __init__(self, columns: list[Column], items: Sequence[T], cells: Callable[[T], Sequence[Cell]]) -> None:
        self.columns = columns
        self.all: Sequence[T] = items
        self.shown: Sequence[T] = items
        self._cells = cells
        self._folded: list[str] = []

    def __len__(self) -> int:
        return len(self.shown)

    def row(self, index: int, _widths: list[int]) -> Row:
        """Return one line."""
        return Row(("", "text"), self._cells(self.shown[index]))

    def narrow(self, text: str) -> None:
        """Show the items in which every word of *text* stands somewhere; all for empty text."""
        words = fold(text).split()
        if words and not self._folded:
            self._folded = [fold(" ".join(cell for cell, _tone in self._cells(item))) for item in self.all]
        self.shown = (
            [item for item, told in zip(self.all, self._folded, strict=True) if all(word in told for word in words)]
            if words
            else self.all
        )

    def order(self, key: Callable[[T], str], *, backwards: bool) -> None:
        """Order all items, and forget the filter."""
        self.all = sorted(self.all, key=key, reverse=backwards)
        self._folded = []
        self.shown = self.all
