"""What stands above the keys is painted once the cursor rests, and for a page that was left not at all."""

from __future__ import annotations

from collections.abc import Sequence

from synctui.register import Store
from synctui.tui.screens.menu import Menu
from synctui.tui.widgets import details
from synctui.tui.widgets.details import Details
from synctui.tui.widgets.lines import TextLine
from tui.tui_driver import at_desk


async def test_a_rest_that_ends_when_the_page_was_left_asks_nothing_of_it(office: Store) -> None:
    """A page's list goes before its timers do."""
    asked: list[str] = []

    def lines() -> Sequence[TextLine]:
        asked.append("lines")
        return []

    async with at_desk(office) as desk:
        await desk.see("473 clients")
        await desk.press("a")
        await desk.until(lambda: isinstance(desk.app.screen, Menu), "the menu")
        below = desk.app.screen.query_one(Details)
        below.after_rest(lines)
        desk.app.pop_screen()
        below._rested(lines)
        await desk.pilot.pause(details.REST * 2)
        assert asked == []
        desk.app.screen.query_one(Details).after_rest(lines)
        await desk.until(lambda: asked == ["lines"], "the lines of the page that stands")
