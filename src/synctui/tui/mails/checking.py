"""Last check: who will get a mail, with everything to know before; nothing leaves without ``y`` and its number."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual import work

from synctui.core.invite import LastCheck, Row
from synctui.core.mailing import Mailing
from synctui.core.words import MAIL, STATUS, word
from synctui.errors import SynctuiError
from synctui.i18n import N_, _, ngettext, number
from synctui.tui.keys import bindings
from synctui.tui.mails.letter import LetterPage
from synctui.tui.mails.picking import pick
from synctui.tui.mails.ticks import Ticks
from synctui.tui.screens.listing import Listing
from synctui.tui.screens.question import Question
from synctui.tui.screens.saving import ask_path
from synctui.tui.widgets.guard import Guard
from synctui.tui.widgets.lines import Part, TextLine
from synctui.tui.widgets.prompt import Asked


class CheckPage(Listing[None, Row]):
    """Lists the rows of *check* with their ticks; *whom* says in words who was asked for."""

    place = "mails"
    title_text = N_("Last check")
    BINDINGS = bindings("mails")

    def __init__(self, room: Mailing, check: LastCheck, whom: str) -> None:
        super().__init__(classes="-ruled")
        self.room, self.check, self.whom = room, check, whom
        self.items: Ticks = Ticks(check)
        self.guard = Guard(self)
        self.tested = ""

    def on_mount(self) -> None:
        """Show the list and what keeps it from being sent; from then on ``y`` arms."""
        super().on_mount()
        self.guard.start()
        if self.room.hindrance:
            self.say_error(self.room.hindrance)

    def words(self) -> list[Part]:
        """Return how many mails would leave, in which languages, and who gets none."""
        chosen = self.check.chosen
        told: list[Part] = [(ngettext("{n} mail will leave", "{n} mails will leave", len(chosen)), "strong")]
        languages = " · ".join(f"{name} {number(n)}" for name, n in self.check.languages().items())
        told += [(f"   {languages}", "text")] if languages else []
        if left := len(self.check.left_out):
            told.append((" · " + _("{n} not ticked").format(n=number(left)), "dim"))
        if blocked := len(self.check.blocked):
            told.append((" · " + _("{n} cannot be mailed").format(n=number(blocked)), "wrong"))
        return told

    def detail(self) -> Sequence[TextLine]:
        """Return what there is to know about the row under the cursor."""
        row = self.current
        if row is None:
            return []
        who = " · ".join(each for each in (row.name, row.address, row.questionnaire, row.responsible) if each)
        if row.blocked is not None:
            return [[(who, "text")], [(_("cannot be mailed: {why}").format(why=row.blocked), "wrong")]]
        known = " · ".join(map(str, row.warnings))
        return [[(who, "text")], [(f"{word(MAIL, row.kind)}   ", "dim"), (known, "change")]]

    # Keys for ticks

    def do_do(self) -> None:
        """Tick what the cursor or the range stands on, or take the ticks away; one line goes on to the next."""
        rows = [self.items.shown[at] for at in self.table.selection]
        able = [row for row in rows if row.blocked is None]
        if not able:
            self._cannot(rows)
            return
        on = self.check.turn([row.client for row in able])
        ranged = self.table.end_range()
        self.ticked()
        if ranged:
            self._turned(len(able), len(rows) - len(able), on=on)
        else:
            self.table.move(1)

    def _turned(self, turned: int, blocked: int, *, on: bool) -> None:
        """Say how many of a range are ticked now, or no more, and how many cannot be mailed."""
        told = [(_("{n} ticked") if on else _("{n} not ticked")).format(n=number(turned))]
        told += [_("{n} cannot be mailed").format(n=number(blocked))] if blocked else []
        self.say(" · ".join(told), "text")

    def _cannot(self, rows: Sequence[Row]) -> None:
        """Say why the first of the rows cannot be mailed; nothing where there is none."""
        for row in rows[:1]:
            self.say(_("{client} cannot be mailed: {why}").format(client=row.name, why=row.blocked), "wrong")

    def do_all(self) -> None:
        """Ask who gets a tick."""
        self.run_worker(pick(self), exclusive=True, group="ask")

    def ticked(self) -> None:
        """Draw the ticks and the words anew; what was confirmed is another thing now."""
        self.table.repaint()
        self.tell()
        self.guard.start()

    # Keys

    def do_next(self) -> None:
        """Go to the next row with something to know."""
        self._seek(1)

    def do_previous(self) -> None:
        """Go to the previous row with something to know."""
        self._seek(-1)

    def _seek(self, by: int) -> None:
        if not self.seek(by, lambda row: row.blocked is not None or bool(row.warnings)):
            self.say(_("There is nothing more to know."), "add")

    def do_open(self) -> None:
        """Show the very mail of the row under the cursor."""
        row = self.current
        if row is not None and row.blocked is not None:
            self._cannot([row])
        elif row is not None:
            self.look(row)

    @work(exclusive=True, group="look")
    async def look(self, row: Row) -> None:
        """Write the mail in a thread and show it."""
        try:
            self.app.push_screen(LetterPage(await asyncio.to_thread(self.room.preview, row), row.warnings))
        except SynctuiError as error:
            self.say_error(error)

    def do_test(self) -> None:
        """Ask where the mail under the cursor is to be sent for a test."""
        row = self.current
        if row is None or row.blocked is not None:
            self._cannot([row] if row else [])
            return

        def typed(text: str) -> None:
            self.run_worker(self.test(row, text.strip()), group="look", exclusive=True)

        self.ask(_("Send this mail, as a test, to"), self.tested, Asked(typed))

    async def test(self, row: Row, address: str) -> None:
        """Send the mail of *row* to *address* alone."""
        self.say(_("sending …"), "dim")
        try:
            await self.room.test(row, address)
        except SynctuiError as error:
            self.say_error(error)
            return
        self.tested = address
        told = _("The mail of {client} was sent to {address} alone.")
        self.say(told.format(client=row.name, address=address), "add")

    def do_save(self) -> None:
        """Save the list."""
        if write := self.services.write_check:
            check = self.check
            ask_path(self, _("Save the list as"), "last-check.txt", lambda path: write(path, check))

    def do_yes(self) -> None:
        """Ask once more, with the number, and send; once the list was in sight for half a second."""
        if not self.check.ticked:
            self.say(_("Nobody is ticked."))
        elif self.guard.armed:
            self.confirm()
        else:
            self.say(_("Read it first: y answers in half a second."))

    @work(exclusive=True, group="ask")
    async def confirm(self) -> None:
        """Name the number and whom it is about; then send, in place of this page."""
        from synctui.tui.mails.sending import SendPage

        if await self.app.push_screen_wait(Question(self.question())):
            self.app.switch_screen(SendPage(self.room, self.check))

    def question(self) -> list[TextLine]:
        """Return the question, with what an earlier sending left."""
        chosen = self.check.chosen
        n = len(chosen)
        lines: list[TextLine] = [
            [(ngettext("Send {n} mail now?", "Send {n} mails now?", n), "strong"), (f"   {self.whom}", "text")],
            [(" · ".join(f"{name} {number(each)}" for name, each in self.check.languages().items()), "text")],
        ]
        if known := sum(bool(row.warnings) for row in chosen):
            told = ngettext("{n} with something to know before", "{n} with something to know before", known)
            lines.append([(told, "change")])
        if any(row.kind == "again" for row in chosen):
            lines.append([(_("Whether old links still open depends on the portal."), "change")])
        if left := self.room.left_behind:
            counts = " · ".join(f"{word(STATUS, status)} {number(each)}" for status, each in left.items())
            lines.append([(_("since an earlier sending: {counts}").format(counts=counts), "change")])
        return [*lines, [(_("What has left cannot be undone."), "dim")]]
