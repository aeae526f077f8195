"""A CRM's records, whose attributes nobody knows beforehand, as columns of text: nested by path, lists by favourite.

Of a list of objects that say their kind each kind is a path of its own (``channels[Email].value``) and its starred one
is taken, else the first; of any other list the starred, else the first. JSON is let go page by page.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from synctui.core.table import Row, Table

Path = str
Record = Mapping[str, Any]

_STARS = frozenset({"favorite", "favourite", "isfavorite", "isfavourite", "starred", "primary", "isprimary"})
_KINDS = ("linkType", "type", "kind", "channelType", "communicationType")
"""The attributes by which an object in a list says what kind it is."""
_OFTEN = 500
"""So many different texts of a column are kept once each."""
_NOWHERE = sys.maxsize
_DEEP, _WIDE, _LONG = 6, 600, 2000
"""Beyond these (levels, columns, characters of a text) nothing is taken: no client has so much."""


class _Place:
    """One column: where it stands (`_NOWHERE` where there are too many), and its commonest texts, kept once."""

    __slots__ = ("at", "texts")

    def __init__(self, at: int) -> None:
        self.at = at
        self.texts: dict[str, str] = {}


class _Level:
    """The attributes below one path, so that a path is put together once and not for every record."""

    __slots__ = ("below", "path", "places")

    def __init__(self, path: Path) -> None:
        self.path = path
        self.places: dict[str, _Place] = {}
        self.below: dict[str, _Level] = {}


class Records:
    """Collects records page by page; one whose id (the attribute *key*) came already is dropped."""

    def __init__(self, key: str) -> None:
        self._columns: list[Path] = []
        self._top = _Level("")
        self._own = self._place(self._top, key)
        self._first = 0
        self._pages: dict[int, list[Row]] = {}
        self._seen: set[str] = set()
        self._count = 0

    def __len__(self) -> int:
        """Return how many different records came."""
        return self._count

    def forget(self) -> None:
        """Forget every record that came."""
        self._pages.clear()
        self._seen.clear()
        self._count = 0

    def has(self, page: int) -> bool:
        """Tell whether a page is there."""
        return page in self._pages

    def add(self, page: int, records: Iterable[Record]) -> int:
        """Take one page (its number, from 0), or more of it; returns how many of its records are new."""
        kept, before, seen = self._pages.setdefault(page, []), self._count, self._seen
        for record in records:
            cells = [""] * len(self._columns)
            self._flatten(record, self._top, cells, 0)
            own = cells[self._own.at]
            if own not in seen:
                kept.append(tuple(cells))
                self._count += 1
            if own:
                seen.add(own)
        self._first = self._first or len(self._columns)
        return self._count - before

    def table(self, links: Callable[[Path], bool] = lambda _path: False) -> Table:
        """Return what came as a table, in the order of the pages; *links* tells the paths that hold another's id."""
        names = self._columns
        parents = {path[:at] for path in names for at, letter in enumerate(path) if letter in ".["}
        order = [name for name in (*names[: self._first], *sorted(names[self._first :])) if name not in parents]
        pick = _picker([names.index(name) for name in order], len(names))
        rows = [pick(row) for page in sorted(self._pages) for row in self._pages[page]]
        linked = frozenset(at for at, name in enumerate(order) if links(name))
        numbers = range(1, len(rows) + 1)
        return Table(columns=tuple(order), rows=rows, numbers=numbers, attributes=True, links=linked)

    def _flatten(self, record: Record, level: _Level, cells: list[str], depth: int) -> None:
        places = level.places
        for name, value in record.items():
            kind = type(value)
            if kind is dict:
                if depth < _DEEP:
                    self._flatten(value, self._below(level, f"{name}."), cells, depth + 1)
            elif kind is list:
                self._list(value, name, level, cells, depth)
            elif kind is str and len(value) <= _LONG:
                place = places.get(name) or self._place(level, name)
                texts = place.texts
                try:  # the way of nearly all values, so it is kept short
                    cells[place.at] = (texts.setdefault if len(texts) < _OFTEN else texts.get)(value, value)
                except IndexError:
                    self._put(place, value, cells)
            else:
                place = places.get(name) or self._place(level, name)
                if value is not None:
                    self._put(place, _text(value)[:_LONG], cells)

    def _list(self, values: list[Any], name: str, level: _Level, cells: list[str], depth: int) -> None:
        objects = [value for value in values if type(value) is dict]
        if objects and depth < _DEEP:
            for kind, mates in _by_kind(objects).items():
                self._flatten(_favourite(mates), self._below(level, f"{name}{kind}."), cells, depth + 1)
        elif values and isinstance(values[0], str | int | float):
            self._put(level.places.get(name) or self._place(level, name), _text(values[0])[:_LONG], cells)

    def _below(self, level: _Level, part: str) -> _Level:
        found = level.below.get(part)
        if found is None:
            found = level.below[part] = _Level(level.path + part)
        return found

    def _put(self, place: _Place, text: str, cells: list[str]) -> None:
        if place.at == _NOWHERE:
            return
        if place.at >= len(cells):
            cells += [""] * (place.at + 1 - len(cells))
        cells[place.at] = place.texts.get(text, text)

    def _place(self, level: _Level, name: str) -> _Place:
        """Return the column of an attribute that is met for the first time, be it null."""
        fits = len(self._columns) < _WIDE
        found = level.places[name] = _Place(len(self._columns) if fits else _NOWHERE)
        if fits:
            self._columns.append(level.path + name)
        return found


def _picker(places: list[int], width: int) -> Callable[[Row], Row]:
    """Return what puts a row, which may be shorter than *width*, into the order of *places* (two or more)."""
    if len(places) < 2:
        return lambda row: tuple((row + ("",) * (width - len(row)))[at] for at in places)
    pick = itemgetter(*places)
    return lambda row: pick(row if len(row) == width else row + ("",) * (width - len(row)))


def _by_kind(objects: Sequence[Record]) -> dict[str, list[Record]]:
    """Return the objects of a list by what kind they say they are, as it stands in a path."""
    found: dict[str, list[Record]] = {}
    said = next((name for name in _KINDS if name in objects[0]), "")
    for each in objects:
        kind = each.get(said)
        kind = kind if isinstance(kind, str | int) else None
        found.setdefault("" if kind is None else f"[{str(kind)[:40]}]", []).append(each)
    return found


def _favourite(objects: Sequence[Record]) -> Record:
    if len(objects) == 1:
        return objects[0]
    return next((each for each in objects if any(each[n] is True for n in each if n.lower() in _STARS)), objects[0])


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def fingerprint(table: Table) -> str:
    """Return the SHA-256 of a table's content."""
    digest = hashlib.sha256("\x1f".join(table.columns).encode("utf-8", "surrogatepass"))
    for row in table.rows:
        digest.update(b"\x1e" + "\x1f".join(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
