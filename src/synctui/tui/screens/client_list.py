"""The clients as they stand on the screen: the bar of statuses, the words, the list; the guide when there are none."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal

from synctui.core.byhand import care
from synctui.core.fields import EMAIL, MOBILE, NATIONAL_NUMBER, PARTNER, full_name
from synctui.core.normalise.national_number import masked
from synctui.core.records import ClientRow
from synctui.errors import SynctuiError
from synctui.i18n import N_, _, ngettext, number
from synctui.tui import resuming
from synctui.tui.office.beside import beside
from synctui.tui.office.listed import GROUPED, ClientList
from synctui.tui.office.overview import guide, statuses
from synctui.tui.screens.grouped import Grouped
from synctui.tui.widgets.bar import register_place
from synctui.tui.widgets.footer import KeyLine
from synctui.tui.widgets.lines import Lines, Part, Summary, TextLine
from synctui.tui.widgets.prompt import Asked
from synctui.tui.widgets.table import LineTable

if TYPE_CHECKING:
    from synctui.tui.app import SynctuiApp


class ClientListPage(Grouped[None]):
    """Draws the clients of the register. year: the assessment year looked at; None for the register's own."""

    title_text = N_("Clients")

    def __init__(self) -> None:
        super().__init__(classes="-two")
        self.listed = ClientList()
        self.year: int | None = None
        self.live = 0

    def body(self) -> ComposeResult:
        """Lay out the bar of statuses, the words, the list; or the guide."""
        yield Lines(id="statuses", classes="status")
        yield Summary()
        with Horizontal(id="split"):
            yield LineTable(self.listed)
            yield Lines([], id="pane")
        yield Lines(guide([each.title for each in self.services.choices]), id="guide", classes="page")

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
        if not self.query(LineTable):  # the app was left meanwhile
            return
        here = self.current
        self.listed.take(rows)
        live = [row for row in rows if not row.archived]
        self.live = len(live)
        if self.has_class("-empty") == bool(rows):
            self.set_class(not rows, "-empty")
            self.query_exactly_one(KeyLine).refresh()
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

    def look_at(self, year: int | None) -> None:
        """Show the dossiers of a year, None for the register's own."""
        self.year = year
        self.query_exactly_one(KeyLine).refresh()
        self.reread()

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
        """Return who is under the cursor, and what needs care; where there is room, everything in the pane."""
        row = self.current
        if self.has_class("-wide"):
            self.query_one("#pane", Lines).show(beside(row) if row else [])
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
            [(f"{reasons}   " if reasons else "", "change"), (" · ".join(filter(None, (address, joint))), "dim")],
        ]

    # Filter

    def do_filter(self) -> None:
        """Ask for the words to filter by."""
        self.ask(_("Filter"), self.listed.filtered, Asked(self.narrow, self.narrow, lambda: self.narrow("")))

    def narrow(self, text: str) -> None:
        """Show the clients that hold these words."""
        self.listed.filtered = text.strip()
        self.rebuild()

    def clear_filter(self) -> bool:
        """Show everything again; returns whether something was hidden."""
        if not self.listed.filtered:
            return False
        self.narrow("")
        return True

    def rebuild(self) -> None:
        """Make the lines anew, the cursor on the same client."""
        here = self.current
        self.listed.build()
        self.redraw(here)
