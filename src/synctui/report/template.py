"""The import template: Accounton's columns A to O, in four languages, ready to be filled and read back unasked.

Source: Accounton's articles on importing clients from Excel. A holds the word ``person``; B to E are first name, last
name, e-mail and mobile number; O is the partner's national number. What stands in F to N there is not public: here
these are our other fields. One row is one tax return.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from synctui.core.mapping import SOURCE_ID
from synctui.report.template_words import HEADERS, INSTRUCTIONS, SHEETS
from synctui.report.workbook import put, saved

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

PERSON = "person"
"""What column A holds in every row."""
ORDER: tuple[str, ...] = (
    PERSON, "first_name", "last_name", "email", "mobile", "national_number", "language", "responsible", "street",
    "postal_code", "city", "country", "company", SOURCE_ID, "partner_national_number",
)  # fmt: skip
"""What the columns A to O hold."""
MANDATORY = frozenset({"first_name", "last_name", "email", "language"})
PREPARED = 500
"""How many rows have ``person`` in column A; rows with nothing else are no clients."""

_CODES = '"nl,fr,de,en"'
_WIDTHS = {PERSON: 9, "email": 30, "responsible": 30, "street": 30, "language": 10, "postal_code": 10}


def template_workbook(language: str) -> bytes:
    """Return the template with headers and instructions in *language*: ``nl, fr, de`` or ``en``, else English."""
    from openpyxl import Workbook

    words = language if language in HEADERS else "en"
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = SHEETS[words][0]
    _columns(page, HEADERS[words])
    _rows(page)
    _instructions(book.create_sheet(SHEETS[words][1]), INSTRUCTIONS[words])
    return saved(book)


def _columns(page: Worksheet, headers: tuple[str, ...]) -> None:
    """Write the header row and give each column its width and the format of a text, so that numbers keep their zero."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for at, (name, header) in enumerate(zip(ORDER, headers, strict=True), 1):
        cell = page.cell(1, at)
        put(cell, header)
        cell.font = Font(bold=True, underline="single" if name in MANDATORY else None)
        column = page.column_dimensions[get_column_letter(at)]
        column.width = _WIDTHS.get(name, max(14, len(header) + 3))
        column.number_format = "@"
    page.freeze_panes = "B2"


def _rows(page: Worksheet) -> None:
    """Prepare the rows: ``person`` in A, a list for the language."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for row in range(2, PREPARED + 2):
        put(page.cell(row, 1), PERSON)
    letter = get_column_letter(ORDER.index("language") + 1)
    codes = DataValidation(type="list", formula1=_CODES, allow_blank=True, showErrorMessage=True)
    codes.add(f"{letter}2:{letter}1048576")
    page.add_data_validation(codes)


def _instructions(page: Worksheet, text: str) -> None:
    from openpyxl.styles import Alignment

    page.column_dimensions["A"].width = 100
    for row, paragraph in enumerate(text.split("\n\n"), 1):
        cell = page.cell(row, 1)
        put(cell, " ".join(paragraph.split()))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
