"""The Clients screen by keys alone: finding, ticking, setting, editing, archiving, looking at other years."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.events import Key

from synctui.core.catalogue import CHECKLIST
from synctui.core.fields import CITY, EMAIL, LANGUAGE, PARTNER, RESPONSIBLE, full_name
from synctui.core.records import ClientRow, Edit
from synctui.register import Store
from synctui.sources.people import people
from synctui.tui.screens.menu import Menu
from synctui.tui.widgets.prompt import Prompt
from tui.tui_driver import Desk, at_desk
from tui.tui_office import ACTOR
from tui.tui_tour import picture

Snap = Callable[[Desk, str], None]
WHERE = "synctui.tui.office.overview.where"


@pytest.fixture
def small(new_office: Store) -> Store:
    """Return a register with six clients, one of them archived, one on a joint return, three with a dossier."""
    folk = [(*each[:PARTNER], "") for each in people(7, seed=8)]
    folk[5] = (*folk[5][:PARTNER], folk[6][PARTNER - 1])
    for at, each in enumerate(folk[:6]):
        values = list(each)
        values[0], values[1], values[LANGUAGE] = "Lotte", f"Baert{chr(65 + at)}", ("nl", "fr")[at % 2]
        values[EMAIL], values[RESPONSIBLE] = (
            f"lotte{at}@mail.example",
            ("an@office.example", "tom@office.example")[at % 2],
        )
        folk[at] = tuple(values)
    edits = [Edit("add", values=each, value=CHECKLIST["nl"] if at < 3 else "") for at, each in enumerate(folk[:6])]
    new_office.hand(edits, ACTOR)
    new_office.hand([Edit("archive", 5)], ACTOR)
    return new_office


def row(store: Store, client: int) -> ClientRow:
    """Return one client as the register has it."""
    return next(each for each in store.clients() if each.id == client)


async def choose(desk: Desk, key: str, *texts: str) -> None:
    """Press a key that opens a menu, and choose the lines with these texts, one menu after the other."""
    await desk.press(key)
    for text in texts:
        await desk.until(lambda text=text: offered(desk, text) is not None, text)  # type: ignore[misc]
        await desk.press("g", *["j"] * (offered(desk, text) or 0), "enter")


def offered(desk: Desk, text: str) -> int | None:
    """Return the line of the open menu that begins with *text*."""
    menu = desk.app.screen
    entries = menu.entries if isinstance(menu, Menu) else []
    return next((at for at, entry in enumerate(entries) if entry.text.startswith(text)), None)


async def test_the_guide_says_where_the_app_runs(
    new_office: Store, snap: Snap, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next steps with their keys, and the line that brings a file here."""
    monkeypatch.setattr(WHERE, lambda: "an@office:/srv/clients")
    async with at_desk(new_office) as desk:
        await desk.see("There are no clients yet.", "scp clients.xlsx an@office:/srv/clients", "+   add a client")
        await picture(desk, snap, "clients-guide")


async def test_ctrl_c_ends_nothing_and_says_so(small: Store) -> None:
    """In the reader's words, above the keys."""
    async with at_desk(small) as desk:
        await desk.see("5 clients")
        await desk.press("ctrl+c")
        await desk.see("Ctrl+C ends nothing: q leads back")
        await desk.press("j")
        await desk.see("5 clients")


async def test_ticks_stay_while_the_list_is_filtered(small: Store) -> None:
    """What is ticked is counted in sight; ticks count also where the filter hides them."""
    async with at_desk(small) as desk:
        await desk.see("5 clients")
        await desk.press("space", "space")
        await desk.see("2 ticked", "[x] Baert")
        await desk.press("f", "b", "a", "e", "r", "t", "d", "enter")
        await desk.see("1 of 5", "2 ticked")
        await desk.press("escape")
        await choose(desk, "a", "invert")
        await desk.see("3 ticked")


async def test_a_range_is_ticked_as_a_whole(small: Store) -> None:
    """Then a menu ticks all with one value, and none."""
    async with at_desk(small) as desk:
        await desk.see("5 clients")
        await desk.press("v", "j", "j", "space")
        await desk.see("3 ticked")
        await choose(desk, "a", "none")
        await desk.not_see("ticked")
        await choose(desk, "a", "all of a responsible", "tom@office.example")
        await desk.see("3 ticked")


