"""What a table shows in one line, and how it becomes a strip of exactly the table's width."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from synctui.tui.safe import visible
from synctui.tui.widths import cut, fit, share, width

Cell = tuple[str, str]
"""A text as it came, and its meaning (a name of `synctui.tui.theme.tones`)."""
_ARROWS = {False: "▲", True: "▼"}
"""Whether the order is reversed → the sign beside the column's label."""
_UNDER = Style(underline=True)
_Piece = tuple[str, str, bool]
"""A part of a line: its text, its meaning, and whether it is underlined."""


class Column(NamedTuple):
    """One column. width: at 80; grow: its part of what is more or less; right: numbers stand to the right."""

    key: str
    label: str
    width: int
    grow: int = 0
    right: bool = False


class Row(NamedTuple):
    """One line. mark: up to three cells in front, such as ``[x]``. cells: one a column.

    span: there are two cells only, drawn over the whole width, the second to the right (a group's heading).
    differing: column → from where to where its value is underlined, because it differs from another there.
    """

    mark: Cell
    cells: Sequence[Cell]
    span: bool = False
    differing: Mapping[int, tuple[int, int]] = MappingProxyType({})


class Frame(NamedTuple):
    """How the lines of one table are laid out: its columns and their widths, and the cells before them.

    before: two for the cursor and a blank, or five with room for a mark.
    """

    columns: Sequence[Column]
    widths: Sequence[int]
    before: int
    cells: int


def frame(columns: Sequence[Column], cells: int, *, marks: bool) -> Frame:
    """Return the layout of a table *cells* wide, one blank between two columns."""
    before = 5 if marks else 2
    room = cells - before - max(0, len(columns) - 1)
    return Frame(columns, share([each.width for each in columns], [each.grow for each in columns], room), before, cells)


def head(layout: Frame, style: Style, order: tuple[str, bool], chosen: str, beyond: Sequence[str]) -> Strip:
    """Return the strip of the labels: an arrow after the one ordered by, a line under the *chosen* one.

    *beyond* says how many lines are out of sight: the first text that fits behind the last label.
    """
    parts, blank = [Segment(" " * layout.before, style)], Segment(" ", style)
    by, backwards = order
    for each, size in zip(layout.columns, layout.widths, strict=True):
        words, arrow = visible(each.label), _ARROWS[backwards] if each.key == by else ""
        if arrow and width(words) + 2 <= size:
            arrow = f" {arrow}"
        label = cut(words, size - width(arrow))
        room = Segment(" " * (size - width(label) - width(arrow)), style)
        told = [Segment(label, style + _UNDER if each.key == chosen else style), Segment(arrow, style)]
        parts += [room, *told, blank] if each.right else [*told, room, blank]
    return _strip(_behind(parts[:-1], beyond), layout.cells, style)


def _behind(parts: list[Segment], texts: Sequence[str]) -> list[Segment]:
    """Return *parts* with the first text that fits in place of their last blanks."""
    *before, last = parts
    room = width(last.text) if last.text.isspace() else 0
    fitting = next((text for text in texts if width(text) + 2 <= room), "")
    return [*before, Segment(last.text[: room - width(fitting)] + fitting, last.style)] if fitting else parts


def body(row: Row, layout: Frame, tone: Mapping[str, Style], under: Style, bar: str) -> Strip:
    """Return the strip of *row* on the ground *under*, with *bar* in front where it is seen without colour too."""
    parts = [Segment(bar, tone["act"] + under)] if bar else []
    lead = "" if bar else " "  # blanks take the style of the text behind them: one style less to send
    if layout.before == 5:
        parts.append(Segment(f"{lead}{fit(visible(row.mark[0]), 3)} ", tone[row.mark[1]] + under))
        lead = ""
    else:
        lead += " "
    texts = _spanned(row, layout.cells - layout.before) if row.span else _columns(row, layout)
    for text, meaning, marked in texts:
        if lead and (marked or meaning == "old"):  # struck text must not strike the blanks before it
            parts.append(Segment(lead, under))
            lead = ""
        parts.append(Segment(lead + text, tone[meaning] + under + _UNDER if marked else tone[meaning] + under))
        lead = ""
    return _strip(parts, layout.cells, under)


def _columns(row: Row, layout: Frame) -> Iterator[_Piece]:
    for at, ((raw, meaning), size) in enumerate(zip(row.cells, layout.widths, strict=True)):
        blank = " " if at < len(layout.widths) - 1 else ""
        text, right = visible(raw), layout.columns[at].right
        if at not in row.differing and meaning != "old":
            yield fit(text, size, right=right) + blank, meaning, False
            continue
        shown = cut(text, size)
        first, last = row.differing.get(at, (0, 0))
        yield shown[:first], meaning, False
        yield shown[first:last], meaning, True
        rest, filling = shown[last:], " " * (size - width(shown)) + blank
        if meaning == "old":  # struck text must not strike the blanks behind it
            yield rest, meaning, False
            yield filling, "text", False
        else:
            yield rest + filling, meaning, False


def _spanned(row: Row, cells: int) -> Iterator[_Piece]:
    (left, meaning), (right, other) = row.cells
    right = cut(visible(right), cells // 2)
    room = cells - (width(right) + 2 if right else 0)
    yield fit(visible(left), room), meaning, False
    if right:
        yield f"  {right}", other, False


def _strip(parts: list[Segment], cells: int, under: Style) -> Strip:
    """Return one strip of exactly *cells*; neighbours of one style become one segment, which saves bytes."""
    joined = Segment.simplify(part for part in parts if part.text)
    return Strip(joined).adjust_cell_length(cells, under)
