"""One line of the Source screen: a source, how it is connected and when it was last used, or a review that waits."""

from __future__ import annotations

from typing import NamedTuple

from synctui.core.records import SourceRow
from synctui.i18n import _, day, number
from synctui.tui.services import Connected
from synctui.tui.widgets.cells import Cell

FILE = "file"
"""The name that all files share as a source."""
RESUME = "review"
SAVED = "saved:"
"""Begins the name of a line that offers a saved review; the source's name follows."""


class Offer(NamedTuple):
    """One line. name: of the source, or `RESUME`; last: the last applied run, None for a CRM that is not connected."""

    number: int
    name: str
    title: str
    note: str
    last: SourceRow | None = None


def connected(state: Connected | None) -> str:
    """Return how a CRM is connected, in words."""
    if state is None:
        return _("not connected: Enter connects it")
    if state.since:
        return _("{host}, connected since {day}").format(host=state.host, day=day(state.since))
    return _("{host}, connected").format(host=state.host)


def cells(offer: Offer) -> list[Cell]:
    """Return the cells of one line: number, title, and when it was last used."""
    last = _("last: {when}, {n} records")
    note = last.format(when=day(offer.last.when), n=number(offer.last.fetched)) if offer.last else offer.note
    return [(str(offer.number), "key"), (offer.title, "strong"), (note, "dim")]
