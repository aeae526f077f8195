"""The table of all lists asks for what is in view, follows the cursor and draws lines of exactly its width."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.app import App, ComposeResult

from synctui.tui.app import SynctuiApp
from synctui.tui.theme import DARK, meanings
from synctui.tui.widgets.cells import Column, Row
from synctui.tui.widgets.table import LineTable


class Counting:
    """A hundred thousand rows that remember who was asked for."""

    marks = True
    column = ""
    order = ("", False)
    orders = ("name",)

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.columns = [Column("name", "Name", 20, 1), Column("n", "Number", 10, 0, right=True)]

    def __len__(self) -> int:
        return 100_000

    def row(self, index: int, _widths: list[int]) -> Row:
        """Return one row."""
        self.asked.append(index)
        return Row(("[ ]", "dim"), [(f"row {index} 漢字 " + "x" * 100, "text"), (str(index), "dim")])

    def arrange(self, at: int) -> int:
        """Leave the rows as they are."""
        return at


class Bare(App[None]):
    """Nothing but the table."""

    CSS_PATH = Path(inspect.getfile(SynctuiApp)).with_suffix(".tcss")

    def __init__(self, source: Counting) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name
        self.source = source
        self.told: list[str] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give the meanings."""
        return meanings(DARK)

    def compose(self) -> ComposeResult:
        """Lay out the table."""
        yield LineTable(self.source)

    def on_line_table_header_selected(self, event: LineTable.HeaderSelected) -> None:
        """Remember what was clicked."""
        self.told.append(event.column_key)

    def on_line_table_row_selected(self, event: LineTable.RowSelected) -> None:
        """Remember what was chosen."""
        self.told.append(str(event.cursor_row))


@asynccontextmanager
async def table() -> AsyncIterator[tuple[Bare, LineTable]]:
    """Show the table alone at 80×24."""
    app = Bare(Counting())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        yield app, app.query_one(LineTable)


def lines(app: Bare) -> list[str]:
    """Return the lines on the screen."""
    return ["".join(strip.text for strip in strips) for strips in app.screen._compositor.render_strips()]


async def test_only_rows_in_view_are_asked_for() -> None:
    """A screen full at first, one line for a step in view."""
    async with table() as (app, shown):
        assert max(app.source.asked) < 24
        app.source.asked.clear()
        shown.move(1)
        lines(app)
        assert set(app.source.asked) <= {0, 1}


async def test_the_cursor_is_always_in_sight() -> None:
    """To the end, back, and beyond both."""
    async with table() as (app, shown):
        for by, expected in ((1_000_000, 99_999), (-5, 99_994), (-1_000_000, 0), (30, 30)):
            shown.move(by)
            assert shown.cursor_row == expected
            under = [line for line in lines(app) if line.startswith("▌")]
            assert len(under) == 1
            assert f"row {expected} " in under[0]


async def test_a_range_reaches_from_where_it_began() -> None:
    """Up or down; Esc, that is `end_range`, ends it."""
    async with table() as (_app, shown):
        shown.go(10)
        shown.start_range()
        shown.move(-3)
        assert shown.selection == range(7, 11)
        assert [shown.render_line(row + 1).text[0] for row in range(6, 12)] == [" ", "▌", "│", "│", "│", " "]
        assert shown.end_range()
        assert shown.selection == range(7, 8)


async def test_every_line_is_as_wide_as_the_table() -> None:
    """Wide characters and long values included, cut with an ellipsis."""
    async with table() as (app, shown):
        shown.move(3)
        assert {len(line.replace("漢字", "漢字..")) for line in lines(app)} == {80}
        assert "…" in lines(app)[3]


async def test_a_click_moves_the_cursor_and_a_second_one_chooses() -> None:
    """A click on a label tells its column."""
    app = Bare(Counting())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(LineTable, offset=(10, 4))
        assert app.query_one(LineTable).cursor_row == 3
        await pilot.click(LineTable, offset=(10, 4))
        await pilot.click(LineTable, offset=(8, 0))
        await pilot.pause()
        assert app.told == ["3", "name"]
