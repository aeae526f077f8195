"""A transport by SMTP: the only module that speaks to a mail server.

What is known decides what is told: before DATA nothing was handed over; an answer to DATA is the server's word; no
answer to DATA is *unknown*, because the mail may have arrived.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import suppress
from typing import Literal, NamedTuple

from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPDataError,
    SMTPException,
    SMTPResponseException,
    SMTPServerDisconnected,
    SMTPTimeoutError,
)

from synctui.core.outbox import Envelope, Outcome
from synctui.core.visible import visible
from synctui.errors import MailError
from synctui.i18n import N_, _
from synctui.mail.message import ascii_domain

CONNECTIONS = 4
TIMEOUT = 60.0
"""Seconds to wait for each of the server's answers."""

UNANSWERED = N_("The server did not answer after the mail was handed over; it may have arrived.")
NO_UTF8 = N_("The mail server takes no addresses with other than plain letters (SMTPUTF8).")
UNSPEAKABLE = N_("No mail server can be told this address.")
_LONGEST = 500


class Server(NamedTuple):
    """Which mail server, and how its connection is protected. password: empty where there is no login."""

    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return f"Server({self.host}:{self.port}, {self.security})"


class SmtpTransport:
    """Hands mails to *server* over at most *connections* connections. Implements `synctui.core.outbox.Transport`."""

    def __init__(self, server: Server, connections: int = CONNECTIONS, timeout: float = TIMEOUT) -> None:
        self.server = server
        self.connections = connections
        self.timeout = timeout

    async def check(self) -> None:
        """Connect, with protection and login, and leave again. Raises `MailError`."""
        client = await connected(self.server, self.timeout)
        await _quit(client)

    def carrier(self) -> SmtpCarrier:
        """Return one connection, made when it is first used."""
        return SmtpCarrier(self.server, self.timeout)


class SmtpCarrier:
    """One connection, kept from mail to mail and made again when the server closed it."""

    def __init__(self, server: Server, timeout: float) -> None:
        self._server = server
        self._timeout = timeout
        self._client: SMTP | None = None

    async def send(self, envelope: Envelope) -> Outcome:
        """Hand one mail over; see `synctui.core.outbox.Carrier.send`."""
        fresh = self._client is None or not self._client.is_connected
        outcome = await self._addressed(envelope)
        if outcome is None and not fresh:  # the server closed an idle connection: that is no failure of the mail
            outcome = await self._addressed(envelope)
        if outcome is None:
            return Outcome(envelope.number, "queued", _("The server closed the connection."))
        return outcome

    async def close(self) -> None:
        """Say goodbye; never fails."""
        if self._client is not None:
            await _quit(self._client)
            self._client = None

    async def _addressed(self, envelope: Envelope) -> Outcome | None:
        """Tell the server from whom and to whom, then the mail; None when the connection was lost before it."""
        client = await self._connection()
        sender, address = ascii_domain(envelope.sender), ascii_domain(envelope.address)
        plain = sender.isascii() and address.isascii()
        if not plain and not client.supports_extension("smtputf8"):
            return Outcome(envelope.number, "failed", NO_UTF8)
        encoding = "ascii" if plain else "utf-8"
        try:
            await self._from(client, sender, [] if plain else ["SMTPUTF8"], encoding)
            await client.rcpt(address, encoding=encoding)
        except SMTPResponseException as error:
            await self._forget(client)
            return _refused(envelope, error)
        except ValueError:  # the library's word for an address that no command can hold
            await self._forget(client)
            return Outcome(envelope.number, "failed", UNSPEAKABLE)
        except (SMTPException, OSError):
            self._drop()
            return None
        return await self._handed_over(client, envelope)

    async def _from(self, client: SMTP, sender: str, options: list[str], encoding: str) -> None:
        """Name the sender. Raises `MailError` when the server wants none of this office's mails."""
        try:
            await client.mail(sender, options=options, encoding=encoding)
        except SMTPResponseException as error:
            if error.code < 500:
                raise
            raise MailError(
                _("The mail server {host} takes no mail from {sender}: {words}").format(
                    host=self._server.host, sender=sender, words=_words(error)
                ),
                _("Check sender, user and password under [mail]; what was not handed over has not left."),
            ) from None

    async def _handed_over(self, client: SMTP, envelope: Envelope) -> Outcome:
        try:
            await client.data(envelope.message)
        except SMTPDataError as error:
            await self._forget(client)
            return _refused(envelope, error)
        except (SMTPException, OSError):
            self._drop()
            return Outcome(envelope.number, "unknown", UNANSWERED)
        return Outcome(envelope.number, "sent")

    async def _connection(self) -> SMTP:
        if self._client is None or not self._client.is_connected:
            self._client = await connected(self._server, self._timeout)
        return self._client

    async def _forget(self, client: SMTP) -> None:
        """Have the server forget a mail that it refused, so that the next one starts afresh."""
        try:
            await client.rset()
        except (SMTPException, OSError):
            self._drop()

    def _drop(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None


async def connected(server: Server, patience: float) -> SMTP:
    """Return a connection, protected and logged in as *server* says. Raises `MailError`."""
    client = SMTP(
        hostname=server.host,
        port=server.port,
        use_tls=server.security == "tls",
        start_tls=server.security == "starttls",
        tls_context=None if server.security == "none" else ssl.create_default_context(),
        timeout=patience,
        local_hostname="localhost",
    )
    try:
        await client.connect()
        if server.user:
            await client.login(server.user, server.password)
        await client.ehlo()
    except (SMTPException, OSError, ValueError) as error:
        client.close()
        raise _unreachable(server, error) from None
    return client


async def _quit(client: SMTP) -> None:
    with suppress(SMTPException, OSError):
        await client.quit(timeout=2)
    client.close()


def _refused(envelope: Envelope, error: SMTPResponseException) -> Outcome:
    """Return what a refusal means: 5xx is the last word, anything else may change."""
    return Outcome(envelope.number, "failed" if error.code >= 500 else "queued", _words(error))


def _words(error: SMTPResponseException) -> str:
    """Return the server's words in one harmless line."""
    told = visible(" ".join(str(error.message).split()))
    return f"{error.code} {told}"[:_LONGEST]


def _unreachable(server: Server, error: Exception) -> MailError:
    """Return the error that says why there is no connection; never a password."""
    return MailError(
        _("No mail can leave by {host}:{port}: {reason}").format(
            host=server.host, port=server.port, reason=_reason(error)
        ),
        _("Check [mail] in the configuration. What was not handed over has not left."),
    )


def _reason(error: Exception) -> str:
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _("its certificate is not to be trusted ({reason}).").format(reason=cause.verify_message)
        if isinstance(cause, ssl.SSLError):
            return _("it does not protect the connection as configured.")
    if isinstance(error, SMTPAuthenticationError):
        return _("it refuses the login ({words}).").format(words=_words(error))
    if isinstance(error, SMTPResponseException):
        return _words(error)
    told = next((text for kind, text in _TOLD if isinstance(error, kind)), "")
    return _(told) if told else visible(str(error))[:_LONGEST]


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


_TOLD: tuple[tuple[type[Exception], str], ...] = (
    (SMTPTimeoutError, N_("it does not answer.")),
    (SMTPConnectError, N_("it cannot be reached.")),
    (SMTPServerDisconnected, N_("it closed the connection.")),
    (OSError, N_("it cannot be reached.")),
)
"""What an error that is no answer means; the first kind that fits."""
