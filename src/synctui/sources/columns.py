"""A CRM's records, whose attributes nobody knows beforehand, as columns of text: nested by path, lists by favourite.

Of a list of objects that say their kind each kind is a path of its own (``channels[Email].value``) and its starred one
is taken, else the first; of any other list the starred, else the first. Records are taken attribute by attribute and
not one by one, for a page holds hundreds of them, and what is done once for all of them costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from types import NoneType
from typing import Any

Path = str
Record = Mapping[str, Any]
Columns = dict[Path, Sequence[str]]
Kind = str | int | None
"""What kind an object in a list says it is, None where it says nothing."""

_STARS = frozenset({"favorite", "favourite", "isfavorite", "isfavourite", "starred", "primary", "isprimary"})
_KINDS = ("linkType", "type", "kind", "channelType", "communicationType")
"""The attributes by which an object in a list says what kind it is."""
_DEEP, WIDE, _LONG = 6, 600, 20_000
"""Beyond these (levels, columns, characters of a text) nothing is taken: no client has so much."""
_NOTHING: Record = {}
_SCALARS = {str, int, float, bool, NoneType}


def columns(records: Sequence[Record]) -> Columns:
    """Return the texts of every attribute, one for each record; empty where it has none.

    >>> columns([{"id": 7, "mail": [{"type": "work", "at": "a"}]}, {"id": 8, "name": {"first": "An"}}])
    {'id': ['7', '8'], 'mail[work].type': ['work', ''], 'mail[work].at': ['a', ''], 'name.first': ['', 'An']}
    """
    page = _Page()
    page.objects(records, "", 0)
    return page.columns


class _Page:
    """The columns of one page. room: how many attributes are still looked at, for objects may nest without end."""

    def __init__(self) -> None:
        self.columns: Columns = {}
        self._room = 4 * WIDE

    def objects(self, records: Sequence[Record], path: Path, depth: int) -> None:
        """Take every attribute of *records*, which stand below *path*."""
        for name, values in _attributes(records):
            self._room -= 1
            if self._room < 0:
                return
            self._attribute(values, path + name, depth)

    def _attribute(self, values: Sequence[Any], path: Path, depth: int) -> None:
        try:
            self._column(path, values, len("".join(values)))
        except TypeError:  # the soonest way to know that they are not all texts
            self._mixed(values, set(map(type, values)), path, depth)

    def _mixed(self, values: Sequence[Any], kinds: set[type], path: Path, depth: int) -> None:
        if list in kinds:
            self._lists([each if type(each) is list else () for each in values], path, depth)
            values = [_first(each) if type(each) is list else each for each in values]
            kinds = set(map(type, values))
        if not kinds.isdisjoint(_SCALARS):
            texts = _texts(values, kinds)
            self._column(path, texts, len("".join(texts)))
        if dict in kinds and depth < _DEEP:
            self.objects([each if type(each) is dict else _NOTHING for each in values], f"{path}.", depth + 1)

    def _lists(self, lists: Sequence[Sequence[Any]], path: Path, depth: int) -> None:
        if depth < _DEEP:
            for kind, records in _favourites(lists).items():
                self.objects(records, f"{path}." if kind is None else f"{path}[{str(kind)[:40]}].", depth + 1)

    def _column(self, path: Path, texts: Sequence[str], size: int) -> None:
        """Take a column of *size* characters in all."""
        if len(self.columns) < WIDE:
            self.columns[path] = texts if size <= _LONG else [text[:_LONG] for text in texts]


def _attributes(records: Sequence[Record]) -> Iterable[tuple[str, Sequence[Any]]]:
    """Return the attributes of *records*, each with its values; an ellipsis stands where a record lacks it."""
    names = tuple(records[0]) if records else ()
    if all(map(names.__eq__, map(tuple, records))):
        return zip(names, zip(*(each.values() for each in records), strict=True), strict=True)
    every = islice(dict.fromkeys(chain.from_iterable(records)), 4 * WIDE)
    return ((name, [each.get(name, ...) for each in records]) for name in every)


def _favourites(lists: Sequence[Sequence[Any]]) -> dict[Kind, list[Record]]:
    """Return kind → the favourite object of that kind in each list; None stands for no kind."""
    objects = [(at, each) for at, values in enumerate(lists) for each in values if type(each) is dict]
    said = next((name for name in _KINDS if any(name in each for _at, each in objects)), "")
    found: dict[Kind, list[Record]] = {}
    several: dict[tuple[Kind, int], list[Record]] = {}
    for at, each in objects:
        kind = each.get(said)
        if type(kind) is not str and type(kind) is not int:
            kind = None
        if (places := found.get(kind)) is None:
            if len(found) == WIDE:
                continue
            places = found[kind] = [_NOTHING] * len(lists)
        if places[at] is _NOTHING:
            places[at] = each
        else:
            several.setdefault((kind, at), [places[at]]).append(each)
    for (kind, at), mates in several.items():
        found[kind][at] = next(filter(_starred, mates), mates[0])
    return found


def _starred(record: Record) -> bool:
    return any(value is True and name.lower() in _STARS for name, value in record.items())


def _first(values: list[Any]) -> Any:
    """Return the first of a list of texts, an ellipsis where there is none."""
    return values[0] if values and type(values[0]) in _SCALARS else ...


def _texts(values: Sequence[Any], kinds: set[type]) -> list[str]:
    """Return the scalars among *values*, which are of these *kinds*, as text, all else as nothing."""
    if kinds <= {str, NoneType}:
        return [value or "" for value in values]
    if kinds == {bool}:
        return ["true" if value else "false" for value in values]
    return [_text(value) for value in values]


def _text(value: Any) -> str:
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case int() | float():
            return str(value)
    return ""
