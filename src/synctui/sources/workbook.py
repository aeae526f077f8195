"""Workbooks of every kind as grids of text: .xlsx and .xlsm are scanned and read here, the others in a child.

Nothing of a workbook runs, and nothing outside it is fetched.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from synctui.errors import InputError
from synctui.i18n import N_, Message, _, message
from synctui.sources.cells import letter, texts
from synctui.sources.child import ChildFailedError, RawSheet, read_in_child
from synctui.sources.package import Package, Sheet, readable
from synctui.sources.tabulate import Grid
from synctui.sources.xlsx_scan import Scan, scan

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_EMPTY = 16 * 1024 * 1024
"""From how many bytes of empty rows at its end on a sheet is shortened before it is read."""
_NAMED = 5
"""How many places a warning names before it only counts."""


class Book(NamedTuple):
    """A workbook: its sheets in the order of their tabs, and how to read one of them by name."""

    sheets: tuple[Sheet, ...]
    grid: Callable[[str], Grid]


def open_book(data: bytes, kind: str, name: str) -> Book:
    """Open the workbook *data* of *kind* (as `sniff` says); *name* is how messages call it. Raises `InputError`."""
    if kind == "xls":
        return _from_child(data, name, exact=False)
    with readable(name):
        package = Package(data, name)
        if kind == "xlsx":
            return _xlsx(data, package, name)
        package.check_rest(frozenset())
    return _from_child(data, name, exact=False)


def _xlsx(data: bytes, package: Package, name: str) -> Book:
    sheets = tuple(sheet for sheet in package.sheets() if sheet.part)
    parts = {sheet.name: sheet.part for sheet in sheets}
    package.check_rest(frozenset(parts.values()))

    @cache
    def whole() -> CalamineWorkbook:
        return _calamine(data, name)

    def grid(sheet: str) -> Grid:
        with ThreadPoolExecutor(1) as beside:
            opening = beside.submit(whole)  # the shared texts: no sheet is looked at, and Python is let go
            with readable(name):
                found = scan(lambda: package.open(parts[sheet]), sheet, package.budget)
        if not found.plain:
            return _from_child(data, name, exact=True).grid(sheet)
        if found.filled and found.length - found.filled > _EMPTY:
            short = package.shortened(parts[sheet], found.filled)
            return _read(_calamine(short, name), sheet, found, name)
        return _read(opening.result(), sheet, found, name)

    return Book(sheets, grid)


def _calamine(data: bytes, name: str) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook

    with readable(name):
        return CalamineWorkbook.from_filelike(io.BytesIO(data))


def _read(book: CalamineWorkbook, sheet: str, found: Scan, name: str) -> Grid:
    with readable(name):
        read = book.get_sheet_by_name(sheet)
        start = read.start or (0, 0)
        rows = [texts(row) for row in read.iter_rows()]
    return Grid(
        name=sheet,
        rows=rows,
        numbers=range(start[0] + 1, start[0] + 1 + len(rows)),
        column=start[1],
        faults=_faults(found),
        hidden=frozenset(found.hidden_rows),
        warnings=_warnings(sheet, found, frozenset(range(start[1], start[1] + (len(rows[0]) if rows else 0)))),
    )


def _faults(found: Scan) -> dict[tuple[int, int], Message]:
    formula = message(N_("The formula was saved without a value; open the file in Excel and save it."))
    faults = dict.fromkeys(found.unvalued, formula)
    for place, error in found.errors.items():
        faults[place] = message(N_("The cell shows the error {error}."), error=error)
    return faults


def _warnings(sheet: str, found: Scan, columns: frozenset[int]) -> tuple[Message, ...]:
    """Return what somebody should know before the values are trusted. columns: those of the table."""
    warnings = []
    if found.unvalued:
        text = N_("{n} formulas without a value, as in {places}: open the file in Excel and save it.")
        warnings.append(message(text, n=len(found.unvalued), places=_places(sheet, found.unvalued)))
    if found.errors:
        text = N_("{n} cells show an error, as in {places}; their values are not taken.")
        warnings.append(message(text, n=len(found.errors), places=_places(sheet, set(found.errors))))
    hidden = sorted({at for low, high in found.hidden_columns for at in range(low, high + 1)} & columns)
    if hidden:
        text = N_("The sheet hides the columns {columns}; they are read like the others.")
        warnings.append(message(text, columns=", ".join(map(letter, hidden))))
    if found.hidden_rows:
        warnings.append(
            message(N_("The sheet hides {n} rows; they are read like the others."), n=len(found.hidden_rows))
        )
    if found.merged:
        text = N_("Merged cells count once, in their first cell: {places}.")
        warnings.append(message(text, places=", ".join(f"{sheet}!{ref}" for ref in found.merged[:_NAMED])))
    return tuple(warnings)


def _places(sheet: str, cells: set[tuple[int, int]]) -> str:
    return ", ".join(f"{sheet}!{letter(column)}{row}" for row, column in sorted(cells)[:_NAMED])


def _from_child(data: bytes, name: str, *, exact: bool) -> Book:
    """Return the workbook as a child reads it. exact: whether error cells would be missed only in this form of XML."""
    try:
        raw = {sheet[0]: sheet for sheet in read_in_child(data)}
    except ChildFailedError as failed:
        raise _failed(name, refused=failed.refused) from None
    sheets = tuple(Sheet(sheet, hidden) for sheet, hidden, _start, _rows in raw.values())
    return Book(sheets, lambda sheet: _raw_grid(raw[sheet], exact=exact))


def _raw_grid(raw: RawSheet, *, exact: bool) -> Grid:
    sheet, _hidden, start, rows = raw
    kind = N_("In this kind of file error cells and formulas without a value look empty; an .xlsx shows them.")
    form = N_("In this form of workbook error cells look empty; save it in Excel once to see them.")
    return Grid(
        name=sheet,
        rows=rows,
        numbers=range(start[0] + 1, start[0] + 1 + len(rows)),
        column=start[1],
        warnings=(message(form if exact else kind),),
    )


def _failed(name: str, *, refused: bool) -> InputError:
    if refused:  # the reader does not tell these apart
        return InputError(
            _("{name} is incomplete, damaged or protected by a password.").format(name=name),
            _("Copy it again, or open it in Excel and save it as a new .xlsx without a password."),
        )
    return InputError(
        _("{name} takes too much memory or time to read.").format(name=name),
        _("Save the client list alone as a new .xlsx and try that."),
    )


def protected(name: str) -> InputError:
    """Return the error for a workbook behind a password."""
    return InputError(
        _("{name} is protected by a password.").format(name=name),
        _("Save a copy without the password, and delete that copy afterwards."),
    )
