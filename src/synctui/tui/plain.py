"""The app's own lines and marks in plain ASCII, for terminals and fonts that lack them; data stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_SIGNS = str.maketrans(
    {
        "▌": ">", "│": "|", "▶": ">", "▼": "v", "▲": "^", "›": ">", "●": "*", "○": "o", "•": "*", "■": "#",
        "━": "=", "─": "-", "┄": "-", "·": "-", "–": "-", "—": "-", "−": "-", "…": "~", "√": "+", "×": "x",
        "→": ">", "←": "<", "↑": "^", "↓": "v", "↔": "X", "∅": "0", "≈": "~", "⌂": "#", "“": '"', "”": '"',
        "═": "+", "≡": "%", "∙": ".", "╭": "+", "╮": "+", "╰": "+", "╯": "+",
    }
)  # fmt: skip
"""One character for one character, so that nothing moves."""


class PlainSigns(LineFilter):
    """Draws each of our signs as the nearest character that every terminal has."""

    def apply(self, segments: Sequence[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the segments of one line with other signs in them."""
        return [Segment(text.translate(_SIGNS), style, control) for text, style, control in segments]
