"""History: every run, the newest first; one run with its journal; undo from both."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence

from textual import work

from synctui.core.fields import FIELDS, INDEX
from synctui.core.normalise.national_number import masked
from synctui.core.records import JournalLine, RunDetail, RunRow
from synctui.errors import SynctuiError
from synctui.i18n import N_, _, moment, ngettext, number
from synctui.tui.keys import bindings
from synctui.tui.screens.listing import Listing
from synctui.tui.screens.undoing import undo
from synctui.tui.widgets.cells import Cell, Column
from synctui.tui.widgets.lines import Part, TextLine
from synctui.tui.widgets.rows import Items
from synctui.tui.words import RUNS, status

_DOSSIER = {
    "status": N_("Status"),
    "questionnaire": N_("Questionnaire"),
    "dossier_language": N_("Language"),
    "tax_year": N_("Assessment year"),
}
_NUMBER = re.compile(r"(?<![+\d])\d{11}(?!\d)")


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
            Column("who", _("Who"), 12, 1),
            Column("kind", _("What"), 18, 1),
            Column("counts", _("Did"), 24, 3),
        ]
        self.items = Items(columns, [], _run_cells)

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
        self.items = Items(self.items.columns, list(reversed(rows)), _run_cells)
        if self.table:
            self.table.load(self.items)
        self.tell()

    def words(self) -> list[Part]:
        """How many runs."""
        return [(ngettext("{n} run, the newest first", "{n} runs, the newest first", len(self.items.all)), "strong")]

    def detail(self) -> Sequence[TextLine]:
        """Return what the run did, whole."""
        return [[(_did(self.current), "dim")]] if self.current else []

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


class RunPage(Listing[None, JournalLine]):
    """Lists the journal of one run."""

    place = "run"
    title_text = N_("Run")
    BINDINGS = bindings("run")

    def __init__(self, detail: RunDetail) -> None:
        super().__init__()
        self.run = detail.row
        columns = [
            Column("client", _("Client"), 22, 1),
            Column("field", _("Field"), 14),
            Column("before", _("Before"), 18, 1),
            Column("after", _("After"), 20, 1),
        ]
        self.items = Items(columns, detail.lines, _line_cells)

    def words(self) -> list[Part]:
        """Which run this is."""
        told = _("Run {run} · {kind} · {who} · {when} UTC")
        head = told.format(run=self.run.run, kind=_(RUNS[self.run.kind]), who=self.run.who, when=moment(self.run.when))
        undone = _("undone by run {run}").format(run=self.run.undone_by) if self.run.undone_by else ""
        return [(head, "strong"), (f"   {undone}", "change")]

    def detail(self) -> Sequence[TextLine]:
        """Both values whole."""
        line = self.current
        if line is None:
            return []
        return [[(_told(line, line.before), "dim"), (" → ", "act"), (_told(line, line.after), "text")]]

    def do_undo(self) -> None:
        """Undo this run, after asking."""
        undo(self, self.run, lambda: None)


def _run_cells(run: RunRow) -> list[Cell]:
    undone = bool(run.undone_by)
    what = f"{_(RUNS[run.kind])} {run.source or ''}".strip()
    did = _("undone by run {run}").format(run=run.undone_by) if undone else _did(run)
    tone = "dim" if undone else "text"
    return [
        (str(run.run), tone),
        (moment(run.when), "dim"),
        (run.who, tone),
        (what, tone),
        (did, "change" if undone else "text"),
    ]


def _did(run: RunRow) -> str:
    return " · ".join(f"{_(name.replace('_', ' '))} {number(n)}" for name, n in run.counts.items() if n) or "–"


def _line_cells(line: JournalLine) -> list[Cell]:
    return [
        (line.name, "text"),
        (_field(line), "dim"),
        (_told(line, line.before), "dim"),
        (_told(line, line.after), "text"),
    ]


def _field(line: JournalLine) -> str:
    """Return what changed, in words."""
    if line.field in INDEX:
        return FIELDS[INDEX[line.field]].short_title
    return _(_DOSSIER[line.field]) if line.field in _DOSSIER else line.field or line.entity


def _told(line: JournalLine, value: str | None) -> str:
    """Return a value as lists show it: a status by its word."""
    return status(value)[0] if value and line.field == "status" else hidden(value)


def hidden(value: str | None) -> str:
    """Return a journal's value as lists show it, national numbers masked.

    >>> hidden("Lotte · 85073003328"), hidden("+32470123456")
    ('Lotte · 85.••.••-•••.28', '+32470123456')
    """
    return _NUMBER.sub(lambda found: masked(found[0]), value) if value else "–"
