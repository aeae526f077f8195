"""The workbooks of an office that begins: 340 clients on the first day, five more on a day of corrections."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from synctui.core.fields import EMAIL, LANGUAGE, NATIONAL_NUMBER, Values
from synctui.sources.office import changed
from synctui.sources.people import people

HEADERS = (
    "Voornaam", "Naam", "E-mail", "Gsm", "Taal", "Dossierbeheerder", "Straat", "Postcode", "Gemeente", "Land",
    "Bedrijf", "Rijksregisternummer", "Rijksregisternummer partner",
)  # fmt: skip
CLIENTS, LATE = 340, 5
_FOLK = people(CLIENTS + LATE, seed=5)


def first_day() -> list[Values]:
    """Return 340 rows as somebody typed them: six without a language, two without a number, two wrong addresses."""
    rows = list(_FOLK[:CLIENTS])
    for at in range(20, 320, 50):
        rows[at] = changed(rows[at], {LANGUAGE: ""})
    for at in (35, 235):
        rows[at] = changed(rows[at], {NATIONAL_NUMBER: ""})
    for at in (45, 145):
        rows[at] = changed(rows[at], {EMAIL: rows[at][EMAIL].replace("@", " at ")})
    return rows


def late_day() -> list[Values]:
    """Return the same rows with five late clients below."""
    return [*first_day(), *_FOLK[CLIENTS:]]


def save(path: Path, rows: Sequence[Values]) -> None:
    """Write a workbook of clients."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Klanten"
    for row in (HEADERS, *rows):
        sheet.append(list(row))
    book.save(path)
