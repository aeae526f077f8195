"""The files that the app writes: clients by the name's ending, never over the register."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from synctui.cli.common import Common
from synctui.cli.services import services
from synctui.cli.session import actor
from synctui.core.fields import PARTNER
from synctui.core.records import Edit
from synctui.errors import OutputError
from synctui.register import create
from synctui.report.clients import csv_bytes
from synctui.sources.people import people


def test_the_list_of_clients_is_csv_or_a_workbook_by_its_name(tmp_path: Path) -> None:
    store = create(tmp_path / "register.sqlite", name="Accounton", tax_year=2026, actor=actor())
    store.hand([Edit("add", values=(*each[:PARTNER], "")) for each in people(3, seed=2)], actor())
    given, rows = services(Common(quiet=True), store), store.clients()
    given.write_clients(tmp_path / "list.csv", rows)
    assert (tmp_path / "list.csv").read_bytes() == csv_bytes(rows)
    given.write_clients(tmp_path / "list.xlsx", rows[:2])
    sheet = load_workbook(tmp_path / "list.xlsx").active
    assert sheet is not None
    assert sheet.max_row == 3
    with pytest.raises(OutputError):
        given.write_clients(tmp_path / "register.sqlite", rows)
    assert store.clients() == rows
