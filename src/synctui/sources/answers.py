"""What came back from a CRM, and what cannot have come from one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from synctui.errors import SourceError
from synctui.i18n import _
from synctui.sources.address import Address


class Answer(NamedTuple):
    """What came back. headers: names in lower case; body: decompressed, at most as long as allowed."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def too_many(answer: Answer) -> bool:
    """Tell whether an answer says *too fast* the usual way (RFC 6585: 429)."""
    return answer.status == 429


def standing(answer: Answer, base: Address, place: str) -> Answer:
    """Return an answer that is no redirect and no web page. Raises `SourceError` for one that is."""
    if 300 <= answer.status < 400:
        target = _host(answer.headers.get("location", "")) or _("another place")
        raise SourceError(
            _("The address of the CRM moved: {host} points to {target}.").format(host=base.place, target=target),
            _("If that is right, set it with: synctui connect NAME --url https://{target}").format(target=target),
        )
    page = "html" in answer.headers.get("content-type", "") or answer.body[:64].lstrip()[:1] == b"<"
    if page and answer.status < 500:
        raise SourceError(
            _("{host} is not the CRM: for {place} it sent a web page.").format(host=base.place, place=place),
            _("It may be under maintenance, or a network portal answers for it. Check the address; try again."),
        )
    return answer


def _host(location: str) -> str:
    """Return the host of an address, empty where it names none or cannot be read."""
    try:
        return urlsplit(location).hostname or ""
    except ValueError:
        return ""
