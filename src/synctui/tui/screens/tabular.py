"""A page with a table: moving in it, folding, the column that order and copy mean, and the detail of a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic

from synctui.i18n import _
from synctui.tui.screens.page import Page, R
from synctui.tui.widgets.lines import TextLine
from synctui.tui.widgets.source import chosen, value
from synctui.tui.widgets.table import LineTable


class Tabular(Page[R], Generic[R]):
    """What all pages with a `LineTable` share."""

    copied = ""
    """The text that was copied last."""

    @property
    def table(self) -> LineTable:
        """The table."""
        return self.query_exactly_one(LineTable)

    def detail(self) -> Sequence[TextLine]:
        """Return the lines about the row under the cursor."""
        return []

    def on_line_table_row_highlighted(self, event: LineTable.RowHighlighted) -> None:
        """Paint the detail of the row once the cursor has rested."""
        if type(event) is LineTable.RowHighlighted:
            self.details.after_rest(self.detail)

    def on_line_table_row_selected(self, _event: LineTable.RowSelected) -> None:
        """Open a row that was clicked twice."""
        self.do_open()

    def do_open(self) -> object:
        """Open what the cursor stands on; where nothing stands behind it, say so."""
        self.say(_("There is nothing behind this line."))
        return None

    # Moving

    def do_down(self) -> None:
        """Go to the next line."""
        self._move(1)

    def do_up(self) -> None:
        """Go to the previous line."""
        self._move(-1)

    def do_page_down(self) -> None:
        """Go one page down."""
        self._move(self.table.page)

    def do_page_up(self) -> None:
        """Go one page up."""
        self._move(-self.table.page)

    def do_top(self) -> None:
        """Go to the first line."""
        self.table.go(0)

    def do_bottom(self) -> None:
        """Go to the last line."""
        self.table.go(len(self.table.source) - 1)

    def _move(self, by: int) -> None:
        self.table.move(by)

    # Folding, and the chosen column

    def do_left(self) -> None:
        """Fold; where nothing folds, choose the previous column."""
        self._fold_or_choose(-1)

    def do_right(self) -> None:
        """Unfold; where nothing folds, choose the next column."""
        self._fold_or_choose(1)

    def fold(self, *, closed: bool) -> bool:  # noqa: ARG002
        """Fold or unfold where the cursor stands; returns whether there was something to fold."""
        return False

    def _fold_or_choose(self, by: int) -> None:
        if not self.fold(closed=by < 0) and not self.table.choose(by):
            self.say(_("There is nothing to fold, and no other column."))

    def do_order(self) -> None:
        """Order by the chosen column; again: the other way. The cursor stays on its line."""
        source = self.table.source
        key = chosen(source)
        if key not in source.orders:
            self.say(_("These lines are not ordered by this column.") if source.orders else self.keeps_order())
            return
        source.order = (key, source.order == (key, False))
        self.table.load(cursor=source.arrange(self.table.cursor_row))

    def keeps_order(self) -> str:
        """Return why the lines keep the order that they have."""
        return _("These lines keep their order.")

    def on_line_table_header_selected(self, event: LineTable.HeaderSelected) -> None:
        """Order by the column whose label was clicked."""
        self.table.source.column = event.column_key
        self.do_order()

    def do_copy(self) -> None:
        """Copy the value under the cursor in the chosen column."""
        from synctui.tui.screens.copied import copy_text

        text = value(self.table.source, self.table.cursor_row) if len(self.table.source) else ""
        if text:
            self.run_worker(copy_text(self, text), exclusive=True, group="copy")
        else:
            self.say(_("There is no value here to copy."))

    # Filter and range

    def do_filter(self) -> None:
        """Narrow the list, where there is one to narrow."""
        self.say(_("This list is not filtered."))

    def do_range(self) -> None:
        """Begin a range at the cursor, or end it."""
        if not self.table.end_range():
            self.table.start_range()
            self.say(_("A range begins here: move, then a key means all of it; Esc ends it."))

    def close_one(self) -> bool:
        """End the range, else show again what the filter hides; returns whether there was something."""
        return self.table.end_range() or self.clear_filter()

    def clear_filter(self) -> bool:
        """Show everything again; returns whether something was hidden."""
        return False
