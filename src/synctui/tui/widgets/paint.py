"""Which cells of a line are others than before, so that those alone are sent to the terminal."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from synctui.tui.theme import tones
from synctui.tui.widths import width

NEAR = 12
"""Cells between two that changed, up to which one stretch costs fewer bytes than two."""
Cells = list[tuple[str, object]]
"""What stands in each cell, and how it looks; the second cell of a wide character is empty."""


class Grounded(Widget):
    """A widget that works out once a theme what all its text lies on: its own style and those around it.

    It stands behind another base: a widget is laid out as the first one is.
    """

    _ground: tuple[dict[str, Style], Style] | None = None

    @property
    def ground(self) -> Style:
        """The style under its text."""
        tone = tones(self.app.theme_variables)
        if self._ground is None or self._ground[0] is not tone:
            self._ground = tone, self.rich_style
        return self._ground[1]


class Painted(Grounded):
    """A widget of lines of text; where they become others, the cells that differ are painted.

    Its lines are made once for each time they change, and for each width and theme.
    """

    def __init__(self, *, id: str | None = None, classes: str = "") -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._lines: Sequence[Text] = ()
        self._made_for: tuple[int, dict[str, Style]] | None = None

    @abstractmethod
    def texts(self) -> Sequence[Text]:
        """Return the lines as they are now."""

    def repaint(self) -> None:
        """Paint what is another than when it was painted last."""
        before = self._lines
        self._make()
        if len(before) != len(self._lines):
            self.refresh(layout=self.styles.height is not None and self.styles.height.is_auto)
            return
        for y, (old, new) in enumerate(zip(before, self._lines, strict=True)):
            for start, end in changed(of_text(old), of_text(new)) if old != new else ():
                self.refresh(Region(start, y, end - start, 1))

    def render(self) -> Text:
        """Return the lines as one text, by which the widget is measured."""
        return Text("\n", no_wrap=True, end="").join(self.texts())

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the strips in *crop*."""
        if self._shape != self._made_for:
            self._make()
        return super().render_lines(crop)

    @property
    def _shape(self) -> tuple[int, dict[str, Style]]:
        """The width and the theme."""
        return self.size.width, tones(self.app.theme_variables)

    def _make(self) -> None:
        """Make the lines as they are now."""
        self._made_for, self._lines = self._shape, self.texts()

    def render_line(self, y: int) -> Strip:
        """Return the strip of one line."""
        cells = self.size.width
        if y >= len(self._lines):
            return Strip.blank(cells, self.ground)
        strip = Strip(self._lines[y].render(self.app.console)).apply_style(self.ground)
        return strip.adjust_cell_length(cells, self.ground)


def changed(before: Cells, after: Cells) -> Iterator[tuple[int, int]]:
    """Yield the stretches, first cell and behind the last, in which *after* is painted otherwise than *before*.

    >>> list(changed(of_text(Text("tab 1/300")), of_text(Text("tab 2/300"))))
    [(4, 5)]
    """
    longest = max(len(before), len(after))
    before, after = ([*each, *[("", None)] * (longest - len(each))] for each in (before, after))
    start = end = -1
    for at in range(longest):
        if before[at] != after[at]:
            if start >= 0 and at - end > NEAR:
                yield start, end
                start = -1
            start, end = (at if start < 0 else start), at + 1
    if start >= 0:
        yield start, end


def of_text(text: Text) -> Cells:
    """Return the cells of a text whose styles lie side by side."""
    styles: list[object] = [None] * len(text.plain)
    for start, end, style in text.spans:
        styles[start:end] = [style] * (end - start)
    return list(_wide(text.plain, styles))


def of_segments(segments: Iterable[Segment]) -> Cells:
    """Return the cells of a strip."""
    return [cell for text, style, _control in segments for cell in _wide(text, repeat(style))]


def _wide(text: str, styles: Iterable[object]) -> Iterable[tuple[str, object]]:
    """Return what stands in each cell of *text*, each of its characters in its style."""
    if width(text) == len(text):
        return zip(text, styles, strict=False)
    return (
        (part, style) for char, style in zip(text, styles, strict=False) for part in (char, *[""] * (width(char) - 1))
    )
