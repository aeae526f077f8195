"""The list to put right in the source, as a workbook that is opened again."""

from __future__ import annotations

import io

from openpyxl import load_workbook

from synctui.core.fields import EMAIL, NATIONAL_NUMBER
from synctui.core.putright import Wrong
from synctui.i18n import message
from synctui.report.crm_list import crm_list

KEPT = message("ours was kept")
ROWS = [
    Wrong("an@kantoor.example", "Maes, Jan", "R1", EMAIL, "jan@oud.example", "jan@nieuw.example", KEPT),
    Wrong("tom@kantoor.example", "Maes, Lea", "R2", NATIONAL_NUMBER, "85073003328", "", message("wrong")),
    Wrong("", "Peeters", "R3", None, "=1+1", "", message("No first name.")),
]


def sheets(data: bytes) -> dict[str, list[tuple[object, ...]]]:
    """Return the cells of a workbook by sheet."""
    book = load_workbook(io.BytesIO(data))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def test_each_colleague_has_a_sheet_and_who_has_none_the_last() -> None:
    found = sheets(crm_list(ROWS, "AdminPulse"))
    assert list(found) == ["an", "tom", "nobody"]
    assert found["an"][0] == ("Client", "Record", "Field", "In AdminPulse", "Should be", "Why")
    assert found["an"][1][:5] == ("Maes, Jan", "R1", "E-mail", "jan@oud.example", "jan@nieuw.example")


def test_numbers_stand_whole_and_nothing_is_a_formula() -> None:
    found = sheets(crm_list(ROWS, "AdminPulse"))
    assert found["tom"][1][3] == "85.07.30-033.28"
    assert found["nobody"][1][3] == "=1+1"
    book = load_workbook(io.BytesIO(crm_list(ROWS, "AdminPulse")))
    assert book["nobody"]["D2"].data_type == "s"


def test_without_anything_to_put_right_there_is_a_sheet_with_its_header_alone() -> None:
    assert [len(rows) for rows in sheets(crm_list([], "AdminPulse")).values()] == [1]
