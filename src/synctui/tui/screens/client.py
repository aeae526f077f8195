"""One client, whole: every field, the dossiers of all years, its links; edited, archived and unlinked from here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from textual import work

from synctui.core.fields import FIELDS, FIRST_NAME, full_name
from synctui.core.outbox import Attempt
from synctui.core.records import ClientCard, ClientRow, Edit
from synctui.core.standing import standing
from synctui.core.words import ATTEMPT, MAIL, word
from synctui.errors import SynctuiError
from synctui.i18n import N_, _, day
from synctui.tui.keys import bindings
from synctui.tui.office.doing import archive_or_restore, carry_out
from synctui.tui.office.forms import edit_client
from synctui.tui.screens.listing import Listing
from synctui.tui.screens.question import Question
from synctui.tui.tabs.facts import whole
from synctui.tui.widgets.cells import Cell, Column
from synctui.tui.widgets.lines import Part, TextLine
from synctui.tui.widgets.rows import Items
from synctui.tui.words import LINKED_BY, status


class Said(NamedTuple):
    """One fact: what it is, and its value. source, title: of a link, the source's name and what people call it."""

    what: str
    value: str
    source: str = ""
    title: str = ""


class ClientPage(Listing[None, Said]):
    """Lists the facts of one client. rows: all clients, beside whom an edit is judged."""

    place = "client"
    title_text = N_("Client")
    BINDINGS = bindings("client")

    def __init__(self, row: ClientRow, rows: Sequence[ClientRow], *, editable: bool) -> None:
        super().__init__()
        self.client, self.rows, self.editable = row, rows, editable
        self.items = Items(
            [Column("what", _("Field"), 27), Column("value", _("Value"), 49, 1)], fields(row), _cells, column="value"
        )

    def on_mount(self) -> None:
        """Read the rest."""
        super().on_mount()
        self.reread()

    @work(exclusive=True)
    async def reread(self) -> None:
        """Read the client, its dossiers and links in a thread and show them."""
        register = self.services.register
        try:
            rows = await asyncio.to_thread(register.clients, None, None if self.editable else self.client.tax_year)
            card = await asyncio.to_thread(register.card, self.client.id)
        except SynctuiError as error:
            self.say_error(error)
            return
        self.rows = rows
        self.client = next((row for row in rows if row.id == self.client.id), self.client)
        self.items.take(facts(self.client, card, self.services.title))
        self.table.load()
        self.tell()

    def words(self) -> list[Part]:
        """Who it is."""
        archived = f"   {_('archived')}" if self.client.archived else ""
        return [(full_name(self.client.values), "strong"), (archived, "leave")]

    def detail(self) -> Sequence[TextLine]:
        """Return the value whole, where the column had to cut it."""
        return [[(self.current.value, "dim")]] if self.current else []

    def why_not(self, id_: str) -> str:
        """Say that another year is only looked at."""
        if not self.editable and id_ in {"edit", "no"}:
            return _("AY {year} is looked at only.").format(year=self.client.tax_year)
        return super().why_not(id_)

    # Keys

    def do_edit(self) -> None:
        """Edit this client, from the field under the cursor on."""
        at = self.items.all.index(self.current) if self.current else FIRST_NAME
        here = at if at < len(FIELDS) else FIRST_NAME
        edit_client(self, self.client, standing(self.rows), self.reread, here)

    def do_no(self) -> None:
        """On a link, unlink; elsewhere archive or restore this client, both after asking."""
        if self.current and self.current.source:
            self.run_worker(self.unlink(self.current), group="ask", exclusive=True)
        else:
            archive_or_restore(self, [self.client], self.reread)

    async def unlink(self, link: Said) -> None:
        """Ask, then unlink: a lasting *not the same person*."""
        told = _("Is {client} not the same person as the record in {source}?")
        then = _("It is remembered; while both share a number, the row waits under possible matches.")
        lines: list[TextLine] = [
            [(told.format(client=full_name(self.client.values), source=link.title), "strong")],
            [(link.value, "text")],
            *([(part, "dim")] for part in (then,)),
        ]
        if await self.app.push_screen_wait(Question(lines)):
            edit = Edit("unlink", self.client.id, value=link.source)
            await carry_out(self, [edit], _("Unlinked from {source}").format(source=link.title), self.reread)

    def do_history(self) -> None:
        """Show everything that was ever done to this client."""
        from synctui.tui.screens.told import ToldPage

        self.app.push_screen(ToldPage(self.client))


def fields(row: ClientRow) -> list[Said]:
    """Return the fields of a client."""
    return [Said(each.title, whole(at, row.values[at])) for at, each in enumerate(FIELDS)]


def facts(row: ClientRow, card: ClientCard, title: Callable[[str], str]) -> list[Said]:
    """Return everything the register holds about a client; *title* names a source."""
    return [*fields(row), *_known(card, title)]


def _known(card: ClientCard, title: Callable[[str], str]) -> Iterator[Said]:
    for dossier in card.dossiers:
        parts = (status(dossier.status)[0], dossier.language, dossier.questionnaire)
        partner = _("joint with {number}").format(number=whole(11, dossier.partner)) if dossier.partner else ""
        year = _("Dossier AY {year}").format(year=dossier.tax_year)
        yield Said(year, " · ".join(part for part in (*parts, partner) if part))
    if not card.dossiers:
        yield Said(_("Dossier"), "")
    yield from map(_mail, reversed(card.mails))
    for source, link in card.links.items():
        told = _("{by} since run {since}, seen in run {seen}")
        known = told.format(by=_(LINKED_BY[link.linked_by]), since=link.since_run, seen=link.seen_run)
        value = " · ".join(part for part in (link.source_id, known) if part)
        yield Said(_("Link to {source}").format(source=title(source)), value, source, title(source))


def _mail(mail: Attempt) -> Said:
    words, link = _(mail.words) if mail.words else "", _("link withdrawn") if mail.withdrawn else ""
    parts = (word(ATTEMPT, mail.state), words, link, word(MAIL, mail.kind), mail.address)
    return Said(_("Mail of {day}").format(day=day(mail.changed)), " · ".join(part for part in parts if part))


def _cells(fact: Said) -> list[Cell]:
    return [(fact.what, "head"), (fact.value or "–", "text" if fact.value else "dim")]
