"""The mail room: what the command line and the app ask for. Looks, previews, tests, sends; asks nobody."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractContextManager, asynccontextmanager
from datetime import UTC, datetime

from synctui.core.fields import EMAIL
from synctui.core.forewarned import Office
from synctui.core.invite import Asked, LastCheck, Row, last_check, left_behind
from synctui.core.mailing import NotSent, PaceReport, Preview, Sent
from synctui.core.outbox import MAY_HAVE_LEFT, Envelope, Letter, Outbox, Queued, Transport
from synctui.core.ports import Actor
from synctui.core.validate import clean_value
from synctui.errors import InputError, MailError, UsageError
from synctui.i18n import N_, _
from synctui.mail.message import House, Mail, new_token, shown, test_mail, write
from synctui.mail.outbox import Sending, Terms
from synctui.mail.templates import Templates

UNWRITABLE = N_("The name or the address cannot stand in a mail.")
MOVED = N_("Somebody changed the client or the dossier after the last check.")
TERMS = Terms()


def utc_now() -> datetime:
    """Return the time of now, in UTC."""
    return datetime.now(UTC)


class Mailroom:
    """Invitations of one register. Implements `synctui.core.mailing.Mailing`.

    house: what mails show. open_transport: returns what sends, without connecting; raises `UsageError` where something
    is missing for that. suppressed: addresses, case folded.
    permit: raises `NotPermittedError` where the user may not send. left_behind, hindrance: see `Mailing`. Errors of the
    register and of the mail server pass through.
    """

    def __init__(
        self,
        outbox: Outbox,
        house: House,
        templates: Templates,
        open_transport: Callable[[], Transport],
        *,
        permit: Callable[[], None],
        suppressed: frozenset[str] = frozenset(),
        terms: Terms = TERMS,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._outbox, self._house, self._templates = outbox, house, templates
        self._open_transport, self._permit, self._terms, self._clock = open_transport, permit, terms, clock
        self._suppressed = suppressed
        self._tokens: dict[tuple[int, int], str] = {}
        self._sending: Sending | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self.left_behind: dict[str, int] = {}
        self.hindrance: UsageError | None = None

    def check(self, asked: Asked) -> LastCheck:
        """Return who would get a mail, read in one go; blocks. Raises `UsageError` for what makes no sense."""
        candidates = self._outbox.candidates()
        self.left_behind, self.hindrance = left_behind(candidates), self._hindrance()
        office = Office(self._clock().isoformat(), self._suppressed, frozenset(self._house.responsibles))
        return last_check(candidates, asked, office)

    def _hindrance(self) -> UsageError | None:
        try:
            self._open_transport()
        except UsageError as error:
            return error
        return None

    def preview(self, row: Row) -> Preview:
        """Return the very mail that *row* would get; of one that waits already, as it was written.

        Raises `UsageError` for one that cannot be written.
        """
        message = self._outbox.message(row.number) if row.number else self._written(row).message
        return shown(message)

    async def test(self, row: Row, address: str) -> None:
        """Send the mail of *row* to *address* instead, with a link that opens nothing; nothing is remembered.

        Raises `UsageError` for what is no address, `MailError` when the mail did not surely leave.
        """
        self._permit()
        try:
            to = clean_value(EMAIL, address)
        except InputError as error:
            raise UsageError(_("{address} is no e-mail address.").format(address=address)) from error
        mail = test_mail(self._templates, self._house, row, to, self._clock())
        transport = self._open_transport()
        await transport.check()
        carrier = transport.carrier()
        try:
            outcome = await carrier.send(Envelope(0, 0, row.tax_year, 0, mail.sender, mail.address, mail.message))
        finally:
            await carrier.close()
        if outcome.state != "sent":
            raise MailError(
                _("The test mail did not surely leave: {words}").format(words=_(outcome.words)),
                _("Check the address, and [mail] in the configuration."),
            )

    async def send(self, check: LastCheck, actor: Actor, report: PaceReport) -> Sent:
        """Queue the ticked rows of *check* and send them; those that are queued already go as they were written.

        Cancelled, it lets the mails under way end, takes the others back out of the queue, and only then ends. Raises
        `RegisterError` while another process sends, `MailError` when the server is out of reach at the start; then
        nothing was queued.
        """
        self._permit()
        if not check.ticked:
            return Sent(0)
        transport = self._open_transport()
        self._sending, self._loop = Sending(self._outbox, transport, self._terms, report), asyncio.get_running_loop()
        await transport.check()
        task = asyncio.create_task(self._send(check.chosen, actor, self._sending))
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            self.stop()
            await asyncio.shield(task)
            raise
        finally:
            self._sending = None

    def stop(self) -> None:
        """Let the mails under way end and begin no other one; `send` then returns what was done.

        May be called from any thread and from a signal's handler.
        """
        if self._sending is not None and self._loop is not None:
            self._loop.call_soon_threadsafe(self._sending.stop, _("It was stopped by hand."))

    async def _send(self, rows: Sequence[Row], actor: Actor, sending: Sending) -> Sent:
        async with _aside(self._outbox.sender()):
            letters, unwritten = await asyncio.to_thread(self._letters, rows)
            queued = Queued(0, (), ())
            if letters:
                queued = await asyncio.to_thread(self._outbox.queue, letters, actor)
            numbers = [*(row.number for row in rows if row.number), *queued.numbers]
            await sending.run(numbers)
        return await asyncio.to_thread(self._told, rows, numbers, queued, unwritten, sending.stopped)

    def _told(
        self, rows: Sequence[Row], numbers: Sequence[int], queued: Queued, unwritten: Sequence[NotSent], stopped: str
    ) -> Sent:
        """Return what was done, as the register now tells it."""
        names = {row.client: row.name for row in rows}
        attempts = self._outbox.attempts(numbers)
        failed, unknown = (
            [NotSent(each.client, names[each.client], each.words) for each in attempts if each.state == state]
            for state in ("failed", "unknown")
        )
        states = [each.state for each in attempts]
        return Sent(
            run=max((each.run for each in attempts), default=0),
            sent=states.count("sent"),
            failed=[*unwritten, *failed],
            unknown=unknown,
            cancelled=states.count("cancelled"),
            moved=[NotSent(client, names[client], MOVED) for client in queued.moved],
            stopped=stopped,
        )

    def _letters(self, rows: Sequence[Row]) -> tuple[list[Letter], list[NotSent]]:
        """Write the mails of those rows that have none waiting; one that cannot be written does not stop the rest."""
        letters, unwritten = [], []
        for row in rows:
            if row.number:
                continue
            try:
                letters.append(self._letter(row))
            except UsageError:
                unwritten.append(NotSent(row.client, row.name, UNWRITABLE))
        return letters, unwritten

    def _letter(self, row: Row) -> Letter:
        mail = self._written(row)
        return Letter(
            client=row.client,
            tax_year=row.tax_year,
            kind=row.kind,
            was=row.status,
            token=self._token(row),
            sender=mail.sender,
            address=row.address,
            language=row.language,
            questionnaire=row.questionnaire,
            message_id=mail.message_id,
            message=mail.message,
        )

    def _written(self, row: Row) -> Mail:
        try:
            return write(self._templates, self._house, row, self._token(row), self._clock())
        except ValueError as error:
            raise UsageError(_(UNWRITABLE), _("Correct the client, and look at the last check again.")) from error

    def _token(self, row: Row) -> str:
        """Return the row's part of the link: a reminder repeats the one that arrived, other mails have a new one."""
        if row.kind == "reminder":
            return [attempt.token for attempt in row.attempts if attempt.state in MAY_HAVE_LEFT][-1]
        return self._tokens.setdefault((row.client, len(row.attempts)), new_token())


@asynccontextmanager
async def _aside(manager: AbstractContextManager[None]) -> AsyncIterator[None]:
    """Enter what blocks in a thread, off the event loop."""
    await asyncio.to_thread(manager.__enter__)
    try:
        yield
    finally:
        await asyncio.to_thread(manager.__exit__, None, None, None)
