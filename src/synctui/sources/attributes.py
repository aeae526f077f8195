"""A CRM's records, whose attributes nobody knows beforehand, as columns of text: nested by path, lists by favourite.

Of a list of objects that say their kind each kind is a path of its own (``channels[Email].value``) and its starred one
is taken, else the first; of any other list the starred, else the first. JSON is let go page by page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from synctui.core.table import Row, Table

Path = str
Record = Mapping[str, Any]

_STARS = frozenset({"favorite", "favourite", "isfavorite", "isfavourite", "starred", "primary", "isprimary"})
_KINDS = ("linkType", "type", "kind", "channelType", "communicationType")
"""The attributes by which an object in a list says what kind it is."""
_DEEP, _WIDE, _LONG = 6, 600, 2000
"""Beyond these (levels, columns, characters of a text) nothing is taken: no client has so much."""


class Records:
    """Collects records page by page; one whose id (the attribute *key*) came already is dropped."""

    def __init__(self, key: str) -> None:
        self.key = key
        self._columns: dict[Path, int] = {}
        self._first: int = 0
        self._pages: dict[int, list[dict[int, str]]] = {}
        self._seen: set[str] = set()

    def __len__(self) -> int:
        """Return how many different records came."""
        return sum(map(len, self._pages.values()))

    def forget(self) -> None:
        """Forget every record that came."""
        self._pages.clear()
        self._seen.clear()

    @property
    def ids(self) -> set[str]:
        """The ids that came."""
        return self._seen

    def has(self, page: int) -> bool:
        """Tell whether a page is there."""
        return page in self._pages

    def add(self, page: int, records: Iterable[Record]) -> int:
        """Take one page (its number, from 0), or more of it; returns how many of its records are new."""
        kept = self._pages.setdefault(page, [])
        before = len(kept)
        for record in records:
            cells: dict[int, str] = {}
            self._flatten(record, "", cells, 0)
            own = cells.get(self._columns.get(self.key, -1), "")
            if own and own in self._seen:
                continue
            self._seen.add(own)
            kept.append(cells)
        self._first = self._first or len(self._columns)
        return len(kept) - before

    def table(self, links: Callable[[Path], bool] = lambda _path: False) -> Table:
        """Return what came as a table, in the order of the pages; *links* tells the paths that hold another's id."""
        names = list(self._columns)
        parents = {path[:at] for path in names for at, letter in enumerate(path) if letter in ".["}
        order = [name for name in (*names[: self._first], *sorted(names[self._first :])) if name not in parents]
        places = [self._columns[name] for name in order]
        rows: list[Row] = []
        for page in sorted(self._pages):
            rows += [tuple(cells.get(at, "") for at in places) for cells in self._pages[page]]
        linked = frozenset(at for at, name in enumerate(order) if links(name))
        numbers = range(1, len(rows) + 1)
        return Table(columns=tuple(order), rows=rows, numbers=numbers, attributes=True, links=linked)

    def _flatten(self, record: Record, above: Path, cells: dict[int, str], depth: int) -> None:
        for name, value in record.items():
            kind = type(value)
            if kind is dict:
                if depth < _DEEP:
                    self._flatten(value, f"{above}{name}.", cells, depth + 1)
            elif kind is list:
                self._list(value, f"{above}{name}", cells, depth)
            elif value is None or value == "":
                self._place(above + name)
            else:
                self._put(above + name, value, cells)

    def _list(self, values: list[Any], path: Path, cells: dict[int, str], depth: int) -> None:
        objects = [value for value in values if type(value) is dict]
        if not objects:
            if values and not isinstance(values[0], list) and values[0] is not None:
                self._put(path, values[0], cells)
            return
        for kind, mates in _by_kind(objects).items():
            if depth < _DEEP:
                self._flatten(_favourite(mates), f"{path}{kind}.", cells, depth + 1)

    def _put(self, path: Path, value: Any, cells: dict[int, str]) -> None:
        at = self._place(path)
        if at >= 0:
            cells[at] = value[:_LONG] if type(value) is str else _text(value)

    def _place(self, path: Path) -> int:
        """Return the column of a path, -1 where there are too many; also nothing but null makes it known."""
        at = self._columns.get(path, -1)
        if at < 0 and len(self._columns) < _WIDE:
            at = self._columns[path] = len(self._columns)
        return at


def _by_kind(objects: Sequence[Record]) -> dict[str, list[Record]]:
    """Return the objects of a list by what kind they say they are, as it stands in a path."""
    found: dict[str, list[Record]] = {}
    for each in objects:
        kind = next((each[name] for name in _KINDS if isinstance(each.get(name), str | int)), None)
        found.setdefault("" if kind is None else f"[{str(kind)[:40]}]", []).append(each)
    return found


def _favourite(objects: Sequence[Record]) -> Record:
    return next((each for each in objects if any(each[n] is True for n in each if n.lower() in _STARS)), objects[0])


def _text(value: Any) -> str:
    if value is True or value is False:
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
