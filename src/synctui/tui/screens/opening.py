"""The frame of the first page, painted at once; it stands until the register is open."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.events import Key
from textual.screen import Screen

from synctui.i18n import _
from synctui.tui.widgets.bar import Bar
from synctui.tui.widgets.footer import KeyLine

_LINE_END = "ctrl+j"
"""What Enter is that was pressed before the terminal was the app's: the terminal makes a line end of it."""


class Opening(Screen[None]):
    """Draws the bar and the line of keys, and keeps what is typed."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: list[Key] = []

    def compose(self) -> ComposeResult:
        """Lay out the frame."""
        yield Bar([_("Clients")], "")
        yield KeyLine("clients")

    def on_key(self, event: Key) -> None:
        """Keep a key."""
        self._typed.append(Key("enter", "\r") if event.key == _LINE_END else event)

    def pass_on(self, app: App[int]) -> None:
        """Press the keys that came again, now that there is a page."""
        for key in self._typed:
            app.post_message(Key(key.key, key.character))
