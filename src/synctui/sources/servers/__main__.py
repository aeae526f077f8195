"""Start one local CRM on a port: ``python -m synctui.sources.servers adminpulse --port 8100 [--fault NAME]``."""

from __future__ import annotations

import argparse
import asyncio
import sys
from contextlib import suppress

from synctui.sources.servers import adminconsult, adminpulse
from synctui.sources.servers.base import Server
from synctui.sources.servers.faults import NAMES
from synctui.sources.servers.people import crowd

KINDS = {"adminpulse": adminpulse, "adminconsult": adminconsult}


def main(arguments: list[str] | None = None) -> None:
    """Answer until interrupted; the address and the made-up key are printed."""
    parser = argparse.ArgumentParser(prog="python -m synctui.sources.servers", description=__doc__)
    parser.add_argument("crm", choices=list(KINDS))
    parser.add_argument("--port", type=int, default=0, help="by default any free one")
    parser.add_argument("--limit", type=int, default=0, help="calls a minute; by default any number")
    parser.add_argument("--latency", type=float, default=0.0, metavar="SECONDS", help="how long each answer takes")
    parser.add_argument(
        "--people", type=int, default=0, metavar="N", help="so many made-up people in place of the office"
    )
    parser.add_argument("--fault", action="append", default=[], choices=NAMES, help="may be repeated")
    told = parser.parse_args(arguments)
    relations = crowd(told.people) if told.people else None
    made = {"adminpulse": adminpulse.AdminPulseServer, "adminconsult": adminconsult.AdminConsultServer}
    server: Server = made[told.crm](relations, limit=told.limit)
    server.faults.latency = told.latency
    for name in told.fault:
        server.faults.switch(name)
    with suppress(KeyboardInterrupt):
        asyncio.run(_forever(server, told.port, KINDS[told.crm].KEY))


async def _forever(server: Server, port: int, key: str) -> None:
    await server.start(port)
    sys.stdout.write(f"{server.url}  key {key}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    main()
