"""From a sheet's grid of texts to a table: where the header stands, which rows are records, where each cell is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress

from synctui.core.aliases import alias
from synctui.core.table import Row, Table
from synctui.errors import InputError
from synctui.i18n import N_, Message, _, message
from synctui.sources.cells import letter

_SEARCHED = 50
"""How many rows, empty ones not counted, may stand above the header."""
_NAMED = 5
_AT_ONCE = 500
"""So many rows are searched as one text: few enough that it stays in the processor's cache."""
_NOTHING = frozenset({"", "person"})
"""What a row without a record may hold: the template has ``person`` in column A of rows that are still to be filled."""
_BROKEN = re.compile("\ufffd|Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
"""What UTF-8 becomes when it is read as Windows-1252, and the mark of a letter that was lost."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet as read: rectangular rows of text.

    numbers: per row its number in the sheet or first line in the file. column: index of the first column.
    faults: (row number, column index) → why; column -1 is the whole row. hidden: the numbers of hidden rows.
    """

    name: str
    rows: Sequence[Row]
    numbers: Sequence[int]
    column: int = 0
    faults: Mapping[tuple[int, int], Message] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    warnings: tuple[Message, ...] = ()


def header_at(rows: Sequence[Row]) -> int | None:
    """Return the index of the header: the row with the most known headers, else the first that could be one."""
    seen = 0
    best, at, possible = 0, None, None
    for index, row in enumerate(rows):
        cells = [cell for cell in row if cell.strip()]
        if not cells:
            continue
        seen += 1
        known = score(row)
        if known > best:
            best, at = known, index
        if possible is None and len(cells) > 1 and all(map(_wordy, cells)):
            possible = index
        if seen == _SEARCHED:
            break
    return at if best > 1 else (possible if possible is not None else at)


def score(row: Row) -> int:
    """Return how many cells of a row are headers we know, each meaning once."""
    return len({known.target for cell in row if cell and len(cell) < 80 and (known := alias(cell))})


def _whole_header(rows: Sequence[Row], at: int) -> tuple[Row, int]:
    """Return the header and the index of the row below it; a second line of headers (under merged cells) joins in."""
    head, second = rows[at], rows[at + 1] if at + 1 < len(rows) else ()
    if any(cell.strip() for cell in second) and second != head and all(alias(c) for c in second if c.strip()):
        return tuple(low if low.strip() else high for high, low in zip(head, second, strict=True)), at + 2
    return head, at + 1


def _wordy(cell: str) -> bool:
    """Whether a cell may be a header: words, no address, no number."""
    return len(cell) < 80 and "@" not in cell and sum(map(str.isdigit, cell)) * 2 < len(cell)


def tabulate(grid: Grid) -> Table:
    """Return the records below the header of *grid*. Raises `InputError` when there is no header row.

    Wholly empty rows and repeated headers are no records; a column with neither header nor value is no column.
    """
    at = header_at(grid.rows)
    if at is None:
        raise no_header(grid)
    head, below = _whole_header(grid.rows, at)
    faulty = {number for number, _column in grid.faults}
    below_header = grid.rows[below:]
    is_record = [
        (text.strip() not in _NOTHING or number in faulty) and row != head
        for number, row, text in zip(grid.numbers[below:], below_header, map("".join, below_header), strict=True)
    ]
    numbers = list(compress(grid.numbers[below:], is_record))
    rows: list[Row] = list(compress(below_header, is_record))
    used = [c for c, name in enumerate(head) if name.strip() or any(row[c].strip() for row in rows)]
    if len(used) < len(head):
        rows = [tuple([row[c] for c in used]) for row in rows]
    faults = _faults(grid, numbers, used)
    places = {number: index for index, number in enumerate(numbers)} if grid.hidden else {}
    return Table(
        columns=tuple(" ".join(head[c].split()) for c in used),
        rows=rows,
        letters=tuple(letter(grid.column + c) for c in used),
        sheet=grid.name,
        numbers=numbers,
        faults=faults,
        hidden=frozenset(places[number] for number in grid.hidden if number in places),
    )


def _faults(grid: Grid, numbers: Sequence[int], used: Sequence[int]) -> dict[tuple[int, int], Message]:
    if not grid.faults:
        return {}
    row_of = {number: index for index, number in enumerate(numbers)}
    column_of = {-1: -1} | {grid.column + c: index for index, c in enumerate(used)}
    return {
        (row_of[number], column_of[column]): why
        for (number, column), why in grid.faults.items()
        if number in row_of and column in column_of
    }


def no_header(grid: Grid) -> InputError:
    """Return the error for a sheet without a header row."""
    if not any("".join(row).strip() for row in grid.rows):
        return InputError(
            _("“{name}” is empty: there are no clients in it.").format(name=grid.name),
            _("Save the list again, with its header row, and try once more."),
        )
    return InputError(
        _("No header row was found in “{name}”.").format(name=grid.name),
        _("Put the names of the columns in the first row (First name, Last name, E-mail …)."),
    )


def broken_text(table: Table) -> tuple[Message, ...]:
    """Return a warning that names the cells whose accents were lost before the file came here, if there are any."""
    if not any(_may_be_broken(table.rows[at : at + _AT_ONCE]) for at in range(0, len(table.rows), _AT_ONCE)):
        return ()
    cells = [(at, c) for at, row in enumerate(table.rows) for c, cell in enumerate(row) if _BROKEN.search(cell)]
    if not cells:
        return ()
    places = ", ".join(table.where(*cell) for cell in cells[:_NAMED])
    said = N_("{n} cells hold broken accents, as in {places}: export the list again; they are left as they are.")
    return (message(said, n=len(cells), places=places),)


def _may_be_broken(rows: Sequence[Row]) -> bool:
    text = "".join(map("".join, rows))
    return "Ã" in text or "\ufffd" in text
