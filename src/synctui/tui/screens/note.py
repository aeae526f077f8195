"""Something to read that is too long for the line above the keys, over the page it is about."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from synctui.errors import SynctuiError
from synctui.tui.keys import bindings
from synctui.tui.screens.page import PANEL, Page
from synctui.tui.widgets.lines import Lines, TextLine
from synctui.tui.widths import wrapped


class Note(Page[None]):
    """Shows *lines*; any way out closes it."""

    place = "note"
    panel = True
    BINDINGS = bindings("note")

    def __init__(self, lines: Sequence[TextLine]) -> None:
        super().__init__()
        self.lines = lines

    def body(self) -> ComposeResult:
        """Lay out the lines."""
        yield Lines(self.lines, classes="page")

    def do_open(self) -> None:
        """Close."""
        self.do_back()


def error_lines(error: SynctuiError) -> list[TextLine]:
    """Return an error and its next step, whole."""
    what: list[TextLine] = [[(each, "wrong")] for each in wrapped(error.what, PANEL)]
    return [*what, *([(each, "text")] for each in wrapped(error.next_step, PANEL))]
