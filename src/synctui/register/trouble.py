"""What the database says, in words: what happened to which register, and the next step. Never a value of a row."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from synctui.errors import RegisterError
from synctui.i18n import _
from synctui.register.holder import holder


def code(error: Exception) -> str:
    """Return SQLite's name of an error (``SQLITE_BUSY`` …), also of one that SQLAlchemy wrapped; empty for others."""
    name: str = getattr(getattr(error, "orig", None) or error, "sqlite_errorname", "")
    return name


def busy(error: Exception) -> bool:
    """Tell whether another connection holds the lock."""
    return code(error).startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def told(error: Exception, path: Path) -> RegisterError:
    """Return the error that says what *error* means for the register at *path*."""
    name = code(error)
    if busy(error):
        return in_use(path)
    for start, tell in _TOLD.items():
        if name.startswith(start):
            return tell(path)
    plain = getattr(error, "orig", None) or error
    text = str(plain) if isinstance(plain, sqlite3.Error) else type(plain).__name__
    return RegisterError(
        _("The register {path} answers: {text}.").format(path=path, text=text),
        _("Nothing was changed. Please report this."),
    )


def in_use(path: Path) -> RegisterError:
    """Return the error for a register that another process keeps locked."""
    who = holder(path) or _("another program")
    return RegisterError(
        _("The register {path} is in use by {who}.").format(path=path, who=who),
        _("Nothing was changed. Wait until that is done, or end it, and try again."),
    )


def moved(path: Path) -> RegisterError:
    """Return the error for a file that was replaced or deleted while it was in use."""
    return RegisterError(
        _("The file {path} was replaced, moved or deleted while it was open.").format(path=path),
        _("Look at 'synctui runs' to see what stands in it now, and try again."),
    )


def damaged(path: Path) -> RegisterError:
    """Return the error for a file that SQLite finds cut or mixed up."""
    return RegisterError(
        _("The register {path} is damaged: it is cut off, or some of its pages are wrong.").format(path=path),
        _("It was not written to. Put the newest copy that is whole in its place."),
    )


def _read_only(path: Path) -> RegisterError:
    return RegisterError(
        _("The register {path} cannot be written: the file, its folder {folder} or the medium is read-only.").format(
            path=path, folder=path.absolute().parent
        ),
        _("It can be looked at. To change it, make the file and its folder writable for this user."),
    )


def _full(path: Path) -> RegisterError:
    size = path.stat().st_size if path.exists() else 0
    free = shutil.disk_usage(path.absolute().parent).free
    return RegisterError(
        _("The disk of {path} is full: {free} MB are free.").format(path=path, free=free >> 20),
        _("Nothing was changed. Make room for {needed} MB and try again.").format(needed=(size >> 20) * 2 + 10),
    )


def _disk(path: Path) -> RegisterError:
    return RegisterError(
        _("The disk of {path} refused to read or write.").format(path=path),
        _("The register is as it was before. Check the disk or the network drive, then try again."),
    )


def _not_opened(path: Path) -> RegisterError:
    return RegisterError(
        _("The register {path} cannot be opened, or no file can be made beside it.").format(path=path),
        _("Check the rights on the file and its folder, and that the disk has room for one more file."),
    )


_TOLD = {
    "SQLITE_READONLY_DBMOVED": moved,
    "SQLITE_READONLY": _read_only,
    "SQLITE_FULL": _full,
    "SQLITE_IOERR": _disk,
    "SQLITE_CORRUPT": damaged,
    "SQLITE_NOTADB": damaged,
    "SQLITE_CANTOPEN": _not_opened,
    "SQLITE_PERM": _not_opened,
}
"""Beginnings of SQLite's names of errors, the special ones before the general ones."""
