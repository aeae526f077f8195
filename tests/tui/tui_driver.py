"""A person at the app: presses keys, reads the screen, waits for what should come. Never waits for a clock."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from synctui.register import Store
from synctui.tui.app import Look, SynctuiApp
from synctui.tui.screens.menu import Menu
from synctui.tui.widgets.guard import Guard
from tui.tui_office import services

LOOK = Look()
_PATIENCE = 1000
"""How many times the screen is read, 10 ms apart, before something that should come is given up."""


class Desk:
    """The app as its reader has it."""

    def __init__(self, app: SynctuiApp, pilot: Pilot[int]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def screen(self) -> str:
        """What stands on the screen, line by line."""
        rendered = self.app.screen._compositor.render_strips()
        return "\n".join("".join(strip.text for strip in strips) for strips in rendered)

    @property
    def here(self) -> str:
        """The line that the cursor of the list stands on; empty without one."""
        return next((line for line in self.screen.splitlines() if line.startswith("▌")), "")

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text into the open input, in place of what stands there, and press Enter."""
        from textual.widgets import Input

        self.app.screen.query_one(Input).value = ""
        await self.pilot.press(*text)
        await self.press("enter")

    async def until(self, true: Callable[[], bool], what: str) -> None:
        """Wait until something is true."""
        for _ in range(_PATIENCE):
            if true():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"never came: {what}\n{self.screen}")

    async def see(self, *texts: str) -> None:
        """Wait until all of these texts stand on the screen."""
        await self.until(lambda: all(text in self.screen for text in texts), " · ".join(texts))

    async def not_see(self, text: str) -> None:
        """Wait until a text is gone."""
        await self.until(lambda: text not in self.screen, f"{text} is gone")

    async def choose(self, key: str, *texts: str) -> None:
        """Press a key that opens a menu, and choose the entries with these texts, one menu after the other."""
        await self.press(key)
        for text in texts:
            await self.until(lambda text=text: self._entry(text) is not None, text)  # type: ignore[misc]
            await self.press("g", *["j"] * (self._entry(text) or 0), "enter")

    def _entry(self, text: str) -> int | None:
        """Return the line of the open menu that begins with *text*, or else holds it."""
        menu = self.app.screen
        told = [f"{entry.text} {entry.note}" for entry in menu.entries] if isinstance(menu, Menu) else []
        holding = [at for at, each in enumerate(told) if text in each]
        return next((at for at in holding if told[at].startswith(text)), holding[0] if holding else None)

    async def confirm(self) -> None:
        """Press ``y`` once it is armed."""
        guard: Guard = self.app.screen.guard  # type: ignore[attr-defined]
        await self.until(lambda: guard.armed, "the confirmation arms")
        await self.press("y")

    async def go_to(self, text: str) -> None:
        """Move the cursor down until it stands on a line with that text."""
        await self.press("g")
        for _ in range(200):
            if any(line.lstrip("│ ").startswith("▌") and text in line for line in self.screen.splitlines()):
                return
            await self.press("j")
        raise AssertionError(f"no line with {text}\n{self.screen}")


Snap = Callable[[Desk, str], None]
"""Compares what stands on the screen with the picture of that name."""


@asynccontextmanager
async def at_desk(
    store: Store, size: tuple[int, int] = (80, 24), look: Look = LOOK, **others: object
) -> AsyncIterator[Desk]:
    """Open the app on a register, at 80×24 unless told otherwise."""
    app = SynctuiApp(look, lambda: services(store, **others))
    async with app.run_test(size=size) as pilot:
        desk = Desk(app, pilot)
        await desk.until(lambda: len(app.screen_stack) > 1, "the first page")
        yield desk


async def to_review(desk: Desk) -> None:
    """Go from the clients to the review of the main workflow."""
    await desk.see("473 clients", "no dossier")
    await desk.press("i")
    await desk.see("Sample office")
    await desk.press("2")
    await desk.see("All clients, or those of one workflow?")
    await desk.go_to("Personenbelasting AJ 2026")
    await desk.press("enter")
    await desk.until(lambda: "Review" in desk.screen or "Which column is what?" in desk.screen, "mapping or review")
    if "Which column is what?" in desk.screen:
        await desk.press("c")
    await desk.see("▶3 In both", "differences in", "came in from")
    await desk.press("g")


@asynccontextmanager
async def at_review(store: Store, size: tuple[int, int] = (80, 24), **others: object) -> AsyncIterator[Desk]:
    """Open the app on the sample office and go to the review of its main workflow."""
    async with at_desk(store, size, LOOK, **others) as desk:
        await to_review(desk)
        yield desk


async def choose_for_all(desk: Desk) -> None:
    """Choose a language and a questionnaire for whatever has none."""
    await desk.see("42 new clients have none")
    await desk.press("g", "enter")
    await desk.see("For all that have no language")
    await desk.press("enter")
    await desk.see("nl where there is none")
    await desk.press("g", "j", "enter")
    await desk.see("in each client's language")
    await desk.press("enter")
    await desk.see("by language: checklist van de personenbelasting")