async def test_groups_fold_and_are_ticked_whole(small: Store, snap: Snap) -> None:
    """By responsible, by status, and not grouped again."""
    async with at_desk(small) as desk:
        await desk.see("5 clients")
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
    async with at_desk(small) as desk:
        await desk.see("5 clients")
        await desk.press("l", "o")
        await desk.see("Responsible ▲")
        await desk.press("o")
        await desk.see("Responsible ▼")
        await desk.press("g")
        await desk.until(lambda: "tom" in next(x for x in desk.screen.splitlines() if "▌" in x), "tom's come first")


async def test_next_goes_to_whom_something_is_missing(small: Store) -> None:
    """Why is told below the list; where nobody needs care, that is said."""
    async with at_desk(small) as desk:
        await desk.see("5 clients")
        await desk.press("n")
        await desk.see("no dossier of this year")
        assert "BaertD" in next(line for line in desk.screen.splitlines() if "▌" in line)
        await desk.press("N")
        await desk.until(lambda: "BaertF" in next(x for x in desk.screen.splitlines() if "▌" in x), "round to the last")
        await desk.press("f", "b", "a", "e", "r", "t", "a", "enter", "n")
        await desk.see("Nobody here needs care.")


async def test_a_status_is_set_for_the_ticked_as_one_run(small: Store, snap: Snap) -> None:
    """The list shows it at once; the history can undo it."""
    async with at_desk(small) as desk:
        await desk.see("5 clients")
        await desk.press("space", "space", "s")
        await desk.see("Status", "2 clients", "Join two clients")
        await picture(desk, snap, "clients-set")
        await desk.press("enter")
        await desk.see("Not sent", "To process", "Failed")
        assert "Queued" not in desk.screen
        await choose(desk, "g", "Processed")
        await desk.see("Processed · 2 clients · run 3", "● Processed")
        assert [each.status for each in small.clients()][:2] == ["processed", "processed"]
        await desk.press("r")
        await desk.see("by hand")
        await desk.press("u")
        await desk.see("Undo run 3?")
        await desk.confirm()
        await desk.see("Run 3 is undone")
    assert [each.status for each in small.clients()][:2] == ["not-sent", "not-sent"]


async def test_a_language_takes_its_questionnaire_along(small: Store) -> None:
    """The dossier that was not mailed gets the counterpart."""
    async with at_desk(small) as desk:
        await desk.see("5 clients")
        await choose(desk, "s", "Language", "fr")
        await desk.see("fr · 1 client · run 3")
    assert (row(small, 1).values[LANGUAGE], row(small, 1).questionnaire) == ("fr", CHECKLIST["fr"])


async def test_a_responsible_nobody_has_yet_is_typed(small: Store) -> None:
    """A wrong address is refused with the reason."""
    async with at_desk(small) as desk:
        await desk.see("5 clients")
        for text, told in (("zoe", "address"), ("zoe@office.example", "zoe@office.example · 1 client")):
            await choose(desk, "s", "Responsible", "another address")
            await desk.until(lambda: bool(desk.app.screen.query_one(Prompt).display), "a line to type in")
            await desk.type(text)
            await desk.see(told)
            if text == "zoe":
                assert len(small.runs()) == 2
    assert row(small, 1).values[RESPONSIBLE] == "zoe@office.example"


async def test_the_form_judges_while_it_is_typed(small: Store, snap: Snap) -> None:
    """A wrong value says why beside it; the last line saves once all is right."""
    async with at_desk(small) as desk:
        await desk.see("5 clients")
        await desk.press("e")
        await desk.see("Baert", "[ Save ]")
        await desk.press("tab", "tab", "@")
        await desk.see("1 field is not right yet")
        await picture(desk, snap, "client-form")
        await desk.press("shift+tab", "shift+tab", "shift+tab", "enter")
        await desk.see("E-mail: ")
        assert len(small.runs()) == 2
        await desk.press("backspace", *["tab"] * 6)
        await desk.press("ctrl+u", *"Aalst")
        await desk.see("1 field changed")
        await desk.press("enter")
        await desk.press("tab", "tab", "tab", "tab", "enter")
        await desk.see("changed · run 3")
    assert row(small, 1).values[CITY] == "Aalst"


