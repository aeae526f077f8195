"""The one place that speaks HTTP: bounded, patient, and silent about keys. The only importer of httpx.

A call goes out when the pace allows it, is tried again on what passes by itself (a fault of the connection, 429, 5xx,
a CRM's own way of saying *too fast*), and comes back as status, headers and body. Redirects are not followed: a
credential would go along. No error says more of an address than host and port, for a key can be part of the path.
"""

from __future__ import annotations

import asyncio
import email.utils
import logging
import random
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import NamedTuple, Self

import httpx

from synctui.config.check import local
from synctui.errors import SourceError
from synctui.i18n import N_, _, number
from synctui.sources.address import Address
from synctui.sources.pace import Meter, Pace

for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)  # they would write addresses, keys included

_MANY = 64 * 1024
_CAUSES: tuple[tuple[type[Exception], str], ...] = (
    (httpx.ConnectTimeout, N_("it did not answer in time")),
    (httpx.TimeoutException, N_("it stopped answering")),
    (TimeoutError, N_("it answers too slowly")),
    (httpx.ConnectError, N_("there is no connection to it")),
    (httpx.ProtocolError, N_("it broke off in the middle of an answer")),
    (httpx.NetworkError, N_("the connection broke")),
    (zlib.error, N_("its compressed answer is broken")),
)


