"""Workbooks that cannot be trusted, and what is none: refused with the reason, within limits, fetching nothing."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import books
import pytest
from books import HEADER, ROW, book, client_rows, package, row_xml, sheet_xml, text_cell
from reading import read, refusal, warned

from synctui.errors import InputError
from synctui.sources.files import open_file


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    assert "is empty" in refusal(book(tmp_path / "k.xlsx", ("K", [])))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"Voornaam;Achternaam\n", "no workbook; it is plain text"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b'{"schema": 1}', "a plan"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "a document of Word"),
        (b"SQLite format 3\x00....", "a register"),
        (b"\x00\x01\x02\x03" * 50, "neither text nor a workbook"),
        (b"PK\x03\x04 cut", "incomplete or damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "damaged or protected by a password"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
    ],
    ids=["empty", "csv", "pdf", "plan", "word", "register", "binary", "zip", "ole", "password"],
)
def test_what_is_no_workbook_is_refused_by_what_it_is(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "k.xlsx"
    path.write_bytes(content)
    assert says in refusal(path)


@pytest.mark.parametrize("kept", [0.3, 0.7, 0.99])
def test_a_truncated_workbook_is_refused(tmp_path: Path, kept: float) -> None:
    path = book(tmp_path / "k.xlsx", ("K", [HEADER, *[ROW] * 500]))
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    assert "incomplete or damaged" in refusal(path)


@pytest.mark.parametrize("where", [0.2, 0.4, 0.6, 0.8])
def test_damaged_bytes_inside_a_workbook_are_refused(tmp_path: Path, where: float) -> None:
    path = package(tmp_path / "k.xlsx", sheet_xml(row_xml(1, HEADER) + "".join(_distinct(400))))
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
    at = entry.header_offset + 80 + int((entry.compress_size - 100) * where)
    data[at : at + 10] = bytes(10)
    path.write_bytes(bytes(data))
    assert "incomplete or damaged" in refusal(path)


def test_a_letter_under_a_wrong_name_is_called_a_letter(tmp_path: Path) -> None:
    path = tmp_path / "brief.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(InputError) as raised:
        open_file(path)
    assert "a document of Word" in raised.value.what


def test_what_excel_lays_beside_an_open_workbook_is_no_list(tmp_path: Path) -> None:
    path = tmp_path / "~$k.xlsx"
    path.write_bytes(b"\x05Jan M" + b" " * 158)
    assert "somebody has k.xlsx open in Excel" in refusal(path)


def _distinct(rows: int) -> list[str]:
    return [row_xml(at, (f"Jan{at}", f"Peeters{at * 7}", f"jan{at * 13}@x.example")) for at in range(2, rows + 2)]


def test_xml_that_is_cut_inside_the_sheet_is_refused(tmp_path: Path) -> None:
    assert "damaged" in refusal(package(tmp_path / "k.xlsx", sheet_xml(client_rows())[:-60]))


def test_an_entity_bomb_is_refused_and_nothing_external_is_fetched(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    sheet = sheet_xml(client_rows()).replace("<worksheet", bomb.decode() + "<worksheet").replace(">Jan<", ">&b;<")
    path = package(tmp_path / "k.xlsx", sheet)
    assert "damaged" in refusal(path)
    parts = books.repacked(package(path, sheet_xml(client_rows())).read_bytes(), xl__workbook_xml=bomb + b"<workbook/>")
    path.write_bytes(parts)
    assert "damaged" in refusal(path)


def _elsewhere(path: Path) -> tuple[str, int]:
    """Read a file in a process of its own; return what it said and its peak memory in MiB."""
    code = (
        "import sys; from pathlib import Path; from synctui.sources.files import open_file\n"
        "from synctui.errors import InputError\n"
        "try: print(open_file(Path(sys.argv[1])).read().fetched)\n"
        "except InputError as error: print(error)\n"
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    said, _line, peak = done.stdout.strip().rpartition("\n")
    assert not done.stderr
    return said, int(peak) // 1024


@pytest.mark.parametrize("place", ["XFD1048576", "XFD2", "A1048576"])
def test_a_far_cell_is_named_and_the_process_lives(tmp_path: Path, place: str) -> None:
    number = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    rows = client_rows() + f'<row r="{number}">{text_cell(place, "x")}</row>'
    said, peak = _elsewhere(package(tmp_path / "k.xlsx", sheet_xml(rows)))
    assert f"Klanten!{place}" in said
    assert peak < 300


def test_a_far_cell_whose_place_is_only_implied_ends_the_child_alone(tmp_path: Path) -> None:
    rows = client_rows() + f'<row r="1048576">{"<c><v>1</v></c>" * 16384}</row>'
    said, _peak = _elsewhere(package(tmp_path / "k.xlsx", sheet_xml(rows)))
    assert "too much memory or time" in said


def test_cells_without_places_are_read_in_a_child(tmp_path: Path) -> None:
    rows = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row) + "</row>"
        for row in (HEADER, ROW)
    )
    delivery = read(package(tmp_path / "k.xlsx", sheet_xml(rows)))
    assert list(delivery.table.rows) == [ROW]
    assert "error cells look empty" in warned(delivery)


def test_a_far_cell_that_is_only_formatted_is_ignored(tmp_path: Path) -> None:
    rows = client_rows() + '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert read(package(tmp_path / "k.xlsx", sheet_xml(rows))).fetched == 1


def test_a_wide_sheet_is_read_whole(tmp_path: Path) -> None:
    wide = [f"Kolom {at}" for at in range(60)]
    path = book(tmp_path / "k.xlsx", ("K", [(*HEADER, *wide), (*ROW, *map(str, range(60)))]))
    table = read(path).table
    assert table.letters[-1] == "BK"
    assert table.rows[0][-1] == "59"


def test_a_bomb_of_padding_is_refused_at_once(tmp_path: Path) -> None:
    def pieces() -> list[bytes]:
        head, tail = sheet_xml(client_rows() + "<!-- -->").split("<!-- -->")
        return [head.encode(), *[b" " * (1 << 20)] * 700, tail.encode()]

    said, peak = _elsewhere(package(tmp_path / "k.xlsx", pieces()))
    assert "unpacks to more than 640 MB" in said
    assert peak < 300


def test_a_bomb_that_lies_about_its_size_is_refused_while_it_unpacks(tmp_path: Path) -> None:
    head, tail = sheet_xml(client_rows() + "<!-- -->").split("<!-- -->")
    path = package(tmp_path / "k.xlsx", [head.encode(), *[b" " * (1 << 20)] * 700, tail.encode()])
    data = path.read_bytes()
    size = (len(head) + len(tail) + 700 * (1 << 20)).to_bytes(4, "little")
    assert data.count(size) >= 1
    path.write_bytes(data.replace(size, (1000).to_bytes(4, "little")))
    said, peak = _elsewhere(path)
    assert "640 MB" in said or "32 MB" in said
    assert peak < 300


def test_a_bomb_of_shared_texts_is_refused(tmp_path: Path) -> None:
    texts = b"<sst><si><t>" + b"x" * (200 << 20) + b"</t></si></sst>"
    path = package(tmp_path / "k.xlsx", sheet_xml(client_rows()), {"xl/sharedStrings.xml": texts})
    said, peak = _elsewhere(path)
    assert "unpacks to more than 160 MB" in said
    assert peak < 300


def test_a_bomb_of_cells_at_one_place_is_refused(tmp_path: Path) -> None:
    head, tail = sheet_xml(client_rows() + "<!-- -->").split("<!-- -->")
    cells = b'<c r="A3"><v>1</v></c>' * 100_000
    path = package(tmp_path / "k.xlsx", [head.encode(), b'<row r="3">', *[cells] * 70, b"</row>", tail.encode()])
    said, peak = _elsewhere(path)
    assert "more than 6000000 cells" in said
    assert peak < 300


@pytest.mark.parametrize("cells", [0, 5])
def test_a_million_formatted_empty_rows_are_skipped(tmp_path: Path, cells: int) -> None:
    head, tail = sheet_xml(client_rows() + "<!-- -->").split("<!-- -->")
    places = "".join(f'<c r="{chr(65 + at)}1048576" s="0"/>' for at in range(cells))
    empty = f'<row r="1048576" s="2" customFormat="1">{places}</row>' * 1_000_000
    path = package(tmp_path / "k.xlsx", [head.encode(), empty.encode(), tail.encode()])
    said, peak = _elsewhere(path)
    assert said == "1"
    assert peak < 300


def test_a_shortened_sheet_reads_as_the_whole_one_beside_other_sheets(tmp_path: Path) -> None:
    path = book(tmp_path / "k.xlsx", ("Klanten", [HEADER, *[ROW] * 50]), ("Uitleg", [("tekst",)]))
    from synctui.sources.package import Package
    from synctui.sources.workbook import open_book

    whole = Package(path.read_bytes(), "k")
    with whole.open("xl/worksheets/sheet1.xml") as stream:
        length = len(stream.read())
    short = whole.shortened("xl/worksheets/sheet1.xml", length)
    assert (
        open_book(short, "xlsx", "k").grid("Klanten").rows
        == open_book(path.read_bytes(), "xlsx", "k").grid("Klanten").rows
    )


def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe.xlsx", tmp_path / "link.xlsx"
    os.mkfifo(pipe)
    link.symlink_to(tmp_path / "nowhere.xlsx")
    assert "a pipe" in refusal(pipe)
    assert "a folder" in refusal(tmp_path, "excel")
    assert "a device" in refusal(Path("/dev/zero"), "csv")
    assert "There is no file" in refusal(link)
    assert "There is no file" in refusal(tmp_path / "missing.xlsx")


def test_a_link_to_a_workbook_is_read(tmp_path: Path) -> None:
    link = tmp_path / "link.xlsx"
    link.symlink_to(book(tmp_path / "k.xlsx", ("K", [HEADER, ROW])))
    assert read(link).fetched == 1


def test_the_limits_leave_the_process_as_it_was(tmp_path: Path) -> None:
    import gc

    read(book(tmp_path / "k.xlsx", ("K", [HEADER, ROW])))
    assert gc.isenabled()
    assert resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY
