"""Sync: read, check and compare, one progress line a step; between reading and reviewing stands the gate."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from textual import work
from textual.app import ComposeResult
from textual.message import Message

from synctui.core import engine
from synctui.core.gate import gate
from synctui.core.mapping import Mapping, headers_digest, to_spec
from synctui.core.plan import Hold
from synctui.core.ports import Progress
from synctui.core.review import Review
from synctui.core.table import Delivery
from synctui.errors import SynctuiError
from synctui.i18n import N_, _
from synctui.tui import resuming
from synctui.tui.journey import Journey
from synctui.tui.keys import bindings
from synctui.tui.screens.behind import BehindPage
from synctui.tui.screens.mapping import MappingPage
from synctui.tui.screens.page import Page
from synctui.tui.syncing import hold_lines, left_out, step_lines
from synctui.tui.tabs.base import Names
from synctui.tui.unusual import differing
from synctui.tui.widgets.footer import KeyLine
from synctui.tui.widgets.guard import Guard
from synctui.tui.widgets.lines import Lines, TextLine
from synctui.tui.widths import wrapped

if TYPE_CHECKING:
    from synctui.tui.app import SynctuiApp


class Progressed(Message):
    """The engine got further."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self.progress = progress


class SyncPage(Page[None]):
    """Runs one journey up to its review; asks for the mapping and stops at the gate where it must."""

    place = "sync"
    title_text = N_("Sync")
    BINDINGS = bindings("sync", "gate")

    def __init__(self, journey: Journey) -> None:
        super().__init__()
        self.journey: Journey = journey
        self.steps: dict[str, Progress] = {}
        self.held: list[Hold] = []
        self.told: list[TextLine] = []
        self.failed = False
        self.guard = Guard(self)

    def body(self) -> ComposeResult:
        """Lay out the progress lines, or what holds."""
        yield Lines(classes="page", id="steps")

    def on_mount(self) -> None:
        """Begin."""
        self.draw()
        self.go()

    # The work

    @work(exclusive=True)
    async def go(self) -> None:
        """Bring the journey to its review, or to the gate."""
        try:
            review = await self._review()
        except SynctuiError as error:
            self.fail(error)
            return
        if review is None:
            self.dismiss(None)
            return
        await asyncio.to_thread(resuming.begin, self.journey, review, self.services)
        self.journey.review = review
        held = gate(review.comparison, self.services.limits.shrunk)
        self.held = [hold for hold in held if hold.name not in self.journey.accepted]
        if self.held:
            self.stop_at_gate()
        else:
            self.to_review()

    async def _review(self) -> Review | None:
        services, journey = self.services, self.journey
        request = journey.request(services)
        snapshot, (delivery, mapping) = await asyncio.gather(
            engine.read_register(services.register, request), self._mapped()
        )
        if mapping is None:
            return None
        delivery = await engine.complete(journey.source, delivery, snapshot, self.report)
        journey.delivery, journey.mapping = delivery, mapping
        self.told = left_out(delivery)
        return await engine.review(delivery, mapping, snapshot, request, self.report)

    async def _mapped(self) -> tuple[Delivery, Mapping | None]:
        """Fetch, and settle which column is what, by asking where it is in doubt; another sheet starts over."""
        journey, services = self.journey, self.services
        while True:
            sheet = journey.sheet
            if journey.path and sheet:
                journey.source = services.open_file(journey.path, journey.source.name, sheet)
            delivery = await engine.fetch(journey.source, journey.workflow, self.report)
            override = services.mappings.get(journey.source.name)
            settled = engine.settle_mapping(delivery.table, services.register, journey.source.name, override)
            if settled.mapping and settled.confirmed and not journey.look:
                return delivery, settled.mapping
            if known := resuming.mapping_of(journey.draft, delivery.table):
                return delivery, known
            page = MappingPage(
                delivery.table, settled.proposal, settled.mapping if settled.confirmed else None, journey
            )
            mapping: Mapping | None = await self.app.push_screen_wait(page)
            if mapping is None and journey.sheet == sheet:
                return delivery, None
            if mapping is not None:
                await self._remember(delivery, mapping)
                return delivery, mapping

    async def _remember(self, delivery: Delivery, mapping: Mapping) -> None:
        """Keep a confirmed mapping for files with these headers; whoever may only look keeps none."""
        services = self.services
        if services.role == "admin":
            digest, spec = headers_digest(delivery.table), to_spec(mapping)
            await asyncio.to_thread(
                services.register.save_mapping, self.journey.source.name, digest, spec, services.actor
            )

    def report(self, progress: Progress) -> None:
        """Take a progress value, from any thread."""
        self.post_message(Progressed(progress))

    def on_progressed(self, event: Progressed) -> None:
        """Draw how far it is."""
        self.steps[event.progress.step] = event.progress
        self.draw()

    # What is seen

    def draw(self) -> None:
        """Draw the steps, what was left out, and what holds."""
        lines = hold_lines(self.held, self.size.width) if self.held else step_lines(self.steps)
        self.query_one("#steps", Lines).show([*lines, *self.told])

    def fail(self, error: SynctuiError) -> None:
        """Tell why it stopped; nothing was written, and what was read stays for another try."""
        self.held, self.failed = [], True
        self.steps = {name: progress._replace(note="") for name, progress in self.steps.items()}
        room = self.size.width - 2
        what: list[TextLine] = [[(each, "wrong")] for each in wrapped(error.what, room)]
        step: list[TextLine] = [[(each, "text")] for each in wrapped(error.next_step, room)]
        anew = _("try again: the file is read anew")
        kept = _("try again: what was read is not asked for again")
        again: TextLine = [("Enter ", "key"), (anew if self.journey.path else kept, "text")]
        self.told = [*what, *step, [], again, [(_("Nothing was written."), "dim")]]
        self.draw()
        self.query_exactly_one(KeyLine).refresh()

    def stop_at_gate(self) -> None:
        """Show what is unusual and wait for an answer."""
        self.place = "gate"
        self.query_exactly_one(KeyLine).show("gate")
        self.draw()
        self.guard.start()

    def to_review(self) -> None:
        """Go on to the review, in place of this page."""
        from synctui.tui.screens.review import ReviewPage

        cast("SynctuiApp", self.app).journey = self.journey
        resuming.claim(self.journey, self.services)
        self.app.switch_screen(ReviewPage(self.journey))

    # Keys

    def do_yes(self) -> None:
        """Answer the gate: what is unusual is expected: go on, once this was on the screen for half a second."""
        if not self.held:
            return
        if not self.guard.armed:
            self.say(_("Read it first: y answers in half a second."))
            return
        self.journey.accepted |= {hold.name for hold in self.held}
        self.to_review()

    def do_open(self) -> None:
        """Show what differs from last time, where the gate holds; try again after a fault."""
        if self.held:
            self.show_difference()
        elif self.failed:
            self.failed, self.told = False, []
            self.draw()
            self.query_exactly_one(KeyLine).refresh()
            self.go()

    def why_not(self, id_: str) -> str:
        """Say that there is nothing to try again while it runs."""
        if id_ == "open" and not self.held and not self.failed:
            return _("It is under way; q stops it.")
        return super().why_not(id_)

    @work(exclusive=True, group="differing")
    async def show_difference(self) -> None:
        """List then and now."""
        review = self.journey.review
        if review:
            facts = await asyncio.to_thread(differing, review.comparison, self.held)
            info = review.comparison.snapshot.info
            names, sides = Names(self.journey.title, info.name, info.tax_year), (_("Last time"), _("Now"))
            title = _("What differs from last time")
            self.app.push_screen(BehindPage(title, facts, self.journey, names, sides=sides))

    def do_back(self) -> None:
        """Stop: what is under way is given up, nothing was written."""
        self.journey.review = None
        self.workers.cancel_node(self)
        self.dismiss(None)
