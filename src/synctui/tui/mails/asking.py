"""From a list of clients to the last check: what is asked for, and the mail room that answers."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from synctui.core.invite import REMINDABLE, Asked
from synctui.core.mailing import Mailing
from synctui.core.records import ClientRow
from synctui.core.snapshot import STATUSES
from synctui.errors import SynctuiError, UsageError
from synctui.i18n import _, number
from synctui.tui.screens.menu import Entry, Menu
from synctui.tui.screens.page import Page, R
from synctui.tui.widgets.prompt import Asked as Prompted

DAYS = "14"
"""How many days after the last mail somebody is reminded, unless told otherwise."""
_AGAIN = ("sent", "opened", "failed", "unknown")


def open_mailing(page: Page[R]) -> Mailing:
    """Return the mail room; blocks. Raises `UsageError` where nothing can be mailed."""
    if page.services.mailing is None:
        raise UsageError(
            _("Invitations cannot be sent from here."), _("Open the office's register as an admin of the office.")
        )
    return page.services.mailing()


async def check(page: Page[R], asked: Asked, whom: str) -> None:
    """Show the last check of what is *asked* for; *whom* says in words who that is."""
    from synctui.tui.mails.checking import CheckPage

    try:
        room = await asyncio.to_thread(open_mailing, page)
        found = await asyncio.to_thread(room.check, asked)
    except SynctuiError as error:
        page.say_error(error)
        return
    if found.rows:
        page.app.push_screen(CheckPage(room, found, whom))
    else:
        page.say(_("There is nobody to mail."))


async def ask(page: Page[R], rows: Sequence[ClientRow], whom: str, *, ticked: bool) -> None:
    """Ask what is to be sent to *rows*, where more than invitations are possible, and show the last check of it.

    Of rows that nobody ticked only those of one status are meant. With invitations go the mails that a review has sent
    again.
    """
    by = {status: [row.id for row in rows if row.status == status and not row.archived] for status in STATUSES}
    without = [row.id for row in rows if ticked and not row.status]  # the last check says what they lack
    wanted = [row.id for row in rows if row.again and not row.archived]
    mailed = [id_ for status in REMINDABLE for id_ in by[status]]
    again = [id_ for status in _AGAIN for id_ in by[status]] if ticked else by["failed"]
    words = {
        "invite": ([*by["not-sent"], *without, *wanted], _("Invitations")),
        "remind": (mailed, _("Reminders: mailed, and no answer yet")),
        "again": (again, _("Once more, with a new link") if ticked else _("Once more: those that failed")),
        "waiting": (by["queued"], _("What an earlier sending left waiting")),
    }
    entries = [Entry(name, text, number(len(ids))) for name, (ids, text) in words.items() if ids]
    answer: str | None = entries[0].name if len(entries) == 1 else None
    if not entries:
        page.say(_("Nobody here waits for a mail."))
    elif answer is None:
        answer = await page.app.push_screen_wait(Menu(_("What is to be sent?"), entries))
    if answer == "remind":
        _ask_days(page, mailed, whom)
    elif answer:
        await check(page, Asked(clients=frozenset(words[answer][0]), again=answer == "again"), whom)


def _ask_days(page: Page[R], clients: Sequence[int], whom: str) -> None:
    """Ask how long ago the last mail must have left, and show the last check of the reminders."""

    def typed(text: str) -> None:
        if not text.strip().isdecimal() or len(text.strip()) > 4:
            page.say(_("A number of days is needed."), "wrong")
            return
        asked = Asked(remind=int(text), clients=frozenset(clients))
        page.run_worker(check(page, asked, whom), group="ask", exclusive=True)

    page.ask(_("Mailed longer ago than so many days"), DAYS, Prompted(typed))
