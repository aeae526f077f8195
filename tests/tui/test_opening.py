"""The app paints before it opens the register; nothing typed meanwhile is lost, and what is wrong is told."""

from __future__ import annotations

import threading

from synctui.errors import RegisterError
from synctui.register import Store
from synctui.tui.app import Look, SynctuiApp
from synctui.tui.hacks import failure
from synctui.tui.screens.runs import RunsPage
from synctui.tui.services import Services
from tui.tui_driver import Desk, at_desk
from tui.tui_office import services


async def test_the_frame_stands_while_the_register_is_opened_and_keys_wait_for_the_page(office: Store) -> None:
    """The bar and the line of keys; then the page that was asked for."""
    shut = threading.Event()

    def opening() -> Services:
        shut.wait()
        return services(office)

    app = SynctuiApp(Look(), opening)
    async with app.run_test() as pilot:
        desk = Desk(app, pilot)
        try:
            await desk.see("synctui   Clients", "i import", "? help")
            await desk.press("i")
        finally:
            shut.set()
        await desk.see("Where do the clients come from?")


async def test_keys_do_not_close_unseen_what_is_told_at_the_start(office: Store) -> None:
    """They are dropped then."""
    shut = threading.Event()

    def opening() -> Services:
        shut.wait()
        return services(office, amiss=[RegisterError("The register is only looked at.", "Ask its admin.")])

    app = SynctuiApp(Look(), opening)
    async with app.run_test() as pilot:
        desk = Desk(app, pilot)
        try:
            await desk.see("? help")
            await desk.press("q")
        finally:
            shut.set()
        await desk.see("The register is only looked at.", "Ask its admin.")


async def test_a_register_that_cannot_be_opened_ends_the_app_with_its_error() -> None:
    """Left to the command line, which knows the exit code."""

    def opening() -> Services:
        raise RegisterError("It is damaged.", "Take a copy.")

    app = SynctuiApp(Look(), opening)
    await app.run_async(headless=True)
    assert isinstance(failure(app), RegisterError)


async def test_a_key_that_comes_before_its_page_is_drawn_waits_for_it(office: Store) -> None:
    """Textual gives a page keys before it has its widgets."""
    async with at_desk(office) as desk:
        page = RunsPage()
        desk.app.push_screen(page)
        await page.action_key("filter", "f")
        await desk.see("4 runs, the newest first", "Filter")
