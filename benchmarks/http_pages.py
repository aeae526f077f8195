"""Reading a CRM: 250 pages of 400 relations, 50 ms each, limits off: ``python benchmarks/http_pages.py``.

Beside ours stand a sequential httpx loop that keeps the JSON, and bare sockets with as many calls in flight, which
throw away what they read. The ideal is arithmetic: pages, by calls in flight, by latency. The server has a process of
its own and answers from pages that were encoded beforehand. At last the same pages are read twice more, with a tenth of
the relations kept as clients and with all of them. Prints medians of ``RUNS=3``; ``AT_ONCE=6`` sets calls in flight.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import date

PAGES, RELATIONS, LATENCY = 250, 400, 0.05
AT_ONCE, RUNS = (int(os.environ.get(name, default)) for name, default in (("AT_ONCE", "4"), ("RUNS", "3")))
IDEAL = -(-PAGES // AT_ONCE) * LATENCY
Measured = dict[str, float]


def main() -> None:
    """Measure all side by side."""
    with _server() as url:
        rounds = [{name: _apart(name, url) for name in ("floor", "ours", "loop")} for _round in range(RUNS)]
        tenth, everybody = _apart("tenth", url), _apart("everybody", url)
    ours, loop, floor = (
        {key: _median(rounds, name, key) for key in rounds[0][name]} for name in ("ours", "loop", "floor")
    )
    print(f"ideal {IDEAL:.2f} s: {PAGES} pages, {AT_ONCE} in flight; {floor['kept'] / 1e6:.0f} MB of JSON")
    print(f"bare sockets {floor['wall']:.2f} s")
    print(f"ours {ours['wall']:.2f} s, of which {ours['cpu']:.2f} s of processor; {ours['kept']:.0f} relations")
    print(f"sequential httpx loop {loop['wall']:.2f} s, {loop['megabytes']:.0f} MB")
    print(f"ours takes {ours['wall'] / IDEAL:.2f} x the ideal (at most 1.3)")
    print(f"the loop takes {loop['wall'] / ours['wall']:.1f} x as long as ours (at least 3)")
    for told in (tenth, everybody):
        print(f"{told['kept']:.0f} clients kept of the same relations: {told['megabytes']:.0f} MB above the start")


def _median(rounds: list[dict[str, Measured]], name: str, key: str) -> float:
    return statistics.median(each[name][key] for each in rounds)


@contextmanager
def _server() -> Iterator[str]:
    line = [sys.executable, __file__, "serve"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.terminate()


def _apart(name: str, url: str) -> Measured:
    """Measure in a fresh process, so that memory is its own."""
    done = subprocess.run([sys.executable, __file__, name, url], capture_output=True, text=True, check=True)
    found: Measured = json.loads(done.stdout)
    return found


def _encoded() -> list[bytes]:
    """Return the pages; every tenth relation is a sole proprietor, all others are persons."""
    from synctui.sources.servers.people import crowd
    from synctui.sources.servers.pulse_data import relation

    people = crowd(PAGES * RELATIONS)
    rows = [relation(each._replace(kind="proprietor") if at % 10 == 0 else each) for at, each in enumerate(people)]
    size = {"pageCount": PAGES, "pageSize": RELATIONS, "totalRowCount": len(rows)}
    return [
        json.dumps({"results": rows[at * RELATIONS : (at + 1) * RELATIONS], "currentPage": at, **size}).encode()
        for at in range(PAGES)
    ]


async def _serve() -> None:
    pages = _encoded()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                page = int(head.partition(b"page=")[2].partition(b"&")[0])
                await asyncio.sleep(LATENCY)
                body = pages[page]
                start = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
                writer.writelines([start.encode(), body])
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


def _kept(persons: str, companies: str) -> Callable[[str], Awaitable[int]]:
    """Return what reads all, and keeps those whose type is among *persons* as a review would."""

    async def read(url: str) -> int:
        from synctui.core.mapping import resolve, to_spec
        from synctui.core.proposal import propose
        from synctui.core.scope import scoped
        from synctui.sources.address import address
        from synctui.sources.adminpulse import AdminPulse

        source = AdminPulse(address(url), "k", 2026, calls=0, at_once=AT_ONCE)
        delivery = await source.fetch(None, lambda _progress: None)
        spec = to_spec(propose(delivery.table).mapping) | {"kind.person": persons, "kind.company": companies}
        return len(scoped(delivery, resolve(delivery.table, spec), date(2026, 3, 16)).table.rows)

    return read


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


READERS: dict[str, Callable[[str], Awaitable[int]]] = {
    "loop": _loop,
    "floor": _floor,
    "ours": _ours,
    "tenth": _kept("Sole proprietor", "Person"),
    "everybody": _kept("Person,Sole proprietor", "Company"),
}


def _measured(name: str, url: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, worked = time.perf_counter(), time.process_time()
    kept = asyncio.run(_awaited(READERS[name](url)))
    wall, cpu = time.perf_counter() - start, time.process_time() - worked
    used = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(json.dumps({"wall": wall, "cpu": cpu, "kept": kept, "megabytes": used}))


async def _awaited(work: Awaitable[int]) -> int:
    return await work


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["serve"]:
            asyncio.run(_serve())
        case [name, url]:
            import synctui.core.proposal
            import synctui.core.scope
            import synctui.sources.adminpulse  # noqa: F401 - imported before the clock starts

            _measured(name, url)
        case _:
            main()
