"""Clients, the home: what its keys do with the clients that are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from synctui.core.standing import standing
from synctui.i18n import _, number
from synctui.tui.keys import bindings
from synctui.tui.mails.asking import ask as ask_to_mail
from synctui.tui.office.doing import archive_or_restore
from synctui.tui.office.forms import add_client, edit_client
from synctui.tui.office.listed import GROUPS, Heading
from synctui.tui.office.picking import pick
from synctui.tui.office.saving import ask_what_to_save
from synctui.tui.office.setting import set_for
from synctui.tui.office.years import earlier, later
from synctui.tui.screens.client_list import ClientListPage
from synctui.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from synctui.tui.app import SynctuiApp

_OF_THIS_YEAR = frozenset({"set", "edit", "add", "no", "mail"})
"""What acts on the register's own assessment year, and not while another one is looked at."""
_OF_CLIENTS = frozenset({"set", "edit", "no", "mail", "open", "filter", "do", "all"})
"""What acts on clients, and not while there are none."""


class ClientsPage(ClientListPage):
    """Lists the clients of the register, and does with them what the keys say."""

    place = "clients"
    BINDINGS = bindings("clients")

    def why_not(self, id_: str) -> str:
        """Say that another year is only looked at, or that nobody is there, beside what the role forbids."""
        if self.has_class("-empty") and id_ in _OF_CLIENTS:
            return _("There are no clients yet.")
        if self.year and id_ in _OF_THIS_YEAR:
            own = cast("SynctuiApp", self.app).info.tax_year
            return _("AY {year} is looked at only: > goes to AY {own}, where clients are edited.").format(
                year=self.year, own=own
            )
        return super().why_not(id_)

    # Keys for what is shown

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
        self.rebuild()

    def do_archived(self) -> None:
        """Show archived clients too, or not."""
        self.listed.archived = not self.listed.archived
        self.rebuild()

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
        else:
            self.say(_("Stand on one line: l opens a group."))

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

    def _seek(self, by: int) -> None:
        at = self.listed.seek(self.table.cursor_row, by)
        if at is None:
            self.say(_("Nobody here needs care."), "add")
        elif at == self.table.cursor_row:
            self.say(_("Nobody else here needs care."))
        else:
            self.table.go(at)
