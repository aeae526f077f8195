"""The Hermes Consult API of Admin-Consult, as its public SDK shows it: tokens, ``Link`` paging, filters, odd errors."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import quote, urlsplit

import msgspec

from synctui.errors import SourceError
from synctui.i18n import N_, Message, _, message
from synctui.sources.address import Address
from synctui.sources.answers import Answer
from synctui.sources.crm import decode, unexpected
from synctui.sources.http import Api, Patience
from synctui.sources.pace import Meter, Pace
from synctui.sources.tokens import ROOT, Tokens

_NOTHING = ("nothing found", "no extradata found", "no taskdata found")
_BATCH = 100
_LINK = re.compile(r"<([^>]*)>\s*;[^,]*\brel\s*=\s*\"?next\"?", re.IGNORECASE)
_BEFORE = 60
"""Calls a minute until ``apisettings`` has said its own number."""
Row = dict[str, Any]


class Settings(msgspec.Struct, rename="pascal"):
    """What ``apisettings`` says; 0 where it does not."""

    max_records_per_page: int = 0
    default_records_per_page: int = 0
    rate_limit: int = 0


class _TooLongError(SourceError):
    """The address was too long for the server (414)."""


@dataclass(slots=True)
class _Reading:
    """A list as far as it was read: its next page, the pages that were asked for, and their records."""

    target: str
    asked: set[str] = field(default_factory=set)
    found: list[Row] = field(default_factory=list)


class Hermes:
    """One Admin-Consult with its key. Sessions share the token, the budget of calls, and lists that broke off.

    tokens: what the key gives. warnings: the rights that the key lacked.
    """

    def __init__(self, base: Address, key: str, patience: Patience) -> None:
        self.base, self._patience = base, patience
        self.pace = Pace(_BEFORE)
        self.warnings: tuple[Message, ...] = ()
        self.tokens = Tokens(base, key)
        self._api: Api | None = None
        self._settings: Settings | None = None
        self._batch = _BATCH
        self._begun: dict[str, _Reading] = {}

    @asynccontextmanager
    async def session(self, meter: Meter) -> AsyncIterator[Self]:
        """Open for the time of one piece of work. Raises `SourceError` where the key opens nothing."""
        self.warnings = ()
        async with Api(self.base, self.pace, meter, self._patience, throttled) as api:
            self._api = api
            if self._settings is None:
                answer = await self._get("apisettings", _("settings"))
                self._settings = decode(answer.body, Settings, self.base, _("settings"))
                self.pace.calls = self._settings.rate_limit or _BEFORE
            yield self

    async def rows(
        self,
        path: str,
        place: str,
        condition: str = "",
        *,
        more: Mapping[str, str] | None = None,
        optional: bool = False,
    ) -> list[Row]:
        """Return every record of a list, or the one record of a path. Raises `SourceError`.

        condition: in the ``Filter`` language. optional: a right that is missing is a warning, and gives no records.
        """
        settings = self._settings or Settings()
        query = {"per_page": str(settings.max_records_per_page or 100), **(more or {})}
        if condition:
            query["Filter"] = condition
        target = path + "?" + "&".join(f"{name}={quote(text, safe='')}" for name, text in query.items())
        reading = self._begun.setdefault(target, _Reading(target))
        while reading.target:
            reading.asked.add(reading.target)
            answer = await self._get(reading.target, _("{what}, page {n}").format(what=place, n=len(reading.asked)))
            if optional and answer.status == 403:
                self._warn(path, place)
                break
            got = self._records(answer, place)
            reading.found += got
            self._tell(path, len(got))
            follow = next_page(answer.headers.get("link", "")) if got else ""
            reading.target = f"{path}?{follow}" if follow else ""
            if reading.target in reading.asked:
                del self._begun[target]
                raise SourceError(
                    _("The list of {what} at {host} leads in a circle.").format(what=place, host=self.base.place),
                    _("Nothing was used of what came. Try again in a while; if it stays, tell the CRM's support."),
                )
        del self._begun[target]
        return reading.found

    async def many(
        self, path: str, place: str, field: str, ids: Sequence[str], and_: str = "", *, optional: bool = False
    ) -> list[Row]:
        """Return the records of which *field* is one of *ids*, in batches that fit an address."""
        found: list[Row] = []
        for at in range(0, len(ids), self._batch):
            condition = f"{field} in ({', '.join(ids[at : at + self._batch])}){and_}"
            try:
                found += await self.rows(path, place, condition, optional=optional)
            except _TooLongError:
                if self._batch == 1:
                    raise
                self._batch = max(self._batch // 4, 1)
                return await self.many(path, place, field, ids, and_, optional=optional)
        return found

    def _tell(self, path: str, count: int) -> None:
        """Tell how far the list of customers is; how long it is nobody knows beforehand."""
        assert self._api is not None
        self._api.meter.more(count if path == "customers" else 0, self.pace.left)

    def _warn(self, path: str, place: str) -> None:
        """Note a right that the key lacks, once a kind of list."""
        what = _("private data") if path.endswith("/private") else place
        told = message(N_("The key has no right to read {what}; they were left out."), what=what)
        if told not in self.warnings:
            self.warnings += (told,)

    async def refused(self, path: str) -> bool:
        """Tell whether the key has no right to read a list."""
        return (await self._get(f"{path}?per_page=1", path)).status == 403

    async def _get(self, target: str, place: str) -> Answer:
        """Ask with a token that holds; one that ended before its time is renewed once, and the page asked again."""
        assert self._api is not None
        for attempt in (1, 2):
            token = await self.tokens.valid(self._api)
            answer = await self._api.get(ROOT + target, place, {"synetonToken": token})
            if not _stale(answer) or attempt == 2:
                break
            self.tokens.drop(token)
        if _stale(answer):
            raise self.tokens.wrong_key()
        return answer

    def _records(self, answer: Answer, place: str) -> list[Row]:
        """Return the records of an answer. Raises `SourceError` with the next step for what it refuses."""
        if answer.status == 204 or (answer.status == 404 and any(t in told(answer) for t in _NOTHING)):
            return []
        if answer.status == 403:
            raise SourceError(
                _("The key of Admin-Consult has no right to read {what}.").format(what=place),
                _("Give it that right in the Marketplace Manager of Admin-Consult, and try again."),
            )
        if answer.status == 414:
            raise _TooLongError(_("{host} takes no longer list at once.").format(host=self.base.place))
        if not 200 <= answer.status <= 203:
            raise unexpected(self.base, answer.status)
        if answer.body.lstrip()[:1] == b"{":
            return [decode(answer.body, Row, self.base, place)]
        return decode(answer.body, list[Row], self.base, place)


def told(answer: Answer) -> str:
    """Return an answer's error text in lower case: of one object, of an array of them, or of plain text.

    >>> told(Answer(404, {}, b'[{"ErrorMessage": "Nothing found"}]'))
    'nothing found'
    """
    try:
        body = msgspec.json.decode(answer.body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return answer.body[:2000].decode("utf-8", "replace").lower()
    parts = body if isinstance(body, list) else [body]
    return " ".join(
        str(part.get("ErrorMessage", "")) if isinstance(part, dict) else str(part) for part in parts
    ).lower()


def _stale(answer: Answer) -> bool:
    """Tell whether a token is no longer taken; with which status is not known, so the words count too."""
    words = told(answer) if answer.status == 403 else ""
    return answer.status == 401 or ("token" in words and any(w in words for w in ("expired", "invalid", "unknown")))


def throttled(answer: Answer) -> bool:
    """Tell whether an answer says *too fast*: 429, or 403 with those words."""
    return answer.status == 429 or (answer.status == 403 and "throttling" in told(answer))


def next_page(header: str) -> str:
    """Return the query of the next page: host and path in a ``Link`` header may be internal, and commas may trail.

    >>> next_page('<http://10.0.0.1:2100/api/v1/customers?page=2&per_page=5>; rel="next",')
    'page=2&per_page=5'
    >>> next_page('<http://x/y?page=1>; rel="prev",')
    ''
    """
    for link in re.findall(r"<[^>]*>[^<]*", header):
        if found := _LINK.match(link):
            return quote(urlsplit(found[1]).query, safe="=&%,()'+:-._~/")
    return ""
