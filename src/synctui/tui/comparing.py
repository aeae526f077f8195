"""Text as lists filter it and order it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from synctui.core.intake import fold, unaccented

_NUMBER = re.compile(r"([0-9]+)")


def folded(text: str) -> str:
    """Return *text* as a filter looks in it; most values are ASCII, and folded ten times as fast."""
    return text.casefold() if text.isascii() else fold(text)


def all_folded(texts: Iterable[str]) -> list[str]:
    """Return many texts as a filter looks in them: those beyond ASCII in one piece, which takes half the time.

    >>> all_folded(["Noël", "Dorp", "D’Hondt"]), all_folded([])
    (['noel', 'dorp', "d'hondt"], [])
    """
    each = list(texts)
    foreign = [text for text in each if not text.isascii()]
    plain = unaccented("\0".join(foreign)).split("\0")
    if len(plain) != len(foreign):
        return list(map(folded, each))
    found = iter(plain)
    return [text.casefold() if text.isascii() else next(found) for text in each]


def natural(text: str) -> list[tuple[int, str]]:
    """Return what *text* is ordered by: its words as names are compared, its numbers by their size.

    >>> sorted(["R10", "R9", "é", "f"], key=natural)
    ['é', 'f', 'R9', 'R10']
    """
    parts = _NUMBER.split(folded(text))
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
