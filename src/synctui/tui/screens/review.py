"""Review: five tabs over one review. A key becomes a verb of the tab; the lines that changed are drawn again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, cast

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal

from synctui.core.review import Review
from synctui.core.steps import Step
from synctui.errors import NotPermittedError
from synctui.i18n import N_, _, ngettext, number
from synctui.tui import resuming
from synctui.tui.arrived import arrived
from synctui.tui.journey import Journey
from synctui.tui.keys import bindings
from synctui.tui.screens import editing, ordering
from synctui.tui.screens.behind import BehindPage
from synctui.tui.screens.copied import copy_line
from synctui.tui.screens.many import whom
from synctui.tui.screens.menu import Menu
from synctui.tui.screens.page import Page
from synctui.tui.screens.saving import ask_path
from synctui.tui.tabs.absent import AbsentTab
from synctui.tui.tabs.base import Names, ReviewTab, Told
from synctui.tui.tabs.both import BothTab
from synctui.tui.tabs.facts import pane
from synctui.tui.tabs.invalid import InvalidTab
from synctui.tui.tabs.new import NewTab
from synctui.tui.tabs.possible import PossibleTab
from synctui.tui.viewing import look_again, view_of
from synctui.tui.widgets.footer import KeyLine
from synctui.tui.widgets.lines import Lines, Summary, TextLine
from synctui.tui.widgets.prompt import Asked
from synctui.tui.widgets.table import LineTable
from synctui.tui.widgets.tabs import TabsLine
from synctui.tui.widths import wrapped

if TYPE_CHECKING:
    from synctui.tui.app import SynctuiApp

_DIGITS = "&é\"'("
Verb = Callable[[Iterable[int]], Told]


class ReviewPage(Page[None]):
    """Draws the review of a journey."""

    title_text = N_("Review")
    BINDINGS = bindings("new", "absent", "both", "invalid", "possible")

    def __init__(self, journey: Journey) -> None:
        super().__init__(classes="-two")
        if journey.review is None:
            raise RuntimeError("there is no review yet")
        self.journey: Journey = journey
        self.review: Review = journey.review
        self.copied = ""
        self.tabs: list[ReviewTab] = []
        self.active = 0

    @property
    def tab(self) -> ReviewTab:
        """The tab in sight."""
        return self.tabs[self.active]

    @property
    def lines(self) -> LineTable:
        """The table."""
        return self.query_exactly_one(LineTable)

    def body(self) -> ComposeResult:
        """Lay out the tabs, what will happen in words, the list, the answers of a possible match."""
        snapshot = self.review.comparison.snapshot
        names = Names(self.journey.title, snapshot.info.name, snapshot.tax_year)
        self.tabs = [each(self.review, names) for each in (NewTab, AbsentTab, BothTab, InvalidTab, PossibleTab)]
        self.active = next((at for at in (2, 0, 1, 3, 4) if self.tabs[at].shown), 0)
        yield TabsLine()
        yield Lines([], classes="rule")
        yield Summary()
        with Horizontal(id="split"):
            yield LineTable(self.tab)
            yield Lines([], id="pane")
        yield Lines([], id="answers")

    def on_mount(self) -> None:
        """Show the tab that most is to be done on, or what was looked at before; list what was not taken over."""
        if self.journey.view:
            self.active = look_again(self.tabs, self.journey.view)
        self.show_tab(self.active)
        if drafting := cast("SynctuiApp", self.app).drafting:
            drafting.follow(self.journey)
        if self.review.ledger.closed:
            self.say(*map(str, self.review.ledger.closed[:1]))
        elif not self.review.ledger.past():
            first, *more = wrapped(arrived(self.review.comparison, self.tab.names.source), self.size.width - 2)
            self.say(first, "text", " ".join(more))
        self.tell_lost()

    def tell_lost(self) -> None:
        """List, once, the decisions of a saved review that no longer apply."""
        lost, self.journey.lost = self.journey.lost, ()
        if lost:
            title, facts = resuming.lost_title(lost), resuming.lost_facts(lost)
            self.app.push_screen(BehindPage(title, facts, self.journey, self.tab.names))

    def on_line_table_row_highlighted(self, event: LineTable.RowHighlighted) -> None:
        """Note where the reader is, for a review that is saved."""
        super().on_line_table_row_highlighted(event)
        self.note_view()

    def note_view(self) -> None:
        """Note what is looked at."""
        self.journey.view = view_of(self.tabs, self.active, self.lines.cursor_row)

    def help_place(self) -> str:
        """Return what is in sight: the tab, or the kind of line under the cursor."""
        return self.query_exactly_one(KeyLine).place

    # Drawing

    def show_tab(self, at: int) -> None:
        """Put another tab in sight, its cursor where it was."""
        if at != self.active:
            self.tab.cursor = self.lines.cursor_row
        self.active = at
        self.place = self.tab.place
        self.query_exactly_one(KeyLine).show(self.place)
        self.query_one("#answers", Lines).display = self.place == "possible"
        self.lines.load(self.tab, self.tab.cursor)
        ordering.show(self)
        self.details.stand(self.detail())
        self.tell()

    def tell(self) -> None:
        """Draw the numbers: the tabs, and the words above the list."""
        self.query_exactly_one(TabsLine).show([tab.tab() for tab in self.tabs], self.active)
        left, right = self.tab.summary()
        if self.tab.filtered:
            right = [
                (_("{n} shown · filter: {text}").format(n=number(len(self.tab.shown)), text=self.tab.filtered), "act")
            ]
        self.query_exactly_one(Summary).show(left, right)
        self.note_view()

    def detail(self) -> Sequence[TextLine]:
        """Two lines about the line under the cursor; under a possible match its answers too."""
        at = self.lines.cursor_row
        if at >= len(self.tab.lines):
            return [[], [(_("Nothing here."), "dim")]]
        line = self.tab.lines[at]
        if self.place == "possible":
            self.query_one("#answers", Lines).show(self.tab.below(line.item))
            self.query_exactly_one(KeyLine).show(self.tab.place_of(line.item))
        if line.heading:
            self.query_one("#pane", Lines).show([])
            return self.tab.group_detail(line.group)
        if self.has_class("-wide"):
            self.query_one("#pane", Lines).show(pane(self.tab, line.item))
        return self.tab.detail(line.item)

    def rebuild(self) -> None:
        """Make the lines of all tabs again, after lines came or went."""
        for tab in self.tabs:
            tab.forget()
            tab.build()
        self.lines.load(self.tab, self.lines.cursor_row)
        self.details.stand(self.detail())
        self.tell()

    def repaint(self, rows: range) -> None:
        """Draw lines again that were decided, and the heading above them; all in view where an open heading was."""
        opened = (line for line in map(self.tab.lines.__getitem__, rows) if line.heading)
        if any(line.group not in self.tab.folded for line in opened):
            self.lines.repaint()
        else:
            self.lines.repaint(rows)
            head = self.tab.seek_group(rows.start, -1)
            if head is not None:
                self.lines.repaint(range(head, head + 1))
        self.tell()

    # Verbs

    def act(self, verb: Verb) -> None:
        """Use a verb of the tab on the range, or on the line under the cursor."""
        rows = self.lines.selection
        if not rows:
            self.say(_("There is nothing here to decide."))
            return
        before = self.review.ledger.last
        try:
            told = verb(rows)
        except NotPermittedError as error:
            self.say_error(error)
            return
        step = self.review.ledger.last
        self.lines.end_range()
        if step is not None and step is not before:
            for tab in self.tabs:
                tab.took(step)
        if told.moved:
            self.rebuild()
        else:
            self.repaint(rows)
        self.say(told.sentence, told.tone)

    def do_do(self) -> None:
        """Space: what the import says."""
        self.act(self.tab.do)

    def do_keep(self) -> None:
        """Leave ours as it is."""
        self.act(self.tab.keep)

    def do_no(self) -> None:
        """Say no."""
        self.act(self.tab.no)

    def do_advice(self) -> None:
        """Decide as proposed."""
        self.act(self.tab.advice)

    def do_all(self) -> None:
        """Decide for all that is shown, after asking which way."""
        self.ask_all()

    @work(exclusive=True, group="ask")
    async def ask_all(self) -> None:
        """Ask for which of them and which way, then decide."""
        tab = self.tab
        if self.place == "possible" or not tab.shown:
            self.say(_("These are answered one by one.") if tab.shown else _("There is nothing here to decide."))
            return
        many, entries = whom(tab, self.lines.cursor_row)
        answer: str | None = await self.app.push_screen_wait(Menu(_("For many at once"), entries))
        if answer == "invert":
            self.act(lambda _lines: tab.invert(tab.shown)._replace(moved=True))
        elif answer:
            self.act(lambda _lines: tab.all(many[answer], answer != "none")._replace(moved=True))

    def do_undo(self) -> None:
        """Take the last step back."""
        self._moved(self.review.undo(), back=True)

    def do_redo(self) -> None:
        """Do the step undone last again."""
        self._moved(self.review.redo(), back=False)

    def _moved(self, step: Step | None, *, back: bool) -> None:
        if step is None:
            self.say(_("There is nothing to undo.") if back else _("There is nothing to do again."))
            return
        for tab in self.tabs:
            tab.took(step, back=back)
        self.rebuild()
        told = _("undone: {what}, {n} · U does it again") if back else _("done again: {what}, {n}")
        self.say(told.format(what=step.label, n=ngettext("{n} line", "{n} lines", len(step.after))))

    # Moving and folding

    def _move(self, by: int) -> None:
        super()._move(by)
        self._land(by)

    def do_bottom(self) -> None:
        """Go to the last item."""
        super().do_bottom()
        self._land(-1)

    def _land(self, by: int) -> None:
        """Stand on the first line of an item that has several."""
        self.lines.go(self.tab.first_part(self.lines.cursor_row, by))

    def do_tab(self) -> None:
        """Put the tab of that digit in sight."""
        self.show_tab(_DIGITS.index(self.pressed) if self.pressed in _DIGITS else int(self.pressed) - 1)

    def do_next_tab(self) -> None:
        """Put the next tab in sight."""
        self.show_tab((self.active + 1) % len(self.tabs))

    def do_previous_tab(self) -> None:
        """Put the previous tab in sight."""
        self.show_tab((self.active - 1) % len(self.tabs))

    def on_tabs_line_chosen(self, event: TabsLine.Chosen) -> None:
        """Put the tab that was clicked in sight."""
        self.show_tab(event.index)

    def do_next(self) -> None:
        """Go to the next line that needs the reader, over the tabs at the end."""
        self._seek(1)

    def do_previous(self) -> None:
        """Go to the previous line that needs the reader."""
        self._seek(-1)

    def _seek(self, by: int) -> None:
        at = self.tab.seek(self.lines.cursor_row, by)
        if at is not None:
            self.lines.go(at)
            return
        for step in range(1, len(self.tabs) + 1):
            index = (self.active + by * step) % len(self.tabs)
            tab = self.tabs[index]
            found = tab.seek(-1 if by > 0 else len(tab.lines), by)
            if found is not None:
                tab.cursor = found
                self.show_tab(index) if index != self.active else self.lines.go(found)
                return
        self.say(_("Nothing needs you any more: c goes on to Confirm."), "add")

    def do_next_group(self) -> None:
        """Go to the next heading."""
        self._seek_group(1)

    def do_previous_group(self) -> None:
        """Go to the previous heading."""
        self._seek_group(-1)

    def _seek_group(self, by: int) -> None:
        at = self.tab.seek_group(self.lines.cursor_row, by)
        if at is not None:
            self.lines.go(at)

    def do_left(self) -> None:
        """Fold the group."""
        self._fold(closed=True)

    def do_right(self) -> None:
        """Unfold the group."""
        self._fold(closed=False)

    def _fold(self, *, closed: bool) -> None:
        at = self.tab.fold(self.lines.cursor_row, closed=closed) if len(self.tab) else None
        if at is not None:
            self.lines.load(self.tab, at)

    def do_fold_all(self) -> None:
        """Fold all groups, or unfold all."""
        self.tab.fold_all()
        self.lines.load(self.tab, 0)

    def do_range(self) -> None:
        """Begin a range at the cursor, or end it."""
        if not self.lines.end_range():
            self.lines.start_range()
            self.say(_("A range begins here: move, then decide; Esc ends it."))

    def do_group(self) -> None:
        """Group the differences by the next of change, field, client, kind."""
        if isinstance(self.tab, BothTab):
            told = self.tab.next_way()
            self.lines.load(self.tab, 0)
            self.say(told.sentence, "act")

    def do_order(self) -> None:
        """Order by a column."""
        ordering.ask(self)

    def on_line_table_header_selected(self, event: LineTable.HeaderSelected) -> None:
        """Order by the column whose label was clicked."""
        ordering.by(self, event.column_key)

    # Filter, copy, save

    def do_filter(self) -> None:
        """Ask for the words to filter by."""
        self.ask(_("Filter"), self.tab.filtered, Asked(self.narrow, self.narrow, lambda: self.narrow("")))

    def narrow(self, text: str) -> None:
        """Show the lines that hold these words."""
        self.tab.filtered = text.strip()
        self.tab.build()
        self.lines.load(self.tab, 0)
        self.tell()

    def clear_filter(self) -> bool:
        """Show everything again; returns whether something was hidden."""
        if not self.tab.filtered:
            return False
        self.narrow("")
        return True

    def do_copy(self) -> None:
        """Copy what the line under the cursor is about."""
        if len(self.tab):
            line = self.tab.lines[self.lines.cursor_row]
            text = "" if line.heading else self.tab.text(line.item)
            if text:
                self.run_worker(copy_line(self, text), exclusive=True, group="copy")
            else:
                self.say(_("A heading is not copied."))

    def do_save(self) -> None:
        """Save the invalid rows as a workbook with a reason column."""
        if self.place == "invalid":
            write = self.services.write_rejects
            ask_path(self, _("Save the rejects as"), "rejects.xlsx", lambda path: write(path, self.review))
        else:
            self.say(self.tab.unknown().sentence)

    # What asks for more

    def do_edit(self) -> None:
        """Type a value: for a difference, a newcomer or an invalid row."""
        editing.edit(self)

    def do_set(self) -> None:
        """Set language, questionnaire or responsible of newcomers."""
        if self.place == "new":
            editing.set_for_new(self)
        else:
            self.say(self.tab.unknown().sentence)

    def do_open(self) -> None:
        """Fold or unfold a heading; compare a possible match; else tell all in the lines below."""
        if not len(self.tab):
            return
        line = self.tab.lines[self.lines.cursor_row]
        if line.heading:
            self._fold(closed=line.group not in self.tab.folded)
        elif isinstance(self.tab, PossibleTab):
            editing.compare(self, self.tab, line.item)
        else:
            editing.whole(self, line.item)

    def do_continue(self) -> None:
        """Go on to Confirm. Raises `NotPermittedError` where somebody else decides."""
        self.review.ledger.check_open()
        self.confirm()

    @work(exclusive=True, group="confirm")
    async def confirm(self) -> None:
        """Ask whether to apply; what was applied is told in place of the review, which is over then."""
        from synctui.tui.screens.confirm import ConfirmPage, Done
        from synctui.tui.screens.result import ResultPage

        done: Done | None = await self.app.push_screen_wait(ConfirmPage(self.journey))
        app = cast("SynctuiApp", self.app)
        if done is None:
            if self.journey.review is self.review:
                self.rebuild()
            else:
                app.switch_screen(ReviewPage(self.journey))
            return
        app.journey = None
        if app.drafting:
            await asyncio.to_thread(app.drafting.finish)
        app.reread()
        app.switch_screen(ResultPage(self.journey, done))

    def do_back(self) -> None:
        """Leave the review as it stands, saved; the source screen offers it again."""
        self.leave()

    @work(exclusive=True, group="leave")
    async def leave(self) -> None:
        """Save and leave."""
        await asyncio.to_thread(cast("SynctuiApp", self.app).save_review)
        self.dismiss(None)
