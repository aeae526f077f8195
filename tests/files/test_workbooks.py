"""Workbooks as an office has them: read whole, and told where something is off."""

from __future__ import annotations

import asyncio
import hashlib
import os
from datetime import date, datetime
from pathlib import Path

import pytest
from books import HEADER, ROW, book, package, row_xml, sheet_xml, text_cell
from openpyxl import Workbook, load_workbook
from reading import read, refusal, warned

from synctui.core.ports import Progress, silent
from synctui.errors import InputError, UsageError
from synctui.sources.files import open_file


def test_rows_below_the_header_come_as_text_with_their_places(tmp_path: Path) -> None:
    path = book(tmp_path / "k.xlsx", ("Klanten", [("Lijst 2026",), (), HEADER, ROW, (), ROW]))
    table = read(path).table
    assert table.columns == HEADER
    assert list(table.rows) == [ROW, ROW]
    assert [table.where(0, 2), table.where(1), table.where(1, 0)] == ["Klanten!C4", "Klanten!6", "Klanten!A6"]


def test_a_delivery_tells_kind_fingerprint_and_the_time_of_the_file(tmp_path: Path) -> None:
    path = book(tmp_path / "k.xlsx", ("Klanten", [HEADER, ROW]))
    os.utime(path, (1_768_206_600, 1_768_206_600))
    seen: list[Progress] = []
    delivery = asyncio.run(open_file(path).fetch(None, seen.append))
    assert delivery.kind == "excel"
    assert delivery.fingerprint == hashlib.sha256(path.read_bytes()).hexdigest()
    assert delivery.fetched_at == "2026-01-12T08:30:00Z"
    assert delivery.fetched == 1
    assert seen[-1] == Progress("read", 1, 1, "Klanten")


def test_a_file_has_no_workflows(tmp_path: Path) -> None:
    source = open_file(book(tmp_path / "k.xlsx", ("Klanten", [HEADER, ROW])))
    assert asyncio.run(source.workflows()) == ()
    with pytest.raises(UsageError):
        asyncio.run(source.fetch("PB 2026", silent))


def test_numbers_and_dates_read_as_an_office_means_them(tmp_path: Path) -> None:
    values = (85073003328.0, 9000, 0.5, date(2026, 1, 2), datetime(2026, 1, 2, 8, 30), True)
    path = book(tmp_path / "k.xlsx", ("K", [(*HEADER, "a", "b", "c", "d", "e", "f"), (*ROW, *values)]))
    row = read(path).table.rows[0]
    assert row[3:] == ("85073003328", "9000", "0.5", "2026-01-02", "2026-01-02T08:30:00", "TRUE")


def test_repeated_header_rows_and_wholly_empty_rows_are_no_clients(tmp_path: Path) -> None:
    path = book(tmp_path / "k.xlsx", ("K", [HEADER, ROW, HEADER, (" ", "\xa0", None), ROW]))
    assert list(read(path).table.numbers) == [2, 5]


def test_headers_lose_line_breaks_and_hard_blanks(tmp_path: Path) -> None:
    path = book(tmp_path / "k.xlsx", ("K", [("Voor\xa0naam", "Achter-\nnaam", "E-mail"), ROW]))
    assert read(path).table.columns == ("Voor naam", "Achter- naam", "E-mail")


def test_a_second_header_line_under_merged_cells_joins_the_first(tmp_path: Path) -> None:
    made = Workbook()
    page = made.worksheets[0]
    page.append([*HEADER, "Adres", None])
    page.append([None, None, None, "Straat", "Postcode"])
    page.append([*ROW, "Dorpstraat 4", 9000])
    page.merge_cells("D1:E1")
    made.save(tmp_path / "k.xlsx")
    table = read(tmp_path / "k.xlsx").table
    assert table.columns == (*HEADER, "Straat", "Postcode")
    assert list(table.rows) == [(*ROW, "Dorpstraat 4", "9000")]


def test_columns_with_neither_header_nor_value_are_no_columns(tmp_path: Path) -> None:
    path = book(
        tmp_path / "k.xlsx", ("K", [("x", "", "", "", "y"), (HEADER[0], None, *HEADER[1:]), (ROW[0], None, *ROW[1:])])
    )
    table = read(path).table
    assert table.columns == ("Voornaam", "Achternaam", "E-mail")
    assert table.letters == ("A", "C", "D")


def test_error_cells_are_faults_with_their_place(tmp_path: Path) -> None:
    cell = '<c r="C2" t="e"><f>VLOOKUP(1,A:A,1)</f><v>#N/A</v></c>'
    rows = row_xml(1, HEADER) + f'<row r="2">{text_cell("A2", "Jan")}{text_cell("B2", "Peeters")}{cell}</row>'
    delivery = read(package(tmp_path / "k.xlsx", sheet_xml(rows)))
    assert {place: why.plain for place, why in delivery.table.faults.items()} == {
        (0, 2): "The cell shows the error #N/A."
    }
    assert "Klanten!C2" in warned(delivery)


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("<c r='C2'/>".replace("'", '"') + '<c r="D2"><f>A1</f></c>', True),
        ('<c r="D2"><f>A1</f><v></v></c>', True),
        ('<c r="D2" s="1"><f t="shared" si="0"/><v/></c>', True),
        ('<c r="D2" t="str"><f>A1</f><v></v></c>', False),
        ('<c r="D2" t="str"><f>A1</f><v>x</v></c>', False),
        ('<c r="D2"><f>A1</f><v>1</v></c>', False),
    ],
)
def test_a_formula_without_a_value_is_a_fault_and_one_that_gives_empty_text_is_not(
    tmp_path: Path, cell: str, fault: bool
) -> None:
    cells = text_cell("A2", "Jan") + text_cell("B2", "Peeters") + cell
    rows = row_xml(1, (*HEADER, "Gsm")) + f'<row r="2">{cells}</row>'
    delivery = read(package(tmp_path / "k.xlsx", sheet_xml(rows)))
    assert ((0, 3) in delivery.table.faults) is fault
    assert ("formulas without a value" in warned(delivery)) is fault


