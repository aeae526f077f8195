"""A CRM's records while it is not yet known which of them are clients: page by page, in a tenth of the room of texts.

What is taken out of here as rows takes its full room, what stays inside does not: so memory grows with the clients
that are kept, not with everything that was read to find them.
"""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import overload

import msgspec

from synctui.core.table import Row
from synctui.sources.columns import Columns, Path

_Column = tuple[list[str], bytes]
"""A column's texts; or the few that differ, and for each record which of them it has."""
_LEVEL = 1
_FEW, _TRIED = 256, 16
_unpack = msgspec.msgpack.Decoder(dict[Path, _Column])


def coded(columns: Columns) -> bytes:
    """Return columns as bytes, the same whatever order they came in; those that are empty throughout are left out."""
    return msgspec.msgpack.encode({path: _coded(columns[path]) for path in sorted(columns) if any(columns[path])})


def _coded(texts: Sequence[str]) -> tuple[Sequence[str], bytes]:
    if len(set(texts[:_TRIED])) > _TRIED // 2 or len(different := dict.fromkeys(texts)) > _FEW:
        return texts, b""
    places = dict(zip(different, range(_FEW), strict=False))
    return tuple(different), bytes(map(places.__getitem__, texts))


class Packed:
    """Some records, packed. count: how many they are."""

    __slots__ = ("_bytes", "count")

    def __init__(self, code: bytes, count: int) -> None:
        self._bytes, self.count = zlib.compress(code, _LEVEL), count

    def rows(self, paths: Sequence[Path]) -> list[Row]:
        """Return the records as rows with these columns; a text that many of them have is kept once."""
        columns = _unpack.decode(zlib.decompress(self._bytes))
        return list(zip(*(self._texts(columns.get(path)) for path in paths), strict=True))

    def _texts(self, column: _Column | None) -> Iterator[str]:
        if column is None:
            return repeat("", self.count)
        texts, places = column
        return map(texts.__getitem__, places) if places else iter(texts)


class PackedRows(Sequence[Row]):
    """Packed records as rows of *paths*; the page that was looked at last is kept open."""

    def __init__(self, pages: Sequence[Packed], paths: Sequence[Path]) -> None:
        self._pages, self._paths = pages, paths
        self._starts = [0]
        for page in pages:
            self._starts.append(self._starts[-1] + page.count)
        self._open: tuple[int, int, list[Row]] = (0, 0, [])

    def __len__(self) -> int:
        return self._starts[-1]

    def __iter__(self) -> Iterator[Row]:
        for page in self._pages:
            yield from page.rows(self._paths)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        place = range(len(self))[at]
        start, end, rows = self._open
        if not start <= place < end:
            start, end, rows = self._open = self._opened(place)
        return rows[place - start]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # rows are compared, never looked up

    def followed_by(self, more: PackedRows) -> PackedRows:
        """Return these records and then *more*, with the columns of these."""
        return PackedRows([*self._pages, *more._pages], self._paths)

    def _opened(self, place: int) -> tuple[int, int, list[Row]]:
        page = bisect_right(self._starts, place) - 1
        return self._starts[page], self._starts[page + 1], self._pages[page].rows(self._paths)
