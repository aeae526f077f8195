"""CSV files as offices write them: found out, told, and never fewer clients without a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading import warned

from synctui.core.proposal import propose
from synctui.core.table import Delivery
from synctui.errors import InputError
from synctui.sources.files import open_file

TEXT = "Prénom;Nom;E-mail\r\nRené;Dupré;rene@dupre.example\r\nZoë;Maes;zoe@maes.example\r\n"
ROWS = [("René", "Dupré", "rene@dupre.example"), ("Zoë", "Maes", "zoe@maes.example")]


def read(tmp_path: Path, content: bytes | str, kind: str | None = "csv") -> Delivery:
    """Read *content* as a CSV file."""
    path = tmp_path / "clients.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_file(path, kind).read()


def refusal(tmp_path: Path, content: bytes | str) -> str:
    """Return what the refusal of *content* says."""
    with pytest.raises(InputError) as raised:
        read(tmp_path, content)
    assert raised.value.next_step
    return raised.value.what


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("cp1252", "Windows-1252"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
    ],
)
def test_the_encoding_is_found_out_and_named(tmp_path: Path, codec: str, name: str) -> None:
    delivery = read(tmp_path, TEXT.encode(codec))
    assert list(delivery.table.rows) == ROWS
    assert delivery.table.columns[0] == "Prénom"
    assert f"Read as {name} with the delimiter semicolon" in warned(delivery)


@pytest.mark.parametrize(("mark", "name"), [(";", "semicolon"), (",", "comma"), ("\t", "tab"), ("|", "bar")])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_delimiter_and_line_ends_are_found_out(tmp_path: Path, mark: str, name: str, end: str) -> None:
    delivery = read(tmp_path, TEXT.replace(";", mark).replace("\r\n", end))
    assert list(delivery.table.rows) == ROWS
    assert f"delimiter {name}" in warned(delivery)


def test_commas_inside_values_do_not_make_them_the_delimiter(tmp_path: Path) -> None:
    text = "Klant;Adres;E-mail\nMaes, Zoë;Kerkstraat 1, 9000 Gent;z@x.example\n" * 1
    assert read(tmp_path, text).table.rows[0] == ("Maes, Zoë", "Kerkstraat 1, 9000 Gent", "z@x.example")


def test_a_sep_line_says_the_delimiter_and_is_no_header(tmp_path: Path) -> None:
    table = read(tmp_path, "sep=|\r\nVoornaam|Naam|E-mail\r\nJan|Peeters|j@x.example\r\n").table
    assert table.columns == ("Voornaam", "Naam", "E-mail")
    assert table.where(0, 2) == "clients.csv!C3"


def test_places_are_lines_of_the_file(tmp_path: Path) -> None:
    table = read(tmp_path, 'Lijst\n\nVoornaam;Naam;E-mail\n"Jan\nPiet";Maes;j@x.example\nAn;Maes;a@x.example\n').table
    assert list(table.numbers) == [4, 6]
    assert table.rows[0][0] == "Jan\nPiet"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('Voornaam;Naam;E-mail\n"Jan;Maes;j@x.example\nAn;Maes;a@x.example\nBo;Maes;b@x.example\n', 2),
        ('Voornaam;Naam;E-mail\nJan;Maes;j@x.example\nAn;"Maes;a@x.example\nBo;Maes;b@x.example\n', 3),
        ('Voornaam;Naam;E-mail\nJan;Maes;j@x.example\n"An\n"";x"";"Maes\n";a@x.example\n', 3),
        ('sep=;\nVoornaam;Naam;E-mail\n"Jan ""de beer"";Maes;j@x.example\n"An";Maes;a@x.example\n', 3),
    ],
)
def test_a_quote_that_is_not_closed_is_refused_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    assert f"a quote opens on line {line} " in refusal(tmp_path, text)


def test_a_quote_closed_too_late_makes_a_row_that_is_told(tmp_path: Path) -> None:
    text = 'Voornaam;Naam;E-mail\n"Jan;Maes;j@x.example\nAn;Maes;a@x.example"\nBo;Maes;b@x.example\n'
    table = read(tmp_path, text).table
    assert [why.plain for why in table.faults.values()] == ["The row has 1 cells and the header 3."]
    assert table.rows[1] == ("Bo", "Maes", "b@x.example")


def test_a_cell_beyond_all_measure_is_refused_with_its_line(tmp_path: Path) -> None:
    assert "line 2 holds more than 131,072" in refusal(
        tmp_path, f"Voornaam;Naam;E-mail\n{'x' * 140_000};M;m@x.example\n"
    )


def test_rows_of_another_width_are_faults_of_the_whole_row_and_the_others_go_on(tmp_path: Path) -> None:
    text = "Voornaam;Naam;E-mail\nJan;Maes\nAn;Maes;a@x.example;extra\nBo;Maes;b@x.example;;\nEm;Maes;e@x.example\n"
    table = read(tmp_path, text).table
    assert {place: why.plain for place, why in table.faults.items()} == {
        (0, -1): "The row has 2 cells and the header 3.",
        (1, -1): "The row has 4 cells and the header 3.",
    }
    assert len(table.rows) == 4
    assert {len(row) for row in table.rows} == {3}


def test_an_export_s_apostrophe_is_taken_off_and_a_name_keeps_its_own(tmp_path: Path) -> None:
    text = "Voornaam;Naam;E-mail\n'=Jan;'t Serclaes;'@x.example\n'-;'+;''\n"
    assert list(read(tmp_path, text).table.rows) == [("=Jan", "'t Serclaes", "@x.example"), ("-", "+", "''")]


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    for content in (b"", b"\r\n\r\n", b"\xef\xbb\xbf\n"):
        assert "is empty" in refusal(tmp_path, content)


def test_a_file_without_a_header_row_is_refused(tmp_path: Path) -> None:
    assert "No header row" in refusal(tmp_path, "Jan;Peeters;jan@x.example\nAn;Maes;an@x.example\n")


def test_a_header_without_rows_is_an_empty_delivery(tmp_path: Path) -> None:
    assert read(tmp_path, "Voornaam;Naam;E-mail\n").fetched == 0


def test_a_workbook_named_csv_is_refused_by_what_it_is(tmp_path: Path) -> None:
    assert "no CSV; it is neither" in refusal(tmp_path, b"\0\1\2" * 30)
    assert "it is JSON" in refusal(tmp_path, b'{"schema": 1}')


def test_bytes_that_fit_no_encoding_are_refused_with_their_line(tmp_path: Path) -> None:
    assert "line 2 holds other bytes" in refusal(tmp_path, b"Voornaam;Naam\nJ\x81n;P\n")


def test_broken_accents_are_told(tmp_path: Path) -> None:
    delivery = read(tmp_path, "Voornaam;Naam;E-mail\nRenÃ©;Maes;r@x.example\n")
    assert "1 cells hold broken accents, as in clients.csv!A2" in warned(delivery)


def test_a_file_of_another_name_is_taken_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "clients.txt"
    path.write_text(TEXT)
    assert open_file(path).read().kind == "csv"
    (tmp_path / "list.tsv").write_text(TEXT.replace(";", "\t"))
    assert list(open_file(tmp_path / "list.tsv").read().table.rows) == ROWS


def test_a_csv_file_is_one_sheet_of_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "k.csv").write_text(TEXT)
    (info,) = open_file(tmp_path / "k.csv").sheets()
    assert (info.name, info.chosen) == ("k.csv", True)


def test_its_headers_are_understood(tmp_path: Path) -> None:
    assert propose(read(tmp_path, TEXT).table).certain