def test_cached_values_of_formulas_are_read(tmp_path: Path) -> None:
    cells = text_cell("A2", "Jan") + text_cell("B2", "Peeters") + '<c r="C2" t="str"><f>A2</f><v>j@p.example</v></c>'
    path = package(tmp_path / "k.xlsx", sheet_xml(row_xml(1, HEADER) + f'<row r="2">{cells}</row>'))
    assert read(path).table.rows[0][2] == "j@p.example"


def test_a_row_of_formulas_without_values_is_not_lost(tmp_path: Path) -> None:
    path = book(tmp_path / "k.xlsx", ("K", [HEADER, ("=A1", "=B1", "=C1"), ROW]))
    table = read(path).table
    assert list(table.numbers) == [2, 3]
    assert {row for row, _column in table.faults} == {0}


def test_hidden_rows_and_columns_are_read_and_told(tmp_path: Path) -> None:
    made = Workbook()
    page = made.worksheets[0]
    for row in (HEADER, ROW, ROW):
        page.append(row)
    page.row_dimensions[3].hidden = True
    page.column_dimensions["B"].hidden = True
    made.save(tmp_path / "k.xlsx")
    delivery = read(tmp_path / "k.xlsx")
    assert delivery.table.hidden == {1}
    assert "hides the columns B;" in warned(delivery)
    assert "hides 1 rows" in warned(delivery)


def test_merged_cells_are_told_with_their_places(tmp_path: Path) -> None:
    made = Workbook()
    page = made.worksheets[0]
    for row in (HEADER, ROW, ROW):
        page.append(row)
    page.merge_cells("B2:B3")
    made.save(tmp_path / "k.xlsx")
    delivery = read(tmp_path / "k.xlsx")
    assert delivery.table.rows[1][1] == ""
    assert "Sheet!B2:B3" in warned(delivery)


def test_the_sheet_with_clients_is_chosen_and_named(tmp_path: Path) -> None:
    sheets = (("Uitleg", [("Vul de lijst in",), ("Eén rij is één aangifte",)]), ("Klanten", [HEADER, ROW]))
    path = book(tmp_path / "k.xlsx", *sheets)
    delivery = read(path)
    assert delivery.table.sheet == "Klanten"
    assert [(info.name, info.chosen) for info in open_file(path).sheets()] == [("Uitleg", False), ("Klanten", True)]


def test_two_client_lists_in_one_workbook_are_never_chosen_between_silently(tmp_path: Path) -> None:
    path = book(tmp_path / "k.xlsx", ("2025", [HEADER, ROW, ROW]), ("2026", [HEADER, ROW]))
    delivery = read(path)
    assert delivery.table.sheet == "2025"
    assert "2026 looks like a client list too" in warned(delivery)
    assert read(path, "2026").table.sheet == "2026"


def test_a_sheet_that_is_not_there_is_refused_with_the_nearest(tmp_path: Path) -> None:
    path = book(tmp_path / "k.xlsx", ("Klanten", [HEADER, ROW]))
    with pytest.raises(InputError) as raised:
        read(path, "Klant")
    assert "Klanten" in raised.value.next_step


def test_a_hidden_sheet_is_read_only_where_no_other_has_clients(tmp_path: Path) -> None:
    path = book(tmp_path / "k.xlsx", ("Oud", [HEADER, ROW]), ("Blad2", [("niets",)]))
    made = load_workbook(path)
    made["Oud"].sheet_state = "hidden"
    made.active = 1
    made.save(path)
    assert "hidden sheet “Oud” is read" in warned(read(path))
    made.create_sheet("Nieuw")
    for row in (HEADER, ROW):
        made["Nieuw"].append(row)
    made.save(path)
    assert read(path).table.sheet == "Nieuw"


def test_broken_accents_are_told_with_their_places_and_left_alone(tmp_path: Path) -> None:
    path = book(tmp_path / "k.xlsx", ("K", [HEADER, ("RenÃ©", "Ãvelgem", "r@x.example"), ("Zo\ufffd", *ROW[1:])]))
    delivery = read(path)
    assert delivery.table.rows[0][0] == "RenÃ©"
    assert "2 cells hold broken accents, as in K!A2, K!A3" in warned(delivery)


def test_a_workbook_without_a_header_row_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "k.xlsx", ("K", [ROW, ROW]))
    assert "No header row" in refusal(path)


def test_a_header_without_rows_is_an_empty_delivery(tmp_path: Path) -> None:
    assert read(book(tmp_path / "k.xlsx", ("K", [HEADER]))).fetched == 0
