"""Clients, the home: the register's overview, its statuses as a bar, and the guide when it is empty."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence

from textual import work
from textual.app import ComposeResult

from synctui.core.draft import Head
from synctui.core.fields import LANGUAGE, RESPONSIBLE, full_name
from synctui.core.intake import fold
from synctui.core.records import ClientRow
from synctui.errors import SynctuiError
from synctui.i18n import N_, _, ngettext, number
from synctui.tui import resuming
from synctui.tui.keys import bindings
from synctui.tui.screens.listing import Listing
from synctui.tui.screens.saving import ask_template
from synctui.tui.widgets.cells import Cell, Column
from synctui.tui.widgets.lines import Lines, Part, Summary, TextLine
from synctui.tui.widgets.rows import Items
from synctui.tui.widgets.table import LineTable
from synctui.tui.widths import width
from synctui.tui.words import STATUSES, status

_ORDERS = ("client", "responsible", "language", "questionnaire", "status")


class ClientsPage(Listing[None, ClientRow]):
    """Lists the live clients of the register."""

    place = "clients"
    title_text = N_("Clients")
    BINDINGS = bindings("clients")

    def __init__(self) -> None:
        super().__init__()
        self.items = Items(_columns(), [], _cells)
        self.order = ("client", False)
        self.column = 0
        self.saved: Sequence[Head] = ()

    def body(self) -> ComposeResult:
        """Lay out the bar of statuses, the words, the list; or the guide."""
        yield Lines(id="statuses", classes="status")
        yield Summary()
        yield LineTable(self.items)
        yield Lines(guide(), id="guide", classes="page")

    def on_mount(self) -> None:
        """Show the list; reading it says whether the guide is needed instead."""
        self.query_one("#guide").display = False

    def on_screen_resume(self) -> None:
        """Read the clients, at first and after something was done elsewhere."""
        if self.is_current:
            self.reread()

    @work(exclusive=True)
    async def reread(self) -> None:
        """Read the clients in a thread and show them."""
        try:
            rows = await asyncio.to_thread(self.services.register.clients)
            self.saved, applied = await asyncio.to_thread(resuming.offered, self.services)
        except SynctuiError as error:
            self.say_error(error)
            return
        live = [row for row in rows if not row.archived]
        self.items = Items(_columns(), live, _cells)
        self._ordered()
        self.items.narrow(self.filtered)
        for widget in self.query("#statuses, Summary, LineTable"):
            widget.display = bool(live)
        self.query_one("#guide").display = not live
        self.query_one("#statuses", Lines).show(statuses(live, self.size.width - 4))
        if self.table:
            self.table.load(self.items)
        self.tell()
        self.redraw_bar()
        if applied:
            told = _("Run {run} was applied before the program ended; r shows it.").format(run=applied[-1])
            self.say(told, "add")
        elif self.saved:
            self.say(resuming.waiting(self.saved[0]), "act")

    def words(self) -> list[Part]:
        """How many clients there are."""
        return [(ngettext("{n} client", "{n} clients", len(self.items.all)), "strong")]

    def detail(self) -> Sequence[TextLine]:
        """Return the client's address and number, in one line."""
        row = self.current
        return [[(" · ".join(each for each in row.values[2:9] if each), "dim")]] if row else []

    # Keys

    def do_import(self) -> None:
        """Go to the sources."""
        from synctui.tui.screens.source import SourcePage

        self.app.push_screen(SourcePage())

    def do_open(self) -> None:
        """Show everything about one client."""
        from synctui.tui.screens.client import ClientPage

        if self.current:
            self.app.push_screen(ClientPage(self.current))

    def do_history(self) -> None:
        """Go to the runs."""
        from synctui.tui.screens.runs import RunsPage

        self.app.push_screen(RunsPage())

    def do_save(self) -> None:
        """Save an empty template."""
        ask_template(self)

    def do_left(self) -> None:
        """Mark the previous column."""
        self._mark(-1)

    def do_right(self) -> None:
        """Mark the next column."""
        self._mark(1)

    def do_order(self) -> None:
        """Order by the marked column; again: the other way."""
        key = _ORDERS[self.column]
        self.order = (key, key == self.order[0] and not self.order[1])
        self._ordered()
        self.items.narrow(self.filtered)
        if self.table:
            self.table.order_by(key, "▼" if self.order[1] else "▲")
            self.table.load(cursor=0)

    def on_line_table_header_selected(self, event: LineTable.HeaderSelected) -> None:
        """Order by the column that was clicked."""
        self.column = _ORDERS.index(event.column_key)
        self.do_order()

    def do_back(self) -> None:
        """Quit."""
        self.app.exit(0)

    def _mark(self, by: int) -> None:
        self.column = (self.column + by) % len(_ORDERS)
        if self.table:
            self.table.order_by(_ORDERS[self.column], "‹o›")

    def _ordered(self) -> None:
        key, backwards = self.order
        self.items.order(lambda row: _order(row, key), backwards=backwards)


