"""A sentence that is too long for the line above the keys, whole, over the page it is about."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from synctui.errors import SynctuiError
from synctui.tui.keys import bindings
from synctui.tui.screens.page import Page
from synctui.tui.widgets.details import Details
from synctui.tui.widgets.footer import KeyLine
from synctui.tui.widgets.lines import Lines, TextLine
from synctui.tui.widgets.prompt import Prompt
from synctui.tui.widths import wrapped

_CELLS = 72


class Note(Page[None]):
    """Tells an error and its next step; any way out closes it."""

    place = "note"
    BINDINGS = bindings("note")

    def __init__(self, error: SynctuiError) -> None:
        super().__init__()
        self.error = error

    @property
    def is_modal(self) -> bool:
        """Draw the page underneath around it."""
        return True

    def compose(self) -> ComposeResult:
        """Lay out the panel."""
        lines: list[TextLine] = [[(each, "wrong")] for each in wrapped(self.error.what, _CELLS)]
        lines += [[(each, "text")] for each in wrapped(self.error.next_step, _CELLS)]
        with Vertical(classes="panel"):
            yield Lines(lines, classes="page")
            yield Details()
            yield KeyLine(self.place)
        yield Prompt()

    def do_open(self) -> None:
        """Close."""
        self.do_back()
