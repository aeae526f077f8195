"""A transport that reaches nobody: each mail becomes a file that mail programs open. Opens no socket."""

from __future__ import annotations

import asyncio
import os
import tempfile
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import NamedTuple

from synctui.core.outbox import Envelope, Outcome
from synctui.errors import MailError
from synctui.i18n import _


class Arrived(NamedTuple):
    """One mail that lies in the folder."""

    path: Path
    to: str
    subject: str
    text: str


class FolderTransport:
    """Writes mails into *folder*, which is made when it is missing. Implements `synctui.core.outbox.Transport`."""

    connections = 1

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def check(self) -> None:
        """Make sure that the folder can be written. Raises `MailError`."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.folder):
                pass
        except OSError as error:
            raise MailError(
                _("The folder for mails {folder} cannot be written: {reason}.").format(
                    folder=self.folder, reason=error.strerror
                ),
                _("Set another one under [mail] in the configuration; nothing was sent."),
            ) from error

    def carrier(self) -> FolderTransport:
        """Return what writes one mail after the other."""
        return self

    async def send(self, envelope: Envelope) -> Outcome:
        """Write one mail, 0600, whole or not at all."""
        name = f"{envelope.tax_year}-{envelope.client:06}-{envelope.attempt}.eml"
        try:
            await asyncio.to_thread(_write, self.folder / name, envelope.message)
        except OSError as error:
            return Outcome(envelope.number, "failed", str(error.strerror))
        return Outcome(envelope.number, "sent")

    async def close(self) -> None:
        """There is nothing to close."""

    def arrived(self) -> list[Arrived]:
        """Return the mails that lie in the folder, by name."""
        return [_read(path) for path in sorted(self.folder.glob("*.eml"))]


def _write(path: Path, data: bytes) -> None:
    handle, draft = tempfile.mkstemp(prefix=".mail-", dir=path.parent)  # made 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def _read(path: Path) -> Arrived:
    mail = message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(mail, EmailMessage)
    body = mail.get_body(("plain",))
    text = body.get_content().replace("\r\n", "\n") if body else ""
    return Arrived(path, str(mail["To"]), str(mail["Subject"]), text)
