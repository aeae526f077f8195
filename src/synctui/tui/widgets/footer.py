"""The line of keys: one line, at most six entries, help at the right. Redrawn only when its place changes."""

from __future__ import annotations

from rich.text import Text
from textual.widget import Widget

from synctui.i18n import _
from synctui.tui.keys import footer
from synctui.tui.theme import tones
from synctui.tui.widths import width


class KeyLine(Widget):
    """The keys of one *place* of the key table."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def show(self, place: str) -> None:
        """Draw the keys of another place."""
        if place != self.place:
            self.place = place
            self.refresh()

    def render(self) -> Text:
        """Return the line; entries that do not fit are left out from the right, help never."""
        tone = tones(self.app.theme_variables)
        help_ = Text.assemble(("?", tone["key"]), (f" {_('help')} ", tone["dim"]), end="")
        text = Text(" ", no_wrap=True, end="")
        room = self.size.width - help_.cell_len - 1
        for key in footer(self.place):
            label = _(key.label)
            if text.cell_len + width(key.shown) + width(label) + 1 > room:
                break
            text.append(key.shown, style=tone["key"]).append(f" {label}  ", style=tone["dim"])
        text.append(" " * max(0, self.size.width - text.cell_len - help_.cell_len))
        return text.append_text(help_)
