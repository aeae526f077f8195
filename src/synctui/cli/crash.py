"""Tell about a bug without telling about clients: the path through the code, never a value."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from pathlib import Path

from synctui import __version__
from synctui.cli.out import complain
from synctui.config import state_folder
from synctui.errors import Exit
from synctui.i18n import _


def crashed(error: BaseException) -> int:
    """Write a report on *error* to a new 0600 file in the state folder, name it on stderr, return exit code 1."""
    report = told(error)
    try:
        place = str(_saved(report))
    except OSError:
        sys.stderr.write(report)
        place = _("the lines above")
    complain(
        _("Something unexpected happened: {kind}.").format(kind=type(error).__name__),
        _("This is a bug. Please report it with {place}; it holds no client data.").format(place=place),
    )
    return Exit.BUG


def told(error: BaseException) -> str:
    """Return where *error* came from: types and code lines; no message and no local, as both may hold a name."""
    lines = [f"synctui {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n"]
    each: BaseException | None = error
    while each is not None:
        frames = traceback.extract_tb(each.__traceback__)
        lines += [f"{type(each).__module__}.{type(each).__qualname__}\n"]
        lines += [f"  {frame.filename}:{frame.lineno} {frame.name}\n" for frame in frames]
        each = each.__cause__ or each.__context__
    return "".join(lines)


def _saved(report: str) -> Path:
    folder = state_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(prefix="crash-", suffix=".log", dir=folder)  # made 0600
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(report)
    return Path(name)
