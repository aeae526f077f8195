"""Where a table's lines come from, and which of its columns is chosen: the one that order and copy mean.

The chosen column is kept with the lines, so that it outlives every redraw.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from synctui.tui.widgets.cells import Column, Row

WHOLE = 1000
"""A width that no value is cut to."""
_SIGNS = ("▶ ", "▼ ", "● ")
"""What lists put before a value, and nobody wants to have copied."""


class RowSource(Protocol):
    """Lines of a table; asked for one at a time.

    column: the key of the chosen column, empty for the first. order: the key of the column that the lines are ordered
    by, empty for none, and whether backwards. orders: the keys of those that they can be ordered by.
    """

    column: str
    order: tuple[str, bool]

    @property
    def orders(self) -> Collection[str]:
        """Return the keys of the columns that the lines can be ordered by."""
        ...

    @property
    def marks(self) -> bool:
        """Return whether there is room for a mark before each line."""
        ...

    @property
    def columns(self) -> list[Column]:
        """Return the columns as they are now."""
        ...

    def __len__(self) -> int:
        """Return how many lines there are."""
        ...

    def row(self, index: int, widths: list[int]) -> Row:
        """Return one line; *widths* are the columns' widths now."""
        ...

    def arrange(self, at: int) -> int:
        """Bring the lines into `order`; returns where line *at* stands then."""
        ...


def choices(source: RowSource) -> list[str]:
    """Return the keys of the columns that can be chosen: those with a label, where there are several."""
    keys = [column.key for column in source.columns if column.label]
    return keys if len(keys) > 1 else []


def chosen(source: RowSource) -> str:
    """Return the key of the chosen column; empty where there is nothing to choose."""
    keys = choices(source)
    return source.column if source.column in keys else next(iter(keys), "")


def choose(source: RowSource, by: int) -> bool:
    """Choose the next column in the direction *by*, round and round; returns whether there is one."""
    keys = choices(source)
    if keys:
        source.column = keys[(keys.index(chosen(source)) + by) % len(keys)]
    return bool(keys)


def value(source: RowSource, at: int) -> str:
    """Return the whole value of line *at* in the chosen column, all values of a line without one; none of a heading."""
    columns = source.columns
    row = source.row(at, [WHOLE] * len(columns))
    if row.span:
        return ""
    key = chosen(source)
    cells = [text for column, (text, _tone) in zip(columns, row.cells, strict=True) if key in {"", column.key}]
    return "  ".join(map(_bare, filter(None, cells)))


def _bare(text: str) -> str:
    bare = text.strip()
    return next((bare.removeprefix(sign) for sign in _SIGNS if bare.startswith(sign)), bare)
