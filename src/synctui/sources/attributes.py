"""Records as a CRM gives them, page by page, each taken once, and in the end as one table. JSON is let go at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from itertools import compress

from synctui.core.table import Table
from synctui.sources.columns import WIDE, Columns, Path, Record, columns
from synctui.sources.packed import Packed, PackedRows, coded


class _Page:
    """What came of one page, at once or in parts."""

    __slots__ = ("digest", "ids", "parts")

    def __init__(self) -> None:
        self.parts: list[Packed] = []
        self.ids: list[str] = []
        self.digest = b""

    def add(self, found: Columns, ids: Sequence[str]) -> None:
        """Take records, as columns."""
        code = coded(found)
        self.parts.append(Packed(code, len(ids)))
        self.ids += ids
        self.digest = hashlib.sha256(self.digest + code).digest()


class Records:
    """Collects records page by page; one whose id (the attribute *key*) came already is dropped."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._paths = {key: True}
        self._pages: dict[int, _Page] = {}
        self._seen: set[str] = set()
        self._count = 0

    def __len__(self) -> int:
        """Return how many different records came."""
        return self._count

    @property
    def ids(self) -> list[str]:
        """The records' ids, in the order of the table; empty where one has none."""
        return [each for page in sorted(self._pages) for each in self._pages[page].ids]

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of what came, the same in whichever order the pages did."""
        digest = hashlib.sha256()
        for page in sorted(self._pages):
            digest.update(self._pages[page].digest)
        return digest.hexdigest()

    def forget(self) -> None:
        """Forget every record that came."""
        self._pages.clear()
        self._seen.clear()
        self._count = 0

    def has(self, page: int) -> bool:
        """Tell whether a page is there."""
        return page in self._pages

    def add(self, page: int, records: Sequence[Record]) -> int:
        """Take one page (its number, from 0), or more of it; returns how many of its records are new."""
        kept = self._pages.setdefault(page, _Page())
        found = columns(records)
        ids = found.get(self._key, [""] * len(records))
        new = self._new(ids)
        if count := sum(new):
            if count < len(records):
                found = {path: list(compress(texts, new)) for path, texts in found.items()}
            kept.add(found, list(compress(ids, new)))
        first = len(self._paths) == 1
        for path in found if len(self._paths) < WIDE else ():
            self._paths.setdefault(path, first)
        self._count += count
        return count

    def rows(self, paths: Sequence[Path]) -> PackedRows:
        """Return what came as rows with these columns, in the order of the pages."""
        return PackedRows([part for page in sorted(self._pages) for part in self._pages[page].parts], paths)

    def table(self, links: Callable[[Path], bool] = lambda _path: False) -> Table:
        """Return what came as a table; *links* tells the paths that hold another's id."""
        names = [path for path, first in self._paths.items() if first]
        names += sorted(path for path, first in self._paths.items() if not first)
        parents = {path[:at] for path in names for at, letter in enumerate(path) if letter in ".["}
        order = tuple(name for name in names[:WIDE] if name not in parents)
        linked = frozenset(at for at, name in enumerate(order) if links(name))
        numbers = range(1, self._count + 1)
        return Table(columns=order, rows=self.rows(order), numbers=numbers, attributes=True, links=linked)

    def _new(self, ids: Sequence[str]) -> list[bool]:
        """Tell of each id whether it comes for the first time; a record without one always counts as new."""
        seen, new = self._seen, []
        for each in ids:
            new.append(each not in seen)
            if each:
                seen.add(each)
        return new
