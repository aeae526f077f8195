"""What a screen tells to whoever sees no colour, or sixteen: where that is less than it tells in colour."""

from __future__ import annotations

from collections.abc import Iterator

from rich._palettes import STANDARD_PALETTE
from rich.color import ColorSystem
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from textual.widget import Widget
from textual.widgets import Input

from synctui.tui.app import SynctuiApp
from synctui.tui.keys import footer
from synctui.tui.screens.page import Page
from synctui.tui.widgets.field import FormField, SaveLine
from synctui.tui.widgets.footer import KeyLine, told
from synctui.tui.widgets.source import chosen
from synctui.tui.widgets.table import LineTable
from synctui.tui.widgets.tabs import TabsLine
from synctui.tui.wire import PLAIN, ink
from tui.test_theme import contrast

LINES = " ─│╭╮╰╯·"
"""What is drawn, not read."""
SIXTEEN = {
    code: ColorTriplet(*STANDARD_PALETTE._colors[at])
    for at, code in enumerate(map(str, (*range(30, 38), *range(90, 98))))
}
"""The code of a text's colour → the colour, as a terminal of the sort shows it."""
Look = tuple[str, bool, bool, bool, bool]
"""A character as it looks without colour: itself, bold, underlined, struck, reversed."""


def bare(widget: Widget) -> list[list[Look]]:
    """Return what *widget* draws, line by line, without any colour."""
    return [[look for segment in strip for look in looks(segment)] for strip in widget.render_lines(widget.size.region)]


def looks(segment: Segment) -> Iterator[Look]:
    """Yield the characters of a segment as they look without colour."""
    style = segment.style or Style.null()
    marks = bool(style.bold), bool(style.underline), bool(style.strike), bool(style.reverse)
    return ((char, *marks) for char in segment.text)


def lost(app: SynctuiApp) -> list[str]:
    """Return a sentence for each thing that the screen on top tells by colour alone."""
    screen, found = app.screen, []
    for table in screen.query(LineTable):
        if table.display and table.is_on_screen:
            found += [*of_cursor(table), *of_column(table), *of_values(table)]
    for tabs in screen.query(TabsLine):
        found += of_tabs(tabs)
    for line in screen.query(KeyLine):
        found += of_keys(line)
    return [*found, *of_focus(app)]


def of_cursor(table: LineTable) -> Iterator[str]:
    """Tell where a row has not the bar of what it is: under the cursor, in the range, or neither."""
    top = int(table.scroll_offset.y)
    for y, line in enumerate(bare(table)[1:]):
        row = top + y
        if row >= len(table.source):
            return
        ranged = table.range_from is not None and row in table.selection
        bar = "▌" if row == table.cursor_row else "│" if ranged else " "
        if line[0][0] != bar:
            yield f"line {row} begins with {line[0][0]!r}, not {bar!r}"


def of_column(table: LineTable) -> Iterator[str]:
    """Tell where the chosen column's label is not the one that is underlined."""
    key = chosen(table.source)
    label = next((column.label for column in table.source.columns if key and column.key == key), "")
    drawn = "".join(look[0] for look in bare(table)[0] if look[2])
    if drawn.rstrip("…") != label[: len(drawn.rstrip("…"))] or bool(drawn) != bool(label):
        yield f"the chosen column is {label!r}, underlined is {drawn!r}"


def of_values(table: LineTable) -> Iterator[str]:
    """Tell where the same text, in one column and behind the same mark, is of two meanings."""
    known: dict[tuple[str, int, str], str] = {}
    for at in range(len(table.source)):
        row = table.source.row(at, list(table._layout.widths))
        for column, (text, meaning) in enumerate(row.cells):
            if text.strip() and known.setdefault((row.mark[0], column, text), meaning) != meaning:
                yield f"{text!r} in column {column} means {meaning} here and something else above"


def of_tabs(tabs: TabsLine) -> Iterator[str]:
    """Tell where the active tab is not the one with the mark."""
    words = "".join(look[0] for look in bare(tabs)[0])
    if words.count("▶") != 1 or f"▶{tabs.active + 1} " not in words:
        yield f"the active tab is {tabs.active + 1}: {words!r}"


def of_keys(line: KeyLine) -> Iterator[str]:
    """Tell which key looks as if it could act, or could not: one that can is bold."""
    screen, drawn, at = line.screen, bare(line)[0], 0
    words = "".join(look[0] for look in drawn)
    for key, (shown, label) in zip(footer(line.place), told(line.place), strict=False):
        at = words.index(f"{shown} {label}", at)
        why = screen.why_not(key.id) if isinstance(screen, Page) else ""
        bold = all(look[1] for look in drawn[at : at + len(shown)])
        if bold == bool(why):
            yield f"{shown} is {'bold' if bold else 'not bold'}, but: {why or 'it acts'}"
        at += len(shown)


def of_focus(app: SynctuiApp) -> Iterator[str]:
    """Tell where what is typed into is not marked: by a cell turned round, in a form by a bar beside it too."""
    focused = app.focused
    if isinstance(focused, Input) and not any(look[4] for line in bare(focused) for look in line):
        yield "the place where letters go is not marked"
    for field in app.screen.query("FormField, SaveLine"):
        mine = focused is not None and (focused is field or field in focused.ancestors)
        if isinstance(field, FormField | SaveLine) and mine != (bare(field)[0][0][0] != " "):
            yield f"{field} is typed into: {mine}"


def unseen(app: SynctuiApp) -> list[str]:
    """Return each text that cannot be read on what it lies on where there are sixteen colours."""
    return [
        f"{segment.text!r} in {segment.style}"
        for strip in app.screen._compositor.render_strips()
        for segment in strip
        if segment.text.strip(LINES) and segment.style and hidden(segment.style)
    ]


def hidden(style: Style) -> bool:
    """Tell whether text in *style* has less than 4.5:1 with sixteen colours; one that is not set is the terminal's."""
    drawn = ink(style, ColorSystem.STANDARD)
    if drawn.text == PLAIN.text or drawn.ground == PLAIN.ground:
        return False
    return contrast(SIXTEEN[drawn.text], SIXTEEN[str(int(drawn.ground) - 10)]) < 4.5
