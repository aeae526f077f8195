"""To the next line of Review that needs the reader: in this tab as long as one is left, then over the tabs.

A line that the reader was led to and left as it is counts as passed: it is not brought again before the round is
over. So everything that is open is met once, wherever the round began, and nothing twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from synctui.i18n import _, number
from synctui.tui.tabs.base import ReviewTab
from synctui.tui.tabs.outline import Line

if TYPE_CHECKING:
    from synctui.tui.screens.review import ReviewPage


class Round:
    """What was passed in each tab in the direction *by*; what was decided on last does not count as passed."""

    def __init__(self) -> None:
        self.by = 0
        self._passed: defaultdict[int, set[Line]] = defaultdict(set)
        self._touched: Collection[Line] = ()

    def turn(self, by: int) -> None:
        """Begin a new round where it goes the other way now."""
        if by != self.by:
            self.by = by
            self._passed.clear()

    def begin(self, same: int | None = None) -> None:
        """Begin a new round: all was passed, or the lines are others now, but for those of the tab *same*."""
        for tab in self._passed.keys() - {same}:
            del self._passed[tab]

    def touch(self, tab: int, lines: Iterable[Line]) -> None:
        """Note lines that were decided on: what is left open of a group is met again."""
        self._touched = frozenset(lines)
        self._passed[tab] -= self._touched

    def reach(self, tab: int, line: Line) -> None:
        """Note that the reader was led to a line."""
        self._touched = ()
        self._passed[tab].add(line)

    def leave(self, tab: int, line: Line) -> None:
        """Note that the reader leaves a line; as it is, unless something was decided on it."""
        if line not in self._touched:
            self._passed[tab].add(line)

    def passed(self, tab: int) -> Collection[Line]:
        """Return what was passed in a tab."""
        return self._passed[tab]


def seek(page: ReviewPage, by: int) -> None:
    """Go to the next line in the direction *by* that is open and was not passed; else say what is left."""
    page.round.turn(by)
    if len(page.tab):
        page.round.leave(page.active, page.tab.lines[page.table.cursor_row])
    if not (_here(page, by) or _elsewhere(page, by)):
        page.say(*_over(page, by))
        page.round.begin()


def _here(page: ReviewPage, by: int) -> bool:
    """Go on in this tab, then from its other end; returns whether there is such a line."""
    at, passed = page.table.cursor_row, page.round.passed(page.active)
    found = page.tab.seek(at, by, passed)
    if found is None:
        found = page.tab.seek(_before(page.tab, by), by, passed)
        if found in {None, at}:
            return False
        page.say(_("On from the top of this tab.") if by > 0 else _("On from the bottom of this tab."), "act")
    _reach(page, page.active, found)
    page.table.go(found - 1)  # what stands above it, most often its heading, comes into view with it
    page.table.go(found)
    return True


def _elsewhere(page: ReviewPage, by: int) -> bool:
    """Go to the first such line of the tabs that follow; returns whether there is one."""
    for step in range(1, len(page.tabs)):
        index = (page.active + by * step) % len(page.tabs)
        tab = page.tabs[index]
        found = tab.seek(_before(tab, by), by, page.round.passed(index))
        if found is not None:
            _reach(page, index, found)
            tab.cursor = found
            page.show_tab(index)
            return True
    return False


def _reach(page: ReviewPage, index: int, at: int) -> None:
    page.round.reach(index, page.tabs[index].lines[at])


def _before(tab: ReviewTab, by: int) -> int:
    """Return where a search through a whole tab begins."""
    return -1 if by > 0 else len(tab)


def _over(page: ReviewPage, by: int) -> tuple[str, str]:
    """Return what is to be said at the end of a round, and its tone."""
    left = sum(tab.open for tab in page.tabs)
    if not left:
        return _("Nothing needs you any more: c goes on to Confirm."), "add"
    if all(tab.seek(_before(tab, by), by) is None for tab in page.tabs):
        return _("Nothing in sight needs you; {n} open behind a filter.").format(n=number(left)), "change"
    told = _("That was all: {n} still open. c goes on to Confirm, n begins again.")
    return told.format(n=number(left)), "change"
