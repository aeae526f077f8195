"""What a terminal is sent for styled text: the text, and of each style only what differs from the style before.

Textual sends every style whole and takes it back behind each stretch; that is half of all bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

_MARKS = {
    "bold": ("1", "22"), "dim": ("2", "22"), "italic": ("3", "23"), "underline": ("4", "24"), "blink": ("5", "25"),
    "blink2": ("6", "25"), "reverse": ("7", "27"), "conceal": ("8", "28"), "strike": ("9", "29"),
    "underline2": ("21", "24"), "frame": ("51", "54"), "encircle": ("52", "54"), "overline": ("53", "55"),
}  # fmt: skip
"""Attribute of a style → the codes that begin and end it."""
_ENDS = dict(_MARKS.values())
_UNSEEN = frozenset({"1", "2", "3", "5", "6"})
"""Marks that a blank does not show."""


class Ink(NamedTuple):
    """A style as codes: its marks, the colour of the text, the colour behind it."""

    marks: frozenset[str] = frozenset()
    text: str = "39"
    ground: str = "49"


PLAIN = Ink()


class Wire:
    """Gathers what is sent to a terminal of *colours*; it begins and ends with no style at all."""

    def __init__(self, colours: ColorSystem | None) -> None:
        self._colours = colours
        self._now = PLAIN
        self._sent: list[str] = []

    def move(self, x: int, y: int) -> None:
        """Go on at another cell."""
        self._sent.append(f"\x1b[{y + 1};{x + 1}H")

    def write(self, segments: Iterable[Segment]) -> None:
        """Write styled text."""
        for text, style, _control in segments:
            if self._colours is not None and text:
                after = ink(style, self._colours) if style else PLAIN
                if text.isspace():
                    after = _blank(self._now, after)
                self._sent.append(change(self._now, after))
                self._now = after
            self._sent.append(text)

    def whole(self) -> str:
        """Return all that is to be sent."""
        return "".join(self._sent) + ("" if self._now == PLAIN else "\x1b[m")


@lru_cache(maxsize=4096)
def ink(style: Style, colours: ColorSystem) -> Ink:
    """Return the codes of *style*."""
    text, ground = style.color, style.bgcolor
    return Ink(
        frozenset(begin for name, (begin, _end) in _MARKS.items() if getattr(style, name)),
        ";".join(text.downgrade(colours).get_ansi_codes()) if text else PLAIN.text,
        ";".join(ground.downgrade(colours).get_ansi_codes(foreground=False)) if ground else PLAIN.ground,
    )


@lru_cache(maxsize=4096)
def change(before: Ink, after: Ink) -> str:
    r"""Return the codes that lead from one style to another, as few as can be.

    >>> change(Ink(text="31"), Ink(text="31", ground="44"))
    '\x1b[44m'
    >>> change(Ink(frozenset("12")), Ink(frozenset("2")))
    '\x1b[22;2m'
    """
    ended = sorted({_ENDS[mark] for mark in before.marks - after.marks})
    begun = sorted(mark for mark in after.marks if mark not in before.marks or _ENDS[mark] in ended)
    colours = [now for was, now in zip(before[1:], after[1:], strict=True) if was != now]
    codes = [*ended, *begun, *colours]
    return f"\x1b[{';'.join(codes)}m" if codes else ""


@lru_cache(maxsize=4096)
def _blank(before: Ink, after: Ink) -> Ink:
    """Return the style for blanks: where nothing of them but the ground is seen, the rest may stay as it is."""
    if (before.marks | after.marks) - _UNSEEN:
        return after
    return before._replace(ground=after.ground)
