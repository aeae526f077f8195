"""One client, whole: every field, the dossier, nothing masked."""

from __future__ import annotations

from typing import NamedTuple

from synctui.core.fields import FIELDS, full_name
from synctui.core.records import ClientRow
from synctui.i18n import N_, _
from synctui.tui.keys import bindings
from synctui.tui.screens.listing import Listing
from synctui.tui.tabs.facts import whole
from synctui.tui.widgets.cells import Cell, Column
from synctui.tui.widgets.lines import Part
from synctui.tui.widgets.rows import Items
from synctui.tui.words import status


class Said(NamedTuple):
    """One fact: what it is, and its value."""

    what: str
    value: str


class ClientPage(Listing[None, Said]):
    """Lists the facts of one client."""

    place = "lines"
    title_text = N_("Client")
    BINDINGS = bindings("lines")

    def __init__(self, row: ClientRow) -> None:
        super().__init__()
        self.client = row
        self.items = Items([Column("what", _("Field"), 26), Column("value", _("Value"), 50, 1)], facts(row), _cells)

    def words(self) -> list[Part]:
        """Who it is."""
        return [(full_name(self.client.values), "strong")]


def facts(row: ClientRow) -> list[Said]:
    """Return everything the register holds about a client."""
    told = [Said(each.title, whole(at, row.values[at])) for at, each in enumerate(FIELDS)]
    dossier = [
        Said(_("Assessment year"), str(row.tax_year)),
        Said(_("Questionnaire"), row.questionnaire),
        Said(_("Status"), status(row.status)[0]),
    ]
    return told + dossier


def _cells(fact: Said) -> list[Cell]:
    return [(fact.what, "head"), (fact.value or "–", "text" if fact.value else "dim")]
