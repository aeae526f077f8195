"""Fit text into columns, counted in terminal cells; nothing is cut without an ellipsis.

What comes in has been through `synctui.tui.safe`.
"""

from __future__ import annotations

import textwrap

from rich.cells import cell_len, set_cell_size

from synctui.tui.safe import visible

_LEAD = 3
"""How much of what two values have in common stays in sight before the place where they part."""


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
    over = max(len(here) - cells_here, len(there) - cells_there)
    parting = _parting(here, there)
    start = min(over + 1, parting - _LEAD) if over > 0 and parting > _LEAD + 1 else 0
    if start > 1:
        here, there = "…" + here[start:], "…" + there[start:]
    return cut(here, cells_here), cut(there, cells_there)


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


def _parting(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _first(text: str, cells: int) -> str:
    """Return as much of the beginning as fits *cells*, without a blank for half a wide character."""
    if len(text) == cell_len(text):
        return text[:cells]
    kept = set_cell_size(text, cells)
    return kept.rstrip(" ") if not text.startswith(kept) else kept
