"""Ticking many clients at once: all shown, all with one value, none, the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from synctui.core.fields import LANGUAGE, RESPONSIBLE
from synctui.core.records import ClientRow
from synctui.i18n import _, number
from synctui.tui.office.line import group_name, state, state_word
from synctui.tui.office.listed import ClientList
from synctui.tui.screens.menu import Entry, Menu

if TYPE_CHECKING:
    from synctui.tui.screens.clients import ClientsPage

_VALUES: dict[str, Callable[[ClientRow], str]] = {
    "status": state,
    "responsible": lambda row: row.values[RESPONSIBLE],
    "language": lambda row: row.values[LANGUAGE],
    "questionnaire": lambda row: row.questionnaire,
}


async def pick(page: ClientsPage, listed: ClientList) -> None:
    """Ask which of the shown clients get a tick."""
    answer: str | None = await page.app.push_screen_wait(Menu(_("Tick"), _entries(listed)))
    match answer:
        case None:
            return
        case "shown":
            listed.ticked |= {row.id for row in listed.shown}
        case "none":
            listed.ticked.clear()
        case "invert":
            listed.invert()
        case _:
            await _pick_by_value(page, listed, answer)
    page.redraw()


def _entries(listed: ClientList) -> list[Entry]:
    ticked = sum(row.id in listed.ticked for row in listed.shown)
    rest = len(listed.shown) - ticked
    return [
        Entry("shown", _("all shown"), number(len(listed.shown))),
        Entry("status", _("all with a status …")),
        Entry("responsible", _("all of a responsible …")),
        Entry("language", _("all with a language …")),
        Entry("questionnaire", _("all with a questionnaire …")),
        Entry("none", _("none"), _("{n} ticked").format(n=number(len(listed.ticked)))),
        Entry("invert", _("invert: those without a tick"), number(rest)),
    ]


async def _pick_by_value(page: ClientsPage, listed: ClientList, what: str) -> None:
    value = _VALUES[what]
    entries = [Entry(each, _word(each, what), number(n)) for each, n in listed.values(value).items()]
    chosen: str | None = await page.app.push_screen_wait(Menu(_("All with"), entries))
    if chosen is not None:
        listed.ticked |= {row.id for row in listed.shown if value(row) == chosen}


def _word(value: str, what: str) -> str:
    if what == "status":
        return state_word(value)
    return group_name(value, what) if what == "responsible" else value or _("none of its own")
