"""The Clients screen by keys alone: finding, ticking, setting, editing, archiving, looking at other years."""

from __future__ import annotations

from pathlib import Path

import pytest

from synctui.register import Store
from synctui.tui.services import SourceChoice
from tui.tui_clients import at_clients
from tui.tui_driver import Snap, at_desk
from tui.tui_tour import picture

WHERE = "synctui.tui.office.overview.where"


async def test_the_guide_says_where_the_app_runs(
    new_office: Store, snap: Snap, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next steps with their keys, every source by its name, and the line that brings a file here."""
    monkeypatch.setattr(WHERE, lambda: "an@office:/srv/clients")
    crms = [SourceChoice("adminpulse", "AdminPulse", ""), SourceChoice("adminconsult", "Admin-Consult", "")]
    async with at_desk(new_office, choices=crms) as desk:
        await desk.see("import clients: AdminPulse, Admin-Consult, an Excel or CSV file")
        await desk.see("There are no clients yet.", "scp clients.xlsx an@office:/srv/clients", "+   add a client")
        await picture(desk, snap, "clients-guide")


async def test_ctrl_c_ends_nothing_and_says_so(small: Store) -> None:
    """In the reader's words, above the keys."""
    async with at_clients(small) as desk:
        await desk.press("ctrl+c")
        await desk.see("Ctrl+C ends nothing: q leads back")
        await desk.press("j")
        await desk.see("5 clients")


async def test_ticks_stay_while_the_list_is_filtered(small: Store) -> None:
    """What is ticked is counted in sight; ticks count also where the filter hides them."""
    async with at_clients(small) as desk:
        await desk.press("space", "space")
        await desk.see("2 ticked", "[x] Baert")
        await desk.press("f", "b", "a", "e", "r", "t", "d", "enter")
        await desk.see("1 of 5", "2 ticked")
        await desk.press("escape")
        await desk.choose("a", "invert")
        await desk.see("3 ticked")


async def test_a_range_is_ticked_as_a_whole(small: Store) -> None:
    """Then a menu ticks all with one value, and none."""
    async with at_clients(small) as desk:
        await desk.press("v", "j", "j", "space")
        await desk.see("3 ticked")
        await desk.choose("a", "none")
        await desk.not_see("ticked")
        await desk.choose("a", "all of a responsible", "tom@office.example")
        await desk.see("3 ticked")


async def test_groups_fold_and_are_ticked_whole(small: Store, snap: Snap) -> None:
    """By responsible, by status, and not grouped again."""
    async with at_clients(small) as desk:
        await desk.press("b")
        await desk.see("▼ an@office.example  2", "by responsible")
        await desk.press("g", "h")
        await desk.see("▶ an@office.example  2")
        await desk.press("space")
        await desk.see("2 of 2 ticked", "2 ticked")
        await desk.press("l", "b")
        await desk.see("▼ Not sent  3", "▼ no dossier  2", "by status")
        await picture(desk, snap, "clients-grouped")
        await desk.press("b")
        await desk.not_see("▼")


async def test_the_order_is_that_of_the_marked_column(small: Store) -> None:
    """The right key marks a column, o orders by it, again the other way."""
    async with at_clients(small) as desk:
        await desk.press("l", "o")
        await desk.see("Responsible ▲")
        await desk.press("o")
        await desk.see("Responsible ▼")
        await desk.press("g")
        await desk.until(lambda: "tom" in desk.here, "tom's come first")


async def test_next_goes_to_whom_something_is_missing(small: Store) -> None:
    """Why is told below the list; where nobody needs care, that is said."""
    async with at_clients(small) as desk:
        await desk.press("n")
        await desk.see("no dossier of this year")
        assert "BaertD" in desk.here
        await desk.press("N")
        await desk.until(lambda: "BaertF" in desk.here, "round to the last")
        await desk.press("f", "b", "a", "e", "r", "t", "a", "enter", "n")
        await desk.see("Nobody here needs care.")


async def test_another_year_is_looked_at_and_the_register_moves_on(small: Store) -> None:
    """Edits are for the register's own year; moving it on is a run."""
    async with at_clients(small) as desk:
        await desk.see("AY 2026")
        await desk.press("<")
        await desk.see("No dossier was opened before AY 2026")
        await desk.press(">")
        await desk.see("Move the register on to AY 2027?")
        await desk.confirm()
        await desk.see("The register is at AY 2027 now", "admin · AY 2027", "no dossier 5")
        await desk.press("<")
        await desk.see("AY 2026, to be looked at only", "Not sent 3")
        await desk.press("e")
        await desk.see("looked at only: > goes to AY 2027")
        await desk.press(">")
        await desk.see("no dossier 5")
    assert small.info().tax_year == 2027


async def test_a_client_is_shown_whole_and_unlinked(office: Store, snap: Snap) -> None:
    """Dossiers of all years and links stand there; d on a link says that it is somebody else."""
    async with at_desk(office) as desk:
        await desk.see("473 clients")
        await desk.press("enter")
        await desk.see("First name", "Baert, An", "Link to Sample office")
        await picture(desk, snap, "client")
        await desk.go_to("Link to Sample office")
        await desk.press("d")
        await desk.see("not the same person as the record in Sample office?")
        await desk.confirm()
        await desk.see("Unlinked from Sample office · run 5")
        await desk.not_see("Link to Sample office")
        await desk.press("r")
        await desk.see("in 3 runs", "same person?", "somebody else")
        await picture(desk, snap, "client-history")
        await desk.press("enter")
        await desk.see("Run 5 · by hand")


async def test_the_list_is_saved_as_ticked(small: Store, tmp_path: Path) -> None:
    """As a workbook, as CSV, or an empty template."""
    async with at_clients(small) as desk:
        await desk.press("space", "space", "w")
        await desk.see("these clients, as a workbook", "2 ticked")
        await desk.press("j", "enter")
        await desk.type(str(tmp_path / "list.csv"))
        await desk.see("Saved:")
    assert (tmp_path / "list.csv").read_text() == "1 2"


async def test_an_accountant_looks_and_is_told_why_not(small: Store) -> None:
    """Nothing that changes the register acts; everything else does."""
    async with at_clients(small, role="accountant") as desk:
        await desk.see("accountant")
        for key in ("s", "e", "+", "d", ">"):
            await desk.press(key)
            await desk.see("Your role in this register is accountant: it may look")
            assert len(desk.app.screen_stack) == 2
        await desk.press("b")
        await desk.see("by responsible")
        await desk.press("r")
        await desk.see("by hand")
        await desk.press("u")
        await desk.see("it may look, but not “undo”")


async def test_the_palette_finds_an_action_by_name(small: Store, snap: Snap) -> None:
    """Typing narrows; Enter does it; what cannot be done now says why."""
    async with at_clients(small) as desk:
        await desk.press(":")
        await desk.see("What do you want to do?", "show archived clients too")
        await desk.press(*"year")
        await desk.not_see("show archived clients too")
        await desk.see("look at the assessment year before")
        await picture(desk, snap, "palette")
        await desk.press("ctrl+u", *"every setting", "enter")
        await desk.see("Settings")
        await desk.press("q", "ctrl+p")
        await desk.see("What do you want to do?")
        await desk.press(*"archived clients", "enter")
        await desk.see("archived ones too")
