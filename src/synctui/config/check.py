"""What a type cannot say about settings: addresses, limits, and what may travel without protection."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from synctui.config.settings import Config, LimitSettings, MailSettings, SourceSettings
from synctui.i18n import _

Complaint = tuple[str, str, str]
"""The dotted path, what is wrong with it, and the next step."""


def complaints(config: Config) -> Iterator[Complaint]:
    """Yield what is wrong with the settings, in the order of the file's sections."""
    for name, source in config.sources.items():
        yield from _source(f"sources.{name}", source)
    yield from _limits(config.limits)
    yield from _mail(config.mail)


def _source(path: str, source: SourceSettings) -> Iterator[Complaint]:
    if not source.url:
        return
    try:
        parts = urlsplit(source.url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    if not host or parts.scheme not in {"http", "https"}:
        yield f"{path}.url", _("this is not a web address"), _("Write it as https://host/path.")
    elif parts.username is not None:
        yield f"{path}.url", _("the address holds a login"), _("Take it out: keys come from the environment.")
    elif parts.scheme == "http" and not (source.allow_http or local(host)):
        yield (
            f"{path}.url",
            _("plain http:// would show client data to everybody on the way"),
            _("Use https://, or set allow_http = true for this very address."),
        )


def _limits(limits: LimitSettings) -> Iterator[Complaint]:
    for name in ("archive", "overwrite", "shrunk"):
        value = getattr(limits, name)
        if value is not None and not re.fullmatch(r"\d+|\d+(\.\d+)? ?%", str(value)):
            yield f"limits.{name}", _("this is neither a number nor a share"), _('Write 50 or "5%".')


def _mail(mail: MailSettings) -> Iterator[Complaint]:
    if mail.security == "none" and mail.host and not (local(mail.host) or mail.host == mail.allow_plain):
        yield (
            "mail.security",
            _("mail would travel unprotected"),
            _("Use starttls or tls, or name that very host under allow_plain."),
        )
    for name, address in _addresses(mail):
        if address and not _ADDRESS(address):
            yield f"mail.{name}", _("this is no e-mail address"), _('Write it as "office@example.be".')
    if not mail.firm.isprintable():
        yield "mail.firm", _("a name stands on one line"), _("Take the line ends out.")
    if not 1 <= mail.port <= 65535:
        yield "mail.port", _("a port is a number from 1 to 65535"), _("The usual one is 587.")
    if mail.deadline and not _is_day(mail.deadline):
        yield "mail.deadline", _("this is no day"), _('Write it as "2026-06-30".')
    if mail.rate < 1:
        yield "mail.rate", _("at least one mail a minute must go"), _("The default is 600.")
    if mail.link and ("{token}" not in mail.link or not mail.link.startswith("https://")):
        yield "mail.link", _("the address must be https:// and hold {token}"), _('Write "https://host/{token}".')


_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+").fullmatch
"""One address: what makes two of it, or none, has no place in it."""


def _addresses(mail: MailSettings) -> Iterator[tuple[str, str]]:
    """Yield every address that mails come from or are answered at, with the name of its setting."""
    yield from (("sender", mail.sender), ("reply_to", mail.reply_to))
    for colleague, own in mail.responsibles.items():
        yield f"responsibles.{colleague}.sender", own.sender
        yield f"responsibles.{colleague}.reply_to", own.reply_to


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def local(host: str) -> bool:
    """Return whether *host* is this very machine.

    >>> [local(host) for host in ("localhost", "127.0.0.1", "::1", "10.0.0.1", "localhost.example")]
    [True, True, True, False, False]
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
