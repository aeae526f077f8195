"""Progress on one line of a terminal; nowhere else."""

from __future__ import annotations

import contextlib
import os
import sys

from synctui.cli.common import Common
from synctui.cli.out import on_terminal
from synctui.core.ports import Progress, Report
from synctui.core.visible import visible
from synctui.i18n import N_, _, number

STEPS = {
    "fetch": N_("Fetching"),
    "read": N_("Reading"),
    "validate": N_("Checking"),
    "link": N_("Linking"),
    "compare": N_("Comparing"),
    "apply": N_("Applying"),
    "send": N_("Sending"),
}


def reporter(common: Common) -> Report:
    """Return what draws progress on stderr, or nothing where that is no terminal, a dumb one, or *quiet* was asked."""
    able = on_terminal() and os.environ.get("TERM") != "dumb"
    return _draw if able and not common.quiet else _nothing


def clear(common: Common) -> None:
    """Take the line of progress away, so that what follows starts on an empty one."""
    if reporter(common) is _draw:
        _write("\r\x1b[K")


def _draw(progress: Progress) -> None:
    of = f"{number(progress.done)}/{number(progress.total)}" if progress.total else ""
    _write(f"\r\x1b[K{_(STEPS.get(progress.step, progress.step))} {of} {visible(progress.note)}"[:79])


def _nothing(_progress: Progress) -> None:
    pass


def _write(text: str) -> None:
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(text)
        sys.stderr.flush()
