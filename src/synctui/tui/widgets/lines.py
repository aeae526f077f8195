"""Plain lines of text: the summary under the tabs, the detail of a row, whole pages such as Result."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from rich.text import Text

from synctui.tui.safe import visible
from synctui.tui.theme import tones
from synctui.tui.widgets.paint import Painted
from synctui.tui.widths import cut, width

Part = tuple[str, str]
"""A text and its meaning, a name of `synctui.tui.theme.tones`."""
TextLine = Sequence[Part]


class Summary(Painted):
    """One line in words: *left* and *right*, parts with their meaning.

    The right gives way: its last part first, and of the first what has no room.
    """

    def __init__(self) -> None:
        super().__init__()
        self.parts: tuple[TextLine, TextLine] = ((), ())

    def show(self, left: TextLine, right: TextLine = ()) -> None:
        """Draw other words; nothing is painted where nothing changed."""
        if (left, right) != self.parts:
            self.parts = (left, right)
            self.repaint()

    def texts(self) -> list[Text]:
        """Return the line."""
        tone, cells = tones(self.app.theme_variables), self.size.width
        left, right = self.parts
        text = drawn(left, tone, cells - 2)
        room = max(0, cells - text.cell_len - 4)
        while len(right) > 1 and drawn(right, tone, cells).cell_len > room:
            right = right[:-1]
        told = drawn(right, tone, room)
        blank = cells - text.cell_len - told.cell_len - 2
        return [Text(" ", no_wrap=True, end="").append_text(text).append(" " * blank).append_text(told)]


class Lines(Painted):
    """Lines of text, each cut to the width with an ellipsis."""

    def __init__(self, lines: Sequence[TextLine] = (), *, id: str | None = None, classes: str = "") -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.lines = lines

    def show(self, lines: Sequence[TextLine]) -> None:
        """Draw other lines; only those that changed are painted."""
        self.lines = lines
        self.repaint()

    def texts(self) -> list[Text]:
        """Return the lines."""
        return list(map(self._line, self.lines))

    def _line(self, line: TextLine) -> Text:
        tone = tones(self.app.theme_variables)
        return Text(" ", no_wrap=True, end="").append_text(drawn(line, tone, self.size.width - 1))


def drawn(line: TextLine, tone: dict[str, Style], cells: int) -> Text:
    """Return *line* as text of at most *cells* cells."""
    text = Text(no_wrap=True, end="")
    for raw, meaning in line:
        words = visible(raw)
        room = cells - text.cell_len
        if width(words) > room:
            return text.append(cut(words, room), style=tone[meaning])
        text.append(words, style=tone[meaning])
    return text
