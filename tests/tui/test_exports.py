"""What w saves on the way through the app, with values that a spreadsheet or a terminal would act on: inert text."""

from __future__ import annotations

import csv
import json
import unicodedata
from collections.abc import Set
from contextlib import AbstractAsyncContextManager
from dataclasses import fields
from pathlib import Path

import pytest
from openpyxl import load_workbook

from synctui.cli.common import Common
from synctui.cli.services import services
from synctui.core.fields import NAMES
from synctui.core.table import Row
from synctui.core.visible import visible
from synctui.register import Store
from tui.tui_driver import Desk, at_desk, to_review
from tui.tui_guests import HOSTILE, Guests

FORMULAS = ('=HYPERLINK("http://evil.example","x")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", f"={HOSTILE}")
_FIRST, _LAST, _EMAIL, _STREET, _CITY, _COMPANY = 1, 2, 3, 7, 9, 11


def calculating(at: int, row: Row) -> Row:
    """Give every third record formulas; one in nine of them an e-mail address that is one."""
    if at % 3:
        return row
    bad = {_EMAIL: FORMULAS[at % 5]} if not at % 9 else {}
    words = {place: FORMULAS[(at + place) % 5] for place in (_FIRST, _LAST, _STREET, _CITY, _COMPANY)}
    return tuple((words | bad).get(place, value) for place, value in enumerate(row))


@pytest.fixture
def saved(office: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that the app works in."""
    place = tmp_path / "saved"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


def at_real_desk(office: Store) -> AbstractAsyncContextManager[Desk]:
    """Open the app with those writers that the program itself has, on the sample office full of formulas."""
    real = services(Common(quiet=True), office)
    writers = {each.name: getattr(real, each.name) for each in fields(real) if each.name.startswith("write_")}
    return at_desk(office, **writers, open_source=lambda _name: Guests(calculating))


async def save(desk: Desk, *choose: str, name: str) -> None:
    """Press ``w``, choose what where that is asked, and save under *name*."""
    await desk.press("w", *choose)
    await desk.see(" as")
    await desk.type(name)
    await desk.see(f"Saved: {name}")


def cells(path: Path) -> list[str]:
    """Return what a workbook's cells show, none of which is a formula or anything but text."""
    book = load_workbook(path)
    found = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in found} == {"s"}
    return [visible(str(cell.value)) for cell in found]


def steering(text: str, kinds: Set[str] = frozenset({"Cc", "Cf", "Cs"})) -> set[str]:
    """Return what in *text* steers a terminal, turns a line round or hides: characters of these *kinds*."""
    return {char for char in text if unicodedata.category(char) in kinds} - {"\n"}


async def test_what_is_saved_on_the_way_is_unharmed_and_inert(office: Store, saved: Path) -> None:
    """Rejects, plan, report and what is to be put right; then clients and runs as the register has them."""
    async with at_real_desk(office) as desk:
        await to_review(desk)
        rejected = desk.app.screen.review.comparison.intake.invalid  # type: ignore[attr-defined]
        rejects = {visible(each.value) for problems in rejected.values() for each in problems if each.value}
        await desk.press("4")
        await save(desk, name="rejects.xlsx")
        await desk.press("3", "a", "enter")
        await desk.see("left alone, one by one")
        await desk.press("c")
        await desk.see("new clients have none")
        await desk.press("g", "enter", "enter")
        await desk.see("nl where there is none")
        await desk.press("g", "j", "enter", "enter")
        await desk.see("by language:")
        await save(desk, name="plan.json")
        await desk.confirm()
        await desk.see("is done")
        await save(desk, "enter", name="report.txt")
        await save(desk, "j", "enter", name="right.xlsx")
        await desk.press("q")
        await desk.see("no dossier")
        await save(desk, "enter", name="clients.xlsx")
        await save(desk, "j", "enter", name="clients.csv")
        await desk.press("r")
        await desk.see("History", "undo")
        await save(desk, name="history.txt")
        await desk.press("enter")
        await desk.see("Run 5")
        await save(desk, name="run.txt")
    clients = [row.values for row in office.clients() if not row.archived]
    formulas = {value for row in clients for value in row if value[:1] in {"=", "-", "@"}}
    assert len(formulas) >= 3
    assert len(rejects & set(FORMULAS)) >= 3
    assert rejects <= set(cells(saved / "rejects.xlsx"))
    assert len(rejects & set(cells(saved / "right.xlsx"))) >= 3
    assert formulas <= set(cells(saved / "clients.xlsx"))
    with (saved / "clients.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert not any(cell[:1] in {"=", "-", "@"} for row in rows for cell in row.values())
    assert sorted(tuple(_bare(row[name]) for name in NAMES) for row in rows) == sorted(clients)
    reports = [(saved / f"{name}.txt").read_text(encoding="utf-8") for name in ("report", "history", "run")]
    assert reports[1:] == reports[:1] * 2
    report, plan = reports[0], (saved / "plan.json").read_text(encoding="utf-8")
    assert not steering(report)
    assert not steering(plan, {"Cc"})  # values are whole in a plan, for it is applied
    assert all(value in report for value in formulas)
    assert formulas <= {each["new"] for each in json.loads(plan)["operations"] if isinstance(each.get("new"), str)}


def _bare(cell: str) -> str:
    """Return a CSV cell without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if cell[:2] in {"'=", "'-", "'@", "'+"} else cell
