"""Undo a run: say who, when and what, ask, undo in a thread, say what went back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from synctui.core.deeds import what
from synctui.core.records import RunRow
from synctui.core.roles import require
from synctui.errors import SynctuiError
from synctui.i18n import _, moment, ngettext
from synctui.tui.screens.page import Page, R
from synctui.tui.screens.question import Question
from synctui.tui.widgets.lines import TextLine

if TYPE_CHECKING:
    from synctui.tui.app import SynctuiApp


def undo(page: Page[R], run: RunRow, done: Callable[[], None]) -> None:
    """Ask whether to undo *run*, and do it. Raises `NotPermittedError`."""
    require(page.services.role, "undo")
    page.run_worker(_undo(page, run, done), exclusive=True, group="undo")


async def _undo(page: Page[R], run: RunRow, done: Callable[[], None]) -> None:
    register = page.services.register
    try:
        check = await asyncio.to_thread(register.undo_check, run.run)
        lines: list[TextLine] = [
            [(_("Undo run {run}?").format(run=run.run), "strong")],
            [(_whose(run), "text")],
            [(ngettext("{n} value or entry goes back", "{n} values and entries go back", check.restored), "change")],
        ]
        if check.archived:
            told = _("archived, not removed, because their invitation has left: {names}")
            lines.append([(told.format(names=", ".join(check.archived)), "leave")])
        if check.refused:
            told = ngettext(
                "{n} value changed since and stays", "{n} values changed since and stay", len(check.refused)
            )
            lines.append([(told, "wrong")])
        if not await page.app.push_screen_wait(Question(lines)):
            return
        undone = await asyncio.to_thread(register.undo, run.run, page.services.actor)
    except SynctuiError as error:
        page.say_error(error)
        return
    cast("SynctuiApp", page.app).reread()
    done()
    page.say(_("Run {run} is undone, as run {undo}.").format(run=run.run, undo=undone.run), "add")


def _whose(run: RunRow) -> str:
    told = _("{kind} by {who}, {when} UTC")
    return told.format(kind=what(run), who=run.who, when=moment(run.when))
