"""Which sheet of a workbook holds the clients: the one whose header says so, named, never silently another."""

from __future__ import annotations

from difflib import get_close_matches
from typing import NamedTuple

from synctui.errors import InputError
from synctui.i18n import N_, Message, _, message
from synctui.sources.package import Sheet
from synctui.sources.tabulate import Grid, header_at, score
from synctui.sources.workbook import Book

_SURE = 2
"""From how many known headers on a sheet counts as a client list."""


class SheetInfo(NamedTuple):
    """A sheet as the app offers it.

    rows: those below its header. known: how many of its headers are known. problem: why it cannot be read.
    """

    name: str
    hidden: bool = False
    rows: int = 0
    known: int = 0
    chosen: bool = False
    problem: str = ""


class Choice(NamedTuple):
    """The sheet that is read, all sheets that were looked at, and what is to be said about the choice."""

    grid: Grid
    sheets: tuple[SheetInfo, ...]
    warnings: tuple[Message, ...]


class _Looked(NamedTuple):
    info: SheetInfo
    grid: Grid | None
    error: InputError | None


def choose(book: Book, wanted: str | None, name: str) -> Choice:
    """Return the sheet *wanted*, else the one with the most known headers; a hidden one only where no other has any.

    Raises `InputError` when there is no such sheet, or none that can be read.
    """
    if not book.sheets:
        raise InputError(_("{name} has no sheets.").format(name=name), _("Save the list again as a workbook."))
    if wanted is not None:
        return _named(book, wanted, name)
    looked = [_look(book, sheet) for sheet in book.sheets if not sheet.hidden]
    if not any(one.info.known >= _SURE for one in looked):
        looked += [_look(book, sheet) for sheet in book.sheets if sheet.hidden]
    best = max(looked, key=lambda one: (one.info.known, one.info.rows > 0, one.grid is not None))
    if best.grid is None:
        raise next(one.error for one in looked if one.error)
    sheets = tuple(one.info._replace(chosen=one is best) for one in looked)
    return Choice(best.grid, sheets, _said(best.info, [one for one in looked if one is not best]))


def _named(book: Book, wanted: str, name: str) -> Choice:
    by_name = {sheet.name.casefold(): sheet for sheet in book.sheets}
    sheet = by_name.get(wanted.casefold())
    if sheet is None:
        close = get_close_matches(wanted, [sheet.name for sheet in book.sheets], n=1) or [book.sheets[0].name]
        raise InputError(
            _("{name} has no sheet “{sheet}”.").format(name=name, sheet=wanted),
            _("Did you mean “{name}”?").format(name=close[0]),
        )
    looked = _look(book, sheet)
    if looked.grid is None:
        raise looked.error or InputError(name)
    return Choice(looked.grid, (looked.info._replace(chosen=True),), ())


def _look(book: Book, sheet: Sheet) -> _Looked:
    try:
        grid = book.grid(sheet.name)
    except InputError as error:
        return _Looked(SheetInfo(sheet.name, sheet.hidden, problem=error.what), None, error)
    at = header_at(grid.rows)
    known = score(grid.rows[at]) if at is not None else 0
    rows = len(grid.rows) - at - 1 if at is not None else 0
    return _Looked(SheetInfo(sheet.name, sheet.hidden, rows, known), grid, None)


def _said(chosen: SheetInfo, others: list[_Looked]) -> tuple[Message, ...]:
    """Say which sheet is read where there are several, and which other may be meant or could not be read."""
    warnings = []
    rivals = [one.info.name for one in others if one.info.rows and one.info.known >= max(_SURE, chosen.known - 1)]
    if rivals:
        text = N_("The sheet “{sheet}” is read; {others} looks like a client list too: name the one you mean.")
        warnings.append(message(text, sheet=chosen.name, others=", ".join(rivals)))
    elif any(one.info.rows for one in others) or chosen.hidden:
        text = N_("The hidden sheet “{sheet}” is read.") if chosen.hidden else N_("The sheet “{sheet}” is read.")
        warnings.append(message(text, sheet=chosen.name))
    for one in others:
        if one.info.problem:
            text = N_("The sheet “{sheet}” was not looked at: {problem}")
            warnings.append(message(text, sheet=one.info.name, problem=one.info.problem))
    return tuple(warnings)
