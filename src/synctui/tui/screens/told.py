"""Everything that was ever done to one client, the newest first."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual import work

from synctui.core.deeds import what
from synctui.core.fields import full_name
from synctui.core.records import ClientRow, Happened
from synctui.errors import SynctuiError
from synctui.i18n import N_, _, moment, ngettext
from synctui.tui.journal import field_of, value_of
from synctui.tui.keys import bindings
from synctui.tui.screens.listing import Listing
from synctui.tui.screens.runs import RunPage
from synctui.tui.widgets.cells import Cell, Column
from synctui.tui.widgets.lines import Part, TextLine
from synctui.tui.widgets.rows import Items


class ToldPage(Listing[None, Happened]):
    """Lists what runs did to *client*."""

    place = "told"
    title_text = N_("History")
    BINDINGS = bindings("told")

    def __init__(self, client: ClientRow) -> None:
        super().__init__(classes="-ruled")
        self.client = client
        columns = [
            Column("run", _("Run"), 4, 0, True),
            Column("who", _("Who"), 8, 1),
            Column("field", _("Field"), 20, 1),
            Column("before", _("Before"), 19, 1),
            Column("after", _("After"), 23, 1),
        ]
        self.items = Items(columns, [], self._cells, ranks={})

    def _cells(self, told: Happened) -> list[Cell]:
        run, line = told
        return [
            (str(run.run), "text"),
            (run.who, "dim"),
            (field_of(line, self.services.title), "dim"),
            (value_of(line, line.before), "dim"),
            (value_of(line, line.after), "text"),
        ]

    def on_mount(self) -> None:
        """Read what happened."""
        super().on_mount()
        self.reread()

    @work(exclusive=True)
    async def reread(self) -> None:
        """Read what happened in a thread and show it."""
        try:
            told = await asyncio.to_thread(self.services.register.history, self.client.id)
        except SynctuiError as error:
            self.say_error(error)
            return
        self.items.take(told)
        self.table.load()
        self.tell()

    def words(self) -> list[Part]:
        """Whose history this is, and of how many runs."""
        runs = len({each.run.run for each in self.items.all})
        return [
            (full_name(self.client.values), "strong"),
            ("   " + ngettext("in {n} run, the newest first", "in {n} runs, the newest first", runs), "dim"),
        ]

    def detail(self) -> Sequence[TextLine]:
        """Return which run it was, and both values whole."""
        here = self.current
        if here is None:
            return []
        run, line = here
        told = _("Run {run} · {kind} · {who} · {when} UTC")
        return [
            [(told.format(run=run.run, kind=what(run), who=run.who, when=moment(run.when)), "text")],
            [(value_of(line, line.before), "dim"), (" → ", "act"), (value_of(line, line.after), "text")],
        ]

    @work(exclusive=True, group="show")
    async def do_open(self) -> None:
        """Show the whole run."""
        if self.current is None:
            return
        try:
            detail = await asyncio.to_thread(self.services.register.run, self.current.run.run)
        except SynctuiError as error:
            self.say_error(error)
        else:
            self.app.push_screen(RunPage(detail))
