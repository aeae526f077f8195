"""Sending: how far it is, how fast, how long still; then what was done and what did not leave."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from textual import work
from textual.app import ComposeResult
from textual.message import Message

from synctui.core.invite import LastCheck
from synctui.core.mailing import Mailing, NotSent, Pace, Sent
from synctui.errors import SynctuiError
from synctui.i18n import N_, _, ngettext, number
from synctui.tui.keys import bindings
from synctui.tui.mails.letter import ArrivedPage
from synctui.tui.screens.behind import BehindPage
from synctui.tui.screens.page import Page
from synctui.tui.tabs.base import Names
from synctui.tui.tabs.facts import Fact
from synctui.tui.widgets.footer import KeyLine
from synctui.tui.widgets.lines import Lines, TextLine
from synctui.tui.widths import wrapped

if TYPE_CHECKING:
    from synctui.tui.app import SynctuiApp

_BAR = 40


class Paced(Message):
    """Sending got further."""

    def __init__(self, pace: Pace) -> None:
        super().__init__()
        self.pace = pace


class SendPage(Page[None]):
    """Sends what is ticked in *check* as soon as it is shown."""

    place = "sending"
    title_text = N_("Sending")
    BINDINGS = bindings("sending")

    def __init__(self, room: Mailing, check: LastCheck) -> None:
        super().__init__()
        self.room, self.check = room, check
        self.pace = Pace(0, len(check.ticked))
        self.sent: Sent | None = None
        self.error: SynctuiError | None = None

    def body(self) -> ComposeResult:
        """Lay out the whole page is text."""
        yield Lines(classes="page", id="sending")

    def on_mount(self) -> None:
        """Begin."""
        self.draw()
        self.send()

    @property
    def over(self) -> bool:
        """Whether nothing is being sent any more."""
        return self.sent is not None or self.error is not None

    @work(exclusive=True)
    async def send(self) -> None:
        """Send; the register is read again behind this page when it is over."""
        try:
            self.sent = await self.room.send(self.check, self.services.actor, self.report)
        except SynctuiError as error:
            self.error = error
        cast("SynctuiApp", self.app).reread()
        self.draw()
        self.query_exactly_one(KeyLine).refresh()

    def report(self, pace: Pace) -> None:
        """Take how far it is, from any task."""
        self.post_message(Paced(pace))

    def on_paced(self, event: Paced) -> None:
        """Draw how far it is."""
        self.pace = event.pace
        self.draw()

    # What is seen

    def draw(self) -> None:
        """Draw the progress, or what was done."""
        if self.error is not None:
            lines = error_lines(self.error, self.size.width - 2)
        else:
            lines = progress_lines(self.pace) if self.sent is None else done_lines(self.sent)
        if self.over and self.services.arrived is not None:
            lines = [*lines, [], [(_("A demo sends nothing. "), "dim"), ("Enter ", "key"), (_("what arrived"), "text")]]
        self.query_one("#sending", Lines).show(lines)

    # Keys

    def why_not(self, id_: str) -> str:
        """Say that there is nothing to show before the end."""
        if id_ == "open" and not self.over:
            return _("Mails are under way; q stops after them.")
        if id_ == "open" and not self.trouble and self.services.arrived is None:
            return _("Every mail has left.")
        return super().why_not(id_)

    @property
    def trouble(self) -> list[tuple[str, NotSent]]:
        """Everything that did not surely leave, each with what became of it."""
        if self.sent is None:
            return []
        groups = ((_("failed"), self.sent.failed), (_("unknown"), self.sent.unknown), (_("changed"), self.sent.moved))
        return [(became, each) for became, group in groups for each in group]

    def do_open(self) -> None:
        """Show what did not leave; where there is nothing, what arrived."""
        if self.trouble:
            info = cast("SynctuiApp", self.app).info
            facts = [Fact(each.name, became, _(each.words)) for became, each in self.trouble]
            names = Names(info.name, info.name, info.tax_year)
            self.app.push_screen(BehindPage(_("Not surely sent"), facts, None, names, sides=(_("Status"), _("Why"))))
        else:
            self.show_arrived()

    @work(exclusive=True, group="look")
    async def show_arrived(self) -> None:
        """Read the mails that lie in the folder and list them."""
        if (arrived := self.services.arrived) is not None:
            self.app.push_screen(ArrivedPage(await asyncio.to_thread(arrived)))

    def do_back(self) -> None:
        """Go back once it is over; before that, stop after the mails under way."""
        if self.over:
            self.dismiss(None)
        else:
            self.room.stop()
            self.say(_("It stops after the mail under way …"))


def progress_lines(pace: Pace) -> list[TextLine]:
    """Return how far sending is: a bar, the numbers, rate and remaining time, and what is waited for."""
    filled = _BAR * pace.done // pace.total if pace.total else 0
    counted = _("{done} of {total}").format(done=number(pace.done), total=number(pace.total))
    parts = [_("{n} a minute").format(n=number(round(pace.per_minute)))] if pace.per_minute else []
    parts += [remaining(pace.left)] if pace.left is not None else []
    counts = (
        (pace.sent, _("sent"), "add"),
        (pace.failed, _("failed"), "wrong"),
        (pace.unknown, _("unknown"), "change"),
    )
    told = [(f"  {number(n):>7}  {words}", tone) for n, words, tone in counts if n]
    later = _("later: the server wants them later")
    told += [(f"  {number(pace.later):>7}  {later}", "dim")] if pace.later else []
    return [
        [],
        [("  " + "━" * filled, "act"), ("─" * (_BAR - filled), "line"), (f"  {counted}", "text")],
        [("  " + " · ".join(parts), "dim")],
        [],
        *([each] for each in told),
        [],
        [(f"  {pace.note}" if pace.note else "", "change")],
    ]


def remaining(seconds: float) -> str:
    """Return a remaining time in words."""
    if seconds < 90:
        return _("{n} s left").format(n=round(seconds))
    return _("{n} min left").format(n=number(round(seconds / 60)))


def done_lines(sent: Sent) -> list[TextLine]:
    """Return what a sending did."""
    head = ngettext("{n} mail has left.", "{n} mails have left.", sent.sent)
    run = "  " + _("Run {run} holds it.").format(run=sent.run) if sent.run else ""
    return [[], [(head, "strong"), (run, "text")], [], *_rest(sent)]


def _rest(sent: Sent) -> Iterator[TextLine]:
    counts = (
        (len(sent.failed), _("failed: correct the client and send again"), "wrong"),
        (len(sent.unknown), _("unknown: may have arrived; only a person sends them again"), "change"),
        (len(sent.moved), _("changed since the last check, and left alone"), "change"),
        (sent.cancelled, _("taken back, not sent"), "dim"),
    )
    for n, words, tone in counts:
        if n:
            yield [(f"  {number(n):>7}  {words}", tone)]
    if sent.stopped:
        yield []
        yield [(f"  {sent.stopped}", "text")]


def error_lines(error: SynctuiError, cells: int) -> list[TextLine]:
    """Return why nothing was sent, and the next step."""
    what: list[TextLine] = [[(line, "wrong")] for line in wrapped(error.what, cells)]
    return [[], *what, *([(line, "text")] for line in wrapped(error.next_step, cells))]
