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
