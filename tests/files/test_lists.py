"""What is written for other programs reads back as it was: the template, its filled copy, rejects, client lists."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from datetime import date
from pathlib import Path

import pytest
from books import HEADER, ROW, book
from openpyxl import Workbook, load_workbook

from synctui import i18n
from synctui.core.fields import EMPTY, NAMES, STREET
from synctui.core.proposal import propose
from synctui.core.records import ClientRow
from synctui.core.validate import intake
from synctui.errors import InputError
from synctui.report import clients, workbook
from synctui.report.handover import fill_template
from synctui.report.rejects import rejects_workbook
from synctui.report.template import MANDATORY, ORDER, template_workbook
from synctui.report.template_words import HEADERS, INSTRUCTIONS
from synctui.sources.files import open_file
from synctui.sources.people import people

TODAY = date(2026, 3, 1)


def rows(n: int = 5) -> list[ClientRow]:
    """Return synthetic clients as the register lists them."""
    return [ClientRow(at, values, 2026, "checklist", "sent", False) for at, values in enumerate(people(n, 7), 1)]


def saved(path: Path, content: bytes) -> Path:
    """Write a file."""
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("language", HEADERS)
def test_a_filled_template_is_read_back_without_questions(tmp_path: Path, language: str) -> None:
    book_ = load_workbook(io.BytesIO(template_workbook(language)))
    people_ = people(20, 3)
    page = book_.worksheets[0]
    for number, values in enumerate(people_, 2):
        known = {**dict(zip(NAMES, values, strict=True)), "source_id": f"K{number}", "person": "person"}
        for at, name in enumerate(ORDER, 1):
            page.cell(number, at).value = known[name]
    book_.save(tmp_path / "t.xlsx")
    delivery = open_file(tmp_path / "t.xlsx").read()
    proposal = propose(delivery.table)
    assert proposal.certain
    assert not proposal.doubts
    assert not proposal.unknown
    assert set(proposal.mapping.targets) == {*NAMES, "source_id"}
    assert delivery.warnings == ()
    read = intake(delivery, proposal.mapping, "file", [], TODAY)
    assert read.values == people_
    assert read.ids[0] == "K2"


@pytest.mark.parametrize("language", HEADERS)
def test_an_unfilled_template_holds_no_clients(tmp_path: Path, language: str) -> None:
    delivery = open_file(saved(tmp_path / "t.xlsx", template_workbook(language))).read()
    assert delivery.fetched == 0
    assert propose(delivery.table).certain


def test_the_template_keeps_zeros_offers_languages_and_explains_itself() -> None:
    made = load_workbook(io.BytesIO(template_workbook("nl")))
    page, help_ = made.worksheets
    assert [page.cell(1, at).value for at in (1, 2, 3, 4, 5, 15)] == [
        "person", "Voornaam", "Achternaam", "E-mail", "Gsm-nummer", "Rijksregisternummer partner",
    ]  # fmt: skip
    assert {page.column_dimensions[letter].number_format for letter in "EFO"} == {"@"}
    (codes,) = page.data_validations.dataValidation
    assert (codes.type, codes.formula1) == ("list", '"nl,fr,de,en"')
    assert str(codes.sqref).startswith("G2:")
    assert page.cell(2, 1).value == "person"
    assert help_.max_row == len(INSTRUCTIONS["nl"].split("\n\n"))
    assert ORDER.index("language") == 6
    assert MANDATORY.issubset(ORDER)


def test_an_unknown_language_gives_the_english_template() -> None:
    assert load_workbook(io.BytesIO(template_workbook("it"))).worksheets[0].cell(1, 2).value == "First name"


def firm_template(path: Path, headers: tuple[str | None, ...]) -> Path:
    """Save a template as a firm may have downloaded it: notes above, its own second sheet, a drop-down."""
    made = Workbook()
    page = made.worksheets[0]
    page.append(["Import van klanten"])
    page.append(list(headers))
    page["A2"].comment = None
    page.column_dimensions["B"].width = 33
    other = made.create_sheet("Info")
    other["A1"] = "=1+1"
    made.save(path)
    return path


def test_a_firm_s_template_is_filled_by_the_same_mapping_and_else_unchanged(tmp_path: Path) -> None:
    path = firm_template(
        tmp_path / "t.xlsx", ("person", "Firstname", "Lastname", "Email", "Mobile number", "NN", "Taal")
    )
    before = path.read_bytes()
    out = saved(tmp_path / "out.xlsx", fill_template(path, rows()))
    assert path.read_bytes() == before
    made = load_workbook(out)
    page = made.worksheets[0]
    assert page["A1"].value == "Import van klanten"
    assert page.column_dimensions["B"].width == 33
    assert made["Info"]["A1"].value == "=1+1"
    first = rows()[0].values
    line = [cell.value for cell in page[3]][:7]
    assert line == ["person", first[0], first[1], first[2], first[3] or None, first[11] or None, first[4]]
    assert page.max_row == 7


def test_letters_find_the_columns_that_have_no_header(tmp_path: Path) -> None:
    headers = ("person", "Voornaam", "Naam", "E-mail", None, *[None] * 9, None)
    path = firm_template(tmp_path / "t.xlsx", headers)
    couple = ClientRow(1, (*EMPTY[:3], "+32470123456", *EMPTY[4:12], "85073003328"), 2026, "", "", False)
    page = load_workbook(io.BytesIO(fill_template(path, [couple]))).worksheets[0]
    assert (page["E3"].value, page["O3"].value) == ("+32470123456", "85073003328")


def test_filling_goes_on_below_rows_that_are_there(tmp_path: Path) -> None:
    path = book(tmp_path / "t.xlsx", ("K", [HEADER, ROW]))
    page = load_workbook(io.BytesIO(fill_template(path, rows(2)))).worksheets[0]
    assert page.cell(2, 1).value == "Jan"
    assert page.max_row == 4


def test_an_address_column_alone_takes_the_whole_address(tmp_path: Path) -> None:
    path = book(tmp_path / "t.xlsx", ("K", [(*HEADER, "Adres")]))
    values = ("Jan", "Maes", "j@x.example", "", "", "", "Dorpstraat 4", "9000", "Gent", *EMPTY[9:])
    page = load_workbook(io.BytesIO(fill_template(path, [ClientRow(1, values, 2026, "", "", False)]))).worksheets[0]
    assert page["D2"].value == "Dorpstraat 4, 9000 Gent"


def test_a_template_that_cannot_be_filled_is_refused(tmp_path: Path) -> None:
    for path, says in (
        (book(tmp_path / "a.xlsx", ("K", [("Voornaam", "Naam")])), "no column for: E-mail"),
        (book(tmp_path / "b.xlsx", ("K", [("x", "y")])), "No header row"),
        (saved(tmp_path / "c.xlsx", b"PK\x03\x04"), "no .xlsx template"),
        (saved(tmp_path / "d.xls", b"\xd0\xcf\x11\xe0"), "no .xlsx template"),
        (tmp_path / "missing.xlsx", "cannot be read"),
    ):
        with pytest.raises(InputError) as raised:
            fill_template(path, rows(1))
        assert says in raised.value.what


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_rejects_are_corrected_and_read_again(tmp_path: Path, language: str) -> None:
    path = book(
        tmp_path / "k.xlsx", ("Klanten", [HEADER, ROW, ("An", "Maes", "no address"), ("Bo", None, "b@x.example")])
    )
    delivery = open_file(path).read()
    first = intake(delivery, propose(delivery.table).mapping, "file", [], TODAY)
    i18n.use(language)
    try:
        rejects = saved(tmp_path / "r.xlsx", rejects_workbook(first))
    finally:
        i18n.use(None)
    made = load_workbook(rejects)
    page = made.worksheets[0]
    assert "Klanten!C3" in str(page["D2"].value)
    assert page.max_row == 3
    page["C2"], page["B3"] = "an@maes.example", "Baert"
    made.save(rejects)
    again = open_file(rejects).read()
    proposal = propose(again.table)
    assert proposal.certain
    assert not proposal.unknown
    second = intake(again, proposal.mapping, "file", [], TODAY)
    assert not second.invalid
    assert [values[:2] for values in second.values] == [("An", "Maes"), ("Bo", "Baert")]


HOSTILE = (
    "=1+1",
    "#N/A",
    "+x",
    "a\x00b\x1bc",
    "\ud800",
    "_x000D_",
    "\ufffe",
    "'t",
    "x" * 40_000,
    "😀" * 20_000,
    " lead",
)


def test_hostile_texts_are_saved_as_texts_and_read_back(tmp_path: Path) -> None:
    path = saved(tmp_path / "h.xlsx", workbook.list_workbook("K", HEADER, [(text, "b", "c") for text in HOSTILE]))
    page = load_workbook(path).worksheets[0]
    assert {page.cell(at, 1).data_type for at in range(2, len(HOSTILE) + 2)} == {"s"}
    read = [row[0] for row in open_file(path).read().table.rows]
    assert read[:8] == ["=1+1", "#N/A", "+x", "a␀b␛c", "<U+D800>", "_x000D_", "<U+FFFE>", "'t"]
    assert read[8].endswith("… +7,243")
    assert read[9].endswith("… +3,622")
    assert read[10] == " lead"
    assert all(len(text.encode("utf-16-le")) // 2 <= workbook.LONGEST for text in read)


def test_client_lists_read_back_as_they_were(tmp_path: Path) -> None:
    listed = [*rows(30), ClientRow(99, ("=Jan", "'t Serclaes", *EMPTY[2:]), 2026, "", "", True)]
    for path, content in (
        (tmp_path / "c.csv", clients.csv_bytes(listed)),
        (tmp_path / "c.xlsx", clients.xlsx_bytes(listed)),
    ):
        table = open_file(saved(path, content)).read().table
        assert table.columns == clients.COLUMNS
        assert list(table.rows) == [clients.record(row) for row in listed]


def test_csv_cells_that_a_spreadsheet_would_run_are_neutral() -> None:
    texts = ("=1", "+x", "-1", "@a", "\tx", "\rx", "+32470123456", "'t", "")
    assert [clients.neutral(text) for text in texts] == [
        "'=1", "'+x", "'-1", "'@a", "'\tx", "'\rx", "+32470123456", "'t", "",
    ]  # fmt: skip


def test_while_a_workbook_is_saved_its_rows_lie_in_a_folder_of_our_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, bool]] = []
    write = zipfile.ZipFile.write

    def spy(self: zipfile.ZipFile, filename: str, *args: object) -> None:
        folder = Path(filename).parent
        seen.append((folder.stat().st_mode & 0o777, folder.name.startswith("synctui-save-")))
        write(self, filename, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(zipfile.ZipFile, "write", spy)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    workbook.list_workbook("K", HEADER, [ROW])
    assert seen
    assert set(seen) == {(0o700, True)}
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_a_killed_process_left_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = tmp_path / "synctui-save-old"
    left.mkdir()
    (left / "rows").write_text("Jan")
    os.utime(left, (0, 0))
    workbook.list_workbook("K", HEADER, [ROW])
    assert list(tmp_path.iterdir()) == []


def test_street_number_and_box_apart_become_one_street(tmp_path: Path) -> None:
    path = book(tmp_path / "k.xlsx", ("K", [(*HEADER, "Straat", "Nr", "Bus"), (*ROW, "Dorpstraat", 4, 2)]))
    delivery = open_file(path).read()
    read = intake(delivery, propose(delivery.table).mapping, "file", [], TODAY)
    assert read.values[0][STREET] == "Dorpstraat 4 bus 2"
