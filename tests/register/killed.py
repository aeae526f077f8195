"""Does one thing to a register again and again, each time killed one point later, until it comes to its end.

``killed.py VERB START FOLDER HOW PLAN`` leaves ``FOLDER/1.db``, ``2.db`` …, each begun as a copy of START, and prints
how each process ended. *HOW* counts the ``statement``s that SQLite carries out, or the system ``call``s by which
it changes files; with ``none`` nobody is killed. Prints 77 where the system lets nobody watch calls.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from register.office import ACTOR
from register.tracing import UNWATCHED, killed_at_call
from synctui.core.plan_file import decode
from synctui.register import create, open_store
from synctui.register.migrations import run

assert run


def act(verb: str, path: Path, plan: Path) -> None:
    """Make, write or take back."""
    if verb == "create":
        create(path, name="Accounton", tax_year=2026, actor=ACTOR)
    elif verb == "apply":
        open_store(path, write=True).apply(decode(plan.read_bytes(), "plan"), ACTOR)
    else:
        open_store(path, write=True).undo(2, ACTOR)


def killed_at_statement(point: int, job: Callable[[], None]) -> int:
    """Do *job* in a child whose connections count their statements and end it at the *point*-th; return its status."""
    child = os.fork()
    if child == 0:
        watch_statements(point)
        job()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def watch_statements(point: int) -> None:
    """Have every new connection count."""
    connect, count = sqlite3.connect, [0]

    def step(_statement: str) -> None:
        count[0] += 1
        if count[0] == point:
            os.kill(os.getpid(), signal.SIGKILL)

    def watched(*args: object, **options: object) -> sqlite3.Connection:
        raw: sqlite3.Connection = connect(*args, **options)  # type: ignore[call-overload]
        raw.set_trace_callback(step)
        return raw

    sqlite3.connect = watched  # type: ignore[assignment]


def main() -> None:
    """Kill later and later, until the job is done or cannot be watched."""
    verb, start, folder, how, plan = sys.argv[1:]
    kill = killed_at_call if how == "call" else killed_at_statement
    for point in range(1, 1000):
        path = Path(folder, f"{point}.db")
        if verb != "create":
            shutil.copy(start, path)
        ended = kill(-1 if how == "none" else point, lambda path=path: act(verb, path, Path(plan)))  # type: ignore[misc]
        print(ended, flush=True)
        if ended in {0, UNWATCHED}:
            break


if __name__ == "__main__":
    main()
