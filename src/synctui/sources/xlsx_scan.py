"""A streaming look at a sheet's XML before the reader runs: its bounds, and what the reader gives as empty text.

The reader builds a dense grid and aborts the process on a far cell; it gives error cells and formulas without a
value as empty text. So the sheet is unpacked in pieces and searched by regular expressions: no tree, no copy.
Source: ECMA-376 part 1, 18.3 (sheetData, row, c, f, v, cols, mergeCells).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO

from synctui.errors import InputError
from synctui.i18n import _
from synctui.sources.cells import index

CHUNK = 4 * 1024 * 1024
MAX_UNPACKED = 640 * 1024 * 1024
"""How many bytes a workbook may unpack to; 100,000 clients of 15 columns take about 100 MB."""
MAX_GRID = 6_000_000
"""How many cells, rows times columns, a sheet may span."""
MAX_ROWS = 500_000
MAX_COLUMNS = 702
_MAX_PIECE = 32 * 1024 * 1024
_NEAR = 64 * 1024

_UNUSUAL = re.compile(rb'<c[ >](?!r="[A-Z](?:1[0-9]{5}|[1-9][0-9]{0,4})")')
"""Any cell but one that tells its place first, within column Z and row 199,999: the only cells that cost more."""
_ROUGH = re.compile(rb'r="(?:[A-Z]{2}|[A-Z](?:[2-9][0-9]{5}|[0-9]{7}))')
"""A cell beyond column Z or row 199,999; a sheet without one spans at most 5.2 million cells."""
_WIDE = re.compile(rb'<c (?:[^>]*?\s)?r="([A-Z]{1,3})[0-9]+"[^>]*(?<!/)>')
_DEEP = re.compile(rb'<c (?:[^>]*?\s)?r="[A-Z]+([0-9]+)"[^>]*(?<!/)>')
_IMPLIED = re.compile(rb'<c(?:>|\s(?![^>]*\br=")[^>]*>)')
_ERROR = re.compile(
    rb'<c (?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*>(?:<f[^>]*>(?:[^<]*</f>)?)?<v>([^<]*)</v>'
)
_FORMULA = re.compile(
    rb'<c (?=([^>]*)>)[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*><f(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(<v ?/>|<v></v>|</c>)'
)
_HIDDEN_ROW = re.compile(rb'<row (?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="([0-9]+)"')
_HIDDEN_COLUMN = re.compile(rb'<col (?=[^>]*\bhidden="(?:1|true)")[^>]*?\bmin="([0-9]+)"[^>]*?\bmax="([0-9]+)"')
_MERGED = re.compile(rb'<mergeCell [^>]*?\bref="([A-Z0-9:]+)"')
_CUTS = (b"<c ", b"<c>", b"<row", b"<mergeCell ")


@dataclass(slots=True)
class Scan:
    """What a sheet's XML says beside its values. Rows count from 1, columns from 0.

    errors: (row, column) → the error as the cell shows it. unvalued: formulas saved without a value.
    hidden_columns: ranges, first and last. merged: ranges as ``A1:B2``. plain: whether the XML has the form that
    this scan understands whole; another form is read in a child process. filled, length: how many bytes there are up
    to the end of the last cell with a value, at most a piece too many, and in all.
    """

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    unvalued: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    plain: bool = True
    filled: int = 0
    length: int = 0


@dataclass(slots=True)
class Budget:
    """How many unpacked bytes are left, of *limit*, for the file called *name*."""

    name: str
    limit: int = MAX_UNPACKED
    left: int = field(init=False)

    def __post_init__(self) -> None:
        self.left = self.limit

    def take(self, amount: int) -> None:
        """Count *amount* bytes. Raises `InputError` when there are none left."""
        self.left -= amount
        if self.left < 0:
            raise InputError(
                _("{name} unpacks to more than {size} MB.").format(name=self.name, size=self.limit // 1024**2),
                _("That is no client list. Copy the list into a new workbook and save that."),
            )


def scan(reopen: Callable[[], IO[bytes]], sheet: str, budget: Budget) -> Scan:
    """Return what the XML of one sheet says. Raises `InputError` on a far cell and on too much of anything.

    reopen: gives the XML from its beginning; asked twice where a sheet turns out to be large after a small beginning.
    """
    left = budget.left
    found = _look(reopen, budget, _Bounds(sheet, exact=False))
    if found is None:
        budget.left = left
        found = _look(reopen, budget, _Bounds(sheet, exact=True))
    assert found is not None
    return found


def _look(reopen: Callable[[], IO[bytes]], budget: Budget, bounds: _Bounds) -> Scan | None:
    """Return what one pass over the XML finds; None where the bounds must be counted exactly from the beginning."""
    found = Scan()
    with reopen() as stream:
        for number, piece in enumerate(_pieces(stream, bounds.sheet, budget)):
            if number == 0:
                found.plain = b"<worksheet" in piece[:2000]
                bounds.exact = bounds.exact or bool(_ROUGH.search(piece))
            found.length += len(piece)
            cells = piece.count(b"</c>")
            if not cells:
                _merged(piece, found)
                continue
            bounds.count(cells)
            found.filled = found.length
            _hidden(piece, found)
            _merged(piece, found)
            unusual = bounds.exact or bool(_UNUSUAL.search(piece))
            if unusual and not bounds.fits(piece):
                return None
            if unusual and _IMPLIED.search(piece):
                found.plain = False
            _cells(piece, found)
    return found


def _pieces(stream: IO[bytes], sheet: str, budget: Budget) -> Iterator[bytes]:
    """Yield the XML in pieces that never cut a row's or a cell's beginning from the rest of the cell."""
    tail = b""
    while chunk := stream.read(CHUNK):
        budget.take(len(chunk))
        data = tail + chunk
        cut = _cut(data)
        if cut < 1 and len(data) > _MAX_PIECE:
            raise InputError(
                _("One cell of the sheet “{sheet}” holds more than 32 MB.").format(sheet=sheet),
                _("That is no client list. Copy the list into a new workbook and save that."),
            )
        tail = data[cut:] if cut > 0 else data
        if cut > 0:
            yield data[:cut]
    yield tail


def _cut(data: bytes) -> int:
    """Return where the last cell, row or merged range of *data* begins; the end is looked at first."""
    near = max(data.rfind(mark, -_NEAR) for mark in _CUTS)
    return near if near > 0 else max(data.rfind(mark) for mark in _CUTS)


def _hidden(piece: bytes, found: Scan) -> None:
    """Note hidden rows and columns."""
    if b'hidden="' in piece:
        found.hidden_rows.update(map(int, _HIDDEN_ROW.findall(piece)))
        found.hidden_columns += [(int(low) - 1, int(high) - 1) for low, high in _HIDDEN_COLUMN.findall(piece)]


def _merged(piece: bytes, found: Scan) -> None:
    if b"<mergeCell " in piece:
        found.merged += [ref.decode() for ref in _MERGED.findall(piece)]


def _cells(piece: bytes, found: Scan) -> None:
    """Note error cells and formulas without a value."""
    if b't="e"' in piece:
        for column, row, error in _ERROR.findall(piece):
            found.errors[int(row), index(column.decode())] = error.decode("ascii", "replace")
    if b"<f" in piece:
        for attributes, column, row, value in _FORMULA.findall(piece):
            if value == b"</c>" or b't="str"' not in attributes:
                found.unvalued.add((int(row), index(column.decode())))


@dataclass(slots=True)
class _Bounds:
    """How far the cells that hold something reach, as far as that is worth knowing."""

    sheet: str
    exact: bool
    column: str = "A"
    row: int = 1
    cells: int = 0

    def count(self, cells: int) -> None:
        """Count cells with a value, wherever they stand. Raises `InputError` when there are too many."""
        self.cells += cells
        if self.cells > MAX_GRID:
            raise self._too_many()

    def fits(self, piece: bytes) -> bool:
        """Return whether *piece* keeps within the rough bounds; with *exact*, count instead.

        Raises `InputError` when a cell makes the sheet wider, longer or larger than the limits.
        """
        if not self.exact:
            return not _ROUGH.search(piece)
        columns = {name.decode() for name in set(_WIDE.findall(piece))}
        self.column = max((self.column, *columns), key=lambda name: (len(name), name))
        self.row = max([self.row, *map(int, set(_DEEP.findall(piece)))])
        width = index(self.column) + 1
        if width > MAX_COLUMNS or self.row > MAX_ROWS or width * self.row > MAX_GRID:
            raise self._far(piece)
        return True

    def _far(self, piece: bytes) -> InputError:
        for pattern in (rf'r="({self.column}[0-9]+)"', rf'r="([A-Z]+{self.row})"'):
            if cell := re.search(pattern.encode(), piece):
                place = f"{self.sheet}!{cell[1].decode()}"
                return InputError(
                    _("The sheet reaches to {place}, far outside any client list.").format(place=place),
                    _("Delete that cell's row and column, or copy the list into a new workbook."),
                )
        return self._too_many()

    def _too_many(self) -> InputError:
        return InputError(
            _("The sheet “{sheet}” has more than {n} cells.").format(sheet=self.sheet, n=MAX_GRID),
            _("Copy the client list alone into a new workbook."),
        )
