"""Every screen, tab and dialog as a picture at 80×24, the main ones wider; look at each before it stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from synctui.register import Store
from tui.tui_driver import Desk, at_desk
from tui.tui_tour import Walk

Snap = Callable[[Desk, str], None]
STORIES = {
    "clients", "client", "client-form", "client-history", "clients-set", "history", "run", "palette", "settings",
    "mapping", "gate", "review-both-folded", "review-both-unfolded", "review-new", "review-absent", "review-invalid",
    "review-possible", "confirm", "result",
}  # fmt: skip
"""Those that the stories take at 80×24."""
SMALL = (80, 24)
MAIN = {"clients", "review-both-unfolded", "review-absent", "review-possible", "confirm", "result"}


@pytest.mark.parametrize("size", [SMALL, (120, 40), (200, 50)])
async def test_every_screen_is_the_picture_that_was_looked_at(
    office: Store, snap: Snap, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    """At 80×24 all of them, beside those that the stories take; wider the main ones."""
    monkeypatch.setattr(Path, "cwd", lambda: Path("/home/an/kantoor"))  # a folder of the same name on every machine
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
