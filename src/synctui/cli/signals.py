"""End cleanly on the signals that a dropped connection, a shutdown or a person sends."""

from __future__ import annotations

import signal
from types import FrameType
from typing import NoReturn

CAUGHT = (signal.SIGHUP, signal.SIGTERM)
"""SIGINT is Python's own KeyboardInterrupt; a broken pipe is found when writing."""


class Stopped(SystemExit):
    """A signal asked the program to end. code: 128 + the signal's number.

    A SystemExit, because an event loop lets nothing else through.
    """

    def __init__(self, number: int) -> None:
        super().__init__(128 + number)
        self.exit_code = 128 + number


def catch() -> None:
    """From now on raise `Stopped` in the main thread, so that every ``finally`` and every rollback runs."""
    for number in CAUGHT:
        signal.signal(number, _stop)


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    raise Stopped(number)
