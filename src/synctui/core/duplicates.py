"""Rows of one import that share a key, and so cannot both be right. Facts only; the words are put elsewhere.

Couples who share an e-mail are two people: e-mail counts together with the name, and only where the rows have no two
different valid national numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from synctui.core.extract import ID
from synctui.core.fields import EMAIL, FIRST_NAME, LAST_NAME, NATIONAL_NUMBER
from synctui.core.intake import fold


class Double(NamedTuple):
    """Rows that share a key. field: the source's own id, the number or the e-mail."""

    field: int
    rows: tuple[int, ...]


def doubles(columns: Sequence[Sequence[str]]) -> list[Double]:
    """Return the rows that share a source id, a national number, or e-mail and name; *columns* are clean."""
    return [
        *(Double(ID, rows) for rows in _sharing(columns[ID])),
        *(Double(NATIONAL_NUMBER, rows) for rows in _sharing(columns[NATIONAL_NUMBER])),
        *(Double(EMAIL, rows) for rows in _namesakes(columns)),
    ]


def _sharing(keys: Sequence[str]) -> list[tuple[int, ...]]:
    """Return the rows, two or more, that have one key; an empty key is none."""
    blanks = keys.count("")
    if len(set(keys)) + max(blanks - 1, 0) == len(keys):
        return []
    shared: dict[str, list[int]] = {key: [] for key, n in Counter(keys).items() if n > 1 and key}
    for row, key in enumerate(keys if shared else ()):
        if key in shared:
            shared[key].append(row)
    return [tuple(rows) for rows in shared.values()]


def _namesakes(columns: Sequence[Sequence[str]]) -> Iterator[tuple[int, ...]]:
    """Yield the rows with one e-mail and one name, unless each has a number (equal ones share a key already)."""
    numbers = columns[NATIONAL_NUMBER]
    for mates in _sharing(list(map(str.casefold, columns[EMAIL]))):
        names = [f"{fold(columns[LAST_NAME][row])}|{fold(columns[FIRST_NAME][row])}" for row in mates]
        for at in _sharing(names):
            rows = tuple(mates[each] for each in at)
            if not all(numbers[row] for row in rows):
                yield rows