async def test_enter_saves_once_however_fast_it_comes(small: Store) -> None:
    """Keys that come before the form has moved on do what they would have done later: one leads on, one saves."""
    async with at_desk(small) as desk:
        await desk.see("5 clients")
        await desk.press("e")
        await desk.see("[ Save ]")
        await desk.press(*["tab"] * 8, "ctrl+u", *"Aalst", *["tab"] * 4)
        for _each in range(4):
            desk.app.post_message(Key("enter", "\r"))
        await desk.see("changed · run 3")
    assert row(small, 1).values[CITY] == "Aalst"
    assert len(small.runs()) == 3


async def test_a_field_is_edited_from_where_the_client_is_read(small: Store) -> None:
    """`e` on a line of one client begins in that field; PgDn leads to the line that saves."""
    async with at_desk(small) as desk:
        await desk.see("5 clients")
        await desk.press("enter")
        await desk.see("BaertA", "Dossier AY 2026")
        await desk.go_to("City")
        await desk.press("e")
        await desk.see("[ Save ]", "▌ City")
        await desk.press("ctrl+u", *"Aalst", "pagedown")
        await desk.see("▌ [ Save ]")
        await desk.press("enter")
        await desk.see("changed · run 3", "The history can undo it.")
    assert row(small, 1).values[CITY] == "Aalst"


async def test_leaving_a_form_asks_where_something_was_typed(small: Store) -> None:
    """Nothing typed: it just closes."""
    async with at_desk(small) as desk:
        await desk.see("5 clients")
        await desk.press("e")
        await desk.see("[ Save ]")
        await desk.press("escape")
        await desk.not_see("[ Save ]")
        await desk.press("e")
        await desk.see("[ Save ]")
        await desk.press("q", "escape")
        await desk.see("Leave without saving")
        await desk.press("q")
        await desk.see("1 field changed")
        await desk.press("escape")
        await desk.confirm()
        await desk.not_see("[ Save ]")
    assert len(small.runs()) == 2


async def test_a_client_is_added_by_hand(small: Store) -> None:
    """With a questionnaire in the client's language, or none yet."""
    async with at_desk(small) as desk:
        await desk.see("5 clients")
        await desk.press("+")
        await desk.see("A new client", "3 fields are not right yet")
        await desk.press(*"Griet", "tab", *"Smets", "tab", *"griet@smets.example", "tab", "tab", *"nl")
        await desk.see("[ Save ]")
        await desk.press(*["shift+tab"] * 5, "enter")
        await desk.see("none yet", "checklist van de")
        await desk.press("enter")
        await desk.see("Smets, Griet added · run 3", "6 clients")
    assert (full_name(row(small, 7).values), row(small, 7).questionnaire) == ("Smets, Griet", CHECKLIST["nl"])


async def test_nobody_is_added_whose_number_is_here(small: Store) -> None:
    """The form names the client who has it."""
    async with at_desk(small) as desk:
        await desk.see("5 clients")
        await desk.press("insert")
        await desk.see("A new client")
        number = row(small, 1).values[PARTNER - 1]
        await desk.press("shift+tab", "shift+tab", "shift+tab", *number)
        await desk.see("stands on the return of BaertA")


async def test_archiving_asks_and_restoring_brings_back(small: Store, snap: Snap) -> None:
    """Archived clients are shown on demand; the question names who is meant."""
    async with at_desk(small) as desk:
        await desk.see("5 clients")
        await desk.press("d")
        await desk.see("Archive 1 client?", "BaertA, Lotte")
        await picture(desk, snap, "archive-question")
        await desk.press("q")
        await desk.press("delete")
        await desk.see("Archive 1 client?")
        await desk.confirm()
        await desk.see("1 client archived · run 3", "4 clients")
        await desk.press("x")
        await desk.see("archived ones too")
        await desk.press("g", "d")
        await desk.see("Restore 1 client?")
        await desk.confirm()
        await desk.see("1 client restored", "5 clients")
    assert not row(small, 1).archived


async def test_what_was_archived_is_ticked_no_more(small: Store) -> None:
    """Else the next key would mean clients out of sight."""
    async with at_desk(small) as desk:
        await desk.see("5 clients")
        await desk.press("space", "space", "d")
        await desk.see("Archive 2 clients?")
        await desk.confirm()
        await desk.see("3 clients")
        await desk.not_see("ticked")


