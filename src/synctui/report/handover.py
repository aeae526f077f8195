"""A firm's own import template, filled with clients: a copy in which everything else stays as it was downloaded."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from synctui.core.aliases import alias
from synctui.core.fields import CITY, FIELDS, INDEX, POSTAL_CODE, STREET, Values
from synctui.core.mapping import FULL_NAME, resolve
from synctui.core.mapping import Mapping as FieldMapping
from synctui.core.proposal import propose
from synctui.core.records import ClientRow
from synctui.core.table import Table
from synctui.errors import InputError
from synctui.i18n import _
from synctui.report.template import ORDER, PERSON
from synctui.report.workbook import put, saved

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_SEARCHED = 50
"""In how many rows the header is looked for."""


def fill_template(template: Path, rows: Sequence[ClientRow], spec: Mapping[str, str] | None = None) -> bytes:
    """Return a copy of the workbook *template* with a row for each client, from the first free row on.

    Columns are found as a source's are, or by *spec*. Raises `InputError` where the template cannot be read or has no
    column for a mandatory field.
    """
    book = _opened(template)
    page, top = _sheet(book, template.name)
    table = _table(page, top)
    mapping = resolve(table, spec) if spec is not None else propose(table).mapping
    _check(mapping, template.name)
    whole_address = not {"postal_code", "city"} & set(mapping.targets)
    is_person = _is_template(mapping)
    for at, client in enumerate(rows, _first_free(page, top)):
        for name, columns in mapping.targets.items():
            text = _text(name, client.values, mapping, whole_address=whole_address)
            if text:
                put(page.cell(at, columns[0] + 1), text)
        if is_person:
            put(page.cell(at, 1), PERSON)
    return saved(book)


def _opened(template: Path) -> Workbook:
    from openpyxl import load_workbook

    try:
        data = template.read_bytes()
        return load_workbook(io.BytesIO(data), keep_vba=template.suffix.lower() == ".xlsm")
    except OSError as error:
        raise InputError(
            _("{path} cannot be read: {reason}.").format(path=template, reason=error.strerror),
            _("Check the name and its permissions."),
        ) from None
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError, TypeError):
        raise InputError(
            _("{name} is no .xlsx template that can be filled.").format(name=template.name),
            _("Download it again and keep it as .xlsx."),
        ) from None


def _sheet(book: Workbook, name: str) -> tuple[Worksheet, int]:
    """Return the sheet and the row with the most known headers. Raises `InputError` where no row has two."""
    best: tuple[int, Worksheet | None, int] = (1, None, 0)
    for page in book.worksheets:
        for number, cells in enumerate(page.iter_rows(max_row=_SEARCHED, values_only=True), 1):
            known = len({found.target for cell in cells if cell and (found := alias(str(cell)))})
            if known > best[0]:
                best = (known, page, number)
    if best[1] is None:
        raise InputError(
            _("No header row was found in {name}.").format(name=name), _("Name the template as it was downloaded.")
        )
    return best[1], best[2]


def _table(page: Worksheet, top: int) -> Table:
    """Return the sheet below its header as a table, so that its columns are found like a source's."""
    from openpyxl.utils import get_column_letter

    width = max(page.max_column, len(ORDER))
    lines = page.iter_rows(min_row=top, max_col=width, values_only=True)
    texts = [tuple("" if cell is None else str(cell) for cell in cells) for cells in lines]
    return Table(
        columns=tuple(" ".join(cell.split()) for cell in texts[0]),
        rows=[row for row in texts[1:] if any(row)],
        letters=tuple(get_column_letter(at) for at in range(1, width + 1)),
        sheet=page.title,
    )


def _check(mapping: FieldMapping, name: str) -> None:
    named = {"first_name", "last_name"} if FULL_NAME in mapping.targets else set()
    missing = [field.title for field in FIELDS if field.mandatory and field.name not in mapping.targets.keys() | named]
    if missing:
        raise InputError(
            _("{name} has no column for: {fields}.").format(name=name, fields=", ".join(missing)),
            _("Name the template as it was downloaded."),
        )


def _is_template(mapping: FieldMapping) -> bool:
    """Whether columns A to D are those of Accounton's template, so that A holds ``person``."""
    known = [mapping.targets.get(name) for name in ("first_name", "last_name", "email")]
    return known == [(1,), (2,), (3,)] and not any(0 in columns for columns in mapping.targets.values())


def _first_free(page: Worksheet, top: int) -> int:
    """Return the row after the last one that holds more than ``person``."""
    last = top
    for number, cells in enumerate(page.iter_rows(min_row=top + 1, values_only=True), top + 1):
        if any(cell not in {None, "", PERSON} for cell in cells):
            last = number
    return last + 1


def _text(name: str, values: Values, mapping: FieldMapping, *, whole_address: bool) -> str:
    """Return what a column of *name* holds for a client; an address column alone takes postal code and city too."""
    if name == FULL_NAME:
        names = [values[INDEX["last_name"]], values[INDEX["first_name"]]]
        return " ".join(names if mapping.last_name_first else reversed(names))
    if name not in INDEX:
        return ""
    if name == "street" and whole_address:
        place = " ".join(filter(None, (values[POSTAL_CODE], values[CITY])))
        return ", ".join(filter(None, (values[STREET], place)))
    return values[INDEX[name]]
