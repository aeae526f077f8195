"""History: every run, one run by client, its report, undo; and Settings."""

from __future__ import annotations

from pathlib import Path

from synctui.core.records import Edit
from synctui.register import Store
from synctui.tui.services import Setting
from tui.tui_driver import Snap, at_desk
from tui.tui_office import ACTOR
from tui.tui_tour import picture

SETTINGS = [
    Setting("language", "nl", "option", "--lang", "The language of screens and sentences."),
    Setting("register.url", "/srv/office.sqlite", "environment", "SYNCTUI_REGISTER", "Where the client base lies."),
    Setting("limits.archive", "5%", "file", "/home/an/.config/synctui/config.toml:4", "Above which to ask."),
    Setting("mail.rate", "600", "default", "", "How many mails leave in a minute at most."),
]


async def test_one_run_is_listed_by_client_with_masked_numbers(office: Store, snap: Snap) -> None:
    """Before and after stand side by side; a status is told by its word."""
    number = office.clients()[0].values[11]
    edits = [
        Edit("set", 1, "status", "failed"),
        Edit("set", 3, "city", "Gent"),
        Edit("set", 1, "national_number", ""),
        Edit("archive", 3),
    ]
    office.hand(edits, ACTOR)
    async with at_desk(office) as desk:
        await desk.see("472 clients")
        await desk.press("r")
        await desk.see("by hand")
        await desk.press("enter")
        await desk.see("Run 5 · by hand", "Failed", "Archived")
        assert number not in desk.screen
        await picture(desk, snap, "run")
        names = [line[2:18].strip() for line in desk.screen.splitlines()[4:8]]
        assert names == ["Henrotte, Anaïs"] * 2 + ["Vermeulen, Dirk"] * 2
        await desk.press("f")
        await desk.type("failed")
        await desk.see("1 of")


async def test_a_run_is_filtered_reported_and_undone(office: Store, tmp_path: Path) -> None:
    """From the list and from the run itself."""
    office.hand([Edit("set", 1, "city", "Gent")], ACTOR)
    async with at_desk(office) as desk:
        await desk.see("473 clients")
        await desk.press("r")
        await desk.see("5 runs")
        await desk.press("f")
        await desk.type("hand")
        await desk.see("of 5 · filter: hand")
        await desk.press("w")
        await desk.type(str(tmp_path / "one.txt"))
        await desk.see("Saved:")
        await desk.press("enter")
        await desk.see("Run 5 · by hand")
        await desk.press("w")
        await desk.type(str(tmp_path / "two.txt"))
        await desk.see("Saved:")
        await desk.press("u")
        await desk.see("Undo run 5?")
        await desk.confirm()
        await desk.see("undone by run 6")
    assert (tmp_path / "one.txt").read_text() == (tmp_path / "two.txt").read_text() == "5"


async def test_settings_say_where_each_value_comes_from(new_office: Store, snap: Snap) -> None:
    """The file stands above; the option, the variable or the line below."""
    async with at_desk(new_office, settings=SETTINGS, config_file="/home/an/.config/synctui/config.toml") as desk:
        await desk.see("There are no clients yet.")
        await desk.press("comma")
        await desk.see("/home/an/.config/synctui/config.toml", "register.url", "environment", "default")
        await desk.press("j")
        await desk.see("SYNCTUI_REGISTER")
        await picture(desk, snap, "settings")
        await desk.press("f")
        await desk.type("archive")
        await desk.see("1 of 4", "config.toml:4")
