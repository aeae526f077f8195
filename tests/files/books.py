"""Workbooks for the tests: ordinary ones by openpyxl, hostile ones written part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook

HEADER = ("Voornaam", "Achternaam", "E-mail")
ROW = ("Jan", "Peeters", "jan@peeters.example")
_NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def book(path: Path, *sheets: tuple[str, Iterable[Sequence[object]]]) -> Path:
    """Save a workbook with *sheets*, each a name and rows of values."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets:
        page = made.create_sheet(name)
        for row in rows:
            page.append(list(row))
    made.save(path)
    return path


def text_cell(place: str, text: str) -> str:
    """Return the XML of a cell that holds *text*."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def row_xml(number: int, values: Sequence[str]) -> str:
    """Return the XML of a row of texts."""
    cells = "".join(text_cell(f"{chr(65 + at)}{number}", value) for at, value in enumerate(values))
    return f'<row r="{number}">{cells}</row>'


def client_rows() -> str:
    """Return the XML of a header and one client."""
    return row_xml(1, HEADER) + row_xml(2, ROW)


def sheet_xml(rows: str, before: str = "", after: str = "") -> str:
    """Return a worksheet's XML around *rows*."""
    return f'<?xml version="1.0"?><worksheet {_NAMESPACE}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def package(path: Path, sheet: str | Iterable[bytes], extra: dict[str, bytes] | None = None) -> Path:
    """Save a workbook with one sheet, *Klanten*, made of that XML (or pieces of it), and *extra* parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in (_parts() | (extra or {})).items():
            archive.writestr(name, content)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for piece in [sheet.encode()] if isinstance(sheet, str) else sheet:
                part.write(piece)
    return path


def _parts() -> dict[str, bytes]:
    office = "http://schemas.openxmlformats.org/package/2006/relationships"
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_SPREADSHEET}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SPREADSHEET}.worksheet+xml"/></Types>'
        ).encode(),
        "_rels/.rels": (
            f'<Relationships xmlns="{office}"><Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" '
            f'Target="xl/workbook.xml"/></Relationships>'
        ).encode(),
        "xl/workbook.xml": (
            f'<workbook {_NAMESPACE} xmlns:r="{_RELATIONS}"><sheets>'
            f'<sheet name="Klanten" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{office}"><Relationship Id="rId1" Type="{_RELATIONS}/worksheet" '
            f'Target="worksheets/sheet1.xml"/></Relationships>'
        ).encode(),
    }


def repacked(data: bytes, **parts: bytes) -> bytes:
    """Return a zip with some of its parts replaced; ``__`` in a name stands for a slash."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name.replace("/", "__").replace(".", "_"), old.read(name)))
    return buffer.getvalue()
