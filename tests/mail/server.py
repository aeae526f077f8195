"""A real mail server on loopback, with certificates made on the spot and the faults that mail servers have."""

from __future__ import annotations

import asyncio
import datetime as dt
import ipaddress
import ssl
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "office", "a-secret-of-the-test"


class Post:
    """Takes mails and remembers them. The faults are told by what each attribute says.

    refuses: addresses answered with 550. later: how often an address gets 451 before it is taken. sick: how many
    mails get 421. drops: addresses whose mail is taken and never answered. slow: seconds before an answer.
    """

    def __init__(self) -> None:
        self.mails: list[tuple[str, EmailMessage]] = []
        self.refuses: set[str] = set()
        self.later: Counter[str] = Counter()
        self.sick = 0
        self.drops: set[str] = set()
        self.slow = 0.0
        self.asked: Counter[str] = Counter()
        self.sessions: set[int] = set()

    @property
    def addresses(self) -> list[str]:
        """To whom mails were taken, in their order."""
        return [address for address, _mail in self.mails]

    async def handle_RCPT(  # noqa: N802 - the server's own name
        self,
        server: SMTP,  # noqa: ARG002
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],  # noqa: ARG002
    ) -> str:
        """Take an address, or not."""
        self.asked[address] += 1
        self.sessions.add(id(session))
        if address in self.refuses:
            return "550 5.1.1 \x1b[31mno such user here"
        if self.later[address]:
            self.later[address] -= 1
            return "451 4.7.1 greylisted, come back"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802, ARG002
        """Take a mail, or not."""
        await asyncio.sleep(self.slow)
        if self.sick:
            self.sick -= 1
            return "421 4.3.2 the service shuts down"
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage)
        (address,) = envelope.rcpt_tos
        self.mails.append((address, mail))
        if address in self.drops:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
        return "250 OK"


def certificate(folder: Path, name: str = "localhost") -> tuple[Path, Path]:
    """Make a certificate for *name* and this machine's address; return it and its key, both as PEM files."""
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    start = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    names: list[x509.GeneralName] = [x509.DNSName(name)]
    if name == "localhost":
        names.append(x509.IPAddress(ipaddress.ip_address("127.0.0.1")))
    made = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    places = folder / f"{name}.pem", folder / f"{name}.key"
    places[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    places[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, plain)
    )
    return places


def protecting(places: tuple[Path, Path]) -> ssl.SSLContext:
    """Return what a server protects its connections with."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*places)
    return context


def known(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    """Let the office in, and nobody else."""
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


class _Office(Controller):
    """The server with a port that the system chooses."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def serving(post: Post, context: ssl.SSLContext | None = None, *, implicit: bool = False, **more: Any) -> Iterator[int]:
    """Serve on loopback and give the port. *context* offers STARTTLS, or protects from the start when *implicit*."""
    more |= {"ssl_context": context} if implicit else {"tls_context": context}
    controller = _Office(post, hostname="127.0.0.1", port=0, **more)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()
