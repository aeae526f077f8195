"""Mapping: which column fills which field, proposed by the headers, looked at and confirmed once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual import work

from synctui.core.mapping import FULL_NAME, VALUES, Mapping, lacking, mapping_of
from synctui.core.proposal import Proposal
from synctui.core.table import Table
from synctui.i18n import N_, _, ngettext
from synctui.tui.filling import Filling
from synctui.tui.journey import Journey
from synctui.tui.keys import bindings
from synctui.tui.pairing import MANDATORY, Pair, pairs, sampled, title
from synctui.tui.screens.listing import Listing
from synctui.tui.screens.menu import Entry, Menu
from synctui.tui.widgets.cells import Cell, Column
from synctui.tui.widgets.lines import Part, TextLine
from synctui.tui.widgets.prompt import Asked
from synctui.tui.widgets.rows import Items

_LAST_FIRST, _FIRST_FIRST = "last-first", "first-first"


class MappingPage(Listing[Mapping, Pair]):
    """Lists the fields with their columns; dismissed with the confirmed mapping, or None."""

    place = "mapping"
    title_text = N_("Mapping")
    BINDINGS = bindings("mapping")

    def __init__(self, data: Table, proposal: Proposal, known: Mapping | None, journey: Journey) -> None:
        super().__init__()
        self.journey = journey
        self.data = data
        self.proposal = proposal
        self.filling = Filling(known or proposal.mapping, known=known is not None)
        self.items = Items(_columns(), pairs(self.data, self.proposal, self.filling.now), self._cells)

    def words(self) -> list[Part]:
        """How many fields are in doubt."""
        doubts = sum(pair.doubt for pair in self.items.all)
        told = ngettext("{n} field needs you", "{n} fields need you", doubts) if doubts else _("every field was found")
        sheet = f" · {self.data.sheet}" if self.data.sheet else ""
        return [(_("Which column is what?"), "strong"), (f"   {told}", "wrong" if doubts else "add"), (sheet, "dim")]

    def detail(self) -> Sequence[TextLine]:
        """Why the column was proposed, and which columns fill nothing; of values how they are given."""
        if self.current and self.current.target in VALUES:
            return [[(_("values, separated by commas; Enter types them"), "dim")]]
        unknown = ", ".join(self.data.columns[at] for at in self.proposal.unknown)
        why = self.current.why if self.current else ""
        unused = "   " + _("not used: {columns}").format(columns=unknown) if unknown else ""
        return [[(why, "text"), (unused, "dim")]]

    def _cells(self, pair: Pair) -> list[Cell]:
        if pair.target in VALUES:
            return [
                ("√" if pair.values else "–", "dim"),
                (title(pair.target), "text"),
                (pair.values, "act"),
                ("", "dim"),
            ]
        headers = " + ".join(self.called(at) for at in pair.columns)
        told = sampled(self.data, pair.columns[0]) if pair.columns else ""
        state = ("?", "wrong") if pair.doubt else ("√", "add") if pair.columns else ("–", "dim")
        mandatory = pair.target in MANDATORY
        return [state, (title(pair.target), "strong" if mandatory else "text"), (headers, "act"), (told, "dim")]

    def called(self, column: int) -> str:
        """Return a column as the screen names it: header and letter."""
        letter = f" ({self.data.letters[column]})" if self.data.letters else ""
        return (self.data.columns[column] or _("no header")) + letter

    def redraw(self) -> None:
        """Draw the fields anew after one was changed."""
        self.items.take(pairs(self.data, self.proposal, self.filling.now))
        self.table.load()
        self.tell()

    # Keys

    def do_open(self) -> None:
        """Choose the column for the field under the cursor; type the values that an attribute has."""
        pair = self.current
        if pair and pair.target in VALUES:
            self.ask(title(pair.target).strip(), pair.values, Asked(lambda text: self.set_values(pair.target, text)))
        else:
            self.choose()

    def set_values(self, target: str, text: str) -> None:
        """Say which values of an attribute mean *target*; none for empty text."""
        self.filling.mean(target, text)
        self.redraw()

    @work(exclusive=True)
    async def choose(self) -> None:
        """Ask for the column."""
        pair = self.current
        if pair is None:
            return
        entries = [Entry("", _("no column"))]
        entries += [Entry(str(at), self.called(at), sampled(self.data, at)) for at in range(len(self.data.columns))]
        chosen = str(pair.columns[0]) if pair.columns else ""
        answer: str | None = await self.app.push_screen_wait(Menu(title(pair.target), entries, chosen))
        if answer is None:
            return
        self.set_columns(pair.target, (int(answer),) if answer else ())
        if answer and pair.target == FULL_NAME:
            await self._ask_order()

    async def _ask_order(self) -> None:
        entries = [Entry(_LAST_FIRST, _("Peeters Jan: the last name first")), Entry(_FIRST_FIRST, _("Jan Peeters"))]
        answer = await self.app.push_screen_wait(Menu(_("How is a full name written?"), entries))
        self.filling.order(last_name_first=answer != _FIRST_FIRST)
        self.redraw()

    def set_columns(self, target: str, columns: tuple[int, ...]) -> None:
        """Fill a field from other columns, or from none."""
        self.filling.fill(target, columns)
        self.redraw()

    def do_undo(self) -> None:
        """Take the last step back."""
        self._moved(self.filling.undo(), _("undone: {what} · U does it again"), _("There is nothing to undo."))

    def do_redo(self) -> None:
        """Do the step undone last again."""
        self._moved(self.filling.redo(), _("done again: {what}"), _("There is nothing to do again."))

    def _moved(self, target: str, told: str, nothing: str) -> None:
        self.redraw()
        self.say(told.format(what=title(target).strip()) if target else nothing)

    def do_clear(self) -> None:
        """Fill the field under the cursor from no column."""
        pair = self.current
        if pair and pair.target in VALUES:
            self.set_values(pair.target, "")
        elif pair:
            self.set_columns(pair.target, ())

    def do_next(self) -> None:
        """Go to the next field in doubt."""
        self._seek(1)

    def do_previous(self) -> None:
        """Go to the previous field in doubt."""
        self._seek(-1)

    def _seek(self, by: int) -> None:
        if not self.seek(by, lambda pair: pair.doubt):
            self.say(_("No other field is in doubt."))

    def do_sheet(self) -> None:
        """Read another sheet of the workbook."""
        self.other_sheet()

    @work(exclusive=True)
    async def other_sheet(self) -> None:
        """Ask for the sheet."""
        if not (self.journey and self.journey.path):
            self.say(_("This source has no sheets."))
            return
        sheets = await asyncio.to_thread(self.services.sheets, self.journey.path)
        menu = Menu(_("Sheet"), [Entry(each, each) for each in sheets], self.data.sheet)
        answer: str | None = await self.app.push_screen_wait(menu)
        if answer and answer != self.data.sheet:
            self.journey.sheet = answer
            self.dismiss(None)

    def do_continue(self) -> None:
        """Confirm the mapping, once every mandatory field has a column."""
        filled = self.filling.now
        values = {name: text for name, text in filled.values.items() if text}
        mapping = mapping_of(self.data, filled.targets, values, last_name_first=filled.last_name_first)
        if missing := lacking(mapping):
            self.say(_("No column yet for: {fields}").format(fields=", ".join(map(title, missing))), "wrong")
        else:
            self.dismiss(mapping)


def _columns() -> list[Column]:
    return [
        Column("state", "", 1),
        Column("field", _("Field"), 24),
        Column("column", _("Column"), 24, 1),
        Column("samples", _("For example"), 26, 2),
    ]
