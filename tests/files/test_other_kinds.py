"""Workbooks of the other kinds are read in a child, whatever their name; a warning says what cannot be told there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from books import HEADER, ROW
from other_books import Rows, ods, xls, xlsb

from synctui.errors import InputError
from synctui.sources.files import open_file

KINDS = {"ods": ods, "xls": xls, "xlsb": xlsb}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_read_with_its_places_and_a_warning(tmp_path: Path, kind: str) -> None:
    make: Callable[[Path, Rows], Path] = KINDS[kind]
    path = make(tmp_path / f"k.{kind}", [("Lijst", "", ""), HEADER, ("Zoë", *ROW[1:]), ("", "", ""), ROW])
    delivery = open_file(path).read()
    assert delivery.kind == "excel"
    assert list(delivery.table.rows) == [("Zoë", *ROW[1:]), ROW]
    assert delivery.table.where(1, 2) == "Klanten!C5"
    assert "look empty" in delivery.warnings[0].plain


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_known_by_its_content_not_by_its_name(tmp_path: Path, kind: str) -> None:
    make: Callable[[Path, Rows], Path] = KINDS[kind]
    path = make(tmp_path / "k.xlsx", [HEADER, ROW])
    assert open_file(path).read().fetched == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_cut_file_of_another_kind_is_refused(tmp_path: Path, kind: str) -> None:
    make: Callable[[Path, Rows], Path] = KINDS[kind]
    path = make(tmp_path / f"k.{kind}", [HEADER, *[ROW] * 50])
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(InputError):
        open_file(path).read()


@pytest.mark.parametrize("rows", [1_000, 1_000_000])
def test_a_far_cell_in_another_kind_ends_the_child_alone(tmp_path: Path, rows: int) -> None:
    far = (
        f'<table:table-row table:number-rows-repeated="{rows}">'
        '<table:table-cell table:number-columns-repeated="16000" office:value-type="string"><text:p>x</text:p>'
        "</table:table-cell></table:table-row>"
    )
    path = ods(tmp_path / "k.ods", [HEADER, ROW], far)
    with pytest.raises(InputError) as raised:
        open_file(path).read()
    assert ("too much memory or time" if rows == 1_000 else "damaged") in raised.value.what
