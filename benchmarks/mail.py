"""Invitations to a local server beside a bare loop: ``python benchmarks/mail.py [--mails 5000] [--repeat 3]``.

Both sides send the same mails over the same number of connections to a server in a process of its own. The bare loop
writes each mail with the standard library and sends it with aiosmtplib; ours also checks, writes, stores, claims and
journals every one of them. Printed are mails a second and the ratio, of the whole and of sending alone (the bare loop
then has its mails written beforehand). Nothing is asserted.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import statistics
import tempfile
import time
from collections import deque
from collections.abc import Sequence
from datetime import UTC, date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import aiosmtplib
from ours import ACTOR, TAX_YEAR, delivery_of, filled_register

from synctui.core.catalogue import CHECKLIST
from synctui.core.fields import EMAIL, FIRST_NAME, LAST_NAME, Values
from synctui.core.invite import Asked, Row
from synctui.mail.mailroom import Mailroom
from synctui.mail.message import House, values_of
from synctui.mail.outbox import Sending, Terms
from synctui.mail.smtp import Server, SmtpTransport
from synctui.mail.templates import load
from synctui.register import Store, open_store
from synctui.sources.people import people

CONNECTIONS = 4
FAST = Terms(rate=10**9)
HOUSE = House("Office Example", "tax@office.example", "", "https://portal.example/q/{token}", date(2026, 6, 30))
WORDS = load(Path("none"))


class Taking:
    """A server's handler that takes every mail and keeps none."""

    async def handle_DATA(self, _server: Any, _session: Any, _envelope: Any) -> str:  # noqa: N802 - the server's name
        """Take a mail."""
        return "250 OK"


def serve(pipe: Connection) -> None:
    """Serve on loopback until the process is ended; the port goes through *pipe*."""
    from aiosmtpd.smtp import SMTP as Talk  # noqa: N811

    async def run() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Talk(Taking(), loop=loop), "127.0.0.1", 0)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


def bare_mail(row: Row) -> EmailMessage:
    """Write one mail as a careful script would."""
    values = values_of(HOUSE, row, f"token-{row.client}")
    words = WORDS.fill("invitation", row.language, values)
    mail = EmailMessage(policy=SMTP)
    local, _at, domain = row.address.rpartition("@")
    mail["From"] = Address(HOUSE.firm, "tax", "office.example")
    mail["To"] = Address(f"{row.values[FIRST_NAME]} {row.values[LAST_NAME]}", local, domain)
    mail["Subject"] = words.subject
    mail["Date"] = datetime.now(UTC)
    mail.set_content(words.text)
    mail.add_alternative(words.html, subtype="html")
    return mail


async def bare_sending(port: int, waiting: deque[Any]) -> None:
    """Send rows, written as they go, or mails that are written."""

    async def work() -> None:
        async with aiosmtplib.SMTP(hostname="127.0.0.1", port=port, start_tls=False) as client:
            while waiting:
                one = waiting.popleft()
                await client.send_message(one if isinstance(one, EmailMessage) else bare_mail(one))

    await asyncio.gather(*(work() for _n in range(CONNECTIONS)))


def room(store: Store, port: int) -> Mailroom:
    """Return a mail room that sends to *port* as fast as it can."""
    transport = SmtpTransport(Server("127.0.0.1", port, "none"), CONNECTIONS)
    return Mailroom(store.outbox, HOUSE, WORDS, lambda: transport, permit=lambda: None, terms=FAST)


async def ours(store: Store, port: int) -> tuple[float, float]:
    """Return the seconds of the whole, and of sending what is queued."""
    mails = room(store, port)
    begun = time.perf_counter()
    spent = [0.0]
    run = Sending.run

    async def timed(self: Sending, numbers: Sequence[int]) -> None:
        start = time.perf_counter()
        await run(self, numbers)
        spent[0] = time.perf_counter() - start

    Sending.run = timed  # type: ignore[method-assign]
    try:
        check = mails.check(Asked())
        done = await mails.send(check, ACTOR, lambda _pace: None)
    finally:
        Sending.run = run  # type: ignore[method-assign]
    assert (done.sent, done.whole) == (len(check.rows), True)
    return time.perf_counter() - begun, spent[0]


def register(folder: Path, mails: int) -> Path:
    """Make a register with so many clients to invite."""
    from data import HEADERS, Client

    made: list[Values] = [values for values in people(mails * 2, 2026) if values[EMAIL].isascii()]
    clients = [Client(f"K{at:06}", values) for at, values in enumerate(made[:mails], 1)]
    place = folder / "register.synctui"
    filled_register(place, delivery_of(clients, HEADERS))
    return place


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=5000)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    here, there = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(there,), daemon=True)
    server.start()
    port = here.recv()
    results: list[tuple[float, float, float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        start = register(Path(folder), options.mails)
        for at in range(options.repeat):
            trial = Path(folder) / f"{at}.synctui"
            trial.write_bytes(start.read_bytes())
            results.append(_once(open_store(trial, write=True), port))
    server.terminate()
    whole, sending, bare_whole, bare_alone = (statistics.median(column) for column in zip(*results, strict=True))
    count = options.mails
    print(f"{count} mails, {CONNECTIONS} connections, questionnaire {CHECKLIST['nl']}, assessment year {TAX_YEAR}")
    for what, mine, theirs in (("the whole", whole, bare_whole), ("sending alone", sending, bare_alone)):
        print(f"{what:14} ours {count / mine:6.0f}/s  bare loop {count / theirs:6.0f}/s  ratio {theirs / mine:.2f}")


def _once(store: Store, port: int) -> tuple[float, float, float, float]:
    rows = list(room(store, port).check(Asked()).rows)
    times = []
    for waiting in (deque(rows), deque(map(bare_mail, rows))):
        begun = time.perf_counter()
        asyncio.run(bare_sending(port, waiting))
        times.append(time.perf_counter() - begun)
    whole, sending = asyncio.run(ours(store, port))
    return whole, sending, times[0], times[1]


if __name__ == "__main__":
    main()
