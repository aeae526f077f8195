"""Look at the dossiers of another assessment year; an admin moves the register's own year on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from synctui.core.records import Edit
from synctui.core.roles import refusal
from synctui.errors import SynctuiError
from synctui.i18n import _
from synctui.tui.office.doing import carry_out
from synctui.tui.screens.question import Question
from synctui.tui.widgets.lines import TextLine

if TYPE_CHECKING:
    from synctui.tui.app import SynctuiApp
    from synctui.tui.screens.clients import ClientsPage


async def earlier(page: ClientsPage) -> None:
    """Look at the newest year before the one in sight that has dossiers."""
    year = page.year or _own(page)
    if before := [each for each in await _years(page) if each < year]:
        page.look_at(before[-1])
    else:
        page.say(_("No dossier was opened before AY {year}.").format(year=year))


async def later(page: ClientsPage) -> None:
    """Look at the year after the one in sight; at the register's own, ask whether the register moves on."""
    own = _own(page)
    if page.year:
        after = [each for each in await _years(page) if page.year < each < own]
        page.look_at(after[0] if after else None)
    elif why := refusal(page.services.role, _("the next assessment year")):
        page.say(why)
    elif await page.app.push_screen_wait(Question(_asked(own))):
        edit = Edit("tax_year", value=str(own + 1))
        await carry_out(page, [edit], _("The register is at AY {year} now").format(year=own + 1), page.reread)


async def _years(page: ClientsPage) -> list[int]:
    try:
        return list(await asyncio.to_thread(page.services.register.years))
    except SynctuiError as error:
        page.say_error(error)
        return []


def _own(page: ClientsPage) -> int:
    return cast("SynctuiApp", page.app).info.tax_year


def _asked(year: int) -> list[TextLine]:
    told = _("Nobody has a dossier of AY {year} yet: the next import opens them. AY {before} stays to be looked at.")
    return [
        [(_("Move the register on to AY {year}?").format(year=year + 1), "strong")],
        [(told.format(year=year + 1, before=year), "text")],
        [(_("It cannot be set back, but the history can undo it."), "dim")],
    ]