class Answer(NamedTuple):
    """What came back. headers: names in lower case; body: decompressed, at most as long as allowed."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Patience(NamedTuple):
    """How long is waited, in seconds.

    tries: attempts at one call. first: the wait before the second, doubled each time; throttled: the same after
    *too fast* without a time. longest: a wait beyond it is refused. connect, read, whole: of one attempt.
    answer, total: bytes of one answer and of all.
    """

    tries: int = 5
    first: float = 0.5
    throttled: float = 5.0
    longest: float = 120.0
    connect: float = 10.0
    read: float = 30.0
    whole: float = 180.0
    answer: int = 48 * 1024 * 1024
    total: int = 2 * 1024 * 1024 * 1024


PATIENCE = Patience()
Throttled = Callable[[Answer], bool]


def too_many(answer: Answer) -> bool:
    """Tell whether an answer says *too fast* the usual way (RFC 6585: 429)."""
    return answer.status == 429


class Api:
    """One CRM, for the time of one fetch; used as an async context manager.

    Raises `SourceError` for everything that does not pass by itself; *place* in `get` names the page in that error.
    """

    def __init__(
        self, base: Address, pace: Pace, meter: Meter, patience: Patience = PATIENCE, throttled: Throttled = too_many
    ) -> None:
        self.base, self.pace, self.meter, self.patience = base, pace, meter, patience
        self._throttled, self._received = throttled, 0
        times = httpx.Timeout(patience.read, connect=patience.connect, pool=None)
        own = local(base.host)
        self._client = httpx.AsyncClient(
            timeout=times,
            follow_redirects=False,
            trust_env=not own,
            verify=httpx.create_ssl_context() if base.scheme == "https" else True,
        )

    async def __aenter__(self) -> Self:
        """Open."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def get(self, path: str, place: str, headers: Mapping[str, str]) -> Answer:
        """Ask for *path* (below the base, query included, already encoded) until there is an answer that stands."""
        why, wait = "", 0.0
        for attempt in range(self.patience.tries):
            if wait:
                self.pace.hold(wait)
            await self.pace.turn(self.meter.tell)
            try:
                answer = await self._once(path, headers, place)
            except (httpx.HTTPError, TimeoutError, zlib.error, OSError) as error:
                why, wait = self._reason(error), _backoff(self.patience.first, attempt)
                continue
            if self._throttled(answer):
                why, wait = _("it says that we are too fast"), self._asked(answer, attempt)
            elif answer.status >= 500:
                why, wait = _("it has a fault of its own ({status})").format(status=answer.status), 0.0
                wait = self._asked(answer, attempt, self.patience.first)
            else:
                return self._here(answer, place)
        raise SourceError(
            _("{host} did not give {place}: {why}.").format(host=self.base.place, place=place, why=why),
            _("Nothing was used of what came. Try again in a while; what is there is not asked again."),
        )

    async def _once(self, path: str, headers: Mapping[str, str], place: str) -> Answer:
        sent = {"Accept": "application/json", "Accept-Encoding": "gzip", "User-Agent": "synctui", **headers}
        async with asyncio.timeout(self.patience.whole):
            async with self._client.stream("GET", self.base.url + path, headers=sent) as answer:
                body = await self._body(answer, place)
                return Answer(answer.status_code, {k.lower(): v for k, v in answer.headers.items()}, body)

    async def _body(self, answer: httpx.Response, place: str) -> bytes:
        """Read a body, decompressing no more than is allowed."""
        parts: list[bytes] = []
        size = 0
        packed = answer.headers.get("content-encoding", "").lower() in {"gzip", "x-gzip"}
        async for part in _unpacked(answer.aiter_raw(_MANY)) if packed else answer.aiter_raw(_MANY):
            size += len(part)
            self._received += len(part)
            if size > self.patience.answer or self._received > self.patience.total:
                raise SourceError(
                    _("{host} sends more than fits: {place} is over {n} MB.").format(
                        host=self.base.place, place=place, n=number(size // 1_000_000)
                    ),
                    _("Check that the address is the CRM's own; nothing was used of what came."),
                )
            parts.append(part)
        return b"".join(parts)

    def _asked(self, answer: Answer, attempt: int, base: float | None = None) -> float:
        """Return how long the answer asks to wait, else a growing time. Raises `SourceError` where that is absurd."""
        asked = retry_after(answer.headers.get("retry-after", ""), datetime.now(UTC))
        if asked is None:
            return _backoff(self.patience.throttled if base is None else base, attempt)
        if asked > self.patience.longest:
            raise SourceError(
                _("{host} asks to wait {n} seconds before the next call.").format(
                    host=self.base.place, n=number(round(asked))
                ),
                _("That is too long to stay for. Try again later."),
            )
        return asked

    def _here(self, answer: Answer, place: str) -> Answer:
        """Return an answer that is no redirect and no web page."""
        if 300 <= answer.status < 400:
            target = httpx.URL(answer.headers.get("location", "")).host or _("another place")
            raise SourceError(
                _("The address of the CRM moved: {host} points to {target}.").format(
                    host=self.base.place, target=target
                ),
                _("If that is right, set it with: synctui connect NAME --url https://{target}").format(target=target),
            )
        page = "html" in answer.headers.get("content-type", "") or answer.body[:64].lstrip()[:1] == b"<"
        if page and answer.status < 500:
            raise SourceError(
                _("{host} is not the CRM: for {place} it sent a web page.").format(host=self.base.place, place=place),
                _("It may be under maintenance, or a network portal answers for it. Check the address; try again."),
            )
        return answer

    def _reason(self, error: Exception) -> str:
        """Return the cause in words, never with the library's own text: it may hold the address."""
        if isinstance(error, httpx.ConnectError) and "CERTIFICATE" in str(error).upper():
            raise SourceError(
                _("{host} shows a certificate that is not trusted.").format(host=self.base.place),
                _("Check the address and the clock. For an authority of your own set SSL_CERT_FILE to its file."),
            ) from None
        return next((_(words) for kind, words in _CAUSES if isinstance(error, kind)), _("the connection failed"))


def _backoff(first: float, attempt: int) -> float:
    """Return a growing wait with jitter, so that many clients do not come back together."""
    return first * float(2**attempt) * random.uniform(0.75, 1.25)  # noqa: S311 - no secret


def retry_after(text: str, now: datetime) -> float | None:
    """Return the seconds that a ``Retry-After`` header asks for (RFC 9110, 10.2.3), or None where it says nothing.

    >>> retry_after("12", datetime.now(UTC)), retry_after("soon", datetime.now(UTC))
    (12.0, None)
    """
    if text.strip().isdecimal():
        return float(text.strip()[:12])
    try:
        when = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return max((when - now).total_seconds(), 0.0) if when.tzinfo else None


async def _unpacked(parts: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Decompress gzip by bounded pieces: a bomb never gets larger than one of them before it is counted."""
    engine = zlib.decompressobj(wbits=47)
    async for part in parts:
        rest = part
        while rest:
            yield engine.decompress(rest, _MANY)
            rest = engine.unconsumed_tail
    if not engine.eof:
        raise zlib.error


async def spread(jobs: int, at_once: int, work: Callable[[int], Awaitable[None]]) -> None:
    """Do *work* for 0 to *jobs* - 1, *at_once* at a time; the first error stops all."""
    numbers = iter(range(jobs))

    async def worker() -> None:
        for each in numbers:
            await work(each)

    tasks = [asyncio.create_task(worker()) for _each in range(min(at_once, jobs))]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
