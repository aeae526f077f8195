"""Workbooks of plain texts: no cell is ever a formula, an error or a character that a spreadsheet cannot open.

While openpyxl saves, it keeps whole sheets in clear in the temporary folder; here that is a folder of our own.
"""

from __future__ import annotations

import io
import re
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, NamedTuple

from synctui.core.visible import visible

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell

LONGEST = 32_767
"""How many UTF-16 units a cell holds (Excel's specifications and limits)."""
LONGEST_NAME = 31
"""Characters of a sheet's name (there too)."""
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold."""
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What a spreadsheet would read as an escape for one character (ECMA-376 part 1, 22.9.2.19)."""
_NO_NAME = re.compile(r"[\[\]:*?/\\']")
"""What a sheet's name cannot hold; an apostrophe only at its ends."""
_FOLDER = "synctui-save-"
_STALE = 3600
_lock = RLock()


def fit(text: str) -> str:
    r"""Return *text* as a cell can hold it: unfit characters as visible tokens, what is cut told at the end.

    >>> fit("a" * 40_000)[-9:], fit("Jan\x1b"), fit("_x000D_")
    ('a… +7,243', 'Jan␛', '_x005F_x000D_')
    """
    text = _ESCAPE.sub("_x005F_", _UNFIT.sub(_token, text))
    if len(text) <= LONGEST // 2 or _units(text) <= LONGEST:
        return text
    kept = text[: LONGEST - 10]
    while _units(kept) > LONGEST - 10:
        kept = kept[: -max(1, (_units(kept) - LONGEST + 10) // 2)]
    return f"{kept}… +{len(text) - len(kept):,}"


def sheet_name(text: str) -> str:
    r"""Return *text* as a sheet can be called.

    >>> sheet_name("clients [2026]: new.csv"), sheet_name("Jan\x1b"), sheet_name(" ")
    ('clients -2026-- new.csv', 'Jan␛', '-')
    """
    return _NO_NAME.sub("-", visible(text))[:LONGEST_NAME].strip() or "-"


def _token(found: re.Match[str]) -> str:
    token = visible(found[0])
    return token if token != found[0] else f"<U+{ord(token):04X}>"


def _units(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)


def put(cell: Cell | MergedCell, text: str) -> None:
    """Write *text* into *cell* as text, whatever it begins with, and formatted as text so that it stays one.

    The rest of a merged cell holds nothing and is left so.
    """
    from openpyxl.cell.cell import MergedCell

    if isinstance(cell, MergedCell):
        return
    cell.value = fit(text)
    cell.data_type = "s"
    cell.number_format = "@"


class Sheet(NamedTuple):
    """One sheet of a workbook: its name, its header row, the rows below it."""

    name: str
    headers: Sequence[str]
    rows: Iterable[Iterable[str]]


def list_workbook(sheet: str, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a workbook with one sheet: a header row that stays in sight, and *rows* below it, all texts."""
    return sheets_workbook([Sheet(sheet, headers, rows)])


def sheets_workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return a workbook of such sheets, at least one, in their order."""
    from openpyxl import Workbook

    with private_folder():  # openpyxl writes there from the first row on
        book = Workbook(write_only=True)
        for sheet in sheets:
            _add(book, sheet)
        return saved(book)


def _add(book: Workbook, sheet: Sheet) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(sheet.name)
    page.freeze_panes = "A2"

    def cell(text: str) -> Any:
        fitting = fit(text)
        if fitting[:1] not in {"=", "#"}:
            return fitting
        made = WriteOnlyCell(page, "")
        put(made, text)
        return made

    def heading(text: str) -> Any:
        made = WriteOnlyCell(page, "")
        put(made, text)
        made.font = Font(bold=True)
        return made

    for at, header in enumerate(sheet.headers, 1):
        page.column_dimensions[get_column_letter(at)].width = max(12, min(40, len(header) + 4))
    page.append([heading(header) for header in sheet.headers])
    for row in sheet.rows:
        page.append([cell(text) for text in row])


def saved(book: Workbook) -> bytes:
    """Return *book* as bytes, saved through a temporary folder that only its owner can open."""
    buffer = io.BytesIO()
    with private_folder():
        book.save(buffer)
    return buffer.getvalue()


@contextmanager
def private_folder() -> Iterator[Path]:
    """Make a 0700 folder the place for temporary files, and remove it; also those that killed processes left."""
    with _lock:
        before = tempfile.tempdir
        _sweep(Path(tempfile.gettempdir()))
        folder = Path(tempfile.mkdtemp(prefix=_FOLDER))
        tempfile.tempdir = str(folder)
        try:
            yield folder
        finally:
            tempfile.tempdir = before
            shutil.rmtree(folder, ignore_errors=True)


def _sweep(folder: Path) -> None:
    for left in folder.glob(f"{_FOLDER}*"):
        with suppress(OSError):
            if time.time() - left.lstat().st_mtime > _STALE and not left.is_symlink():
                shutil.rmtree(left, ignore_errors=True)
