"""The file browser: the cursor stands where a file is, the newest can come first, days are written in words."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.events import Paste

from synctui import i18n
from synctui.core.comparison import Absent
from synctui.register import Store
from synctui.tui.words import reason
from tui.tui_driver import at_desk


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that the browser opens in: a folder, an old file and a new one."""
    place = tmp_path / "office"
    (place / "archive").mkdir(parents=True)
    for name, day in (("a-2024.csv", 1_704_067_200), ("b-2026.csv", 1_767_225_600)):
        (place / name).write_text("x")
        os.utime(place / name, (day, day))
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def english() -> Iterator[None]:
    """Go back to English after a test that speaks another language."""
    yield
    i18n.use("en")


async def test_the_cursor_starts_on_the_first_file_and_the_newest_can_come_first(new_office: Store) -> None:
    """Folders stand above it; o brings the newest file up, and again the names' order."""
    async with at_desk(new_office) as desk:
        await desk.press("i", "1")
        await desk.see("archive/", "a-2024.csv", "Jan 2024")
        assert "a-2024.csv" in desk.here
        await desk.press("o")
        await desk.until(lambda: "b-2026.csv" in desk.here, "the newest file under the cursor")
        await desk.press("o")
        await desk.until(lambda: "a-2024.csv" in desk.here, "the first by name under the cursor")


async def test_going_up_leaves_the_cursor_on_the_folder_that_was_left(new_office: Store) -> None:
    """So that Enter goes straight back in."""
    async with at_desk(new_office) as desk:
        await desk.press("i", "1")
        await desk.see("a-2024.csv")
        await desk.press("left")
        await desk.until(lambda: "office/" in desk.here, "the folder that was left under the cursor")


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "relation ended 31 Jan 2026"),
        ("nl", "relatie beëindigd 31/01/2026"),
        ("fr", "relation terminée 31/01/2026"),
        ("de", "Beziehung beendet 31.01.2026"),
    ],
)
def test_a_day_is_written_as_each_language_writes_it(language: str, told: str) -> None:
    """Within the 28 columns that the reason has."""
    i18n.use(language)
    found = reason(Absent(1, "ended", "2026-01-31"))
    assert i18n.day("2026-01-31") in found
    assert len(found) <= 28
    assert found in {told, f"relation ended {i18n.day('2026-01-31')}"}


async def test_a_pasted_path_opens(new_office: Store, folder: Path) -> None:
    """As a terminal pastes the file that is dragged into it: in quotes, from anywhere; what is none is told."""
    (folder / "archive" / "clients 2025.csv").write_text("Voornaam;Naam;E-mail\nJan;Maes;jan@mail.example\n")
    async with at_desk(new_office) as desk:
        await desk.press("i", "1")
        await desk.see("a-2024.csv")
        desk.app.screen.post_message(Paste("/nowhere/at all.csv"))
        await desk.see("There is no file at /nowhere/at all.csv.")
        desk.app.screen.post_message(Paste(f"'{folder / 'archive' / 'clients 2025.csv'}' "))
        await desk.see("Which column is what?")


async def test_a_file_that_is_not_listed_opens_by_its_name(new_office: Store, folder: Path) -> None:
    """What it is instead of a list of clients is told; a name that nothing has says so, and Esc shows all again."""
    (folder / "letter.pdf").write_bytes(b"%PDF-1.7")
    async with at_desk(new_office) as desk:
        await desk.press("i", "1", "f", *"nowhere", "enter")
        await desk.see("0 of 4 · filter…")
        await desk.press("enter")
        await desk.see("Nothing that can hold clients has such a name.")
        await desk.press("escape")
        await desk.see("a-2024.csv")
        await desk.press("f", *"letter.pdf", "enter")
        await desk.see("letter.pdf is no CSV; it is a PDF.")


@pytest.mark.parametrize("typed", ["~nobody-is-called-so/clients.csv", "./" + "x" * 300, "/" + "x/" * 3000])
async def test_a_path_that_cannot_be_is_told(new_office: Store, typed: str) -> None:
    """A home that nobody has, a name or a path that is too long."""
    async with at_desk(new_office) as desk:
        await desk.press("i", "1")
        await desk.see("a-2024.csv")
        desk.app.screen.post_message(Paste(typed))
        await desk.see("There is no file at")


async def test_a_workbook_that_somebody_has_open_says_so(new_office: Store, folder: Path) -> None:
    """The file that Excel lays beside it is not listed."""
    (folder / "c-2026.xlsx").write_bytes(b"x")
    (folder / "~$c-2026.xlsx").write_bytes(b"x")
    async with at_desk(new_office) as desk:
        await desk.press("i", "1", "G")
        await desk.see("Somebody has it open in Excel")
        assert "~$" not in desk.screen
