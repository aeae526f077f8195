"""A question that only an armed ``y`` answers with yes."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from synctui.i18n import _
from synctui.tui.keys import bindings
from synctui.tui.screens.page import PANEL, Page
from synctui.tui.widgets.guard import Guard
from synctui.tui.widgets.lines import Lines, TextLine
from synctui.tui.widths import wrapped


class Question(Page[bool]):
    """Asks *lines*; dismissed with whether the answer was yes."""

    place = "question"
    panel = True
    BINDINGS = bindings("question")

    def __init__(self, lines: Sequence[TextLine]) -> None:
        super().__init__()
        self.lines = lines
        self.guard = Guard(self)

    def body(self) -> ComposeResult:
        """Lay out the question."""
        yield Lines([each for line in self.lines for each in _fitting(line)], classes="page")

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
    return [[(each, tone)] for each in wrapped(text, PANEL)]
