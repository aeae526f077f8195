"""Review: five tabs over one review. A key becomes a verb of the tab; the lines that changed are drawn again."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from synctui.core.steps import Step
from synctui.errors import NotPermittedError
from synctui.i18n import _, ngettext
from synctui.tui.keys import bindings
from synctui.tui.screens import editing, mailed, many, moving, onward
from synctui.tui.screens.saving import ask_path
from synctui.tui.screens.tabbed import Tabbed
from synctui.tui.tabs.both import BothTab
from synctui.tui.tabs.decided import Told
from synctui.tui.tabs.headings import grouped_by
from synctui.tui.tabs.possible import PossibleTab
from synctui.tui.widgets.prompt import Asked
from synctui.tui.widgets.tabs import TabsLine

_DIGITS = "&é\"'("
Verb = Callable[[Iterable[int]], Told]


class ReviewPage(Tabbed):
    """Decides on the review of a journey."""

    BINDINGS = bindings("new", "absent", "both", "invalid", "possible")

    # Verbs

    def act(self, verb: Verb, *, all_rows: bool = False) -> None:
        """Use a verb of the tab on the range, or on the line under the cursor; it may concern *all_rows* as well."""
        rows = self.table.selection
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
        if step is not None and step is not before:
            self._took(step, None if all_rows else rows, moved=told.moved)
        self.say_whole(told.sentence, told.tone)

    def _took(self, step: Step, rows: range | None, *, moved: bool) -> None:
        """Follow a step on these rows, or on all; the range is over. moved: lines came or went."""
        self.table.end_range()
        self.round.touch(self.active, self.tab.lines if rows is None else map(self.tab.lines.__getitem__, rows))
        for tab in self.tabs:
            tab.took(step)
        if moved:
            self.rebuild(same=self.active)
        else:
            self.repaint(rows)

    def do_do(self) -> None:
        """Space: what the import says."""
        if not mailed.asks(self):
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
        many.ask(self)

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
        self.say(told.format(what=step.label, n=ngettext("{n} line", "{n} lines", step.lines)))

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
        self.table.go(self.tab.first_part(self.table.cursor_row, by))

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
        moving.seek(self, 1)

    def do_previous(self) -> None:
        """Go to the previous line that needs the reader."""
        moving.seek(self, -1)

    def do_group(self) -> None:
        """Group the differences by the next of change, field, client, kind."""
        if isinstance(self.tab, BothTab):
            self.round.begin()
            self.table.load(self.tab, self.tab.next_way(self.table.cursor_row))
            self.say(grouped_by(self.tab.by), "act")
        else:
            self.say(self.tab.unknown().sentence)

    def keeps_order(self) -> str:
        """Return why the lines of a tab keep their order."""
        return _("These stand in the order of doubt.")

    # Filter and save

    def do_filter(self) -> None:
        """Ask for the words to filter by."""
        self.ask(_("Filter"), self.tab.filtered, Asked(self.narrow, self.narrow, lambda: self.narrow("")))

    def narrow(self, text: str) -> None:
        """Show the lines that hold these words, the cursor on the same line where it is one of them."""
        self.round.begin()
        self.tab.filtered = text.strip()
        self.table.load(self.tab, self.tab.arrange(self.table.cursor_row))
        self.tell()

    def clear_filter(self) -> bool:
        """Show everything again; returns whether something was hidden."""
        if not self.tab.filtered:
            return False
        self.narrow("")
        return True

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
        line = self.tab.lines[self.table.cursor_row]
        if line.heading:
            self.fold(closed=line.group not in self.tab.folded)
        elif isinstance(self.tab, PossibleTab):
            editing.compare(self, self.tab, line.item)
        else:
            editing.whole(self, line.item)

    def do_continue(self) -> None:
        """Go on to Confirm. Raises `NotPermittedError` where somebody else decides."""
        self.review.ledger.check_open()
        onward.confirm(self)

    def do_back(self) -> None:
        """Leave the review as it stands, saved; the source screen offers it again."""
        onward.leave(self)
