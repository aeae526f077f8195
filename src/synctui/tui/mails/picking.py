"""Who gets a mail, many at once: all shown, all with one value, so many as a pilot, none, the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from synctui.core.invite import LastCheck, Row
from synctui.i18n import _, number
from synctui.tui.screens.menu import Entry, Menu
from synctui.tui.widgets.prompt import Asked

if TYPE_CHECKING:
    from synctui.tui.mails.checking import CheckPage

PILOT = "20"
"""How many a pilot mails, unless told otherwise."""


async def pick(page: CheckPage) -> None:
    """Ask who gets a tick."""
    check, able = page.check, [row for row in page.items.shown if row.blocked is None]
    like = _like(page.current, able)
    answer: str | None = await page.app.push_screen_wait(Menu(_("Tick"), _entries(check, able, like)))
    match answer:
        case None:
            return
        case "first":
            page.ask(_("How many?"), PILOT, Asked(lambda text: _pilot(page, text)))
            return
        case "all":
            check.ticked |= _clients(able)
        case "none":
            check.ticked.clear()
        case "invert":
            check.ticked ^= _clients(able)
        case _:
            check.ticked |= _clients(like[answer])
    page.ticked()


def _entries(check: LastCheck, able: Sequence[Row], like: dict[str, list[Row]]) -> list[Entry]:
    alike = [Entry(what, _("all with {what}").format(what=what), number(len(rows))) for what, rows in like.items()]
    rest = sum(row.client not in check.ticked for row in able)
    return [
        Entry("all", _("all shown that can be mailed"), number(len(able))),
        *alike,
        Entry("first", _("only the first so many, as a pilot")),
        Entry("none", _("none"), _("{n} ticked").format(n=number(len(check.ticked)))),
        Entry("invert", _("invert: those without a tick"), number(rest)),
    ]


def _like(current: Row | None, able: Sequence[Row]) -> dict[str, list[Row]]:
    """Return the rows that share something with the one under the cursor, by what that is."""
    if current is None:
        return {}
    none = _("none")
    return {
        f"{_('Language')} {current.language or none}": [row for row in able if row.language == current.language],
        f"{_('Questionnaire')} {current.questionnaire or none}": [
            row for row in able if row.questionnaire == current.questionnaire
        ],
        f"{_('Responsible')} {current.responsible or none}": [
            row for row in able if row.responsible == current.responsible
        ],
    }


def _clients(rows: Sequence[Row]) -> set[int]:
    return {row.client for row in rows}


def _pilot(page: CheckPage, text: str) -> None:
    """Tick the first so many of those who are mailed as a rule, and nobody else."""
    if text.strip().isdecimal():
        usual = [row.client for row in page.check.rows if row.blocked is None and not row.unticked]
        page.check.ticked = set(usual[: int(text.strip()[:9])])
        page.ticked()
    else:
        page.say(_("A number is needed."), "wrong")
