"""Sends invitations again and again, each time killed one step later, and tells what the register says afterwards.

``killed_sender.py START FOLDER PORT`` begins each trial with a copy of the register START. A step is a statement that
changes the register, or one of the talks with the mail server on PORT, before and after. For each trial it prints how
the sender ended and the statuses: as the next start finds them, and after everything was sent that may be sent
without asking. The mails of trial *n* come from ``trial<n>@office.example``.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import aiosmtplib

from mail.desk import HOUSE, NOW, QUICK, silent, statuses
from register.office import ACTOR
from synctui.core.invite import Asked
from synctui.mail.mailroom import Mailroom
from synctui.mail.smtp import Server, SmtpTransport
from synctui.mail.templates import load
from synctui.register import open_store
from synctui.register.migrations import run

assert run


def room(path: Path, trial: int, port: int) -> Mailroom:
    """Return a mail room on the register at *path*."""
    house = HOUSE._replace(sender=f"trial{trial}@office.example")
    transport = SmtpTransport(Server("127.0.0.1", port, "none"), 1, 5)
    store = open_store(path, write=True)
    return Mailroom(
        store.outbox, house, load(Path("none")), lambda: transport, permit=lambda: None, terms=QUICK, clock=lambda: NOW
    )


def send(path: Path, trial: int, port: int, status: str = "not-sent") -> None:
    """Send to everybody with *status*."""
    mails = room(path, trial, port)
    asyncio.run(mails.send(mails.check(Asked(status)), ACTOR, silent))


def killed_at(point: int, job: Callable[[], None]) -> int:
    """Do *job* in a child that is killed at its *point*-th step; return how it ended."""
    child = os.fork()
    if child == 0:
        watch(point)
        job()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def watch(point: int) -> None:
    """Count the steps, and be killed at one of them."""
    count = [0]

    def step() -> None:
        count[0] += 1
        if count[0] == point:
            os.kill(os.getpid(), signal.SIGKILL)

    _watch_statements(step)
    for name in ("mail", "rcpt", "data"):
        _watch_talk(name, step)


def _watch_statements(step: Callable[[], None]) -> None:
    connect = sqlite3.connect

    def told(statement: str) -> None:
        if statement.split(" ", 1)[0] in {"INSERT", "UPDATE", "DELETE", "COMMIT"}:
            step()

    def watched(*args: object, **options: object) -> sqlite3.Connection:
        raw: sqlite3.Connection = connect(*args, **options)  # type: ignore[call-overload]
        raw.set_trace_callback(told)
        return raw

    sqlite3.connect = watched  # type: ignore[assignment]


def _watch_talk(name: str, step: Callable[[], None]) -> None:
    talk = getattr(aiosmtplib.SMTP, name)

    async def watched(*args: object, **options: object) -> object:
        step()
        answer = await talk(*args, **options)
        step()
        return answer

    setattr(aiosmtplib.SMTP, name, watched)


def main() -> None:
    """Kill later and later, until the sending comes to its end."""
    start, folder, port = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    for trial in range(1, 1000):
        path = folder / f"{trial}.db"
        shutil.copy(start, path)
        ended = killed_at(trial, lambda path=path, trial=trial: send(path, trial, port))  # type: ignore[misc]
        store = open_store(path, write=True)
        with store.outbox.sender():
            found = statuses(store)
        for status in ("queued", "not-sent"):
            send(path, trial, port, status)
        print(json.dumps([ended, found, statuses(store)]), flush=True)
        if ended == 0:
            break


if __name__ == "__main__":
    main()
