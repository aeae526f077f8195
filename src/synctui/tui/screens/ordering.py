"""Order the lines of a tab of Review by a column: asked in a menu, or by a click on the column's label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synctui.i18n import _
from synctui.tui.screens.menu import Entry, Menu

if TYPE_CHECKING:
    from synctui.tui.screens.tabbed import Tabbed

ARROWS = {False: "▲", True: "▼"}
"""Whether the order is reversed → the sign beside the column's label."""


def ask(page: Tabbed) -> None:
    """Ask for the column; the one that is ordered by already turns the order round."""
    if page.tab.orders:
        page.run_worker(_ask(page), group="ask", exclusive=True)
    else:
        page.say(_("These stand in the order of doubt."))


async def _ask(page: Tabbed) -> None:
    tab = page.tab
    labels = {column.key: column.label for column in tab.columns_open}
    key, backwards = tab.order
    entries = [Entry(each, labels[each], ARROWS[backwards] if each == key else "") for each in tab.orders]
    answer: str | None = await page.app.push_screen_wait(Menu(_("Order by"), entries, key))
    if answer:
        by(page, answer)


def by(page: Tabbed, key: str) -> None:
    """Order by a column, or the other way round where that is the order already; the cursor goes to the top."""
    tab = page.tab
    if key in tab.orders:
        tab.order = (key, tab.order == (key, False))
        tab.build()
        page.lines.load(tab, 0)
        show(page)


def show(page: Tabbed) -> None:
    """Show by which column the tab in sight is ordered."""
    key, backwards = page.tab.order
    page.lines.order_by(key, ARROWS[backwards] if key else "")
