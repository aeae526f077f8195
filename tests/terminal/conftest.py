"""An office with twelve clients whose streets differ from a file beside the register."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from synctui.core.fields import LANGUAGE, NAMES, STREET
from synctui.core.mapping import headers_digest, to_spec
from synctui.core.ports import Actor
from synctui.core.proposal import propose
from synctui.core.records import Edit
from synctui.core.table import Table
from synctui.register import create, open_store
from synctui.sources.people import people
from terminal.terminal import Terminal

ME = Actor("an", "office")
CLIENTS = 12


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a register and a file of the same clients in other streets; not to be changed."""
    folder = tmp_path_factory.mktemp("office")
    store = create(folder / "office.sqlite", name="Accounton", tax_year=2026, actor=_user())
    staff = [(*each[:LANGUAGE], "nl", *each[LANGUAGE + 1 :]) for each in people(CLIENTS, seed=3)]
    store.hand([Edit("add", values=each, value="checklist van de personenbelasting") for each in staff], ME)
    headers = tuple(name.replace("_", " ") for name in NAMES)
    rows = [(*each[:STREET], f"Nieuwstraat {at}", *each[STREET + 1 :]) for at, each in enumerate(staff, 1)]
    with (folder / "clients.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([headers, *rows])
    table = Table(headers, rows)
    store.save_mapping("file", headers_digest(table), to_spec(propose(table).mapping), ME)
    store.close()
    return folder


@pytest.fixture
def home(office: Path, tmp_path: Path) -> Path:
    """Return a home with its own copy of the office."""
    return Path(shutil.copytree(office, tmp_path / "home"))


@pytest.fixture
def start(home: Path) -> Iterator[Callable[..., Terminal]]:
    """Return what starts the app on the office's register, in a terminal of its own."""
    started: list[Terminal] = []

    def begin(*arguments: str, **options: object) -> Terminal:
        terminal = Terminal(home, "--register", "office.sqlite", *arguments, **options)  # type: ignore[arg-type]
        started.append(terminal)
        return terminal

    yield begin
    for each in started:
        each.close()


@pytest.fixture
def runs(home: Path) -> Callable[[], int]:
    """Return what counts the runs in the register."""

    def count() -> int:
        store = open_store(home / "office.sqlite", write=False)
        try:
            return len(store.runs())
        finally:
            store.close()

    return count


def _user() -> Actor:
    """Return who runs the tests: the admin of the office."""
    from synctui.cli.session import actor

    return actor()
