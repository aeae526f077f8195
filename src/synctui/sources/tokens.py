"""The token of Admin-Consult, which its key gives for some minutes: renewed before it ends, shared by all calls."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from urllib.parse import quote

import msgspec

from synctui.errors import SourceError
from synctui.i18n import _
from synctui.sources.address import Address
from synctui.sources.crm import decode, unexpected
from synctui.sources.http import Api

ROOT = "/api/v1/"
_EARLY = timedelta(seconds=30)
"""A token is renewed so long before it ends."""


class Token(msgspec.Struct, rename="pascal"):
    """An access token and the local time at which it ends, without an offset."""

    token_guid: str
    time_to_live: str = ""


class Tokens:
    """The tokens that one key gives. until: when the last one ends, local time; None where nobody said."""

    def __init__(self, base: Address, key: str) -> None:
        self.base, self._key = base, key
        self.until: datetime | None = None
        self._token, self._renewed = "", datetime.min
        self._renewing = asyncio.Lock()

    async def valid(self, api: Api) -> str:
        """Return a token that holds for a while. Raises `SourceError` where the key gives none."""
        async with self._renewing:
            if datetime.now() >= self._renewed:
                await self._renew(api)
            return self._token

    def drop(self, token: str) -> None:
        """Renew at the next call, for *token* was refused; unless that happened meanwhile."""
        if token == self._token:
            self._renewed = datetime.min

    def wrong_key(self) -> SourceError:
        """Return the error for a key that gives no token which is taken."""
        return SourceError(
            _("Admin-Consult at {host} refuses the key: it is wrong or was revoked.").format(host=self.base.place),
            _("Look the key up in the management console, and give it to: synctui connect adminconsult"),
        )

    async def _renew(self, api: Api) -> None:
        answer = await api.get(f"{ROOT}token/{quote(self._key, safe='')}", _("a token"), {})
        if answer.status in {400, 401, 403, 404}:
            raise self.wrong_key()
        if answer.status != 200:
            raise unexpected(self.base, answer.status)
        token = decode(answer.body, Token, self.base, _("a token"))
        self._token, self.until = token.token_guid, _moment(token.time_to_live)
        now = datetime.now()
        self._renewed = max((self.until or now) - _EARLY, now + _EARLY)


def _moment(text: str) -> datetime | None:
    """Return a moment in local time without an offset, as the system writes it; None where it is none.

    >>> _moment("2026-03-01T14:30:00"), _moment("soon")
    (datetime.datetime(2026, 3, 1, 14, 30), None)
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.astimezone().replace(tzinfo=None) if found.tzinfo else found
