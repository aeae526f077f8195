"""What the reader of a review looks at, noted and found again: tab, filter, grouping, order, what is folded, cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from synctui.core.change import By
from synctui.core.draft import View
from synctui.tui.tabs.base import ReviewTab
from synctui.tui.tabs.both import BothTab


def view_of(tabs: Sequence[ReviewTab], active: int, cursor: int) -> View:
    """Return what is looked at now."""
    tab = tabs[active]
    by = next(each.by for each in tabs if isinstance(each, BothTab))
    return View(active, tab.filtered, cursor, by, tuple(sorted(tab.folded)), tab.order)


def look_again(tabs: Sequence[ReviewTab], view: View) -> int:
    """Bring the tabs to *view* as far as its lines are still there; returns the tab to show."""
    by: By = next((way for way in get_args(By) if way == view.by), "change")
    for each in tabs:
        if isinstance(each, BothTab) and each.by != by:
            each.by = by
            each.regroup()
            each.build()
    active = view.tab if view.tab < len(tabs) else 0
    tab = tabs[active]
    tab.filtered = view.filtered
    if view.order[0] in tab.orders:
        tab.order = view.order
    tab.folded = {group for group in view.folded if group < len(tab.grouped)}
    tab.build()
    tab.cursor = min(max(view.cursor, 0), max(len(tab.lines) - 1, 0))
    return active
