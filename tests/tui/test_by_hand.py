"""Clients changed by hand on their own screen: set, edited, added, archived, split and joined; each is one run."""

from __future__ import annotations

from textual.events import Key

from synctui.core.catalogue import CHECKLIST
from synctui.core.fields import CITY, LANGUAGE, PARTNER, RESPONSIBLE, full_name
from synctui.core.records import Edit
from synctui.register import Store
from synctui.tui.widgets.prompt import Prompt
from tui.tui_clients import at_clients, row
from tui.tui_driver import Snap, at_desk
from tui.tui_office import ACTOR
from tui.tui_tour import picture


async def test_a_status_is_set_for_the_ticked_as_one_run(small: Store, snap: Snap) -> None:
    """The list shows it at once; the history can undo it."""
    async with at_clients(small) as desk:
        await desk.press("space", "space", "s")
        await desk.see("Status", "2 clients", "Join two clients")
        await picture(desk, snap, "clients-set")
        await desk.press("enter")
        await desk.see("Not sent", "To process", "Failed")
        assert "Queued" not in desk.screen
        await desk.choose("g", "Processed")
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
    async with at_clients(small) as desk:
        await desk.choose("s", "Language", "fr")
        await desk.see("fr · 1 client · run 3")
    assert (row(small, 1).values[LANGUAGE], row(small, 1).questionnaire) == ("fr", CHECKLIST["fr"])


async def test_a_responsible_nobody_has_yet_is_typed(small: Store) -> None:
    """A wrong address is refused with the reason."""
    async with at_clients(small) as desk:
        for text, told in (("zoe", "address"), ("zoe@office.example", "zoe@office.example · 1 client")):
            await desk.choose("s", "Responsible", "another address")
            await desk.until(lambda: bool(desk.app.screen.query_one(Prompt).display), "a line to type in")
            await desk.type(text)
            await desk.see(told)
            if text == "zoe":
                assert len(small.runs()) == 2
    assert row(small, 1).values[RESPONSIBLE] == "zoe@office.example"


async def test_the_form_judges_while_it_is_typed(small: Store, snap: Snap) -> None:
    """A wrong value says why beside it; the last line saves once all is right."""
    async with at_clients(small) as desk:
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
    async with at_clients(small) as desk:
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
    async with at_clients(small) as desk:
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
    async with at_clients(small) as desk:
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
    async with at_clients(small) as desk:
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
    async with at_clients(small) as desk:
        await desk.press("insert")
        await desk.see("A new client")
        number = row(small, 1).values[PARTNER - 1]
        await desk.press("shift+tab", "shift+tab", "shift+tab", *number)
        await desk.see("stands on the return of BaertA")


async def test_archiving_asks_and_restoring_brings_back(small: Store, snap: Snap) -> None:
    """Archived clients are shown on demand; the question names who is meant."""
    async with at_clients(small) as desk:
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
    async with at_clients(small) as desk:
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


async def test_a_return_is_split_into_two(small: Store, snap: Snap) -> None:
    """The partner's number and address come along; the name is typed; both stand in one run."""
    async with at_clients(small) as desk:
        await desk.press("G")
        await desk.choose("s", "Split the joint return")
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
    async with at_clients(small) as desk:
        await desk.choose("s", "Join two clients")
        await desk.see("Tick both with Space")
        await desk.press("g", "space", "space")
        await desk.choose("s", "Join two clients")
        await desk.see("Whose return is it?")
        await desk.press("enter")
        await desk.see("Joined: BaertA, Lotte, with BaertB, Lotte", "4 clients")
        assert row(small, 1).values[PARTNER] == row(small, 2).values[PARTNER - 1]
        assert row(small, 2).archived
        await desk.press("g")
        await desk.choose("s", "Split the joint return")
        await desk.see("BaertB, Lotte is archived here and is restored.")
        await desk.confirm()
        await desk.see("BaertB, Lotte is a client again", "5 clients")
    assert row(small, 1).values[PARTNER] == ""


async def test_a_colleagues_change_meanwhile_is_told(small: Store) -> None:
    """Nothing is written, and the form keeps what was typed."""
    async with at_clients(small) as desk:
        await desk.press("e")
        await desk.see("[ Save ]")
        small.hand([Edit("set", 1, "city", "Brugge")], ACTOR)
        await desk.press(*["tab"] * 8, "!")
        await desk.press(*["tab"] * 5, "enter")
        await desk.see("was changed meanwhile", "now “Brugge”")
    assert row(small, 1).values[CITY] == "Brugge"
