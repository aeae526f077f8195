"""Every screen, tab and dialog as a picture at 80×24, the main ones wider; look at each before it stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from synctui.register import Store
from synctui.tui.screens import files
from synctui.tui.screens.files import Item
from tui.tui_driver import Snap, at_desk
from tui.tui_tour import Walk

STORIES = {
    "clients", "client", "client-form", "client-history", "clients-set", "history", "run", "palette", "settings",
    "mapping", "gate", "review-both-folded", "review-both-unfolded", "review-new", "review-absent", "review-invalid",
    "review-possible", "confirm", "result",
}  # fmt: skip
"""Those that the stories take at 80×24."""
SMALL = (80, 24)
OFFICE = Path("/home/an/kantoor")
"""A folder of the same name, with the same files, on every machine."""
FILES = [
    Item(OFFICE.parent, "..", True, 0, 0),
    Item(OFFICE / "archief", "archief", True, 0, 0),
    Item(OFFICE / "klanten-2025.xlsx", "klanten-2025.xlsx", False, 48_211, 1_736_672_400),
    Item(OFFICE / "klanten-2026.xlsx", "klanten-2026.xlsx", False, 52_874, 1_768_208_400, opened=True),
    Item(OFFICE / "export.csv", "export.csv", False, 31_402, 1_768_294_800),
]
MAIN = {"clients", "review-both-unfolded", "review-absent", "review-possible", "confirm", "result"}


@pytest.mark.parametrize("size", [SMALL, (120, 40), (200, 50)])
async def test_every_screen_is_the_picture_that_was_looked_at(
    office: Store, snap: Snap, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    """At 80×24 all of them, beside those that the stories take; wider the main ones."""
    monkeypatch.setattr(Path, "cwd", lambda: OFFICE)
    monkeypatch.setattr(files, "listed", lambda *_folder, **_order: FILES)
    async with at_desk(office, size) as desk:

        def look(name: str) -> None:
            if name in MAIN if size != SMALL else name not in STORIES:
                snap(desk, name)

        await Walk(desk, look).all()


async def test_a_window_that_is_too_small_shows_one_sentence_and_does_nothing(office: Store, snap: Snap) -> None:
    """Under 60×16 no key acts; with room the page is back as it was."""
    async with at_desk(office, (59, 15)) as desk:
        await desk.see("This window is too small", "needed.")
        snap(desk, "small")
        await desk.press("i", "r", "q", "enter", "y")
        await desk.see("This window is too small")
        assert len(desk.app.screen_stack) == 2
        await desk.pilot.resize_terminal(60, 16)
        await desk.see("473 clients")
