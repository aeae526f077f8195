"""A reader's cells as plain text, the way an office means them: no ``.0``, dates as ISO, nothing rounded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time


def text(cell: object) -> str:
    """Return one cell as text.

    >>> text(85073003328.0), text(9000), text(0.5), text(None), text(True)
    ('85073003328', '9000', '0.5', '', 'TRUE')
    >>> text(datetime(2026, 1, 2)), text(datetime(2026, 1, 2, 8, 30)), text(date(2026, 1, 2))
    ('2026-01-02', '2026-01-02T08:30:00', '2026-01-02')
    """
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return str(int(cell)) if cell.is_integer() else repr(cell)
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
        case date() | time():
            return cell.isoformat()
        case _:
            return "" if cell is None else str(cell)


def texts(row: Sequence[object]) -> tuple[str, ...]:
    """Return a row of cells as text; cells that are text already are not touched."""
    return tuple([cell if type(cell) is str else text(cell) for cell in row])


def letter(column: int) -> str:
    """Return a column's letter from its index.

    >>> letter(0), letter(25), letter(26), letter(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def index(name: str) -> int:
    """Return a column's index from its letter.

    >>> index("A"), index("AA"), index("XFD")
    (0, 26, 16383)
    """
    at = 0
    for char in name:
        at = at * 26 + ord(char) - 64
    return at - 1
