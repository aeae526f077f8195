"""Carry out edits by hand in a thread and say what came of it; archive and restore, after asking."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, cast

from synctui.core import byhand
from synctui.core.fields import full_name
from synctui.core.limits import FEW
from synctui.core.ports import ChangedSinceError
from synctui.core.records import ClientRow, Edit
from synctui.core.snapshot import MAILED
from synctui.errors import ConflictError, SynctuiError
from synctui.i18n import _, ngettext, number
from synctui.tui.screens.page import Page, R
from synctui.tui.screens.question import Question
from synctui.tui.widgets.lines import TextLine
from synctui.tui.widgets.prompt import Asked

if TYPE_CHECKING:
    from synctui.tui.app import SynctuiApp

NAMED = 6
"""How many clients a question names."""
Done = Callable[[], object]


async def carry_out(page: Page[R], edits: Iterable[Edit], told: str, done: Done) -> bool:
    """Carry out *edits* as one run; say *told* with the run's number, or why not. Returns whether something was done.

    *done* is called after something was, and after a conflict: what is shown is no longer so.
    """
    services = page.services
    try:
        run = await asyncio.to_thread(services.register.hand, list(edits), services.actor)
    except SynctuiError as error:
        if isinstance(error, ConflictError):
            done()
        _top(page).say_error(_explained(error))
        return False
    if not run:
        _top(page).say(_("Nothing changed: it is so already."))
        return False
    cast("SynctuiApp", page.app).reread()
    done()
    page.say(_("{told} · run {run}").format(told=told, run=run), "add", _("The history can undo it."))
    return True


def _top(page: Page[R]) -> Page[Any]:
    """Return the page in sight: *page*, or the form over it."""
    screen = page.app.screen
    return screen if isinstance(screen, Page) else page


def _explained(error: SynctuiError) -> SynctuiError:
    """Return a conflict with its first value, then and now."""
    if not isinstance(error, ChangedSinceError) or not error.conflicts[0].field:
        return error
    first = error.conflicts[0]
    what = _("{client} was changed meanwhile: {field} was “{then}”, now “{now}”.")
    told = what.format(client=first.client, field=first.field, then=first.then, now=first.now)
    return ConflictError(told, error.next_step)


def start(page: Page[R], edits: Iterable[Edit], told: str, done: Done) -> None:
    """Carry out *edits* in a worker."""
    page.run_worker(carry_out(page, edits, told, done), group="hand")


def archive_or_restore(page: Page[R], rows: Sequence[ClientRow], done: Done) -> None:
    """Ask, then restore *rows* where all of them are archived, else archive those that are live."""
    page.run_worker(_archive_or_restore(page, rows, done), group="ask", exclusive=True)


async def _archive_or_restore(page: Page[R], rows: Sequence[ClientRow], done: Done) -> None:
    live = [row for row in rows if not row.archived]
    back = not live
    meant = live or rows
    if not meant or not await page.app.push_screen_wait(Question(_asked(meant, back=back))):
        return
    edits = byhand.restore(meant) if back else byhand.archive(meant)
    told = _restored(len(meant)) if back else ngettext("{n} client archived", "{n} clients archived", len(meant))
    if len(meant) > FEW and not back:
        _ask_number(page, len(meant), lambda: start(page, edits, told, done))
    else:
        await carry_out(page, edits, told, done)


def _restored(n: int) -> str:
    return ngettext("{n} client restored", "{n} clients restored", n)


def _asked(rows: Sequence[ClientRow], *, back: bool) -> list[TextLine]:
    """Return the question: who, how many of them were mailed this year, and that it can be undone."""
    ask = (
        ngettext("Restore {n} client?", "Restore {n} clients?", len(rows))
        if back
        else ngettext("Archive {n} client?", "Archive {n} clients?", len(rows))
    )
    names = [full_name(row.values) for row in rows[:NAMED]]
    more = len(rows) - len(names)
    lines: list[TextLine] = [[(ask, "strong")], *([(f"  {name}", "text")] for name in names)]
    if more:
        lines.append([(_("  … and {n} more").format(n=number(more)), "dim")])
    if mailed := sum(row.status in MAILED for row in rows) * (not back):
        lines.append([(ngettext("{n} was mailed this year", "{n} were mailed this year", mailed), "change")])
    return [*lines, [(_("The history can undo it."), "dim")]]


def _ask_number(page: Page[R], n: int, go: Callable[[], None]) -> None:
    """Ask for the number where many are meant: a habit of pressing y archives nobody."""

    def typed(text: str) -> None:
        if text.strip() == str(n):
            go()
        else:
            page.say(_("That is not the number; nothing was written."), "wrong")

    page.ask(_("Type {number} if that is meant").format(number=n), "", Asked(typed))
