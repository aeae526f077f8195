"""Clients, the home: the register's overview, its statuses as a bar, and the guide when it is empty."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual import work
from textual.app import ComposeResult

from synctui.core.byhand import care
from synctui.core.fields import EMAIL, MOBILE, NATIONAL_NUMBER, PARTNER, full_name
from synctui.core.normalise.national_number import masked
from synctui.core.records import ClientRow
from synctui.core.standing import standing
from synctui.errors import SynctuiError
from synctui.i18n import N_, _, ngettext, number
from synctui.tui import resuming
from synctui.tui.keys import bindings
from synctui.tui.mails.asking import ask as ask_to_mail
from synctui.tui.office.doing import archive_or_restore
from synctui.tui.office.forms import add_client, edit_client
from synctui.tui.office.listed import GROUPED, GROUPS, ClientList, Heading
from synctui.tui.office.overview import guide, statuses
from synctui.tui.office.picking import pick
from synctui.tui.office.saving import ask_what_to_save
from synctui.tui.office.setting import set_for
from synctui.tui.office.years import earlier, later
from synctui.tui.screens.tabular import Tabular
from synctui.tui.widgets.bar import register_place
from synctui.tui.widgets.footer import KeyLine
from synctui.tui.widgets.lines import Lines, Part, Summary, TextLine
from synctui.tui.widgets.prompt import Asked, Prompt
from synctui.tui.widgets.table import LineTable

if TYPE_CHECKING:
    from synctui.tui.app import SynctuiApp

_OF_THIS_YEAR = frozenset({"set", "edit", "add", "no", "mail"})
"""What acts on the register's own assessment year, and not while another one is looked at."""


