"""The line of keys: one line, at most six entries, help at the right. Redrawn only when its place changes."""

from __future__ import annotations

from collections.abc import Callable

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
        """Return the line; where it is too long the gaps give way. A key that cannot act now is grey."""
        tone = tones(self.app.theme_variables)
        keys = told(self.place)
        why_not: Callable[[str], str] = getattr(self.screen, "why_not", lambda _id: "")
        greyed = [bool(why_not(key.id)) for key in footer(self.place)]
        gap = "  " if length(keys, 2) <= self.size.width else " "
        text = Text(" ", no_wrap=True, end="")
        for (key, label), grey in zip(keys[:-1], greyed, strict=True):
            text.append(key, style=tone["dim" if grey else "key"]).append(f" {label}{gap}", style=tone["dim"])
        key, label = keys[-1]
        text.append(" " * max(0, self.size.width - text.cell_len - width(f"{key} {label} ")))
        return text.append(key, style=tone["key"]).append(f" {label} ", style=tone["dim"])


def told(place: str) -> list[tuple[str, str]]:
    """Return the keys of *place* with their labels, help last."""
    return [*((key.shown, _(key.label)) for key in footer(place)), ("?", _("help"))]


def length(keys: list[tuple[str, str]], gap: int) -> int:
    """Return how wide the line of *keys* is at least, with *gap* blanks between two."""
    return 1 + sum(width(f"{key} {label}") + gap for key, label in keys) - gap + 1
