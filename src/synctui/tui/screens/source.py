"""Source: where the clients come from, one line a source, and the review that is under way."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from textual import work

from synctui.core.draft import Head
from synctui.errors import SynctuiError
from synctui.i18n import N_, _, day, number
from synctui.tui import resuming
from synctui.tui.journey import Journey
from synctui.tui.keys import bindings
from synctui.tui.screens.connect import connect, disconnect
from synctui.tui.screens.files import FilesPage
from synctui.tui.screens.listing import Listing
from synctui.tui.screens.menu import Entry, Menu
from synctui.tui.screens.offers import CONNECTED, FILE, MISSING, READY, RESUME, SAVED, Offer, cells, connected
from synctui.tui.screens.saving import ask_template
from synctui.tui.screens.workflow import WorkflowPage
from synctui.tui.services import SourceChoice
from synctui.tui.widgets.cells import Column
from synctui.tui.widgets.lines import Part, TextLine
from synctui.tui.widgets.rows import Items

_DIGITS = "&é\"'("


class SourcePage(Listing[None, Offer]):
    """Lists the sources; a choice leads to its file or workflow and on to Sync."""

    place = "source"
    title_text = N_("Import")
    BINDINGS = bindings("source")

    def __init__(self) -> None:
        super().__init__()
        self.look = False
        self.ahead: int | None = None
        self.unconnected: set[str] = set()
        columns = [Column("number", "", 2), Column("source", _("Source"), 26, 1), Column("note", _("Status"), 46, 2)]
        self.items = Items(columns, [], cells)

    def words(self) -> list[Part]:
        """Return the question."""
        look = _("the mapping is shown before reading") if self.look else ""
        return [(_("Where do the clients come from?"), "strong"), (f"   {look}", "guess")]

    def on_screen_resume(self) -> None:
        """Read again what was last used."""
        if self.is_current:
            self.offer()

    @work(exclusive=True)
    async def offer(self) -> None:
        """Read the last runs in a thread and show the sources."""
        self.journey_under_way = self._under_way()
        try:
            rows = await asyncio.to_thread(self.services.register.sources)
            saved, _runs = await asyncio.to_thread(resuming.offered, self.services)
            notes = await asyncio.to_thread(self._connections)
        except SynctuiError as error:
            self.say_error(error)
            return
        last = {row.source: row for row in rows if row.source not in self.unconnected}
        lines = enumerate(self._lines(saved, notes), 1)
        self.items.take([Offer(at, *each, last.get(each[0]), self._state(each[0])) for at, each in lines])
        self.table.load()
        self.tell()
        if self.ahead is not None:
            self._take_line(self.ahead)
            self.ahead = None

    def _lines(self, saved: Iterable[Head], notes: Mapping[str, str]) -> list[tuple[str, str, str]]:
        """Return name, title and note of every line: saved reviews, the one under way, a file, the other sources."""
        choices = [choice._replace(note=notes.get(choice.name, choice.note)) for choice in self.services.choices]
        lines = [(FILE, _("Excel or CSV file"), _("choose a file")), *choices]
        if journey := self.journey_under_way:
            lines.insert(0, (RESUME, _("Go on with the review"), journey.title))
        for told in saved:
            if not (journey and journey.source.name == told.origin.source):
                title = _("Review of {title}").format(title=told.origin.title)
                lines.insert(0, (SAVED + told.origin.source, title, resuming.told_of(told)))
        return lines

    def _connections(self) -> dict[str, str]:
        """Return how each CRM is connected, in words; blocks. Which are not is remembered."""
        connections, services = self.services.connections, self.services
        states = {name: connections.state(name) for name in services.crms} if connections else {}
        self.unconnected = {name for name, state in states.items() if state is None}
        return {name: connected(state) for name, state in states.items()}

    def _state(self, name: str) -> str:
        """Return whether a source can be read at once; empty for a review that waits."""
        if name == RESUME or name.startswith(SAVED):
            return ""
        if name in self.unconnected:
            return MISSING
        return CONNECTED if name in self.services.crms else READY

    def _under_way(self) -> Journey | None:
        journey: Journey | None = getattr(self.app, "journey", None)
        return journey if journey and journey.review else None

    def detail(self) -> Sequence[TextLine]:
        """How a CRM is connected; when and by which run the source was last used."""
        offer = self.current
        if not offer:
            return []
        told = [offer.note] if offer.name in self.services.crms else []
        if last := offer.last:
            text = _("last applied: run {run}, {when}, {n} records")
            told.append(text.format(run=last.run, when=day(last.when), n=number(last.fetched)))
        return [[(text, "dim")] for text in told]

    # Keys

    def do_open(self) -> None:
        """Take the source under the cursor, the first one where the sources are still being read."""
        if offer := self.current:
            self.take(offer)
        elif not self.items.all:
            self.ahead = 0

    def do_number(self) -> None:
        """Take the source on the line with that number."""
        at = _DIGITS.index(self.pressed) if self.pressed in _DIGITS else int(self.pressed) - 1
        if self.items.shown:
            self._take_line(at)
        else:
            self.ahead = at

    def _take_line(self, at: int) -> None:
        """Take the source on a line, the cursor on it: Enter pressed once more means the same."""
        if at < len(self.items.shown):
            self.table.go(at)
            self.take(self.items.shown[at])
        else:
            self.say(_("There is no line with that number."))

    def do_settings(self) -> None:
        """Show the mapping when the next source is read, or not; of a CRM ask about the connection too."""
        offer = self.current
        if offer and offer.name in self.services.crms:
            self.settings_of(offer)
        else:
            self._look()

    def _look(self) -> None:
        self.look = not self.look
        self.tell()

    @work(exclusive=True, group="ask")
    async def settings_of(self, offer: Offer) -> None:
        """Ask what to do about a CRM."""
        connections, choice = self.services.connections, SourceChoice(offer.name, offer.title, "")
        if connections is None:
            return
        connected = offer.name not in self.unconnected
        entries = [Entry("connect", _("connect again …") if connected else _("connect …"))]
        entries += [Entry("forget", _("disconnect …"))] if connected else []
        entries.append(
            Entry("look", _("show the mapping no more") if self.look else _("show the mapping when it is read"))
        )
        answer: str | None = await self.app.push_screen_wait(Menu(offer.title, entries))
        try:
            if answer == "connect":
                await connect(self, connections, choice, self.offer)
            elif answer == "forget":
                disconnect(self, connections, choice, self.offer)
            elif answer:
                self._look()
        except SynctuiError as error:
            self.say_error(error)

    def do_save(self) -> None:
        """Save an empty template."""
        ask_template(self)

    @work(exclusive=True, group="take")
    async def take(self, offer: Offer) -> None:
        """Ask for what the source still needs, and go on to Sync."""
        from synctui.tui.screens.sync import SyncPage

        try:
            if offer.name in self.unconnected and self.services.connections:
                await connect(self, self.services.connections, SourceChoice(offer.name, offer.title, ""), self.offer)
                return
            journey = await self._journey(offer)
        except SynctuiError as error:
            self.say_error(error)
            return
        if journey and journey.review:
            await self._resume(journey)
        elif journey:
            self.app.push_screen(SyncPage(journey))

    async def _resume(self, journey: Journey) -> None:
        from synctui.tui.screens.review import ReviewPage

        self.app.push_screen(ReviewPage(journey))

    async def _journey(self, offer: Offer) -> Journey | None:
        if offer.name == RESUME:
            return self.journey_under_way
        if offer.name.startswith(SAVED):
            return await self._saved(offer.name.removeprefix(SAVED))
        if offer.name == FILE:
            path: Path | None = await self.app.push_screen_wait(FilesPage())
            if path is None:
                return None
            source = await asyncio.to_thread(self.services.open_file, path, FILE, None)
            return await self._begun(Journey(source, path.name, path=path, look=self.look))
        source = await asyncio.to_thread(self.services.open_source, offer.name)
        workflows = await source.workflows()
        journey = Journey(source, offer.title, look=self.look)
        if workflows:
            last = offer.last.workflow if offer.last else None
            workflow: str | None = await self.app.push_screen_wait(WorkflowPage(workflows, journey, last))
            if workflow is None:
                return None
            journey.workflow = workflow or None
        return await self._begun(journey)

    async def _begun(self, journey: Journey) -> Journey | None:
        """Ask whether the saved decisions on that source are to be taken over, where there are any."""
        answer, journey.draft = await resuming.ask(self, self.services, journey.source.name)
        return journey if answer else None

    async def _saved(self, source: str) -> Journey | None:
        """Ask what to do with a saved review; to start anew the source is chosen as ever."""
        answer, draft = await resuming.ask(self, self.services, source)
        if draft:
            return await asyncio.to_thread(resuming.journey_of, draft, self.services)
        if answer == "discard":
            self.offer()
        elif answer:
            self.say(_("Choose the source as ever."))
        return None
