"""The line of tabs: numbers and the active label never give way, other labels do, from the right."""

from __future__ import annotations

from typing import NamedTuple

from rich.text import Text
from textual.events import Click
from textual.message import Message

from synctui.tui.safe import visible
from synctui.tui.theme import tones
from synctui.tui.widgets.paint import Painted
from synctui.tui.widths import width


class Tab(NamedTuple):
    """One tab. short, long: its label by width; told: its number as drawn; tone: the meaning of its number."""

    short: str
    long: str
    told: str
    tone: str


class TabsLine(Painted):
    """One line of tabs; *active* is an index."""

    class Chosen(Message):
        """A tab was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self) -> None:
        super().__init__()
        self.tabs: list[Tab] = []
        self.active = 0

    def show(self, tabs: list[Tab], active: int) -> None:
        """Draw *tabs*; nothing is painted where nothing changed."""
        if (tabs, active) != (self.tabs, self.active):
            self.tabs, self.active = tabs, active
            self.repaint()

    def texts(self) -> list[Text]:
        """Return the line."""
        tone = tones(self.app.theme_variables)
        text = Text(no_wrap=True, end="")
        for at, (tab, label) in enumerate(zip(self.tabs, self._labels(), strict=True)):
            mine = at == self.active
            text.append("▶" if mine else " ", style=tone["act"])
            text.append(f"{at + 1} ", style=tone["strong"] if mine else tone["dim"])
            text.append(f"{label} " if label else "", style=tone["strong"] if mine else tone["dim"])
            text.append(tab.told, style=tone[tab.tone])
            text.append(" " if at < len(self.tabs) - 1 else "")
        return [text]

    def _labels(self) -> list[str]:
        """Return the labels that fit."""
        cells = self.size.width
        labels = [visible(tab.long if cells >= 120 else tab.short) for tab in self.tabs]
        for at in reversed(range(len(labels))):
            if self._length(labels) <= cells:
                break
            labels[at] = labels[at] if at == self.active else ""
        return labels

    def _length(self, labels: list[str]) -> int:
        parts = [
            2 + width(tab.told) + (width(label) + 1 if label else 0)
            for tab, label in zip(self.tabs, labels, strict=True)
        ]
        return sum(parts) + 2 * len(parts)

    def on_click(self, event: Click) -> None:
        """Tell which tab was clicked."""
        left = 1
        for at, (tab, label) in enumerate(zip(self.tabs, self._labels(), strict=True)):
            left += 4 + width(tab.told) + (width(label) + 1 if label else 0)
            if event.x < left:
                self.post_message(self.Chosen(at))
                return
