"""A table in, one list of texts a field out, as the mapping says. Nothing is cleaned or judged here."""

from __future__ import annotations

from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from synctui.core.fields import FIRST_NAME, LAST_NAME, NAMES
from synctui.core.mapping import FULL_NAME, SOURCE_ID, Mapping, joiner
from synctui.core.normalise import full_name, text
from synctui.core.normalise.outcome import RefusedError
from synctui.core.table import Table

Columns = tuple[int, ...]
ID = len(NAMES)
"""Where the source's own id stands, behind the fields."""


class Raw(NamedTuple):
    """The cells of a table by what they mean, the source's id (`ID`) as one more field.

    fields: per field a list of texts, one a row. columns: per field the table's columns it comes from, empty where
    the mapping has none.
    """

    fields: list[list[str]]
    columns: list[Columns]


def extract(table: Table, mapping: Mapping) -> Raw:
    """Return the cells of *table* by field; a single full-name column fills both names where they have no own."""
    targets, turned = mapping.targets, _turned(table)
    columns = [tuple(targets.get(name, ())) for name in (*NAMES, SOURCE_ID)]
    fields = [_joined(turned, each, table) for each in columns]
    whole = tuple(targets.get(FULL_NAME, ()))
    names = [at for at in (FIRST_NAME, LAST_NAME) if whole and not columns[at]]
    if names:
        parted = _parted(_joined(turned, whole, table), last_name_first=mapping.last_name_first)
        for at in names:
            fields[at], columns[at] = list(map(itemgetter(at), parted)), whole
    return Raw(fields, columns)


def _turned(table: Table) -> list[list[str]]:
    """Return the table by column: one walk over all cells, then slices, is twice as fast as a walk a column."""
    cells = list(chain.from_iterable(table.rows))
    width = len(table.columns)
    if len(cells) != width * len(table.rows):
        raise ValueError("rows that are not as long as the header")
    return [cells[at::width] for at in range(width)]


def _joined(turned: list[list[str]], columns: Columns, table: Table) -> list[str]:
    """Return for each row the texts of *columns*, joined as their headers say where there are several."""
    if not columns:
        return [""] * len(table.rows)
    if len(columns) == 1:
        return turned[columns[0]]
    join = joiner([table.columns[at] for at in columns])
    return [join(cells) for cells in zip(*(turned[at] for at in columns), strict=True)]


def _parted(names: list[str], *, last_name_first: bool) -> list[tuple[str, str]]:
    """Return first and last name per full name; one that cleaning refuses stays whole, as both, to be refused there."""
    known: dict[str, tuple[str, str]] = {}
    for name in set(names):
        try:
            known[name] = full_name.split(text.tidy(name), last_name_first=last_name_first)
        except RefusedError:
            known[name] = (name, name)
    return list(map(known.__getitem__, names))
