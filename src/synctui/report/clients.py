"""The register's clients as CSV or as a workbook, with the names that JSON uses; numbers whole, nothing masked."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from synctui.core.fields import NAMES
from synctui.core.records import ClientRow
from synctui.report.workbook import list_workbook

COLUMNS: tuple[str, ...] = ("id", *NAMES, "tax_year", "questionnaire", "status", "archived")

_FORMULA = re.compile(r"[=+\-@\t\r]")
_MOBILE = re.compile(r"\+[0-9]+")


def record(row: ClientRow) -> tuple[str, ...]:
    """Return one client's texts in the order of `COLUMNS`."""
    archived = "true" if row.archived else "false"
    return (str(row.id), *row.values, str(row.tax_year), row.questionnaire, row.status, archived)


def neutral(text: str) -> str:
    """Return *text* as a CSV cell that no spreadsheet runs: an apostrophe before ``= + - @``, tab and CR.

    A plus and digits, as mobile numbers have, stay as they are. Our own reader takes the apostrophe off again.

    >>> neutral("=1+1"), neutral("+32470123456"), neutral("'t Serclaes")
    ("'=1+1", '+32470123456', "'t Serclaes")
    """
    return f"'{text}" if text and _FORMULA.match(text) and not _MOBILE.fullmatch(text) else text


def csv_bytes(rows: Iterable[ClientRow]) -> bytes:
    """Return the clients as CSV: UTF-8, commas, one header row, quoted where needed."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([neutral(cell) for cell in record(row)] for row in rows)
    return text.getvalue().encode("utf-8", "backslashreplace")


def xlsx_bytes(rows: Iterable[ClientRow]) -> bytes:
    """Return the clients as a workbook with one sheet, every cell a text."""
    return list_workbook("clients", COLUMNS, (record(row) for row in rows))
