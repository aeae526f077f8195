"""One line to type in, over the line above the keys: a filter, a value, a path, a number."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from synctui.tui.safe import typeable
from synctui.tui.widgets.lines import Lines


class Asked(NamedTuple):
    """What is being asked: who takes the answer, who follows it as it is typed, and who hears of Esc."""

    done: Callable[[str], None]
    changed: Callable[[str], None] | None = None
    cancelled: Callable[[], None] | None = None


class SafeInput(Input):
    """An input that never holds, and so never draws, what steers a terminal: neither typed, pasted nor set."""

    def validate_value(self, value: str) -> str:
        """Return *value* without such characters."""
        return typeable(value)


class Prompt(Horizontal):
    """Hidden until `ask`; Enter answers, Esc (through the page) closes."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: Asked | None = None
        self.display = False

    def compose(self) -> ComposeResult:
        """Lay out a label and the input."""
        yield Lines(id="prompt-label")
        line = SafeInput(compact=True, select_on_focus=False)
        line.cursor_blink = False  # a blinking cursor sends bytes all day long
        yield line

    def ask(self, label: str, value: str, asked: Asked) -> None:
        """Show the line with *value* in it and take the keys, those too that are waiting already."""
        self.asked = asked
        self.query_one(Lines).show([[(label, "head")]])
        self.query_one(Lines).styles.width = len(label) + 2
        line = self.query_one(Input)
        with line.prevent(Input.Changed):  # nobody typed what is set now
            line.value = value
        line.cursor_position = len(line.value)
        self.display = True
        self.screen.set_focus(line)

    def close(self) -> Asked | None:
        """Hide the line; returns what was asked."""
        asked, self.asked = self.asked, None
        self.display = False
        return asked

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what is typed as it is typed."""
        event.stop()
        if self.asked and self.asked.changed:
            self.asked.changed(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer."""
        event.stop()
        if asked := self.close():
            self.screen.set_focus(None)
            asked.done(event.value)