async def test_archiving_many_asks_for_the_number(office: Store) -> None:
    """A habit of pressing y archives nobody."""
    async with at_desk(office) as desk:
        await desk.see("473 clients")
        await desk.press("v", "pagedown", "d")
        await desk.see("Archive 16 clients?")
        await desk.confirm()
        await desk.see("Type 16 if that is meant")
        await desk.type("15")
        await desk.see("That is not the number")
    assert len(office.runs()) == 4


async def test_another_year_is_looked_at_and_the_register_moves_on(small: Store) -> None:
    """Edits are for the register's own year; moving it on is a run."""
    async with at_desk(small) as desk:
        await desk.see("5 clients", "AY 2026")
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


async def test_a_return_is_split_into_two(small: Store, snap: Snap) -> None:
    """The partner's number and address come along; the name is typed; both stand in one run."""
    async with at_desk(small) as desk:
        await desk.see("5 clients")
        await desk.press("G")
        await choose(desk, "s", "Split the joint return")
        await desk.see("Who leaves the return of BaertF, Lotte?")
        await picture(desk, snap, "split-form")
        await desk.press(*"Lea", "tab", *"Wouters", "tab", *"lea@wouters.example")
        await desk.see("[ Save ]")
        await desk.press(*["shift+tab"] * 3, "enter")
        await desk.see("Split: BaertF, Lotte alone", "6 clients")
        partner = small.clients()[-1]
        assert (partner.values[0], row(small, 6).values[PARTNER]) == ("Lea", "")
        await desk.press("r", "u")
        await desk.see("Undo run 3?")
        await desk.confirm()
        await desk.see("Run 3 is undone")
    assert (len(small.clients()), row(small, 6).values[PARTNER]) == (6, partner.values[PARTNER - 1])


async def test_two_clients_are_joined(small: Store) -> None:
    """Whose return it is, is asked; split again, the archived partner comes back."""
    async with at_desk(small) as desk:
        await desk.see("5 clients")
        await choose(desk, "s", "Join two clients")
        await desk.see("Tick both with Space")
        await desk.press("g", "space", "space")
        await choose(desk, "s", "Join two clients")
        await desk.see("Whose return is it?")
        await desk.press("enter")
        await desk.see("Joined: BaertA, Lotte, with BaertB, Lotte", "4 clients")
        assert row(small, 1).values[PARTNER] == row(small, 2).values[PARTNER - 1]
        assert row(small, 2).archived
        await desk.press("g")
        await choose(desk, "s", "Split the joint return")
        await desk.see("BaertB, Lotte is archived here and is restored.")
        await desk.confirm()
        await desk.see("BaertB, Lotte is a client again", "5 clients")
    assert row(small, 1).values[PARTNER] == ""


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


async def test_a_colleagues_change_meanwhile_is_told(small: Store) -> None:
    """Nothing is written, and the form keeps what was typed."""
    async with at_desk(small) as desk:
        await desk.see("5 clients")
        await desk.press("e")
        await desk.see("[ Save ]")
        small.hand([Edit("set", 1, "city", "Brugge")], ACTOR)
        await desk.press(*["tab"] * 8, "!")
        await desk.press(*["tab"] * 5, "enter")
        await desk.see("was changed meanwhile", "now “Brugge”")
    assert row(small, 1).values[CITY] == "Brugge"


async def test_the_list_is_saved_as_ticked(small: Store, tmp_path: Path) -> None:
    """As a workbook, as CSV, or an empty template."""
    async with at_desk(small) as desk:
        await desk.see("5 clients")
        await desk.press("space", "space", "w")
        await desk.see("these clients, as a workbook", "2 ticked")
        await desk.press("j", "enter")
        await desk.type(str(tmp_path / "list.csv"))
        await desk.see("Saved:")
    assert (tmp_path / "list.csv").read_text() == "1 2"


async def test_an_accountant_looks_and_is_told_why_not(small: Store) -> None:
    """Nothing that changes the register acts; everything else does."""
    async with at_desk(small, role="accountant") as desk:
        await desk.see("5 clients", "accountant")
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
    async with at_desk(small) as desk:
        await desk.see("5 clients")
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
