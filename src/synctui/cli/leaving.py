"""End the app on a signal, on a terminal that is gone, and on one that takes no more output.

Painting blocks the event loop once a terminal stops reading, and then neither a loop's handler nor an exception ends
the app. So a signal starts a thread: it saves, waits a moment for the clean way out, else ends the process.
"""

from __future__ import annotations

import os
import select
import signal
import termios
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, NoReturn

from synctui.cli.signals import CAUGHT

PATIENCE = 2.0
"""Seconds that the clean way may take; on a live terminal it takes less than half of one."""
_PLAIN = b"\x1b[?1049l\x1b[?25h\x1b[?7h\x1b[?2004l\x1b[?1004l\x1b[<u\x1b[0m"
"""The screen as it was, the cursor, line wrap; no reports of paste or focus, no keyboard protocol, no colour."""


@contextmanager
def leaving(leave: Callable[[int], None], save: Callable[[], None]) -> Iterator[None]:
    """While an app is drawn: on a signal, *save* in a thread and ask the app to *leave* with an exit code.

    Both must be callable from anywhere at any time and may be called twice. The process ends within `PATIENCE`,
    whatever the app does. A terminal that was closed counts as SIGHUP, also where the system sends none.
    """
    over = threading.Event()
    modes = _modes()

    def caught(number: int, _frame: FrameType | None) -> None:
        threading.Thread(target=_end, args=(number, save, over, modes), daemon=True).start()
        leave(128 + number)

    before = {number: signal.signal(number, caught) for number in (*CAUGHT, signal.SIGINT)}
    threading.Thread(target=_watch, args=(over,), daemon=True).start()
    try:
        yield
    finally:
        over.set()
        for number, handler in before.items():
            signal.signal(number, handler)
        _let_go()


def _end(number: int, save: Callable[[], None], over: threading.Event, modes: list[Any]) -> None:
    """Save, and end the process unless it is over by itself in time."""
    end = time.monotonic() + PATIENCE
    saving = threading.Thread(target=save, daemon=True)
    saving.start()
    saving.join(PATIENCE)
    if not over.wait(max(0.0, end - time.monotonic())):
        _force(128 + number, modes)


def _force(code: int, modes: list[Any]) -> NoReturn:
    """Leave the terminal as plain as it lets us without waiting for it, and end the process."""
    with suppress(OSError, termios.error):
        termios.tcsetattr(0, termios.TCSANOW, modes)
        os.set_blocking(2, False)
        os.write(2, _PLAIN)
    with suppress(OSError):
        os.set_blocking(2, True)  # the shell shares it
    os._exit(code)


def _let_go() -> None:
    """Write into nothing from now on where the terminal is gone: else what is left to flush spoils the exit code."""
    watched = select.poll()
    watched.register(0, 0)
    if watched.poll(0):
        nothing = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(nothing, stream)
        os.close(nothing)


def _modes() -> list[Any]:
    with suppress(OSError, termios.error):
        return termios.tcgetattr(0)
    return []


def _watch(over: threading.Event) -> None:
    """Wait until nobody holds the other end of the terminal, and send the signal that the system may not have sent."""
    watched = select.poll()
    watched.register(0, 0)
    watched.poll()
    if not over.is_set():
        os.kill(os.getpid(), signal.SIGHUP)
