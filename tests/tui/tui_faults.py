"""What must never stand on a screen: a text cut without a sign, columns that touch, a byte that steers the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from rich.segment import Segment
from rich.text import Text
from textual.geometry import Region
from textual.widget import Widget

from synctui.tui.app import SynctuiApp
from synctui.tui.widgets.table import LineTable
from synctui.tui.widths import width

HIDDEN = frozenset("\u034f\u115f\u1160\u3164\uffa0") | {chr(code) for code in range(0xFE00, 0xFE10)}
"""Characters of no category of their own that draw nothing."""


def misfits(app: SynctuiApp) -> list[str]:
    """Return a sentence for each text that is cut without an ellipsis, and for each pair of columns that touch."""
    screen = app.screen
    lines = [strip.text for strip in screen._compositor.render_strips()]
    found = [f"a line of {width(line)} cells: {line!r}" for line in lines if width(line) != app.size.width]
    for widget, (region, clip) in screen._compositor.visible_widgets.items():
        if widget.display and not isinstance(widget, type(screen)):
            found += clipped(widget, region, clip)
            found += touching(widget) if isinstance(widget, LineTable) else overflowing(widget)
    return found


def clipped(widget: Widget, region: Region, clip: Region) -> list[str]:
    """Return a sentence where a widget reaches out of what holds it."""
    return [] if clip.contains_region(region) else [f"{widget.css_identifier_styled.plain} is cut: {region} in {clip}"]


def overflowing(widget: Widget) -> list[str]:
    """Return a sentence for each line that is wider than its widget, and for lines below its last one."""
    drawn = widget.render()
    if not isinstance(drawn, Text) or not drawn.plain.strip():
        return []
    lines = drawn.plain.rstrip("\n ").split("\n")
    size, name = widget.size, widget.css_identifier_styled.plain
    found = [f"{name}: {line!r} is wider than {size.width}" for line in lines if width(line.rstrip()) > size.width]
    if len(lines) > size.height:
        found.append(f"{name}: {len(lines)} lines in {size.height}: {lines[size.height :]}")
    return found


def touching(table: LineTable) -> list[str]:
    """Return a sentence for each line of a table without a blank between two of its columns."""
    layout, top = table._layout, int(table.scroll_offset.y)
    found = []
    for y in range(1, min(table.size.height, len(table.source) - top + 1)):
        if not table.source.row(top + y - 1, list(layout.widths)).span:
            text = table.render_line(y).text
            found += [
                f"columns touch in {text!r}" for at in gaps(layout.before, layout.widths) if cell(text, at) != " "
            ]
    return found


def gaps(before: int, widths: Sequence[int]) -> Iterator[int]:
    """Yield the cells that stand between two columns."""
    left = before
    for size in widths[:-1]:
        left += size
        yield left
        left += 1


def cell(text: str, at: int) -> str:
    """Return the character that stands in a cell."""
    left = 0
    for char in text:
        if left >= at:
            return char
        left += width(char)
    return ""


def steering(app: SynctuiApp) -> list[str]:
    """Return what was drawn that steers a terminal, turns a line round, hides, or acts when it is clicked."""
    strips = app.screen._compositor.render_strips()
    return [repr(segment) for strip in strips for segment in strip if harmful(segment)]


def harmful(segment: Segment) -> bool:
    """Tell whether a segment holds a control, bidi, zero-width or unassigned character, a link, an action."""
    kinds = [unicodedata.category(char) for char in segment.text]
    acts = segment.style and (segment.style.link or "@click" in segment.style.meta)
    return bool(acts) or any(
        kind[0] == "C" or (kind[0] == "Z" and char != " ") or char in HIDDEN
        for char, kind in zip(segment.text, kinds, strict=True)
    )
