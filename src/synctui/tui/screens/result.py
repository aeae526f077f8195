"""Result: what was done, read back from the register and compared with the plan; and what comes next."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING, cast

from textual import work
from textual.app import ComposeResult

from synctui.core.invite import Asked, prepared_by, sent_again_by
from synctui.core.putright import put_right
from synctui.core.records import RunDetail
from synctui.core.summary import sent_again
from synctui.errors import SynctuiError
from synctui.i18n import N_, _, ngettext, number
from synctui.tui.journey import Journey
from synctui.tui.keys import bindings
from synctui.tui.mails.asking import check, open_mailing
from synctui.tui.screens.confirm import Done
from synctui.tui.screens.menu import Entry, Menu
from synctui.tui.screens.page import Page
from synctui.tui.screens.saving import ask_path
from synctui.tui.screens.undoing import undo
from synctui.tui.widgets.lines import Lines, TextLine

if TYPE_CHECKING:
    from synctui.tui.app import SynctuiApp


class ResultPage(Page[None]):
    """Tells what *done* did.

    mailed: whether mails may have left from here. waiting: how many then still wait: ready ones, and to be sent again.
    """

    place = "result"
    title_text = N_("Result")
    BINDINGS = bindings("result")

    def __init__(self, journey: Journey, done: Done) -> None:
        super().__init__()
        self.journey: Journey = journey
        self.done = done
        self.undone = False
        self.mailed = False
        self.waiting: tuple[int, int] | None = None
        self.wrong = put_right(journey.review) if journey.review else []

    def body(self) -> ComposeResult:
        """Lay out the whole page is text."""
        yield Lines(self.lines(), classes="page")

    def on_mount(self) -> None:
        """Say until when it can be undone."""
        self.details.stand(
            [[(_("Undo is possible until mails leave; after that, archived instead of removed."), "dim")]]
        )
        if self.journey.mail_at_once and self.done.applied.run:
            self.journey.mail_at_once = False
            self.with_detail("send")

    def lines(self) -> list[TextLine]:
        """Return what was done, in numbers."""
        numbers, applied, plan = self.done.told.summary, self.done.applied, self.done.told.plan
        if self.undone:
            return [[], [(_("Run {run} is undone.").format(run=applied.run), "strong")]]
        if not applied.run:
            return [[], [(_("There was nothing to do: everything is in the register already."), "strong")]]
        told = _("Run {run} is done and was read back: {verified} of {of} as planned.")
        first = told.format(run=applied.run, verified=number(applied.verified), of=number(applied.of))
        changes = [
            _count(_("added"), numbers.added, "add", _("status not sent")),
            *([_count(_("restored"), numbers.restored, "add", "")] if numbers.restored else []),
            _count(_("overwritten"), numbers.overwritten, "change", _in_clients(numbers.in_clients)),
            _count(_("archived"), numbers.archived, "leave", ""),
            _count(_("dossiers opened"), numbers.opened, "text", _("for AY {year}").format(year=plan.tax_year)),
        ]
        head: TextLine = [(first, "strong" if applied.verified == applied.of else "wrong")]
        return [[], head, [], *changes, *self._ready(), *self._to_put_right()]

    def _ready(self) -> list[TextLine]:
        """Return that nothing was mailed, where something could be."""
        numbers = self.done.told.summary
        all_ = (numbers.added + numbers.opened, len(sent_again(self.done.told.plan)))
        ready, again = all_ if self.waiting is None else self.waiting
        told = [ngettext("{n} is ready", "{n} are ready", ready)] if ready else []
        told += [ngettext("{n} is to be sent again", "{n} are to be sent again", again)] if again else []
        if not told:
            return []
        careful: list[TextLine] = [[(_("Careful: no questionnaire has left yet."), "change")]]
        head = careful if all_ == (ready, again) else []
        more: list[TextLine] = [[(f"  {each}", "text")] for each in told[1:]]
        return [[], *head, _with_key(told[0], "m", _("last check, then send")), *more]

    def _to_put_right(self) -> list[TextLine]:
        """Return what is asked again until somebody puts it right in the source."""
        numbers, lines = self.done.told.summary, list[TextLine]()
        if numbers.kept or numbers.invalid:
            told = _("To put right in {source}, so that it is not asked again:")
            kept, invalid = number(numbers.kept), number(numbers.invalid)
            lines += [[], [(told.format(source=self.journey.title), "text")]]
            counted = _("{kept} kept · {invalid} invalid").format(kept=kept, invalid=invalid)
            list_ = _("list for {source}, per colleague").format(source=self.journey.title)
            lines.append(_with_key(counted, "w", list_))
        if numbers.undecided:
            told = _("Asked again next time: {n} undecided").format(n=number(numbers.undecided))
            lines += [[], [(told, "dim")]]
        return lines

    def on_screen_resume(self) -> None:
        """Count anew who waits for a mail, once some may have left."""
        if self.mailed:
            self.recount()

    @work(exclusive=True, group="recount")
    async def recount(self) -> None:
        """Ask the mail room who would be mailed now, and tell that."""
        try:
            room = await asyncio.to_thread(open_mailing, self)
            detail = await asyncio.to_thread(self.services.register.run, self.done.applied.run)
            found = await asyncio.to_thread(room.check, _of(detail))
        except SynctuiError as error:
            self.say_error(error)
            return
        kinds = Counter(row.kind for row in found.chosen)
        self.waiting = (kinds["invite"], kinds["again"])
        self.query_one(".page", Lines).show(self.lines())

    # Keys

    def do_mail(self) -> None:
        """Go to the last check of those whose dossier the run opened, and of those to be sent again."""
        if self.undone:
            self.say(_("Run {run} is undone.").format(run=self.done.applied.run))
        else:
            self.with_detail("mail")

    async def send_at_once(self, asked: Asked) -> None:
        """Send what the last check would tick, as it was decided on Confirm. Raises `UsageError`."""
        from synctui.tui.mails.sending import SendPage

        room = await asyncio.to_thread(open_mailing, self)
        found = await asyncio.to_thread(room.check, asked)
        if found.ticked:
            self.mailed = True
            self.app.push_screen(SendPage(room, found))
        else:
            self.say(_("There is nobody to mail."))

    def do_open(self) -> None:
        """Show everything the run did."""
        self.with_detail("show")

    def do_save(self) -> None:
        """Save what was done, or what is to be put right in the source."""
        if self.wrong and not self.undone:
            self.ask_which()
        else:
            self.with_detail("save")

    @work(exclusive=True, group="ask")
    async def ask_which(self) -> None:
        """Ask which of the two to save."""
        put = _("to put right in {source}, a sheet for each colleague").format(source=self.journey.title)
        entries = [Entry("report", _("report of the run")), Entry("wrong", put, number(len(self.wrong)))]
        answer: str | None = await self.app.push_screen_wait(Menu(_("Save"), entries))
        if answer == "report":
            self.with_detail("save")
        elif answer:
            write, wrong, source = self.services.write_put_right, self.wrong, self.journey.title
            name = f"put-right-{self.done.applied.run}.xlsx"
            ask_path(self, _("Save the list as"), name, lambda path: write(path, wrong, source))

    def do_undo(self) -> None:
        """Undo the run, after asking."""
        self.with_detail("undo")

    @work(exclusive=True)
    async def with_detail(self, what: str) -> None:
        """Read the run, then show, save or undo it, or mail whom it prepared."""
        from synctui.tui.screens.runs import RunPage

        if not self.done.applied.run:
            self.say(_("There is no run: nothing was written."))
            return
        try:
            detail: RunDetail = await asyncio.to_thread(self.services.register.run, self.done.applied.run)
            if what == "show":
                self.app.push_screen(RunPage(detail))
            elif what == "mail":
                whom = _("of run {run}").format(run=detail.row.run)
                self.mailed = True
                await check(self, _of(detail), whom)
            elif what == "send":
                await self.send_at_once(Asked(clients=prepared_by(detail)))
            elif what == "save":
                write = self.services.write_report
                name = f"run-{detail.row.run}.txt"
                ask_path(self, _("Save the report as"), name, lambda path: write(path, detail))
            else:
                undo(self, detail.row, self._was_undone)
        except SynctuiError as error:
            self.say_error(error)

    def _was_undone(self) -> None:
        self.undone = True
        self.details.stand([])
        self.query_one(".page", Lines).show(self.lines())

    def do_back(self) -> None:
        """Go back to the clients."""
        cast("SynctuiApp", self.app).home()


def _in_clients(n: int) -> str:
    return ngettext("in {n} client", "in {n} clients", n)


def _of(run: RunDetail) -> Asked:
    """Return what a run prepared: invitations, and mails to be sent again."""
    return Asked(clients=prepared_by(run) | sent_again_by(run))


def _with_key(counted: str, key: str, what: str) -> TextLine:
    """Return a number with the key that goes on with it."""
    return [(f"  {counted}", "text"), ("   →   ", "act"), (key, "key"), (f"   {what}", "text")]


def _count(word: str, n: int, tone: str, more: str) -> TextLine:
    return [
        (f"  {word:<18}", tone if n else "dim"),
        (f"{number(n):>7}", tone if n else "dim"),
        (f"   {more if n else ''}", "dim"),
    ]
