"""The one table of all client lists: line API, asks for the rows in view only, refreshes single lines.

It has the manners and the vocabulary of Textual's `DataTable` (cursor, columns, header, the messages
`RowHighlighted`, `RowSelected`, `HeaderSelected`), no scroll bars and no keys of its own: screens move it.
"""

from __future__ import annotations

from rich.style import Style
from textual.events import Click, MouseScrollDown, MouseScrollUp, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from synctui.i18n import number
from synctui.tui.theme import tones
from synctui.tui.widgets.cells import Frame, body, frame, head
from synctui.tui.widgets.paint import Grounded, changed, of_segments
from synctui.tui.widgets.source import RowSource, choose, chosen

_BARS = {"cursor": "▌", "range": "│", "": ""}
"""What stands before a row, beside the colour of its ground."""


class LineTable(ScrollView, Grounded, can_focus=True):
    """Draws a `RowSource` with a cursor, and a range while `range_from` is set."""

    class RowHighlighted(Message):
        """The cursor stands on another row."""

        def __init__(self, table: LineTable, cursor_row: int) -> None:
            super().__init__()
            self.table, self.cursor_row = table, cursor_row

        @property
        def control(self) -> LineTable:
            """The table."""
            return self.table

    class RowSelected(RowHighlighted):
        """A row was chosen by a click."""

    class HeaderSelected(Message):
        """A column's label was clicked."""

        def __init__(self, table: LineTable, column_key: str) -> None:
            super().__init__()
            self.table, self.column_key = table, column_key

    def __init__(self, source: RowSource) -> None:
        super().__init__()
        self.source = source
        self.cursor_row = 0
        self.range_from: int | None = None
        self._layout = Frame((), (), 0, 0)
        self._strips: dict[int, Strip] = {}

    # What is shown

    def load(self, source: RowSource | None = None, cursor: int | None = None) -> None:
        """Draw *source* anew (the same one when none is given), the cursor on a row that exists."""
        self.source = source or self.source
        self.range_from = None
        last = max(0, len(self.source) - 1)
        self.cursor_row = min(max(0, self.cursor_row if cursor is None else cursor), last)
        self._measure()
        self._follow()
        self.refresh()
        self.post_message(self.RowHighlighted(self, self.cursor_row))

    def repaint(self, rows: range | None = None) -> None:
        """Draw these rows again, or all in view, after their content changed; nothing moves."""
        for row in rows or range(self._top, self._top + self.size.height):
            before = self._strips.pop(row, None)
            y = row - self._top + 1
            if before is None or not 1 <= y < self.size.height:
                self._refresh_row(row)
            else:
                for start, end in changed(of_segments(before), of_segments(self.render_line(y))):
                    self.refresh(Region(start, y, end - start, 1))

    @property
    def selection(self) -> range:
        """The rows of the range, or the one under the cursor; empty where there is no row."""
        if not len(self.source):
            return range(0)
        first = self.cursor_row if self.range_from is None else self.range_from
        return range(min(first, self.cursor_row), max(first, self.cursor_row) + 1)

    @property
    def page(self) -> int:
        """How many rows are in view at most."""
        return max(1, self.size.height - 1)

    # Moving

    def move(self, by: int) -> None:
        """Move the cursor by rows."""
        self.go(self.cursor_row + by)

    def go(self, row: int) -> None:
        """Put the cursor on *row*, or on the nearest there is."""
        row = min(max(0, row), max(0, len(self.source) - 1))
        if row == self.cursor_row:
            return
        was, self.cursor_row = self.cursor_row, row
        stale = range(min(was, row), max(was, row) + 1) if self.range_from is not None else (was, row)
        for each in stale:
            self._strips.pop(each, None)
        if not self._follow():
            for each in stale:
                self._refresh_row(each)
        self.post_message(self.RowHighlighted(self, row))

    def reveal(self, last: int) -> None:
        """Bring what comes after the cursor into view, up to the row *last* or as far as there is room."""
        self._follow(last)

    def start_range(self) -> None:
        """Begin a range at the cursor."""
        self.range_from = self.cursor_row
        self.repaint(self.selection)

    def end_range(self) -> bool:
        """End the range; returns whether there was one."""
        if self.range_from is None:
            return False
        rows, self.range_from = self.selection, None
        self.repaint(rows)
        return True

    def choose(self, by: int) -> bool:
        """Choose the next column in the direction *by*; returns whether there is one."""
        able = choose(self.source, by)
        self.refresh(Region(0, 0, self.size.width, 1))
        return able

    # Drawing

    @property
    def _top(self) -> int:
        return int(self.scroll_offset.y)

    def _lay_out(self) -> None:
        self._strips.clear()
        self._layout = frame(self.source.columns, self.size.width, marks=self.source.marks)

    def _measure(self) -> None:
        self._lay_out()
        self.virtual_size = Size(self.size.width, len(self.source) + 1)

    def _follow(self, last: int | None = None) -> bool:
        """Scroll so that the cursor is in view, and what comes up to *last*; returns whether that moved anything."""
        top = self._top
        wanted = min(max(top, (self.cursor_row if last is None else last) - self.page + 1), self.cursor_row)
        wanted = min(wanted, max(0, len(self.source) - self.page))
        if wanted == top:
            return False
        self.scroll_to(y=wanted, animate=False, force=True, immediate=True)
        return True

    def _refresh_row(self, row: int) -> None:
        y = row - self._top + 1
        if 1 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def on_resize(self, _event: Resize) -> None:
        """Lay the columns out for the new width."""
        self._measure()
        self._follow()
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget strips in the old theme's colours."""
        super().notify_style_update()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """Return the strip of one line in view; the first is the header."""
        tone = tones(self.app.theme_variables)
        if self._layout.cells != self.size.width:  # painted before it was told its size
            self._lay_out()
        if y == 0:
            header = head(self._layout, tone["head"], self.source.order, chosen(self.source), self._beyond())
            return header.apply_style(self.ground)
        row = y - 1 + self._top
        if row >= len(self.source):
            return Strip.blank(self.size.width, self.ground)
        if row not in self._strips:
            if len(self._strips) > 4 * max(24, self.size.height):
                self._strips.clear()
            self._strips[row] = self._strip(row).apply_style(self.ground)
        return self._strips[row]

    def _beyond(self) -> list[str]:
        """Return how many lines are out of sight above and below; at need those below alone."""
        above, below = self._top, len(self.source) - self._top - self.page
        up, down = f"↑{number(above)}" if above else "", f"↓{number(below)}" if below > 0 else ""
        return [f"{up} {down}".strip(), down]

    def _strip(self, row: int) -> Strip:
        tone = tones(self.app.theme_variables)
        cursor = row == self.cursor_row
        ground = "cursor" if cursor else "range" if self.range_from is not None and row in self.selection else ""
        under = Style(bgcolor=tone[ground].bgcolor) if ground else Style.null()
        return body(self.source.row(row, list(self._layout.widths)), self._layout, tone, under, _BARS[ground])

    # The mouse

    def on_click(self, event: Click) -> None:
        """Put the cursor there; a second click on the row chooses it; a click on a label orders."""
        if event.y == 0:
            self._header_clicked(event.x)
            return
        row = event.y - 1 + self._top
        if row >= len(self.source):
            return
        again = row == self.cursor_row
        self.go(row)
        if again:
            self.post_message(self.RowSelected(self, row))

    def _header_clicked(self, x: int) -> None:
        left = self._layout.before
        for column, size in zip(self._layout.columns, self._layout.widths, strict=True):
            if left <= x <= left + size:
                self.post_message(self.HeaderSelected(self, column.key))
            left += size + 1

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Move three rows down."""
        event.stop()
        self.move(3)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Move three rows up."""
        event.stop()
        self.move(-3)
