"""The two streams: data goes to stdout whole or fails aloud, everything said to a person goes to stderr."""

from __future__ import annotations

import contextlib
import sys

from synctui.core.visible import visible
from synctui.errors import OutputError
from synctui.i18n import _


def write(data: bytes | str) -> None:
    """Write *data* to stdout. Raises `OutputError` where it is closed or full; a broken pipe passes through."""
    if sys.stdout is None:
        raise OutputError(_("Standard output is closed."), _("Give the program a place to write to."))
    try:
        if isinstance(data, str):
            sys.stdout.write(data)
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(
            _("Standard output takes no more: {reason}.").format(reason=error.strerror),
            _("Make room, or write elsewhere; what was printed is not complete."),
        ) from error


def say(text: str) -> None:
    """Write one line to stderr; a stderr that nobody reads is no reason to stop."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(f"{text}\n")
            sys.stderr.flush()


def complain(what: str, next_step: str = "") -> None:
    """Say on stderr what happened to what, and on the next line what to do; data in it steers no terminal."""
    told = what.splitlines() or [""]
    for line in (f"synctui: {told[0]}", *(f"  {each}" for each in (*told[1:], *next_step.splitlines()))):
        say(visible(line))


def on_terminal() -> bool:
    """Return whether stderr is a terminal that progress can be drawn on."""
    return sys.stderr is not None and sys.stderr.isatty()


def can_ask() -> bool:
    """Return whether a person can be asked: stdin is a terminal, and so is stderr, where questions are put."""
    return sys.stdin is not None and sys.stdin.isatty() and on_terminal()
