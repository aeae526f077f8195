"""History: every run, the newest first; one run with its journal; undo from both."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual import work

from synctui.core.deeds import did, what
from synctui.core.records import JournalLine, RunDetail, RunRow
from synctui.errors import SynctuiError
from synctui.i18n import N_, _, moment, ngettext
from synctui.tui.journal import by_client, field_of, value_of
from synctui.tui.keys import bindings
from synctui.tui.screens.listing import Listing
from synctui.tui.screens.page import Page
from synctui.tui.screens.saving import ask_path
from synctui.tui.screens.undoing import undo
from synctui.tui.widgets.cells import Cell, Column
from synctui.tui.widgets.lines import Part, TextLine
from synctui.tui.widgets.rows import Items


class RunsPage(Listing[None, RunRow]):
    """Lists the runs."""

    place = "runs"
    title_text = N_("History")
    BINDINGS = bindings("runs")

    def __init__(self) -> None:
        super().__init__()
        columns = [
            Column("run", _("Run"), 4, 0, True),
            Column("when", _("When (UTC)"), 17),
            Column("who", _("Who"), 7, 1),
            Column("kind", _("What"), 20, 1),
            Column("counts", _("Did"), 27, 3),
        ]
        ranks = {"when": lambda run: (run.when, run.run), "run": lambda run: run.run}
        self.items = Items(columns, [], self._cells, ranks=ranks)

    def _cells(self, run: RunRow) -> list[Cell]:
        undone = bool(run.undone_by)
        source = "" if run.undoes else self.services.title(run.source or "")
        told = _("undone by run {run}").format(run=run.undone_by) if undone else did(run)
        tone = "dim" if undone else "text"
        return [
            (str(run.run), tone),
            (moment(run.when), "dim"),
            (run.who, tone),
            (f"{what(run)} {source}".rstrip(), tone),
            (told, "change" if undone else "text"),
        ]

    def on_mount(self) -> None:
        """Read the runs."""
        self.reread()

    @work(exclusive=True)
    async def reread(self) -> None:
        """Read the runs in a thread and show them."""
        try:
            rows = await asyncio.to_thread(self.services.register.runs)
        except SynctuiError as error:
            self.say_error(error)
            return
        self.items.take(list(reversed(rows)))
        self.table.load()
        self.tell()

    def words(self) -> list[Part]:
        """How many runs."""
        return [(ngettext("{n} run, the newest first", "{n} runs, the newest first", len(self.items.all)), "strong")]

    def detail(self) -> Sequence[TextLine]:
        """Return what the run did, whole."""
        return [[(did(self.current), "dim")]] if self.current else []

    def do_open(self) -> None:
        """Show the run under the cursor."""
        if self.current:
            self.show(self.current.run)

    @work(exclusive=True, group="show")
    async def show(self, run: int) -> None:
        """Read one run in a thread and show it."""
        try:
            detail = await asyncio.to_thread(self.services.register.run, run)
        except SynctuiError as error:
            self.say_error(error)
        else:
            self.app.push_screen(RunPage(detail))

    def do_undo(self) -> None:
        """Undo the run under the cursor, after asking."""
        if self.current:
            undo(self, self.current, lambda: (self.reread(), None)[1])

    def do_save(self) -> None:
        """Save what the run under the cursor did to a file."""
        if self.current:
            self.report(self.current.run)

    @work(exclusive=True, group="show")
    async def report(self, run: int) -> None:
        """Read one run in a thread and ask where to save it."""
        try:
            detail = await asyncio.to_thread(self.services.register.run, run)
        except SynctuiError as error:
            self.say_error(error)
        else:
            ask_report(self, detail)


class RunPage(Listing[None, JournalLine]):
    """Lists the journal of one run."""

    place = "run"
    title_text = N_("Run")
    BINDINGS = bindings("run")

    def __init__(self, detail: RunDetail) -> None:
        super().__init__()
        self.run_detail, self.run = detail, detail.row
        columns = [
            Column("client", _("Client"), 22, 1),
            Column("field", _("Field"), 14),
            Column("before", _("Before"), 18, 1),
            Column("after", _("After"), 20, 1),
        ]
        self.items = Items(columns, by_client(detail.lines), self._cells, ranks={})

    def _cells(self, line: JournalLine) -> list[Cell]:
        return [
            (line.name, "text"),
            (field_of(line, self.services.title), "dim"),
            (value_of(line, line.before), "dim"),
            (value_of(line, line.after), "text"),
        ]

    def words(self) -> list[Part]:
        """Which run this is."""
        told = _("Run {run} · {kind} · {who} · {when} UTC")
        run = self.run
        head = told.format(run=run.run, kind=what(run), who=run.who, when=moment(run.when))
        undone = _("undone by run {run}").format(run=run.undone_by) if run.undone_by else ""
        return [(head, "strong"), (f"   {undone}", "change")]

    def detail(self) -> Sequence[TextLine]:
        """Both values whole."""
        line = self.current
        if line is None:
            return []
        return [[(value_of(line, line.before), "dim"), (" → ", "act"), (value_of(line, line.after), "text")]]

    def do_undo(self) -> None:
        """Undo this run, after asking."""
        undo(self, self.run, lambda: (self.reread(), None)[1])

    @work(exclusive=True)
    async def reread(self) -> None:
        """Read the run's own row again in a thread."""
        rows = await asyncio.to_thread(self.services.register.runs)
        self.run = next(row for row in rows if row.run == self.run.run)
        self.tell()

    def do_save(self) -> None:
        """Save what this run did to a file."""
        ask_report(self, self.run_detail)


def ask_report(page: Page[None], detail: RunDetail) -> None:
    """Ask where to save what a run did."""
    write = page.services.write_report
    ask_path(page, _("Save the report as"), f"run-{detail.row.run}.txt", lambda path: write(path, detail))
