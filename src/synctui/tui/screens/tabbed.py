"""The five tabs of a review as they stand on the screen: laid out, one in sight, drawn again where it changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Horizontal

from synctui.core.review import Review
from synctui.i18n import N_, _, number
from synctui.tui import resuming
from synctui.tui.arrived import arrived
from synctui.tui.journey import Journey
from synctui.tui.screens.behind import BehindPage
from synctui.tui.screens.grouped import Grouped
from synctui.tui.screens.moving import Round
from synctui.tui.tabs.absent import AbsentTab
from synctui.tui.tabs.base import Names, ReviewTab
from synctui.tui.tabs.both import BothTab
from synctui.tui.tabs.facts import pane
from synctui.tui.tabs.invalid import InvalidTab
from synctui.tui.tabs.new import NewTab
from synctui.tui.tabs.possible import PossibleTab
from synctui.tui.viewing import look_again, view_of
from synctui.tui.widgets.footer import KeyLine
from synctui.tui.widgets.lines import Lines, Summary, TextLine
from synctui.tui.widgets.table import LineTable
from synctui.tui.widgets.tabs import TabsLine
from synctui.tui.widths import width, wrapped

if TYPE_CHECKING:
    from synctui.tui.app import SynctuiApp

TABS = (NewTab, AbsentTab, BothTab, InvalidTab, PossibleTab)
_FIRST = (2, 0, 1, 3, 4)
"""The tabs in the order in which one is chosen to begin with: the first that has lines."""


class Tabbed(Grouped[None]):
    """Draws the review of a journey."""

    title_text = N_("Review")

    def __init__(self, journey: Journey) -> None:
        super().__init__(classes="-two")
        if journey.review is None:
            raise RuntimeError("there is no review yet")
        self.journey: Journey = journey
        self.review: Review = journey.review
        self.tabs: list[ReviewTab] = []
        self.active = 0
        self.round = Round()

    @property
    def tab(self) -> ReviewTab:
        """The tab in sight."""
        return self.tabs[self.active]

    def body(self) -> ComposeResult:
        """Lay out the tabs, what will happen in words, the list, the answers of a possible match."""
        snapshot = self.review.comparison.snapshot
        names = Names(self.journey.title, snapshot.info.name, snapshot.tax_year)
        self.tabs = [each(self.review, names) for each in TABS]
        self.active = next((at for at in _FIRST if self.tabs[at].shown), 0)
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
            self.say_whole(arrived(self.review.comparison, self.tab.names.source))
        self.tell_lost()

    def say_whole(self, sentence: str, tone: str = "text") -> None:
        """Tell a sentence that may need both lines."""
        first, *more = wrapped(sentence, self.size.width - 2)
        self.say(first, tone, " ".join(more))

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
        self.journey.view = view_of(self.tabs, self.active, self.table.cursor_row)

    def help_place(self) -> str:
        """Return what is in sight: the tab, or the kind of line under the cursor."""
        return self.query_exactly_one(KeyLine).place

    # Drawing

    def show_tab(self, at: int) -> None:
        """Put another tab in sight, its cursor where it was."""
        if at != self.active:
            self.tab.cursor = self.table.cursor_row
        self.active = at
        self.place = self.tab.place
        self.query_exactly_one(KeyLine).show(self.place)
        self.query_one("#answers", Lines).display = self.place == "possible"
        self.table.load(self.tab, self.tab.cursor)
        self.details.stand(self.detail())
        self.tell()

    def tell(self) -> None:
        """Draw the numbers: the tabs, and the words above the list."""
        self.query_exactly_one(TabsLine).show([tab.tab() for tab in self.tabs], self.active)
        left, right = self.tab.summary()
        if self.tab.filtered:
            told = _("{n} shown · filter: {text}").format(n=number(len(self.tab.shown)), text=self.tab.filtered)
            left, right = self._beside(left, width(told)), [(told, "act")]
        self.query_exactly_one(Summary).show(left, right)
        self.note_view()

    def _beside(self, line: TextLine, cells: int) -> TextLine:
        """Return as many parts of a line, one at least, as leave room for *cells* beside them, and no half one."""
        room = self.size.width - cells - 4
        while len(line) > 1 and (sum(width(text) for text, _tone in line) > room or line[-1][0].endswith(" ")):
            line = line[:-1]
        return line

    def detail(self) -> Sequence[TextLine]:
        """Two lines about the line under the cursor; under a possible match its answers too."""
        at = self.table.cursor_row
        if at >= len(self.tab.lines):
            for beside in ("#answers", "#pane"):
                self.query_one(beside, Lines).show([])
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

    def rebuild(self, *, same: int | None = None) -> None:
        """Make the lines of all tabs again, after lines came or went. same: the tab that has the same ones."""
        self.round.begin(same)
        for tab in self.tabs:
            tab.forget()
            tab.build()
        self.table.load(self.tab, self.table.cursor_row)
        self.details.stand(self.detail())
        self.tell()

    def repaint(self, rows: range | None) -> None:
        """Draw lines again that were decided, and the heading above them; all in view where an open heading was."""
        opened = (line for line in map(self.tab.lines.__getitem__, rows or ()) if line.heading)
        if rows is None or any(line.group not in self.tab.folded for line in opened):
            self.table.repaint()
        else:
            self.table.repaint(rows)
            head = self.tab.seek_group(rows.start, -1)
            if head is not None:
                self.table.repaint(range(head, head + 1))
        self.tell()
