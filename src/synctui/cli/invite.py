"""The verb invite: look who would get a mail, try one, send them."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import click

from synctui.cli.ask import sure
from synctui.cli.common import Common
from synctui.cli.given import TEXT
from synctui.cli.group import verb
from synctui.cli.mailroom import mailroom
from synctui.cli.out import say
from synctui.cli.progress import clear, reporter
from synctui.cli.session import actor, register
from synctui.cli.show import hide, put
from synctui.core.invite import Asked, LastCheck
from synctui.core.mailing import Pace, PaceReport, Sent
from synctui.core.ports import Progress, Report
from synctui.core.snapshot import STATUSES
from synctui.errors import Exit, UsageError
from synctui.i18n import _, ngettext, number
from synctui.mail.mailroom import Mailroom
from synctui.report.invitations import last_check_json, last_check_text, sent_json, sent_text

SIGNALS = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)


@verb("invite")
@click.option("--status", type=click.Choice(STATUSES), default="not-sent", help=_("those with this status"))
@click.option("--first", type=click.IntRange(min=1), metavar="N", help=_("only the first N, as a pilot"))
@click.option(
    "--test", "address", type=TEXT, metavar="ADDRESS", help=_("send the first mail to ADDRESS only, to look at it")
)
@click.option("--remind", type=click.IntRange(0, 3650), metavar="DAYS", help=_("remind who was mailed longer ago"))
@click.option("--dry-run", is_flag=True, help=_("list who would get a mail, and send nothing"))
@click.option("--yes", is_flag=True, help=_("do not ask"))
@click.pass_obj
def invite(
    common: Common, status: str, first: int | None, address: str, remind: int | None, *, dry_run: bool, yes: bool
) -> int:
    """Send questionnaires to those who have none yet, once it was looked at."""
    looking = dry_run or bool(address)
    with register(common, "invite", write=not looking) as store:
        room = mailroom(common, store)
        check = room.check(Asked(status, first, remind))
        if address:
            return _test(common, room, check, address)
        if room.hindrance and not common.quiet:
            say(f"{room.hindrance.what} {room.hindrance.next_step}")
        text = last_check_text(check, room.left_behind, hide(common))
        if dry_run:
            put(common, text, last_check_json(check, room.left_behind))
            return Exit.DONE
        if not common.quiet:
            say(text.rstrip())
        question = ngettext("Send {n} mail now?", "Send {n} mails now?", len(check.ticked))
        if check.ticked and not sure(question, yes=yes):
            return Exit.INTERRUPTED
        with _listening(room) as heard:
            sent = _send(common, room, check)
    put(common, sent_text(sent, hide(common)), sent_json(sent, check))
    if heard:
        return 128 + heard[0]
    return Exit.DONE if sent.whole and not check.blocked else Exit.NOT_ALL_SENT


def _test(common: Common, room: Mailroom, check: LastCheck, address: str) -> int:
    """Send the mail of the first row to *address*."""
    rows = check.chosen or [row for row in check.rows if row.blocked is None]
    if not rows:
        raise UsageError(
            _("Nobody is listed whose mail could be tried."), _("Choose others with --status; --dry-run lists them.")
        )
    asyncio.run(room.test(rows[0], address))
    told = _("The mail of {client} was sent to {address} alone; nothing is remembered of it.")
    said = told.format(client=hide(common)(rows[0].name), address=hide(common)(address))
    put(common, said + "\n", {"client": {"id": rows[0].client, "name": rows[0].name}, "address": address})
    return Exit.DONE


def _send(common: Common, room: Mailroom, check: LastCheck) -> Sent:
    try:
        return asyncio.run(room.send(check, actor(), _telling(reporter(common))))
    finally:
        clear(common)


def _telling(report: Report) -> PaceReport:
    """Return what tells progress with rate and remaining time."""

    def tell(pace: Pace) -> None:
        left = "" if pace.left is None else _left(pace.left)
        rate = _("{n} a minute").format(n=number(round(pace.per_minute)))
        note = " · ".join(part for part in (rate, left, pace.note) if part)
        report(Progress("send", pace.done, pace.total, note))

    return tell


def _left(seconds: float) -> str:
    if seconds < 90:
        return _("{n} s left").format(n=round(seconds))
    return _("{n} min left").format(n=number(round(seconds / 60)))


@contextmanager
def _listening(room: Mailroom) -> Iterator[list[int]]:
    """Let the first signal stop the sending after the mails under way; the list then holds its number."""
    heard: list[int] = []

    def stop(number: int, _frame: object) -> None:
        heard.append(number)
        room.stop()
        for each, before in old.items():
            signal.signal(each, before)  # the second time it means it

    old = {each: signal.signal(each, stop) for each in SIGNALS}
    try:
        yield heard
    finally:
        for each, before in old.items():
            signal.signal(each, before)
