"""Corrections: values typed for those the source sends wrong, found again as long as it sends them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from synctui.core.cleaning import Clean
from synctui.core.duplicates import Double
from synctui.core.extract import Raw
from synctui.core.findings import clip
from synctui.core.intake import evidence, row_key
from synctui.core.snapshot import Correction
from synctui.core.table import Table

Cell = tuple[int, int]
"""A row and a field."""


class Fix(NamedTuple):
    """A correction that holds. key: the row's as the source sends it; bad: what it sends."""

    key: str
    bad: str
    good: str


def shared_keys(table: Table, clean: Clean, twice: Iterable[Double]) -> dict[int, str]:
    """Return row → key for the rows that share one (*twice*): their `row_key`, and a digest of all their cells.

    Rows alike in every cell are told apart by their order.
    """
    keys: dict[int, str] = {}
    met: Counter[str] = Counter()
    for row in sorted({row for double in twice for row in double.rows}):
        key = f"{row_key(clean.ids[row], clean.rows[row])}#{evidence(*table.rows[row])}"
        keys[row] = f"{key}.{met[key]}" if met[key] else key
        met[key] += 1
    return keys


def fixes(corrections: Iterable[Correction], raw: Raw, clean: Clean, shared: Mapping[int, str]) -> dict[Cell, Fix]:
    """Return the corrections that hold, by cell: the row is the one meant, and sends the bad value still."""
    wanted: dict[int, dict[str, list[Correction]]] = defaultdict(lambda: defaultdict(list))
    for each in corrections:
        wanted[each.field][each.bad].append(each)
    found: dict[Cell, Fix] = {}
    for field, by_bad in wanted.items():
        for row, text in enumerate(raw.fields[field]):
            bad = clip(text)
            for value in {bad, clean.columns[field][row]} & by_bad.keys():
                key = shared.get(row) or row_key(clean.ids[row], clean.rows[row])
                for each in by_bad[value]:
                    if each.row_key == key:
                        found[row, field] = Fix(key, bad, each.good)
    return found


def replaced(raw: Raw, texts: Mapping[Cell, str]) -> Raw:
    """Return *raw* with other texts in some cells."""
    fields = list(raw.fields)
    for at in {field for _, field in texts}:
        fields[at] = list(fields[at])
    for (row, at), text in texts.items():
        fields[at][row] = text
    return raw._replace(fields=fields)
