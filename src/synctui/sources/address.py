"""The address of a CRM and the key that opens it, checked before anything is sent."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from synctui.config.check import local
from synctui.errors import UsageError
from synctui.i18n import _


class Address(NamedTuple):
    """A checked address: scheme, host, port (0 for the scheme's own) and path without a slash at its end."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def url(self) -> str:
        """The address in full; it never holds a credential."""
        return f"{self.scheme}://{self.place}{self.path}"

    @property
    def place(self) -> str:
        """Host and port, as people are told."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}" if self.port else host

    @property
    def endpoint(self) -> str:
        """Host and port, the scheme's own port too."""
        return self.place if self.port else f"{self.place}:{443 if self.scheme == 'https' else 80}"

    @property
    def open(self) -> bool:
        """Whether what is sent can be read on the way: plain http to another machine."""
        return self.scheme == "http" and not local(self.host)


def address(text: str, *, allow_http: bool = False) -> Address:
    """Return *text* as a checked address. Raises `UsageError` with the reason.

    >>> address("https://api.crm.example/").url
    'https://api.crm.example'
    """
    try:
        parts = urlsplit(text.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise _refused(text, _("host and port cannot be read"), _("Write it as https://host:port.")) from None
    if parts.scheme not in {"http", "https"} or not host:
        raise _refused(text, _("it does not begin with https:// and a host"), _("Write it as https://host:port."))
    if parts.username is not None or parts.password is not None:
        raise _refused(host, _("it holds a login"), _("Take it out: the key is asked apart."))
    if not host.isascii() or "xn--" in host:
        raise _refused(host, _("its host has letters outside a to z"), _("Check that it is the CRM's own."))
    if parts.query or parts.fragment or port == 0:
        raise _refused(host, _("it has more than host, port and path"), _("Leave out what follows the path."))
    found = Address(parts.scheme, host, port or 0, parts.path.rstrip("/"))
    if found.open and not allow_http:
        raise UsageError(
            _("Plain http:// to {host} would show client data to everybody on the way.").format(host=found.place),
            _("Use https://, or set allow_http = true for this very address in the configuration."),
        )
    return found


def _refused(text: str, why: str, step: str) -> UsageError:
    place = text if "@" not in text and len(text) < 80 else "…"
    return UsageError(_("The address {place} cannot be used: {why}.").format(place=place, why=why), step)


def clean_key(text: str) -> str:
    r"""Return a key as it was pasted, without blanks and line ends around it. Raises `UsageError`.

    >>> clean_key(" abc-123\n")
    'abc-123'
    """
    key = text.strip("\ufeff \t\r\n")
    if not key:
        raise UsageError(_("There is no key."), _("Copy it from the CRM, and give it on standard input."))
    if not key.isascii() or not key.isprintable() or " " in key:
        raise UsageError(
            _("The key holds blanks, accents or other signs that no key has."),
            _("Copy it again, alone and whole."),
        )
    return key
