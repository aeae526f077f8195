"""Certificates are checked always; an authority of the office's own can be named."""

from __future__ import annotations

import asyncio
import ssl
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from crm.opening import QUICK, YEAR
from synctui.core.ports import silent
from synctui.errors import SourceError
from synctui.sources.address import address
from synctui.sources.adminpulse import AdminPulse
from synctui.sources.servers.adminpulse import KEY, AdminPulseServer


class SafeServer(AdminPulseServer):
    """AdminPulse behind TLS."""

    def __init__(self, context: ssl.SSLContext) -> None:
        super().__init__()
        self.context = context

    async def start(self, port: int = 0) -> SafeServer:
        """Begin to answer, by TLS."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", port, ssl=self.context)
        return self

    @property
    def url(self) -> str:
        """The address, by its name."""
        return super().url.replace("http://127.0.0.1", "https://localhost")


def certificate(folder: Path, name: str, until: datetime) -> Path:
    """Write a certificate that signed itself, with its key, into one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2010, 1, 1, tzinfo=UTC))
        .not_valid_after(until)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    form = serialization.Encoding.PEM
    secret = key.private_bytes(form, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = folder / f"{name}-{until.year}.pem"
    file.write_bytes(made.public_bytes(form) + secret)
    return file


LATER, BEFORE = datetime(2090, 1, 1, tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC)


async def fetched(file: Path) -> int:
    """Return how many relations a server with that certificate gives."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    async with SafeServer(context) as server:
        source = AdminPulse(address(server.url), KEY, YEAR, patience=QUICK)
        return (await source.fetch(None, silent)).fetched


async def test_a_certificate_that_nobody_vouches_for_is_refused_with_the_setting(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="SSL_CERT_FILE"):
        await fetched(certificate(tmp_path, "localhost", LATER))


async def test_an_authority_of_the_office_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = certificate(tmp_path, "localhost", LATER)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    assert await fetched(file) == 769


@pytest.mark.parametrize(("name", "until"), [("localhost", BEFORE), ("other.example", LATER)])
async def test_an_expired_certificate_or_one_of_another_host_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, until: datetime
) -> None:
    file = certificate(tmp_path, name, until)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with pytest.raises(SourceError, match="not trusted"):
        await fetched(file)