class ClientsPage(Tabular[None]):
    """Lists the clients of the register. year: the assessment year looked at; None for the register's own."""

    place = "clients"
    title_text = N_("Clients")
    BINDINGS = bindings("clients")

    def __init__(self) -> None:
        super().__init__()
        self.listed = ClientList()
        self.year: int | None = None
        self.live = 0

    def body(self) -> ComposeResult:
        """Lay out the bar of statuses, the words, the list; or the guide."""
        yield Lines(id="statuses", classes="status")
        yield Summary()
        yield LineTable(self.listed)
        yield Lines(guide(), id="guide", classes="page")

    def on_screen_resume(self) -> None:
        """Read the clients, at first and after something was done elsewhere."""
        if self.is_current:
            self.reread()

    @work(exclusive=True)
    async def reread(self) -> None:
        """Read the clients in a thread and show them, the cursor on the same client."""
        try:
            rows = await asyncio.to_thread(self.services.register.clients, None, self.year)
        except SynctuiError as error:
            self.say_error(error)
            return
        here = self.current
        self.listed.take(rows)
        live = [row for row in rows if not row.archived]
        self.live = len(live)
        self.set_class(not rows, "-empty")
        self.query_one("#statuses", Lines).show(statuses(live, self.size.width - 4))
        self.redraw(here)
        self.redraw_bar()
        await resuming.greet(self)

    def redraw(self, here: ClientRow | None = None) -> None:
        """Draw the list anew, the cursor on the client *here* where it is shown, and the words above it."""
        self.table.load(self.listed, self.listed.place_of(here.id) if here else None)
        self.tell()

    def tell(self) -> None:
        """Say above the list how many there are, how many are ticked, and what is hidden."""
        listed = self.listed
        words: list[Part] = [(ngettext("{n} client", "{n} clients", self.live), "strong")]
        if listed.ticked:
            words.append((f" · {_('{n} ticked').format(n=number(len(listed.ticked)))}", "add"))
        if self.year:
            words.append((" · " + _("AY {year}, to be looked at only").format(year=self.year), "change"))
        if listed.by:
            words.append((f" · {_(GROUPED[listed.by])}", "dim"))
        if listed.archived:
            words.append((" · " + _("archived ones too"), "leave"))
        filtered = _("{n} of {all} · filter: {text}").format(
            n=number(len(listed.shown)), all=number(self.live), text=listed.filtered
        )
        self.query_exactly_one(Summary).show(words, [(filtered, "dim")] if listed.filtered else [])

    def whose(self) -> str:
        """Whose data this is, with the year that is looked at."""
        info = cast("SynctuiApp", self.app).info
        return register_place(info.name, self.year or info.tax_year, role=_(self.services.role))

    def why_not(self, id_: str) -> str:
        """Say that another year is only looked at, beside what the role forbids."""
        if self.year and id_ in _OF_THIS_YEAR:
            own = cast("SynctuiApp", self.app).info.tax_year
            return _("AY {year} is looked at only: > goes to AY {own}, where clients are edited.").format(
                year=self.year, own=own
            )
        return super().why_not(id_)

    # Where the cursor stands

    @property
    def current(self) -> ClientRow | None:
        """The client under the cursor; None on a heading and in an empty list."""
        line = self.listed.lines[self.table.cursor_row] if len(self.listed) else None
        return line if isinstance(line, ClientRow) else None

    @property
    def here(self) -> list[ClientRow]:
        """The clients that the cursor or the range stands on: of a heading, its group."""
        return self.listed.rows_of(self.table.selection)

    @property
    def meant(self) -> list[ClientRow]:
        """The clients that a key means: the range, else the ticked, else where the cursor stands."""
        ranged = self.table.range_from is not None
        return self.here if ranged or not self.listed.ticked else self.listed.ticked_rows()

    def detail(self) -> Sequence[TextLine]:
        """Return who is under the cursor, and what needs care."""
        row = self.current
        if row is None:
            return []
        values = row.values
        joint = _("joint with {number}").format(number=masked(values[PARTNER])) if values[PARTNER] else ""
        own = masked(values[NATIONAL_NUMBER]) if values[NATIONAL_NUMBER] else ""
        reasons = " · ".join(map(str, care(row)))
        address = " ".join(each for each in values[6:9] if each)
        told = (full_name(values), values[EMAIL], values[MOBILE], own)
        return [
            [(" · ".join(each for each in told if each), "text")],
            [(" · ".join(each for each in (address, joint) if each), "dim"), (f"   {reasons}", "change")],
        ]

    # Keys for what is shown

    def do_filter(self) -> None:
        """Ask for the words to filter by."""
        self.ask(_("Filter"), self.listed.filtered, Asked(self.narrow, self.narrow, lambda: self.narrow("")))

    def narrow(self, text: str) -> None:
        """Show the clients that hold these words."""
        self.listed.filtered = text.strip()
        self._rebuild()

    def clear_filter(self) -> bool:
        """Show everything again; returns whether something was hidden."""
        if not self.listed.filtered:
            return False
        self.narrow("")
        return True

    def do_escape(self) -> None:
        """Close the input, else the range, else the filter; leaving the app takes q."""
        ranged = self.table.range_from is not None
        if self.query_exactly_one(Prompt).display or ranged or self.listed.filtered:
            super().do_escape()
        else:
            self.say(_("q quits."), "dim")

    def do_group(self) -> None:
        """Group by the next of what it can be grouped by."""
        self.listed.by = GROUPS[(GROUPS.index(self.listed.by) + 1) % len(GROUPS)]
        self.listed.folded.clear()
        self._rebuild()

    def do_archived(self) -> None:
        """Show archived clients too, or not."""
        self.listed.archived = not self.listed.archived
        self._rebuild()

    def do_next(self) -> None:
        """Go to the next client that needs care."""
        self._seek(1)

    def do_previous(self) -> None:
        """Go to the previous client that needs care."""
        self._seek(-1)

    def do_earlier(self) -> None:
        """Look at the assessment year before."""
        self.run_worker(earlier(self), group="ask", exclusive=True)

    def do_later(self) -> None:
        """Look at the year after; at the register's own, move the register on."""
        self.run_worker(later(self), group="ask", exclusive=True)

    def look_at(self, year: int | None) -> None:
        """Show the dossiers of a year, None for the register's own."""
        self.year = year
        self.query_exactly_one(KeyLine).refresh()
        self.reread()

    # Keys for ticks and edits

    def do_do(self) -> None:
        """Tick where the cursor or the range stands, or take the ticks away; one line goes on to the next."""
        table, marked = self.table, self.listed.marks
        single = table.range_from is None and self.current is not None
        self.listed.tick(self.here)
        table.end_range()
        if self.listed.marks == marked:
            table.repaint()
        else:
            table.load(cursor=table.cursor_row)
        self.tell()
        if single:
            table.move(1)

    def do_range(self) -> None:
        """Start a range here."""
        self.table.start_range()

    def do_all(self) -> None:
        """Ask which clients get a tick."""
        self.run_worker(pick(self, self.listed), group="ask", exclusive=True)

    def do_set(self) -> None:
        """Ask what to set for whom the key means."""
        if rows := self.meant:
            self.run_worker(set_for(self, rows), group="ask", exclusive=True)

    def do_edit(self) -> None:
        """Edit the client under the cursor."""
        if self.current:
            edit_client(self, self.current, standing(self.listed.rows), self.reread)

    def do_add(self) -> None:
        """Add a client by hand."""
        add_client(self, standing(self.listed.rows), self.reread)

    def do_no(self) -> None:
        """Archive or restore whom the key means, after asking."""
        archive_or_restore(self, self.meant, self.reread)

    # Keys that lead elsewhere

    def do_mail(self) -> None:
        """Go to the last check of the ticked clients, else of those shown."""
        listed = self.listed
        rows = listed.ticked_rows() or list(listed.shown)
        if listed.ticked:
            whom = _("{n} ticked").format(n=number(len(rows)))
        else:
            whom = _("filter: {text}").format(text=listed.filtered) if listed.filtered else _("no filter")
        self.run_worker(ask_to_mail(self, rows, whom, ticked=bool(listed.ticked)), group="ask", exclusive=True)

    def do_import(self) -> None:
        """Go to the sources."""
        from synctui.tui.screens.source import SourcePage

        self.app.push_screen(SourcePage())

    def do_open(self) -> None:
        """Show everything about one client; fold or unfold a group."""
        from synctui.tui.screens.client import ClientPage

        if self.current:
            self.app.push_screen(ClientPage(self.current, self.listed.rows, editable=not self.year))
        elif len(self.listed):
            line = self.listed.lines[self.table.cursor_row]
            self.fold(closed=isinstance(line, Heading) and line.key not in self.listed.folded)

    def do_history(self) -> None:
        """Go to the runs."""
        from synctui.tui.screens.runs import RunsPage

        self.app.push_screen(RunsPage())

    def do_configuration(self) -> None:
        """Go to the settings."""
        from synctui.tui.screens.settings import SettingsPage

        self.app.push_screen(SettingsPage(self.services.settings, self.services.config_file))

    def do_save(self) -> None:
        """Save the list, or an empty template."""
        self.run_worker(ask_what_to_save(self), group="ask", exclusive=True)

    def do_back(self) -> None:
        """Quit."""
        self.app.exit(0)

    def _rebuild(self) -> None:
        here = self.current
        self.listed.build()
        self.redraw(here)

    def _seek(self, by: int) -> None:
        at = self.listed.seek(self.table.cursor_row, by)
        if at is None:
            self.say(_("Nobody here needs care."), "add")
        else:
            self.table.go(at)

    def fold(self, *, closed: bool) -> bool:
        """Fold or unfold the group that the cursor stands in; returns whether that changed anything."""
        at = self.listed.fold(self.table.cursor_row, closed=closed)
        if at is not None:
            self.table.load(cursor=at)
        return at is not None
