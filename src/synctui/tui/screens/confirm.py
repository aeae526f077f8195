"""Confirm: what will happen, in answers with numbers that tie out; ``y`` applies, nothing else does."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

from textual import work

from synctui.core import engine
from synctui.core.plan import Hold
from synctui.core.ports import Applied, ChangedSinceError, silent
from synctui.core.roles import ADMIN, require
from synctui.errors import SynctuiError
from synctui.i18n import LANGUAGES, N_, _
from synctui.tui.answers import TEXT, Answer, Told, answers, fitting, told
from synctui.tui.counted import behind
from synctui.tui.journey import Journey
from synctui.tui.keys import bindings
from synctui.tui.recomparing import compare_again
from synctui.tui.screens.behind import BehindPage
from synctui.tui.screens.listing import Listing
from synctui.tui.screens.menu import Entry, Menu
from synctui.tui.screens.saving import ask_path
from synctui.tui.tabs.base import Names
from synctui.tui.tabs.facts import Fact
from synctui.tui.widgets.cells import Cell, Column
from synctui.tui.widgets.guard import Guard
from synctui.tui.widgets.lines import Summary, TextLine
from synctui.tui.widgets.prompt import Asked
from synctui.tui.widgets.rows import Items

if TYPE_CHECKING:
    from synctui.tui.app import SynctuiApp
from synctui.tui.words import hold


class Done(NamedTuple):
    """What was applied."""

    told: Told
    applied: Applied


class ConfirmPage(Listing[Done, Answer]):
    """Lists the answers of the journey's plan; dismissed with what was applied, or None."""

    place = "confirm"
    title_text = N_("Confirm")
    BINDINGS = bindings("confirm")

    def __init__(self, journey: Journey) -> None:
        super().__init__()
        if journey.review is None:
            raise RuntimeError("there is no review yet")
        self.journey: Journey = journey
        self.review = journey.review
        snapshot = self.review.comparison.snapshot
        self.names = Names(journey.title, snapshot.info.name, snapshot.tax_year)
        self.items = Items(_columns(), [], _cells)
        self.told: Told | None = None
        self.guard = Guard(self)
        self.applying = False

    def on_mount(self) -> None:
        """Work the plan out."""
        self.query_exactly_one(Summary).display = False
        self.details.stand(self.standing())
        self.work_out()

    @work(exclusive=True)
    async def work_out(self, cursor: int = 0) -> None:
        """Make the plan in a thread and draw its answers, the cursor on what is missing; then the confirmation arms."""
        plan = await asyncio.to_thread(self.journey.plan, self.services)
        self.told = told(self.review, plan)
        services = self.services
        mails = self.journey.mail_at_once if services.mailing and services.role == ADMIN else None
        lines = answers(self.review, self.told, self.names, services.role, mails=mails)
        self.items.take(fitting(lines, self.table.page))
        self.table.load(cursor=cursor)
        if not cursor:
            self._missing()
        self.guard.start()

    def tell(self) -> None:
        """Nothing: the answers are the words."""

    def detail(self) -> Sequence[TextLine]:
        """Return the question, whatever line the cursor stands on."""
        return self.standing()

    def standing(self) -> Sequence[TextLine]:
        """Return the question above the keys."""
        ask = _("Apply to {register}?").format(register=self.names.register)
        return [[(f"{ask}   ", "strong"), (_("press y"), "key"), ("   " + _("nothing is written before that"), "dim")]]

    # Keys

    def do_open(self) -> None:
        """Choose for the line, or show the rows behind it."""
        answer = self.current
        if not answer or not answer.opens or self.told is None:
            return
        if answer.opens in {"language", "questionnaire"}:
            self.choose(answer.opens)
        elif answer.opens == "mail":
            self.do_do()
        else:
            facts = [Fact(*each) for each in behind(self.told.plan, answer.opens)]
            self.app.push_screen(BehindPage(answer.text.strip(), facts, self.journey, self.names))

    def do_do(self) -> None:
        """Send invitations right after the import, or not: the only line with a box."""
        if self.current and self.current.opens == "mail":
            self.journey.mail_at_once = not self.journey.mail_at_once
            self.work_out(self.table.cursor_row)
        else:
            self.say(_("Only the invitations have a box to tick; Enter shows what is behind a line."))

    @work(exclusive=True, group="ask")
    async def choose(self, what: str) -> None:
        """Ask for the language or the questionnaire of whatever has none of its own."""
        names: Sequence[str] = LANGUAGES if what == "language" else self.review.catalogue.names()
        title = _("For all that have no language") if what == "language" else _("For all, in each client's language")
        entries = [*(Entry(name, name) for name in names), Entry("", _("none for all"))]
        chosen: str | None = await self.app.push_screen_wait(Menu(title, entries, self.review.newcomers.batch(what)))
        if chosen is not None:
            self.review.newcomers.choose_batch(what, chosen)
            self.work_out()

    def do_save(self) -> None:
        """Save the plan."""
        if self.told:
            plan, write = self.told.plan, self.services.write_plan
            ask_path(self, _("Save the plan as"), "plan.json", lambda path: write(path, plan))

    def do_yes(self) -> None:
        """Apply, once the answers were in sight for half a second and nothing is missing.

        Raises `NotPermittedError`.
        """
        if self.applying or self.told is None:
            return
        if not self.guard.armed:
            self.say(_("Read it first: y answers in half a second."))
            return
        require(self.services.role, "apply")
        if not self.told.sums.tie_out:
            self.say(_("The sums do not add up: nothing can be applied."), "wrong")
        elif self._missing():
            self.say(_("Something has no language or questionnaire yet: Enter chooses it."), "wrong")
        elif self.told.plan.held:
            self.answer_hold(self.told.plan.held[0])
        else:
            self.carry_out()

    def _missing(self) -> bool:
        """Put the cursor on the language or the questionnaire when a new client has none; returns whether so."""
        for at, answer in enumerate(self.items.shown[:2]):
            if answer.tone == "wrong":
                self.table.go(at)
                return True
        return False

    def answer_hold(self, held: Hold) -> None:
        """Ask for the number of a limit that is exceeded; a household clash cannot be answered."""
        if held.name == "household":
            self.say(hold(held), "wrong", _("Go back with q and settle it on tab 5."))
            return

        def typed(text: str) -> None:
            if text.strip() == held.now:
                self.journey.accepted.add(held.name)
                self.work_out()
            else:
                self.say(_("That is not the number; nothing was written."), "wrong")

        self.say(hold(held), "wrong", _("y applies once the number was typed."))
        self.ask(_("Type {number} if that is meant").format(number=held.now), "", Asked(typed))

    @work(exclusive=True, group="apply")
    async def carry_out(self) -> None:
        """Apply the plan; once begun it is finished."""
        if self.told is None:
            return
        self.applying = True
        self.say(_("Writing …"), "act")
        services = self.services
        await self._note(self.told.plan.digest)
        try:
            applied = await engine.apply(services.register, self.told.plan, services.actor, silent)
        except ChangedSinceError as error:
            await self._note("")
            await self._conflicted(error)
        except SynctuiError as error:
            await self._note("")
            self.say_error(error)
        else:
            self.dismiss(Done(self.told, applied))
        finally:
            self.applying = False

    async def _note(self, digest: str) -> None:
        """Note in the saved review that this plan is about to be applied (empty: it was not)."""
        if drafting := cast("SynctuiApp", self.app).drafting:
            await asyncio.to_thread(drafting.applying, digest)

    async def _conflicted(self, error: ChangedSinceError) -> None:
        """Show then, now and mine; then go back to a review without the decisions in conflict."""
        facts = [
            Fact(
                f"{each.client} · {each.field}",
                _("then {then}, now {now}").format(then=each.then, now=each.now),
                each.mine,
            )
            for each in error.conflicts
        ]
        title = _("Changed by others meanwhile: these go back to the review")
        await self.app.push_screen_wait(BehindPage(title, facts, self.journey, self.names))
        if self.told:
            self.journey.review = await compare_again(self.journey, self.services, self.told.plan, error.conflicts)
        self.dismiss(None)

    def do_back(self) -> None:
        """Go back to the review, unless it is being written."""
        if self.applying:
            self.say(_("It is being written and cannot be stopped half-way."))
        else:
            self.dismiss(None)


def _columns() -> list[Column]:
    return [Column("question", "", 17), Column("text", "", TEXT), Column("more", "", 1)]


def _cells(answer: Answer) -> list[Cell]:
    more = "›" if answer.opens else ""
    return [(answer.question, "strong"), (answer.text, answer.tone), (more, "dim")]
