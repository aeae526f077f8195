"""A small HTTP/1.1 server on asyncio sockets, with the faults that any server can have. Loopback only."""

from __future__ import annotations

import asyncio
import gzip
import json
import time
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from types import TracebackType
from typing import Any, NamedTuple, Self
from urllib.parse import unquote, urlsplit

from synctui.sources.servers.faults import Faults

_PHRASES = {200: "OK", 204: "No Content", 302: "Found", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden"}
_PAGE = b"<!doctype html><html><body>Onderhoud</body></html>"


class Request(NamedTuple):
    """A request. path: decoded; query: decoded, the last of each name; headers: names in lower case; body: as sent."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes = b""


class Response(NamedTuple):
    """An answer. body: what is sent as JSON, or bytes as they are; None for nothing."""

    status: int = 200
    body: Any = None
    headers: tuple[tuple[str, str], ...] = ()


class Server:
    """Answers requests on a port of its own until it is closed. limit: calls in *per* seconds, 0 for any number.

    asked: every request's method and target, as sent. busiest: how many were under way at once, at most.
    """

    def __init__(self, *, limit: int = 0, per: float = 60.0) -> None:
        self.faults = Faults()
        self.asked: list[str] = []
        self.busiest = self._busy = 0
        self._limit, self._per = limit, per
        self._times: deque[float] = deque()
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()

    @property
    def url(self) -> str:
        """The address on which it answers."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def start(self, port: int = 0) -> Self:
        """Begin to answer on *port*, or on any free one."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", port)
        return self

    async def close(self) -> None:
        """Stop answering."""
        assert self._server is not None
        self._server.close()
        for writer in list(self._open):
            writer.close()
        await self._server.wait_closed()

    async def __aenter__(self) -> Self:
        """Start on a free port."""
        return await self.start()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        await self.close()

    def answer(self, request: Request) -> Response:
        """Return the answer to a request that no fault struck."""
        raise NotImplementedError

    def struck(self, request: Request) -> bool:
        """Tell whether faults of data and transport may strike this request."""
        raise NotImplementedError

    def too_fast(self) -> Response:
        """Return how this CRM says *too fast*."""
        return Response(429, {"message": "Too many requests"})

    def over_limit(self) -> bool:
        """Count a call and tell whether it is one too many."""
        now = time.monotonic()
        while self._times and self._times[0] <= now - self._per:
            self._times.popleft()
        self._times.append(now)
        return bool(self._limit) and len(self._times) > self._limit

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while request := await _read(reader, self.asked):
                self._busy += 1
                self.busiest = max(self.busiest, self._busy)
                try:
                    await asyncio.sleep(self.faults.latency)
                    if not await self._respond(request, writer):
                        break
                finally:
                    self._busy -= 1
        self._open.discard(writer)
        writer.close()

    async def _respond(self, request: Request, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; returns whether the connection stays."""
        if self.over_limit():
            return await _send(writer, self.too_fast())
        if self.struck(request):
            if struck := self._fault():
                return await _send(writer, struck)
            for name in ("cut", "drip"):
                if self.faults.hits(name):
                    await _broken(writer, slowly=name == "drip")
                    return False
        response = self.answer(request)
        if self.struck(request) and self.faults.hits("truncated"):
            response = response._replace(body=_encode(response.body)[:-9])
        return await _send(writer, response)

    def _fault(self) -> Response | None:
        """Return the answer of the first fault that strikes."""
        hits = self.faults.hits
        plain = {
            "429": Response(429, {"message": "Too many requests"}),
            "429-retry-after": Response(429, {}, (("Retry-After", "1"),)),
            "429-absurd": Response(429, {}, (("Retry-After", "86400"),)),
            "throttle-403": Response(403, {"ErrorMessage": "Sorry, you are throttling the system"}),
            "500": Response(500, b"oops"),
            "503": Response(503, b"", (("Retry-After", "1"),)),
            "empty": Response(200, b""),
            "html": Response(200, _PAGE, (("Content-Type", "text/html"),)),
            "redirect": Response(302, b"", (("Location", "https://elsewhere.example/"),)),
            "deep": Response(200, b'{"pageCount": 1, "results": [{"x": ' + b"[" * 100_000),
            "nan": Response(200, b'{"results": [], "pageCount": NaN}'),
            "bom": Response(200, b'\xef\xbb\xbf{"results": [], "pageCount": 1}'),
            "wrong-key": self.refusal(),
        }
        for name, response in plain.items():
            if hits(name):
                return response
        if hits("giant"):
            return Response(200, _giant())
        if hits("bomb"):
            return Response(200, _bomb(), (("Content-Encoding", "gzip"),))
        return None

    def refusal(self) -> Response:
        """Return how this CRM refuses a key."""
        return Response(401, {"message": "Unauthorized"})


@cache
def _giant() -> bytes:
    """Return a page larger than any client should take."""
    return b'"' + b"x" * 60_000_000 + b'"'


@cache
def _bomb() -> bytes:
    """Return a small answer that becomes larger still when it is unpacked."""
    return gzip.compress(b" " * 100_000_000, 1)


async def _read(reader: asyncio.StreamReader, asked: list[str]) -> Request | None:
    """Read one request; None where the other side is gone or speaks otherwise."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        return None
    first, *lines = head.split("\r\n")
    method, target, _version = first.split(" ", 2)
    asked.append(f"{method} {target}")
    headers = {name.strip().lower(): value.strip() for name, _colon, value in (x.partition(":") for x in lines if x)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    parts = urlsplit(target)
    pairs = [pair.partition("=") for pair in parts.query.split("&") if pair]
    query = {unquote(name): unquote(value) for name, _equals, value in pairs}
    return Request(method, unquote(parts.path), query, headers, body)


def _encode(body: Any) -> bytes:
    if body is None:
        return b""
    return body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()


async def _send(writer: asyncio.StreamWriter, response: Response) -> bool:
    body = _encode(response.body)
    own = dict(response.headers)
    kind = own.pop("Content-Type", "application/json; charset=utf-8")
    head = [f"HTTP/1.1 {response.status} {_PHRASES.get(response.status, 'Answer')}", f"Content-Type: {kind}"]
    head += [f"Content-Length: {len(body)}", *(f"{name}: {value}" for name, value in own.items())]
    writer.write("\r\n".join([*head, "", ""]).encode("latin-1") + body)
    await writer.drain()
    return True


async def _broken(writer: asyncio.StreamWriter, *, slowly: bool) -> None:
    """Begin an answer of a thousand bytes and break off, or let it drip until the other side gives up."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")
    await writer.drain()
    while slowly and not writer.is_closing():
        await asyncio.sleep(0.05)
        writer.write(b" ")
        await writer.drain()
