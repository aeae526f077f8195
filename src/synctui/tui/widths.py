"""Fit text into columns, counted in terminal cells; nothing is cut without an ellipsis.

What comes in has been through `synctui.tui.safe`.
"""

from __future__ import annotations

import textwrap
from typing import NamedTuple
from unicodedata import combining

from rich.cells import cell_len, set_cell_size

from synctui.tui.safe import visible

_LEAD = 3
"""How much of what two values have in common stays in sight before the place where they part."""


class Parted(NamedTuple):
    """A value as shown beside another; from *first* to before *last* it differs from that."""

    text: str
    first: int
    last: int


def width(text: str) -> int:
    """Return how many cells *text* takes."""
    return cell_len(text)


def cut(text: str, cells: int) -> str:
    """Return *text* in at most *cells* cells.

    >>> cut("Sint-Jansstraat 4", 10)
    'Sint-Jans…'
    """
    if cell_len(text) <= cells:
        return text
    return _first(text, cells - 1) + "…" if cells > 0 else ""


def cut_middle(text: str, cells: int) -> str:
    """Return *text* in at most *cells* cells, its beginning and its end in sight.

    >>> cut_middle("klanten-van-het-kantoor-2026.xlsx", 16)
    'klanten…026.xlsx'
    """
    if cell_len(text) <= cells:
        return text
    if cells < 3:
        return cut(text, cells)
    tail = (cells - 1 + 1) // 2
    return _first(text, cells - 1 - tail) + "…" + _first(text[::-1], tail)[::-1]


def cut_pair(here: str, there: str, cells_here: int, cells_there: int) -> tuple[str, str]:
    """Return two values cut around the same place, so that where they first part is in sight on both sides.

    >>> cut_pair("Kerkplein 12345678 a", "Kerkplein 12345678 b", 10, 10)
    ('…2345678 a', '…2345678 b')
    """
    one, other = parted(here, there, cells_here, cells_there)
    return one.text, other.text


def parted(here: str, there: str, cells_here: int, cells_there: int) -> tuple[Parted, Parted]:
    """Return two values as `cut_pair` does, with what differs: nothing of values that have nothing in common.

    >>> parted("Dorp 1", "Dorp 12", 9, 9)
    (Parted(text='Dorp 1', first=6, last=6), Parted(text='Dorp 12', first=6, last=7))
    """
    start, end = parting(here, there)
    over = max(len(here) - cells_here, len(there) - cells_there)
    skipped = min(over + 1, start - _LEAD) if over > 0 and start > _LEAD + 1 else 0
    return _parted(here, cells_here, start, end, skipped), _parted(there, cells_there, start, end, skipped)


def _parted(text: str, cells: int, start: int, end: int, skipped: int) -> Parted:
    shown = cut("…" + text[skipped:] if skipped > 1 else text, cells)
    if not start and not end:
        return Parted(shown, 0, 0)
    before = skipped - 1 if skipped > 1 else 0
    return Parted(shown, min(start - before, len(shown)), min(len(text) - end - before, len(shown)))


def parting(one: str, other: str) -> tuple[int, int]:
    """Return how many characters two texts share at their beginning, and how many then at their end.

    A letter and its marks are not parted.

    >>> parting("St. Annalaan", "Sint-Annalaan"), parting("Dorp 1", "Dorp 12")
    ((1, 8), (6, 0))
    """
    shorter = min(len(one), len(other))
    start = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    while start and (combining(one[start : start + 1] or " ") or combining(other[start : start + 1] or " ")):
        start -= 1
    end = next((at for at in range(shorter - start) if one[-1 - at] != other[-1 - at]), shorter - start)
    while end and combining(one[-end]):
        end -= 1
    return start, end


def wrapped(text: str, cells: int) -> list[str]:
    """Return *text* as lines of at most *cells* characters, broken between words, what is safe to draw.

    >>> wrapped("one two three", 8)
    ['one two', 'three']
    """
    return [line for part in text.splitlines() for line in textwrap.wrap(visible(part), cells)]


def fit(text: str, cells: int, *, right: bool = False) -> str:
    """Return *text* in exactly *cells* cells, cut or filled with blanks, to the left or the right.

    >>> fit("300", 5, right=True)
    '  300'
    """
    text = cut(text, cells)
    blank = " " * (cells - cell_len(text))
    return blank + text if right else text + blank


def share(widths: list[int], grow: list[int], cells: int) -> list[int]:
    """Return *widths* made to fill *cells*, what is over or short shared by the weights of *grow*.

    >>> share([10, 20], [0, 1], 40)
    [10, 30]
    """
    rest, weights = cells - sum(widths), sum(grow) or 1
    shared = [max(1, each + rest * weight // weights) for each, weight in zip(widths, grow, strict=True)]
    last = max((at for at, weight in enumerate(grow) if weight), default=len(grow) - 1)
    shared[last] = max(1, shared[last] + cells - sum(shared))
    return shared


def _first(text: str, cells: int) -> str:
    """Return as much of the beginning as fits *cells*, without a blank for half a wide character."""
    if len(text) == cell_len(text):
        return text[:cells]
    kept = set_cell_size(text, cells)
    return kept.rstrip(" ") if not text.startswith(kept) else kept
