"""No mail without protection, and no secret in what is told or logged: certificates, STARTTLS, logins, logs."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from mail.desk import fill, invited, room, send, states
from mail.server import PASSWORD, USER, Post, certificate, known, protecting, serving
from synctui.errors import MailError
from synctui.mail.smtp import Server, SmtpTransport
from synctui.register import Store


@pytest.mark.parametrize("implicit", [False, True])
async def test_protected_and_logged_in(
    store: Store, post: Post, trusted: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, implicit: bool
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted[0]))
    fill(store, invited(1))
    security = "tls" if implicit else "starttls"
    with serving(
        post, protecting(trusted), implicit=implicit, authenticator=known, auth_require_tls=not implicit
    ) as port:
        server = Server("localhost", port, security, USER, PASSWORD)  # type: ignore[arg-type]
        done = await send(room(store, lambda: SmtpTransport(server, 1, 5)))
    assert done.sent == 1


async def refused(store: Store, server: Server) -> str:
    """Return why nothing could be sent; make sure that nothing was queued and no password told."""
    fill(store, invited(1))
    with pytest.raises(MailError) as caught:
        await send(room(store, lambda: SmtpTransport(server, 1, 5)))
    assert states(store, 1) == []
    assert PASSWORD not in str(caught.value)
    assert PASSWORD not in repr(server)
    return caught.value.what


async def test_a_wrong_certificate_is_refused(
    store: Store, post: Post, tmp_path: Path, trusted: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted[0]))
    with serving(post, protecting(certificate(tmp_path, "elsewhere.example"))) as port:
        assert "certificate" in await refused(store, Server("localhost", port, "starttls"))


async def test_a_server_without_starttls_is_refused(store: Store, post: Post) -> None:
    with serving(post) as port:
        assert "STARTTLS" in await refused(store, Server("localhost", port, "starttls"))


async def test_a_refused_login_is_told_without_the_password(
    store: Store, post: Post, trusted: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted[0]))
    with serving(post, protecting(trusted), authenticator=known, auth_required=True) as port:
        wrong = Server("localhost", port, "starttls", USER, PASSWORD + "x")
        assert "refuses the login" in await refused(store, wrong)


async def test_logs_hold_neither_address_nor_link_nor_password(
    store: Store,
    post: Post,
    trusted: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted[0]))
    fill(store, invited(1), invited(2))
    post.refuses = {"lotte2@office.example"}
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # the server of the test tells what it takes
    with (
        caplog.at_level(logging.DEBUG),
        serving(post, protecting(trusted), authenticator=known, auth_required=True) as port,
    ):
        await send(room(store, lambda: SmtpTransport(Server("localhost", port, "starttls", USER, PASSWORD), 1, 5)))
    assert [states(store, client) for client in (1, 2)] == [["sent"], ["failed"]]
    told = " ".join(record.getMessage() for record in caplog.records)
    for secret in ("lotte", "https://", PASSWORD, store.outbox.of_client(1)[0].token):
        assert secret not in told