def _columns() -> list[Column]:
    return [
        Column("client", _("Client"), 24, 2),
        Column("responsible", _("Responsible"), 13, 1),
        Column("language", _("Lang"), 4),
        Column("questionnaire", _("Questionnaire"), 17, 1),
        Column("status", _("Status"), 16),
    ]


def _cells(row: ClientRow) -> list[Cell]:
    word, tone = status(row.status)
    return [
        (full_name(row.values), "text"),
        (row.values[RESPONSIBLE].split("@")[0], "dim"),
        (row.values[LANGUAGE], "dim"),
        (row.questionnaire, "dim"),
        (f"● {word}" if row.status else word, tone),
    ]


def _order(row: ClientRow, key: str) -> str:
    name = fold(full_name(row.values))
    if key == "status":
        return f"{list(STATUSES).index(row.status) if row.status in STATUSES else 9}{name}"
    texts = {
        "responsible": row.values[RESPONSIBLE],
        "language": row.values[LANGUAGE],
        "questionnaire": row.questionnaire,
    }
    return fold(texts.get(key, "")) + "\x1f" + name


def statuses(rows: Sequence[ClientRow], cells: int) -> list[TextLine]:
    """Return the bar of statuses and its legend."""
    counted = Counter(row.status for row in rows)
    shown = [(name, counted[name]) for name in (*STATUSES, "") if counted[name]]
    bar: list[Part] = [("  ", "text")]
    legend: list[list[Part]] = [[("  ", "text")]]
    for name, n in shown:
        word, tone = status(name)
        bar.append(("━" * max(1, cells * n // max(1, len(rows))), tone))
        entry: list[Part] = [
            ("■ ", tone),
            (f"{word if name else _('no dossier')} ", "text"),
            (f"{number(n)}   ", "strong"),
        ]
        if sum(width(text) for text, _tone in (*legend[-1], *entry)) > cells + 4:
            legend.append([("  ", "text")])
        legend[-1] += entry
    return [bar, *legend] if shown else []


def guide() -> list[TextLine]:
    """Return what the empty register says: the next steps, each with its key."""
    return [
        [],
        [(_("There are no clients yet."), "strong")],
        [],
        [("  i   ", "key"), (_("import clients from an Excel or CSV file"), "text")],
        [("  w   ", "key"), (_("save a template to fill in"), "text")],
        [("  q   ", "key"), (_("quit; 'synctui demo' shows a made-up office"), "text")],
        [],
        [("  " + _("A file on your own machine comes here with:"), "dim")],
        [("  " + where_to_copy(), "act")],
    ]


def where_to_copy() -> str:
    """Return the line that brings a file to where the app runs."""
    import os
    import pwd
    import socket
    from pathlib import Path

    login = pwd.getpwuid(os.getuid()).pw_name
    return f"scp clients.xlsx {login}@{socket.gethostname()}:{Path.cwd()}"
