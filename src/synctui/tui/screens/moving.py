"""To the next line of Review that needs the reader, over the tabs at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synctui.i18n import _

if TYPE_CHECKING:
    from synctui.tui.screens.review import ReviewPage


def seek(page: ReviewPage, by: int) -> None:
    """Go to the next line in the direction *by*, else say that there is none."""
    at = page.tab.seek(page.table.cursor_row, by)
    if at is not None:
        page.table.go(at)
    elif not _elsewhere(page, by):
        page.say(_("Nothing needs you any more: c goes on to Confirm."), "add")


def _elsewhere(page: ReviewPage, by: int) -> bool:
    """Go to the first such line of the tabs that follow, at last of this one; returns whether there is one."""
    for step in range(1, len(page.tabs) + 1):
        index = (page.active + by * step) % len(page.tabs)
        tab = page.tabs[index]
        found = tab.seek(-1 if by > 0 else len(tab.lines), by)
        if found is not None:
            tab.cursor = found
            page.show_tab(index) if index != page.active else page.table.go(found)
            return True
    return False
