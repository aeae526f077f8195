"""The reader in a process of its own with a memory limit, for kinds whose bounds cannot be known beforehand.

The parent gives the file's bytes on stdin and gets every sheet on stdout; a reader that panics, aborts or runs out of
memory ends this process alone.
"""

from __future__ import annotations

import io
import marshal
import subprocess
import sys

from synctui.sources.cells import texts

MEMORY = 1024 * 1024 * 1024
"""How much address space the child may use, in bytes."""
SECONDS = 60
_REFUSED = 3

RawSheet = tuple[str, bool, tuple[int, int], list[tuple[str, ...]]]
"""A sheet's name, whether it is hidden, its first cell (row and column from 0), and its rows as text."""


class ChildFailedError(Exception):
    """The child gave no sheets. refused: the reader said no; else it ran out of memory or time, or panicked."""

    def __init__(self, *, refused: bool) -> None:
        super().__init__()
        self.refused = refused


def read_in_child(data: bytes) -> list[RawSheet]:
    """Return every sheet of the workbook *data*. Raises `ChildFailedError`."""
    command = [sys.executable, "-m", __name__]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise ChildFailedError(refused=False) from None
    if done.returncode:
        raise ChildFailedError(refused=done.returncode == _REFUSED)
    sheets: list[RawSheet] = marshal.loads(done.stdout)  # noqa: S302 - written by our own child
    return sheets


def _sheets(data: bytes) -> list[RawSheet]:
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = []
    for meta in book.sheets_metadata:
        sheet = book.get_sheet_by_name(meta.name)
        hidden = meta.visible != SheetVisibleEnum.Visible
        sheets.append((meta.name, hidden, sheet.start or (0, 0), [texts(row) for row in sheet.to_python()]))
    return sheets


def _limit() -> None:
    try:
        import resource
    except ImportError:  # no such limits on this system
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    """Read stdin and write the sheets; return another code where the reader refuses."""
    from python_calamine import CalamineError

    data = sys.stdin.buffer.read()
    _limit()
    try:
        sheets = _sheets(data)
    except CalamineError:
        return _REFUSED
    sys.stdout.buffer.write(marshal.dumps(sheets))
    return 0


if __name__ == "__main__":
    sys.exit(main())
