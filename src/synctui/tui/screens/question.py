"""A question that only an armed ``y`` answers with yes."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from synctui.i18n import _
from synctui.tui.keys import bindings
from synctui.tui.screens.page import Page
from synctui.tui.widgets.details import Details
from synctui.tui.widgets.footer import KeyLine
from synctui.tui.widgets.guard import Guard
from synctui.tui.widgets.lines import Lines, TextLine
from synctui.tui.widgets.prompt import Prompt
from synctui.tui.widths import wrapped

ROOM = 72
"""The columns of a sentence in the panel."""


class Question(Page[bool]):
    """Asks *lines*; dismissed with whether the answer was yes."""

    place = "question"
    BINDINGS = bindings("question")

    def __init__(self, lines: Sequence[TextLine]) -> None:
        super().__init__()
        self.lines = lines
        self.guard = Guard(self)

    @property
    def is_modal(self) -> bool:
        """Draw the page underneath around it."""
        return True

    def compose(self) -> ComposeResult:
        """Lay out a panel with the question and its keys."""
        with Vertical(classes="panel"):
            yield Lines([each for line in self.lines for each in _fitting(line)], classes="page")
            yield Details()
            yield KeyLine(self.place)
        yield Prompt()

    def on_mount(self) -> None:
        """Begin to arm."""
        self.guard.start()

    def do_yes(self) -> None:
        """Answer yes, once it is armed."""
        if self.guard.armed:
            self.dismiss(True)
        else:
            self.say(_("Read it first: y answers in half a second."))

    def do_back(self) -> None:
        """Answer no."""
        self.dismiss(False)


def _fitting(line: TextLine) -> list[TextLine]:
    """Return a sentence on as many lines as the panel needs for it."""
    if len(line) != 1:
        return [line]
    [(text, tone)] = line
    return [[(each, tone)] for each in wrapped(text, ROOM)]
