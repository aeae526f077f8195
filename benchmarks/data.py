"""Seeded data for the benchmarks: two sides of synthetic clients, as a workbook, as CSV and as plain rows.

90 % of the union of both sides stands on both, 15 % of those differ in one to three fields, 2 % of the import is
invalid; mail domains, notations and households are those of `synctui.sources.people`.
"""

from __future__ import annotations

import csv
import random
import zipfile
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from synctui.core.fields import (
    CITY,
    COMPANY,
    EMAIL,
    FIELDS,
    FIRST_NAME,
    LAST_NAME,
    MOBILE,
    NAMES,
    NATIONAL_NUMBER,
    POSTAL_CODE,
    RESPONSIBLE,
    STREET,
    Values,
)
from synctui.sources.people import broken, people
from synctui.sources.spelling import written

HEADERS = ("Person", "Client number", *(field.label for field in FIELDS))
_CHANGING = (FIRST_NAME, LAST_NAME, EMAIL, MOBILE, RESPONSIBLE, STREET, POSTAL_CODE, CITY, COMPANY)
_LETTERS = "ABCDEFGHIJKLMNO"


class Client(NamedTuple):
    """One client of a side: the number the office gave it, and its values."""

    number: str
    values: Values


class Sides(NamedTuple):
    """The import and the register, *n* clients each."""

    imported: list[Client]
    register: list[Client]


def sides(n: int, seed: int = 2026) -> Sides:
    """Return both sides of a comparison of *n* clients each."""
    chance = random.Random(seed)  # noqa: S311 - made-up data, no secret
    union = [Client(f"K{at:06}", values) for at, values in enumerate(people(round(n / 0.95), seed), 1)]
    others = people(1000, seed + 1)
    register, fresh = union[:n], union[-n:]
    both = {client.number for client in register}
    imported = [
        client._replace(values=_differing(client.values, chance, others))
        if client.number in both and chance.random() < 0.15
        else client
        for client in fresh
    ]
    for at in range(0, n, 50):
        imported[at] = imported[at]._replace(values=_spoilt(imported[at].values, at // 50))
    return Sides(imported, register)


def write_workbook(path: Path, clients: Iterable[Client]) -> None:
    """Write clients as an .xlsx of 15 columns, all text in shared strings as Excel writes it."""
    shared: dict[str, int] = {}
    rows = [HEADERS, *(("person", client.number, *written(client.values, at)) for at, client in enumerate(clients))]
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            f'<c r="{letter}{number}" t="s"><v>{shared.setdefault(text, len(shared))}</v></c>'
            for letter, text in zip(_LETTERS, row, strict=True)
            if text
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    strings = "".join(f"<si><t>{escape(text)}</t></si>" for text in shared)
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    size = f'<dimension ref="A1:O{len(rows)}"/>'
    parts = _PARTS | {
        "xl/worksheets/sheet1.xml": f"<worksheet {main}>{size}<sheetData>{''.join(lines)}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f'<sst {main} uniqueCount="{len(shared)}">{strings}</sst>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}')


def write_csv(path: Path, clients: Sequence[Client]) -> None:
    """Write clients with their clean values as CSV, with a column of numbers in front."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("number", *NAMES))
        writer.writerows((client.number, *client.values) for client in clients)


def _differing(values: Values, chance: random.Random, others: Sequence[Values]) -> Values:
    other = others[int(chance.random() * len(others))]
    chosen = chance.sample(_CHANGING, 1 + int(chance.random() * 3))
    return tuple(other[at] if at in chosen else value for at, value in enumerate(values))


def _spoilt(values: Values, turn: int) -> Values:
    bad = (
        {EMAIL: values[EMAIL].replace("@", "@@")},
        {NATIONAL_NUMBER: broken(values[NATIONAL_NUMBER])},
        {FIRST_NAME: ""},
        {EMAIL: ""},
    )[turn % 4]
    return tuple(bad.get(at, value) for at, value in enumerate(values))


_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}.sharedStrings+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    f'xmlns:r="{_OFFICE}"><sheets><sheet name="Clients" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
}
