"""Which cells of a line are others than before, so that those alone are sent to the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import repeat

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.geometry import Region
from textual.widget import Widget

from synctui.tui.widths import width

NEAR = 12
"""Cells between two that changed, up to which one stretch costs fewer bytes than two."""


def changed(old: Iterable[Segment], new: Iterable[Segment]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of cells, first and behind the last, in which *new* is painted otherwise than *old*.

    >>> list(changed([Segment("tab 1/300")], [Segment("tab 2/300")]))
    [(4, 5)]
    """
    before, after = _cells(old), _cells(new)
    longest = max(len(before), len(after))
    before, after = (each + [("", None)] * (longest - len(each)) for each in (before, after))
    start = end = -1
    for at in range(longest):
        if before[at] != after[at]:
            if start >= 0 and at - end > NEAR:
                yield start, end
                start = -1
            start, end = (at if start < 0 else start), at + 1
    if start >= 0:
        yield start, end


def refresh_changed(widget: Widget, old: Text, new: Text, y: int = 0) -> None:
    """Let *widget* paint those cells of its line *y* that differ between two texts."""
    console = widget.app.console
    for start, end in changed(old.render(console), new.render(console)):
        widget.refresh(Region(start, y, end - start, 1))


def _cells(segments: Iterable[Segment]) -> list[tuple[str, Style | None]]:
    """Return what stands in each cell; the second cell of a wide character is empty."""
    cells: list[tuple[str, Style | None]] = []
    for text, style, _control in segments:
        if width(text) == len(text):
            cells += zip(text, repeat(style))
        else:
            cells += ((part, style) for char in text for part in (char, *[""] * (width(char) - 1)))
    return cells
