"""A walk through every screen, tab and dialog of the app, the same in every language: it waits for pages, not words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from synctui.tui.screens.behind import BehindPage
from synctui.tui.screens.client import ClientPage
from synctui.tui.screens.clients import ClientsPage
from synctui.tui.screens.confirm import ConfirmPage
from synctui.tui.screens.files import FilesPage
from synctui.tui.screens.form import FormPage
from synctui.tui.screens.help import HelpPage
from synctui.tui.screens.mapping import MappingPage
from synctui.tui.screens.menu import Menu
from synctui.tui.screens.page import Page
from synctui.tui.screens.palette import Palette
from synctui.tui.screens.question import Question
from synctui.tui.screens.result import ResultPage
from synctui.tui.screens.review import ReviewPage
from synctui.tui.screens.runs import RunPage, RunsPage
from synctui.tui.screens.settings import SettingsPage
from synctui.tui.screens.source import SourcePage
from synctui.tui.screens.sync import SyncPage
from synctui.tui.screens.told import ToldPage
from synctui.tui.screens.workflow import WorkflowPage
from synctui.tui.widgets.details import Details
from synctui.tui.widgets.prompt import Prompt
from synctui.tui.widgets.table import LineTable
from tui.tui_driver import Desk, Snap

Look = Callable[[str], None]
"""Is told what stands on the screen now, by a name of its own."""


def rested(details: Details) -> bool:
    """Tell whether the lines above the keys are those of the row under the cursor."""
    timer = details._timer
    return timer is None or timer._task is None or timer._task.done()


def still(desk: Desk) -> bool:
    """Tell whether the lines above the keys of every page in sight are painted."""
    return all(rested(details) for screen in desk.app.screen_stack for details in screen.query(Details))


async def picture(desk: Desk, snap: Snap, name: str) -> None:
    """Compare a picture once the details of every page in sight are painted."""
    await desk.until(lambda: still(desk), "the details are painted")
    await desk.pilot.pause()
    snap(desk, name)


async def at(desk: Desk, page: type[Page[Any]]) -> None:
    """Wait until *page* is shown, has its lines, and the detail of the line under the cursor is painted."""

    def arrived() -> bool:
        screen = desk.app.screen
        if not isinstance(screen, page):
            return False
        empty = any(table.display and not len(table.source) for table in screen.query(LineTable))
        return not empty and bool(screen.query(Details)) and still(desk)

    for _ in range(2):  # lines may come first, and with them another detail
        await desk.until(arrived, page.__name__)
        await desk.pilot.pause()


def typing(desk: Desk) -> bool:
    """Tell whether a line to type in is open."""
    return bool(desk.app.screen.query_one(Prompt).display)


def held(screen: Screen[Any]) -> bool:
    """Tell whether something is unusual and waits for an answer."""
    return isinstance(screen, SyncPage) and bool(screen.held)


class Walk:
    """One reader on the way through the app; *look* is called at each stop."""

    def __init__(self, desk: Desk, look: Look) -> None:
        self.desk, self.look = desk, look

    async def stop(self, name: str, page: type[Page[Any]], *keys: str) -> None:
        """Press keys, wait for *page*, look."""
        await self.desk.press(*keys)
        await at(self.desk, page)
        self.look(name)

    async def asked(self, name: str, *keys: str) -> None:
        """Press keys that open a line to type in, look, close it."""
        await self.desk.press(*keys)
        await self.desk.until(lambda: typing(self.desk) and still(self.desk), name)
        await self.desk.pilot.pause()
        self.look(name)
        await self.desk.press("escape")

    async def home(self) -> None:
        """Clients, one client, history, one run, and the question before an undo."""
        await self.stop("clients", ClientsPage)
        await self.asked("clients-filter", "f")
        await self.stop("client", ClientPage, "enter")
        await self.stop("client-history", ToldPage, "r")
        await self.desk.press("q")
        await self.stop("help", HelpPage, "q", "?")
        await self.stop("history", RunsPage, "q", "r")
        await self.stop("run", RunPage, "enter")
        await self.stop("run-undo", Question, "u")
        await self.desk.press("q", "q", "q")
        await at(self.desk, ClientsPage)

    async def office(self) -> None:
        """Clients grouped, ticked, set, saved, archived, edited; other years, the palette, the settings."""
        await self.stop("clients-by-responsible", ClientsPage, "b")
        await self.stop("clients-by-status", ClientsPage, "b")
        await self.stop("clients-ticked", ClientsPage, "b", "g", "space", "space")
        await self.stop("clients-tick", Menu, "a")
        await self.stop("clients-set", Menu, "q", "s")
        await self.stop("clients-save", Menu, "q", "w")
        await self.stop("clients-archive", Question, "q", "d")
        await self.stop("clients-year", Question, "q", ">")
        await self.stop("clients-archived", ClientsPage, "q", "x")
        await self.stop("client-form", FormPage, "x", "e")
        await self.stop("palette", Palette, "escape", ":")
        await self.stop("settings", SettingsPage, "escape", "comma")
        await self.desk.press("q", "g", "space", "space")
        await at(self.desk, ClientsPage)

    async def bring_in(self) -> None:
        """Source, files, workflow, mapping with its choices, and the gate."""
        await self.stop("source", SourcePage, "i")
        await self.asked("source-template", "w")
        await self.stop("files", FilesPage, "1")
        await self.desk.press("q")
        await self.stop("source-mapping", SourcePage, "e")
        await self.stop("workflow", WorkflowPage, "2")
        await self.stop("mapping", MappingPage, "g", "j", "j", "enter")
        await self.stop("mapping-column", Menu, "enter")
        await self.desk.press("q")
        await at(self.desk, MappingPage)
        await self.stop("gate", SyncPage, "c")
        await self.desk.press("q")
        await at(self.desk, SourcePage)

    async def through_gate(self) -> None:
        """Say that it is expected, where something is unusual."""
        app = self.desk.app
        await self.desk.until(lambda: isinstance(app.screen, ReviewPage) or held(app.screen), "compared")
        if held(app.screen):
            await self.desk.confirm()

    async def review(self) -> None:
        """The five tabs, grouped every way, and what they ask."""
        await self.stop("source-last", SourcePage, "e")
        await self.stop("workflow-again", WorkflowPage, "2")
        await self.desk.press("g", "j", "enter")
        await self.through_gate()
        await self.stop("review-both-folded", ReviewPage)
        await self.stop("review-both-unfolded", ReviewPage, "l", "j")
        await self.stop("review-both-decided", ReviewPage, "space", "j", "=", "j")
        await self.stop("review-both-copied", ReviewPage, "Y")
        await self.asked("review-both-typed", "e")
        await self.stop("review-both-whole", BehindPage, "enter")
        await self.stop("review-both-by-field", ReviewPage, "q", "b")
        await self.stop("review-both-by-client", ReviewPage, "b")
        await self.stop("review-both-by-kind", ReviewPage, "b", "l", "j")
        await self.stop("review-both-range", ReviewPage, "v", "j", "j")
        await self.stop("review-help", HelpPage, "?")
        await self.stop("review-new", ReviewPage, "q", "1")
        await self.stop("review-new-all", Menu, "a")
        await self.stop("review-new-set", Menu, "q", "s")
        await self.stop("review-new-edit", Menu, "q", "e")
        await self.stop("review-absent", ReviewPage, "q", "2", "z", "j")
        await self.stop("review-absent-ticked", ReviewPage, "space", "j", "=")
        await self.stop("review-absent-whole", BehindPage, "enter")
        await self.stop("review-invalid", ReviewPage, "q", "4", "j")
        await self.stop("review-invalid-left-out", ReviewPage, "d")
        await self.asked("review-invalid-rejects", "w")
        await self.correct()
        await self.stop("review-possible", ReviewPage, "5")
        await self.stop("review-possible-answers", Menu, "enter")
        await self.stop("review-possible-answered", ReviewPage, "q", "space")
        await self.desk.press("u")

    async def correct(self) -> None:
        """Correct a wrong value, chosen first where there are several."""
        await self.desk.press("j", "e")
        await self.desk.until(lambda: isinstance(self.desk.app.screen, Menu) or typing(self.desk), "a value is asked")
        keys = []
        if isinstance(self.desk.app.screen, Menu):
            await self.stop("review-invalid-field", Menu)
            keys = ["enter"]
        await self.asked("review-invalid-correct", *keys)

    async def apply(self) -> None:
        """Confirm with its choices and what stands behind a line, then the result."""
        await self.stop("confirm-open", ConfirmPage, "c")
        await self.stop("confirm-language", Menu, "g", "enter")
        await self.stop("confirm-language-chosen", ConfirmPage, "enter")
        await self.stop("confirm-questionnaire", Menu, "g", "j", "enter")
        await self.stop("confirm", ConfirmPage, "enter")
        await self.desk.press(*"jjjj")
        await self.stop("confirm-behind", BehindPage, "enter")
        await self.asked("confirm-plan", "q", "w")
        await self.desk.confirm()
        await self.stop("result", ResultPage)
        await self.stop("clients-after", ClientsPage, "q")

    async def all(self) -> None:
        """Everything there is."""
        await self.home()
        await self.office()
        await self.bring_in()
        await self.review()
        await self.apply()
