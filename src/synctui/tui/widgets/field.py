"""One line of a form: a label, an input, and what is wrong with what stands in it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from synctui.tui.widgets.lines import Lines, TextLine
from synctui.tui.widgets.prompt import SafeInput

LABEL = 29
"""How wide a label is."""


class FormField(Horizontal):
    """A *label* and an input that holds *value* at first; `tell` says what is wrong. A *secret* is not shown."""

    def __init__(self, label: str, value: str, *, secret: bool = False) -> None:
        super().__init__()
        self.label, self.value, self.secret = label, value, secret

    def compose(self) -> ComposeResult:
        """Lay out label, input and words."""
        name = Lines([[(self.label, "head")]])
        name.styles.width = LABEL
        yield name
        line = SafeInput(self.value, password=self.secret, compact=True, select_on_focus=False)
        line.cursor_blink = False  # a blinking cursor sends bytes all day long
        yield line
        yield Lines(classes="wrong")

    @property
    def text(self) -> str:
        """What stands in the input now."""
        return self.query_exactly_one(Input).value

    def tell(self, words: TextLine) -> None:
        """Say what is wrong, or what the value becomes; nothing for no words."""
        self.query_one(".wrong", Lines).show([words] if words else [])


class SaveLine(Lines, can_focus=True):
    """The last line of a form: Enter on it saves."""
