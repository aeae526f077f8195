"""The one place that speaks HTTP: bounded, patient, and silent about keys. The only importer of httpx.

A call goes out when the pace allows it, is tried again on what passes by itself (a fault of the connection, 429, 5xx,
a CRM's own way of saying *too fast*), and comes back as status, headers and body. Redirects are not followed: a
credential would go along. No error says more of an address than host and port, for a key can be part of the path.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import zlib
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import NamedTuple, Self

import httpx

from synctui.config.check import local
from synctui.errors import SourceError
from synctui.i18n import N_, _, number
from synctui.sources.address import Address
from synctui.sources.answers import Answer, standing, too_many
from synctui.sources.pace import Meter, Pace, Words, backoff, limited, retry_after

for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)  # they would write addresses, keys included

_MANY = 64 * 1024
_NO_ANSWER, _NO_CONNECTION = N_("no answer"), N_("no connection")
_CAUSES: tuple[tuple[type[Exception], str, str], ...] = (
    (httpx.ConnectTimeout, N_("it did not answer in time"), _NO_ANSWER),
    (httpx.TimeoutException, N_("it stopped answering"), _NO_ANSWER),
    (TimeoutError, N_("it answers too slowly"), _NO_ANSWER),
    (socket.gaierror, N_("nobody knows that name here (DNS)"), _NO_CONNECTION),
    (httpx.ConnectError, N_("there is no connection to it"), _NO_CONNECTION),
    (httpx.ProtocolError, N_("it broke off in the middle of an answer"), _NO_CONNECTION),
    (httpx.NetworkError, N_("the connection broke"), _NO_CONNECTION),
    (zlib.error, N_("its compressed answer is broken"), _NO_ANSWER),
    (Exception, N_("the connection failed"), _NO_CONNECTION),
)
"""What went wrong → how an error says it, and how a wait does."""


class _Trouble(NamedTuple):
    """What passes by itself. why: in words; wait: seconds until the next attempt, as *words* tell them."""

    why: str
    wait: float
    words: Words


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
        """Ask for *path* (below the base, query included, already encoded) until there is an answer that stands.

        Raises `SourceError`, which names *place* and the cause, once the patience is at its end.
        """
        why = ""
        for attempt in range(1, self.patience.tries + 1):
            await self.pace.turn(self.meter.tell)
            found = await self._attempt(path, headers, place, attempt)
            if isinstance(found, Answer):
                return standing(found, self.base, place)
            if attempt < self.patience.tries:
                self.pace.hold(found.wait, found.words)
            why = found.why
        raise SourceError(
            _("{host} did not give {place}: {why}.").format(host=self.base.endpoint, place=place, why=why),
            _("Nothing was used of what came. Try again in a while; what is there is not asked again."),
        )

    async def _attempt(self, path: str, headers: Mapping[str, str], place: str, attempt: int) -> Answer | _Trouble:
        """Ask once; returns what came, or why it has to be asked again."""
        try:
            answer = await self._once(path, headers, place)
        except (httpx.HTTPError, TimeoutError, zlib.error, OSError) as error:
            why, short = self._reason(error)
            return _Trouble(why, backoff(self.patience.first, attempt), self._again(short, attempt))
        if self._throttled(answer):
            wait = self._asked(answer, backoff(self.patience.throttled, attempt))
            return _Trouble(_("it says that we are too fast"), wait, limited)
        if answer.status >= 500:
            why, short = _fault(answer.status)
            wait = self._asked(answer, backoff(self.patience.first, attempt))
            return _Trouble(why, wait, self._again(short, attempt))
        return answer

    def _again(self, why: str, attempt: int) -> Words:
        """Return how the wait before the next attempt is told."""
        text = _("{why}, trying again in {n} s · attempt {k} of {of}")
        return lambda n: text.format(why=why, n=number(n), k=attempt + 1, of=self.patience.tries)

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
        async for part in _unpacked(answer.aiter_raw()) if packed else answer.aiter_raw():
            size += len(part)
            self._received += len(part)
            if size > self.patience.answer:
                raise self._too_much(place, self.patience.answer)
            if self._received > self.patience.total:
                raise self._too_much(_("all that came"), self.patience.total)
            parts.append(part)
        return b"".join(parts)

    def _too_much(self, what: str, limit: int) -> SourceError:
        return SourceError(
            _("{host} sends more than fits: {place} is over {n} MB.").format(
                host=self.base.place, place=what, n=number(limit // 1_000_000)
            ),
            _("Check that the address is the CRM's own; nothing was used of what came."),
        )

    def _asked(self, answer: Answer, otherwise: float) -> float:
        """Return how long the answer asks to wait, *otherwise* where it does not. Raises `SourceError` if too long."""
        asked = retry_after(answer.headers.get("retry-after", ""), datetime.now(UTC))
        if asked is None:
            return otherwise
        if asked > self.patience.longest:
            raise SourceError(
                _("{host} asks to wait {n} seconds before the next call.").format(
                    host=self.base.place, n=number(round(asked))
                ),
                _("That is too long to stay for. Try again later."),
            )
        return asked

    def _reason(self, error: Exception) -> tuple[str, str]:
        """Return the cause in words, never with the library's own text: it may hold the address."""
        if isinstance(error, httpx.ConnectError) and "CERTIFICATE" in str(error).upper():
            raise SourceError(
                _("{host} shows a certificate that is not trusted.").format(host=self.base.place),
                _("Check the address and the clock. For an authority of your own set SSL_CERT_FILE to its file."),
            ) from None
        behind = {type(each) for each in _chain(error)}
        long, short = next(words for kind, *words in _CAUSES if any(issubclass(each, kind) for each in behind))
        return _(long), _(short)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Give an error and what it came from."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _fault(status: int) -> tuple[str, str]:
    """Return how a status of 500 and more is told: in an error, and in a wait."""
    short = _("server busy ({status})") if status == 503 else _("server fault ({status})")
    return _("it has a fault of its own ({status})").format(status=status), short.format(status=status)


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
