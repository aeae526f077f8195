"""Keys as they are told: the page of all keys, and configured ones on the screen."""

from __future__ import annotations

from pathlib import Path

from synctui.errors import UsageError
from synctui.register import Store
from synctui.tui.app import Look
from synctui.tui.key import PLACES
from synctui.tui.keydocs import page
from synctui.tui.keytable import TABLE
from tui.tui_driver import at_desk

DOCS = Path(__file__).parents[2] / "docs" / "keys.md"


def test_the_page_of_keys_is_current() -> None:
    """``python -m synctui.tui.keydocs > docs/keys.md`` brings it up."""
    assert DOCS.read_text(encoding="utf-8") == page()


def test_the_page_tells_every_key() -> None:
    told = page()
    assert all(f"`{key.id}` |" in told and key.help in told for key in TABLE)
    assert all(f"## {PLACES[key.place][1]}\n" in told for key in TABLE)


async def test_configured_keys_act_and_are_told(new_office: Store) -> None:
    """In the line of keys, in help, and in the palette."""
    async with at_desk(new_office, look=Look(keys={"import": "I", "configuration": "ctrl+s"})) as desk:
        await desk.see("I import")
        await desk.press("i")
        assert len(desk.app.screen_stack) == 2
        await desk.press("I")
        await desk.see("Where do the clients come from?")
        await desk.press("q", "?")
        await desk.see("bring clients in")
        assert any("I " in line and "bring clients in" in line for line in desk.screen.splitlines())
        await desk.press("q", "ctrl+s")
        await desk.see("Settings")


async def test_keys_that_are_not_sound_are_told_at_the_start(new_office: Store) -> None:
    """Every one of them, and that the app keeps its own."""
    wrong = ["[keys] names imprt, which is no action.", "In “Clients” the key s means both “set” and “edit”."]
    unsound = UsageError("\n".join(wrong), "The app starts with its own keys; '?' shows them.")
    async with at_desk(new_office, amiss=[unsound]) as desk:
        await desk.see(*wrong, "its own keys")
        await desk.press("q")
        await desk.see("There are no clients yet.")


async def test_a_key_that_means_nothing_here_says_so(office: Store) -> None:
    """On a list, in a panel and in a question; never while something is typed, and a key that acts says its own."""
    async with at_desk(office) as desk:
        await desk.see("473 clients", "no dossier")
        await desk.press("t")
        await desk.see("That key does nothing here; ? shows what does.")
        await desk.press("j")
        await desk.not_see("does nothing here")
        await desk.press("a", "x")
        await desk.see("does nothing here", "all shown")
        await desk.press("escape", "d", "n")
        await desk.see("Archive 1 client?", "does nothing here")
        await desk.press("q", "f", "t", "x")
        await desk.see("filter: tx")
        await desk.not_see("does nothing here")


async def test_the_palette_offers_nothing_that_needs_a_digit(office: Store) -> None:
    """A line or a tab is taken by its digit, not by a name that stands for all of them."""
    async with at_desk(office) as desk:
        await desk.see("473 clients", "no dossier")
        await desk.press("i")
        await desk.see("Sample office")
        await desk.press(":")
        await desk.see("What do you want to do?")
        await desk.not_see("take the source on that line")


async def test_a_key_that_finds_nothing_says_so(office: Store) -> None:
    """Nothing behind a line, no client on a heading, nobody else who needs care."""
    async with at_desk(office) as desk:
        await desk.see("473 clients", "no dossier")
        await desk.press("r", "enter")
        await desk.see("Run 4")
        await desk.press("enter")
        await desk.see("There is nothing behind this line.")
        await desk.press("q", "q", "b", "K", "e")
        await desk.see("Stand on one line: l opens a group.")
        await desk.press("b", "b", "f")
        await desk.type("Bogaert Griet")
        await desk.press("n")
        await desk.see("Nobody else here needs care.")
        await desk.press("i")
        await desk.see("Sample office")
        await desk.press("9")
        await desk.see("There is no line with that number.")
