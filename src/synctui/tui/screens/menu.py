"""A short list to choose one thing from, over the page that asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import ComposeResult

from synctui.i18n import N_
from synctui.tui.keys import bindings
from synctui.tui.screens.page import PANEL
from synctui.tui.screens.tabular import Tabular
from synctui.tui.widgets.cells import Cell, Column
from synctui.tui.widgets.lines import Lines, TextLine
from synctui.tui.widgets.rows import Items
from synctui.tui.widgets.table import LineTable
from synctui.tui.widths import width, wrapped

_BESIDE = 46
"""What an entry's column holds where there are notes beside it."""


class Entry(NamedTuple):
    """One thing to choose. name: what the menu answers; text, note: as shown."""

    name: str
    text: str
    note: str = ""


class Menu(Tabular[str]):
    """Offers *entries* under a title and a line of *words*; dismissed with the name of the chosen one, or None."""

    place = "menu"
    panel = True
    title_text = N_("Choose")
    BINDINGS = bindings("menu")

    def __init__(self, title: str, entries: Sequence[Entry], chosen: str = "", words: str = "") -> None:
        super().__init__()
        self.entries, self.chosen, self.words = entries, chosen, words
        self.noted = any(entry.note for entry in entries)
        columns = [Column("text", title, _BESIDE, 2), *([Column("note", "", 24, 1)] if self.noted else [])]
        self.source = Items(columns, entries, self._cells)

    def _cells(self, entry: Entry) -> list[Cell]:
        text: Cell = (entry.text, "strong" if entry.name == self.chosen else "text")
        return [text, (entry.note, "dim")] if self.noted else [text]

    def body(self) -> ComposeResult:
        """Lay out the words and the list."""
        if self.words:
            yield Lines([[(line, "dim")] for line in wrapped(self.words, PANEL)], classes="status")
        table = LineTable(self.source)
        table.styles.height = min(len(self.entries) + 1, 16)
        yield table

    def on_mount(self) -> None:
        """Put the cursor on what is chosen now."""
        names = [entry.name for entry in self.entries]
        if self.chosen and self.chosen in names:
            self.table.go(names.index(self.chosen))

    def detail(self) -> Sequence[TextLine]:
        """Return the entry whole where the list had to cut it."""
        shown = self.source.shown
        text = shown[self.table.cursor_row].text if shown else ""
        cut = width(text) > (self.source.columns[0].width if self.noted else PANEL)
        return [[(line, "dim")] for line in wrapped(text, PANEL)[:2]] if cut else []

    def do_open(self) -> None:
        """Choose what the cursor stands on."""
        if self.entries:
            self.dismiss(self.entries[self.table.cursor_row].name)
