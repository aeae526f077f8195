"""Reading a CRM: 250 pages of 400 relations, 50 ms each, limits off: ``python benchmarks/http_pages.py``.

Beside ours stand a sequential httpx loop that keeps the JSON, and the floor: bare sockets with as many calls in flight,
which read the bytes and throw them away. The
server runs in a process of its own. Prints wall seconds, memory and ratios; ``AT_ONCE=6`` sets the calls in flight.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

PAGES, LATENCY = 250, 0.05
AT_ONCE = int(os.environ.get("AT_ONCE", "4"))


def main() -> None:
    """Measure ours and the loop side by side."""
    with _server() as url:
        results = {name: _apart(name, url) for name in ("loop", "floor", "ours")}
    ours, loop, floor = (results[name] for name in ("ours", "loop", "floor"))
    print(f"ours {ours['wall']:.2f} s, {ours['kept']} relations, {ours['megabytes']:.0f} MB above the start")
    print(f"sequential httpx loop {loop['wall']:.2f} s, {loop['megabytes']:.0f} MB")
    print(f"bare sockets, {AT_ONCE} in flight, {floor['kept'] / 1e6:.0f} MB of JSON: {floor['wall']:.2f} s")
    print(f"ours takes {ours['wall'] / floor['wall']:.2f} x as long (at most 1.3)")
    print(f"the loop takes {loop['wall'] / ours['wall']:.1f} x as long as ours (at least 3)")


@contextmanager
def _server() -> Iterator[str]:
    line = [sys.executable, __file__, "serve"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.terminate()


def _apart(name: str, url: str) -> dict[str, float]:
    """Measure in a fresh process, so that memory is its own."""
    done = subprocess.run([sys.executable, __file__, name, url], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


async def _serve() -> None:
    """Answer from pages that were encoded beforehand: the server must cost nothing."""
    from synctui.sources.servers.people import crowd
    from synctui.sources.servers.pulse_data import relation

    rows = [relation(each) for each in crowd(PAGES * 400)]
    size = {"pageCount": PAGES, "pageSize": 400, "totalRowCount": len(rows)}
    pages = [
        json.dumps({"results": rows[at * 400 : (at + 1) * 400], "currentPage": at, **size}).encode()
        for at in range(PAGES)
    ]
    del rows

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                page = int(head.partition(b"page=")[2].partition(b"&")[0])
                await asyncio.sleep(LATENCY)
                body = pages[page]
                start = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
                writer.write(start.encode() + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


async def _ours(url: str) -> int:
    from synctui.sources.address import address
    from synctui.sources.adminpulse import AdminPulse

    delivery = await AdminPulse(address(url), "k", 2026, calls=0, at_once=AT_ONCE).fetch(None, lambda _progress: None)
    return len(delivery.table.rows)


async def _floor(url: str) -> int:
    numbers = iter(range(PAGES))

    async def worker() -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
        size = 0
        for page in numbers:
            writer.write(f"GET /relations?page={page}&pageSize=400 HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            size += len(await reader.readexactly(int(head.rpartition(b"Content-Length: ")[2])))
        writer.close()
        return size

    return sum(await asyncio.gather(*(worker() for _each in range(AT_ONCE))))


async def _loop(url: str) -> int:
    import httpx

    found = []
    async with httpx.AsyncClient(trust_env=False) as client:
        for page in range(PAGES):
            found += (await client.get(f"{url}/relations?page={page}&pageSize=400")).json()["results"]
    return len(found)


def _measured(name: str, url: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    kept = asyncio.run({"loop": _loop, "floor": _floor, "ours": _ours}[name](url))
    wall = time.perf_counter() - start
    used = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(json.dumps({"wall": wall, "kept": kept, "megabytes": used}))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["serve"]:
            asyncio.run(_serve())
        case [name, url]:
            import synctui.sources.adminpulse  # noqa: F401 - imported before the clock starts

            _measured(name, url)
        case _:
            main()
