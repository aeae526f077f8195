"""The two lines above the keys: what the cursor stands on once it has rested, or what just happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.timer import Timer

from synctui.tui.widgets.lines import Lines, TextLine

REST = 0.15
"""Seconds the cursor rests on a row before its detail is painted."""


class Details(Lines):
    """Standing lines of the page or of a row; `say` puts a sentence in their place until the next key."""

    def __init__(self) -> None:
        super().__init__()
        self.standing: Sequence[TextLine] = ()
        self.said: list[TextLine] = []
        self._timer: Timer | None = None

    def stand(self, lines: Sequence[TextLine]) -> None:
        """Show these lines, unless a sentence is being told: then after it."""
        self.standing = [[], *lines] if len(lines) == 1 else lines
        self._draw()

    def after_rest(self, lines: Callable[[], Sequence[TextLine]]) -> None:
        """Show the lines that *lines* makes when nothing else is asked for during `REST`."""
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(REST, lambda: self._rested(lines))

    def _rested(self, lines: Callable[[], Sequence[TextLine]]) -> None:
        """Show the lines, unless the page was left meanwhile: its list may be gone already."""
        if self.is_attached and self.screen in self.app.screen_stack:
            self.stand(lines())

    def say(self, sentence: str, tone: str = "change", then: str = "") -> None:
        """Tell a sentence, and a next step where there is room for it."""
        told: list[TextLine] = [
            [(each, tone if not at else "text")] for at, each in enumerate((sentence, then)) if each
        ]
        self.said = told
        self._draw()

    def hush(self) -> None:
        """Take the sentence away once the cursor rests: what stood below it is most often another row's by then."""
        if self.said:
            self.said = []
            self.after_rest(lambda: self.standing)

    def _draw(self) -> None:
        """Show what stands; over its last line or lines what is told."""
        self.show([*list(self.standing)[:1], *self.said][-2:] if self.said else self.standing)
