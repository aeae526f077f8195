"""A page that is one list: filter as you type, the words above it, a detail below."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from textual.app import ComposeResult

from synctui.i18n import _, number
from synctui.tui.screens.tabular import Tabular
from synctui.tui.widgets.lines import Part, Summary
from synctui.tui.widgets.prompt import Asked
from synctui.tui.widgets.rows import Items
from synctui.tui.widgets.table import LineTable

R = TypeVar("R")
T = TypeVar("T")


class Listing(Tabular[R], Generic[R, T]):
    """Lists the items of *items*, which a subclass sets before it is composed."""

    items: Items[T]

    @property
    def filtered(self) -> str:
        """The words that the list is filtered by."""
        return self.items.filtered

    def body(self) -> ComposeResult:
        """Lay out what the list is, and the list."""
        yield Summary()
        yield LineTable(self.items)

    def on_mount(self) -> None:
        """Show the words above the list and the first detail."""
        self.tell()
        self.table.load()

    def words(self) -> list[Part]:
        """Return what the list is, in words."""
        return []

    def tell(self) -> None:
        """Draw the words above the list, with how many are shown to the right."""
        shown, whole = len(self.items.shown), len(self.items.all)
        right = _("{n} of {all} · filter: {text}").format(n=number(shown), all=number(whole), text=self.filtered)
        counted = _("{n} shown").format(n=number(whole))
        self.query_exactly_one(Summary).show(self.words(), [(right if self.filtered else counted, "dim")])

    @property
    def current(self) -> T | None:
        """The item under the cursor, or None in an empty list."""
        return self.items.shown[self.table.cursor_row] if len(self.items) else None

    def seek(self, by: int, wanted: Callable[[T], bool]) -> bool:
        """Go to the next item that is *wanted*, round the end; *by*: 1 or -1. Returns whether there is another."""
        at, n = self.table.cursor_row, len(self.items)
        places = ((at + by * step) % n for step in range(1, n))
        there = next((place for place in places if wanted(self.items.shown[place])), None)
        if there is not None:
            self.table.go(there)
        return there is not None

    def do_filter(self) -> None:
        """Ask for the words to filter by."""
        self.ask(_("Filter"), self.filtered, Asked(self.narrow, self.narrow, lambda: self.narrow("")))

    def narrow(self, text: str) -> None:
        """Show the items that hold these words."""
        self.items.narrow(text.strip())
        self.table.load(cursor=0)
        self.tell()

    def clear_filter(self) -> bool:
        """Show everything again; returns whether something was hidden."""
        if not self.filtered:
            return False
        self.narrow("")
        return True
