"""The first season at 80×24, by keys alone: a workbook becomes clients, a changed one becomes differences."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from openpyxl import Workbook

from synctui.core.fields import EMAIL, STREET, Values
from synctui.register import Store
from synctui.sources.people import people
from tui.tui_driver import Desk, Snap, at_desk

HEADERS = (
    "Voornaam", "Naam", "E-mail", "Gsm", "Taal", "Dossierbeheerder", "Straat", "Postcode", "Gemeente", "Land",
    "Bedrijf", "Rijksregisternummer", "RR partner",
)  # fmt: skip
HOSTILE = "A [b]x[/b] [/] [@click=app.quit]x é 漢 👩‍👩‍👧 =1+1"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that the file browser opens in."""
    place = tmp_path / "office"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


def save(folder: Path, rows: Sequence[Values], headers: Sequence[str] = HEADERS) -> None:
    """Write a workbook of clients."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Klanten"
    for row in (headers, *rows):
        sheet.append(list(row))
    book.save(folder / "klanten.xlsx")


def changed(values: Values, field: int, value: str) -> Values:
    """Return *values* with one of them replaced."""
    return (*values[:field], value, *values[field + 1 :])


async def open_file(desk: Desk) -> None:
    """Go from the clients to reading the one workbook of the folder."""
    await desk.press("i")
    await desk.see("Where do the clients come from?")
    await desk.press("1")
    await desk.see("klanten.xlsx")
    await desk.press("enter")


async def confirm(desk: Desk, run: int) -> None:
    """Apply what Confirm shows."""
    await desk.confirm()
    await desk.see(f"Run {run} is done and was read back")


async def test_an_empty_register_is_the_guide(new_office: Store) -> None:
    """Each next step stands there with its key, and the line that brings a file here."""
    async with at_desk(new_office) as desk:
        await desk.see("There are no clients yet.", "i   import clients", "scp clients.xlsx")


async def test_two_seasons_from_one_workbook(new_office: Store, folder: Path, snap: Snap) -> None:
    """Pick, map, add; then one field overwritten, one kept, confirmed, and undone."""
    clients = people(30, seed=3)
    save(folder, clients)
    async with at_desk(new_office) as desk:
        await desk.see("There are no clients yet.")
        await open_file(desk)
        await desk.see("Which column is what?", "every field was found", "Rijksregisternummer")
        snap(desk, "mapping")
        await desk.press("c")
        await desk.see("▶1 New 30", "30 are added")
        await desk.press("c")
        await desk.see("30 new clients have none")
        await desk.press("y")
        await desk.see("half a second")
        await desk.confirm()
        await desk.see("Something has no language or questionnaire yet")
        await desk.press("enter")
        await desk.see("in each client's language")
        await desk.press("enter")
        await desk.see("30 added")
        await confirm(desk, 1)
        await desk.press("q")
        await desk.see("30 clients")

        before = new_office.clients()
        save(
            folder,
            [changed(clients[0], STREET, "Nieuwe weg 1"), changed(clients[1], EMAIL, "new@x.example"), *clients[2:]],
        )
        await open_file(desk)
        await desk.see("▶3 In both 0/2", "2 differences in 2 clients", "28 equal")
        await desk.go_to("Nieuwe weg 1")
        await desk.press("space")
        await desk.go_to("new@x.example")
        await desk.press("=")
        await desk.see("1 overwrite · 1 keep · 0 undecided")
        await desk.press("c")
        await desk.see("1 overwritten", "1 kept", "30 = 30 in both")
        await confirm(desk, 2)
        assert [row.values[STREET] for row in new_office.clients()].count("Nieuwe weg 1") == 1
        await desk.press("u")
        await desk.see("Undo run 2?")
        await desk.confirm()
        await desk.see("Run 2 is undone, as run 3.")
        assert new_office.clients() == before


async def test_half_a_file_stops_at_the_gate(new_office: Store, folder: Path, snap: Snap) -> None:
    """A source that shrank is shown with the numbers then and now; y goes on only once it was read."""
    clients = people(30, seed=3)
    save(folder, clients)
    async with at_desk(new_office) as desk:
        await open_file(desk)
        await desk.see("Which column is what?")
        await desk.press("c")
        await desk.see("▶1 New 30")
        await desk.press("c")
        await desk.see("30 new clients have none")
        await desk.press("enter")
        await desk.see("in each client's language")
        await desk.press("enter")
        await desk.see("30 added")
        await confirm(desk, 1)
        await desk.press("q")
        await desk.see("30 clients")
        save(folder, clients[:12])
        await open_file(desk)
        await desk.see("Something is unusual", "holds 12 records; last time it held 30")
        snap(desk, "gate")
        await desk.press("y")
        await desk.see("Read it first")
        await desk.confirm()
        await desk.see("2 Only here 18")


async def test_a_file_that_cannot_be_read_says_why(new_office: Store, folder: Path) -> None:
    """The reason and the next step stand on the screen; nothing is offered."""
    (folder / "klanten.xlsx").write_bytes(b"")
    async with at_desk(new_office) as desk:
        await open_file(desk)
        await desk.see("klanten.xlsx is empty")


async def test_a_pasted_path_opens_the_file(new_office: Store, folder: Path) -> None:
    """A path typed into the filter opens at once; one that is not there is said."""
    save(folder, people(3, seed=1))
    async with at_desk(new_office) as desk:
        await desk.press("i")
        await desk.see("Excel or CSV file")
        await desk.press("1")
        await desk.see("klanten.xlsx")
        await desk.press("f")
        await desk.type("/no/such/file.xlsx")
        await desk.see("There is no file at /no/such/file.xlsx")
        await desk.press("f")
        await desk.type(str(folder / "klanten.xlsx"))
        await desk.see("Which column is what?")


@asynccontextmanager
async def at_doubt(store: Store, folder: Path) -> AsyncIterator[Desk]:
    """Open a list whose addresses stand under *Contact*, and wait for its mapping."""
    save(folder, people(3, seed=1), ["Voornaam", "Naam", "Contact", *HEADERS[3:]])
    async with at_desk(store) as desk:
        await open_file(desk)
        await desk.see("1 field needs you")
        yield desk


async def test_a_column_can_be_chosen_and_left_out(new_office: Store, folder: Path) -> None:
    """A mandatory field without a column holds the mapping back; a chosen column lets it go on."""
    async with at_doubt(new_office, folder) as desk:
        await desk.press("c")
        await desk.see("No column yet for: E-mail")
        await desk.press("n")
        await desk.choose("enter", "Contact")
        await desk.see("every field was found", "Contact (C)")
        await desk.press("c")
        await desk.see("▶1 New 3")


async def test_a_full_name_stands_for_its_parts_and_for_nothing_else(new_office: Store, folder: Path) -> None:
    """With it first and last name need no column; an e-mail still does."""
    async with at_doubt(new_office, folder) as desk:
        await desk.go_to("Full name")
        await desk.choose("enter", "Naam (B)", "Peeters Jan")
        await desk.see("1 field needs you")
        await desk.press("c")
        await desk.see("No column yet for: E-mail")


async def test_each_change_of_a_column_is_a_step_that_u_takes_back(new_office: Store, folder: Path) -> None:
    """A chosen column and one left out are undone and done again, each named."""
    async with at_doubt(new_office, folder) as desk:
        await desk.press("u")
        await desk.see("There is nothing to undo.")
        await desk.press("n")
        await desk.choose("enter", "Contact")
        await desk.see("every field was found", "Contact (C)")
        await desk.press("delete")
        await desk.see("1 field needs you")
        await desk.press("u")
        await desk.see("undone: E-mail · U does it again", "every field was found")
        await desk.press("u", "u")
        await desk.see("There is nothing to undo.", "1 field needs you")
        await desk.press("U")
        await desk.see("done again: E-mail", "every field was found", "Contact (C)")
        await desk.press("U", "U")
        await desk.see("There is nothing to do again.", "1 field needs you")


async def test_hostile_values_are_drawn_as_they_are(new_office: Store, folder: Path) -> None:
    """Markup, formulas and joined emoji survive every screen on the way, inert."""
    save(folder, [changed(changed(people(1, seed=1)[0], 0, HOSTILE), STREET, HOSTILE)])
    async with at_desk(new_office, size=(160, 40)) as desk:
        await open_file(desk)
        await desk.see("Which column is what?", "[@click=app.quit]")
        await desk.press("c")
        await desk.see("▶1 Only in import 1", "[b]x[/b] [/]", "é 漢")
        await desk.press("enter")
        await desk.see("[@click=app.quit]x é 漢")
        await desk.press("q")
        await desk.see("▶1 Only in import 1")
        await desk.press("f")
        await desk.type("[/]")
        await desk.see("filter: [/]")


async def test_an_accountant_may_look_but_not_apply(new_office: Store, folder: Path) -> None:
    """The confirmation says whom to ask; nothing is written."""
    save(folder, people(3, seed=1))
    async with at_desk(new_office, role="accountant") as desk:
        await open_file(desk)
        await desk.see("Which column is what?")
        await desk.press("c")
        await desk.see("▶1 New 3")
        await desk.press("c")
        await desk.see("3 new clients have none")
        await desk.confirm()
        await desk.see("it may look, but not")
    assert new_office.runs() == []


async def test_a_window_too_small_takes_no_key(new_office: Store) -> None:
    """Under 60×16 there is one sentence and no action."""
    async with at_desk(new_office, size=(59, 20)) as desk:
        await desk.see("This window is too small")
        await desk.press("i")
        assert len(desk.app.screen_stack) == 2


async def test_a_paste_outside_an_input_is_refused(new_office: Store) -> None:
    """Pasted letters are no keys."""
    from textual.events import Paste

    async with at_desk(new_office) as desk:
        await desk.see("There are no clients yet.")
        desk.app.screen.post_message(Paste("iq"))
        await desk.see("Nothing was pasted")
