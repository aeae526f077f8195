"""What every report in text shares: hostile characters visible, national numbers masked, long lists cut aloud."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from synctui.core.fields import INDEX, NATIONAL_NUMBER, PARTNER
from synctui.core.normalise.national_number import shown
from synctui.core.visible import visible
from synctui.i18n import _, number

SHOWN = 20
"""How many entries of one list a report in text shows before it counts the rest."""

_NUMBER = re.compile(r"(?<![+\d])(\d\d)[ .]?\d\d[ .]?\d\d[ .-]?\d{3}[ .]?(\d\d)(?!\d)")
_NUMBERS = {NATIONAL_NUMBER, PARTNER}

T = TypeVar("T")
Hide = Callable[[str], str]
"""What a sentence or a value goes through before it is shown."""


def plainly(text: str) -> str:
    """Return *text* safe to print, with national numbers whole."""
    return visible(text)


def masked(text: str) -> str:
    """Return *text* safe to print, with whatever reads as a national number masked.

    >>> masked("Ann 85.07.30-033.28, +32470123456, 85073003328")
    'Ann 85.••.••-•••.28, +32470123456, 85.••.••-•••.28'
    """
    return _NUMBER.sub(r"\1.••.••-•••.\2", visible(text))


def value(name: str, text: str | None, hide: Hide) -> str:
    """Return the value of the field called *name* as a report shows it; a dash where there is none."""
    if not text:
        return "—"
    if INDEX.get(name) not in _NUMBERS:
        return hide(text)
    if hide is plainly:
        return shown(text) if len(text) == 11 and text.isdecimal() else plainly(text)
    return hidden if (hidden := hide(text)) != visible(text) else f"{visible(text[:2])}{'•' * max(0, len(text) - 2)}"


def some(title: str, entries: Sequence[T], told: Callable[[T], str], most: int = SHOWN) -> list[str]:
    """Return a titled list with its count, at most *most* entries as *told* and how many more; nothing for none."""
    if not entries:
        return []
    rest = len(entries) - most
    more = [_("  … {n} more; --json lists them all").format(n=number(rest))] if rest > 0 else []
    return ["", f"{title} ({number(len(entries))})", *(f"  {told(entry)}" for entry in entries[:most]), *more]


def columns(rows: Iterable[Sequence[str]], right: frozenset[int] = frozenset()) -> list[str]:
    """Return *rows* as lines of aligned columns, two blanks apart; those in *right* end at one edge."""
    table = [list(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if at in right else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    ]


def tally(counts: Iterable[tuple[str, int]]) -> str:
    """Return counts in one line, as *nl 42 · fr 19*."""
    return " · ".join(f"{name} {number(n)}" for name, n in counts if n)
