"""One line of the Source screen: a source, how it is connected and when it was last used, or a review that waits."""

from __future__ import annotations

from typing import NamedTuple

from synctui.core.records import SourceRow
from synctui.i18n import N_, _, day, number
from synctui.tui.services import Connected
from synctui.tui.widgets.cells import Cell

FILE = "file"
"""The name that all files share as a source."""
RESUME = "review"
SAVED = "saved:"
"""Begins the name of a line that offers a saved review; the source's name follows."""


READY, CONNECTED, MISSING = "ready", "connected", "missing"
_STATES = {READY: N_("ready"), CONNECTED: N_("connected")}


class Offer(NamedTuple):
    """One line. name: of the source, or `RESUME`; last: the last applied run, None for a CRM that is not connected.

    state: whether it can be read at once; empty for a review that waits.
    """

    number: int
    name: str
    title: str
    note: str
    last: SourceRow | None = None
    state: str = ""


def connected(state: Connected | None) -> str:
    """Return how a CRM is connected, in words."""
    if state is None:
        return _("not connected: Enter connects it")
    if state.since:
        return _("{host}, connected since {day}").format(host=state.host, day=day(state.since))
    return _("{host}, connected").format(host=state.host)


def cells(offer: Offer) -> list[Cell]:
    """Return the cells of one line: number, title, how it stands and when it was last used."""
    note = offer.note
    if last := offer.last:
        used = _("{when}, {n} records").format(when=day(last.when), n=number(last.fetched))
        note = f"{_(_STATES[offer.state])} · {used}"
    sign = {"": "", MISSING: "○ "}.get(offer.state, "● ")
    return [(str(offer.number), "key"), (offer.title, "strong"), (sign + note, "change" if sign == "○ " else "dim")]
