"""The mail room as the configuration describes it; the demo's writes into a folder, whatever the configuration says."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from synctui import secrets
from synctui.cli.common import Common
from synctui.cli.session import actor
from synctui.config import config_file
from synctui.config.settings import MailSettings
from synctui.core.outbox import Transport
from synctui.core.paths import expanded
from synctui.core.roles import require
from synctui.errors import UsageError
from synctui.i18n import _
from synctui.mail.mailroom import Mailroom
from synctui.mail.message import House, Responsible
from synctui.mail.outbox import Terms
from synctui.mail.templates import load

if TYPE_CHECKING:
    from synctui.register import Store

DEMO_HOUSE = House(
    "Sample Office", "office@sample.example", "", "https://portal.example/q/{token}", date(2026, 6, 30)
)  # fmt: skip


def mailroom(common: Common, store: Store) -> Mailroom:
    """Return the mail room for *store*. Raises `UsageError` where settings are missing or templates are wrong."""
    mail = common.settings.mail
    _complete(mail)
    folder = words_folder(common)
    return Mailroom(
        store.outbox,
        _house(mail),
        load(folder),
        lambda: _transport(mail),
        permit=lambda: require(store.role(actor().login), "invite"),
        suppressed=suppressed(folder / "suppressed.txt"),
        terms=Terms(mail.rate),
    )


def demo_mailroom(store: Store, folder: Path) -> Mailroom:
    """Return a mail room that only writes files into *folder*: nothing of it can open a way out."""
    from synctui.mail.folder import FolderTransport

    return Mailroom(
        store.outbox,
        DEMO_HOUSE,
        load(folder / "words"),
        lambda: FolderTransport(folder),
        permit=lambda: None,
        terms=Terms(6000),
    )


def words_folder(common: Common) -> Path:
    """Return the folder beside the configuration where an office keeps its own words of mails."""
    named = common.config or os.environ.get("SYNCTUI_CONFIG", "")
    return (Path(named) if named else config_file()).parent / "mail"


def wrong_words(common: Common) -> UsageError | None:
    """Return what is wrong with an office's own words of mails, to be told at the start; None where all is well."""
    folder = words_folder(common)
    try:
        if folder.is_dir():
            load(folder)
    except UsageError as error:
        return error
    return None


def suppressed(file: Path) -> frozenset[str]:
    """Return the addresses in *file*, case folded: one a line, ``#`` starts a remark. None where there is no file.

    Raises `UsageError` for a file that cannot be read: nobody on it may be mailed for that.
    """
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except FileNotFoundError:
        return frozenset()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            _("{file} cannot be read as UTF-8 text.").format(file=file), _("Nothing is sent before that is mended.")
        ) from error
    return frozenset(text.casefold() for line in lines if (text := line.partition("#")[0].strip()))


def _complete(mail: MailSettings) -> None:
    """Raise `UsageError` with the settings that are missing."""
    needed = ("sender", "link", "host") if mail.transport == "smtp" else ("sender", "link", "folder")
    missing = [f"mail.{name}" for name in needed if not getattr(mail, name)]
    if missing:
        raise UsageError(
            _("Invitations need settings that are missing: {names}.").format(names=", ".join(missing)),
            _("Set them in the configuration under [mail]; docs/invitations.md tells what they mean."),
        )


def _house(mail: MailSettings) -> House:
    return House(
        mail.firm,
        mail.sender,
        mail.reply_to,
        mail.link,
        date.fromisoformat(mail.deadline) if mail.deadline else None,
        {
            address.casefold(): Responsible(each.name, each.sender, each.reply_to)
            for address, each in mail.responsibles.items()
        },
    )


def _transport(mail: MailSettings) -> Transport:
    if mail.transport == "folder":
        from synctui.mail.folder import FolderTransport

        return FolderTransport(expanded(mail.folder))
    from synctui.mail.smtp import Server, SmtpTransport

    password = secrets.find(secrets.SMTP) if mail.user else ""
    if mail.user and not password:
        raise UsageError(
            _("The password of {user} at {host} is not known: nothing can be sent.").format(
                user=mail.user, host=mail.host
            ),
            _("Start with it in {variable}, or keep it in the keyring by 'keyring set synctui smtp'.").format(
                variable=secrets.variable(secrets.SMTP)
            ),
        )
    return SmtpTransport(Server(mail.host, mail.port, mail.security, mail.user, password))
