"""Where a register lies: from what is typed to a file, and what kind of file that is."""

from __future__ import annotations

import stat
from pathlib import Path
from shlex import quote
from typing import NamedTuple
from urllib.parse import unquote

from synctui.errors import RegisterError
from synctui.i18n import _

_SQLITE = "sqlite:///"
_KINDS = (
    (b"PK\x03\x04", "an Excel workbook or another zip file"),
    (b"\xd0\xcf\x11\xe0", "an old or protected Office file"),
    (b"%PDF", "a PDF file"),
)


class Identity(NamedTuple):
    """Which file it is, whatever its name: the device and the number of its inode."""

    device: int
    inode: int


def path_of(url: str | Path) -> Path:
    """Return the file that ``sqlite:///PATH`` or a plain path names. Raises `RegisterError` for another database."""
    text = str(url)
    if text.startswith(_SQLITE):
        return Path(unquote(text.removeprefix(_SQLITE)))
    if "://" in text:
        raise RegisterError(
            _("{kind} is no kind of register that this version can open.").format(kind=text.split("://", 1)[0] + "://"),
            _("Give the path of a file, or sqlite:///PATH."),
        )
    return Path(text)


def identity(path: Path) -> Identity:
    """Return which file stands at *path*. Raises `RegisterError` when there is none, or something else than a file."""
    try:
        found = path.stat()
    except FileNotFoundError as error:
        raise missing(path) from error
    except OSError as error:
        raise RegisterError(
            _("The register {path} cannot be reached: {reason}.").format(path=path, reason=error.strerror),
            _("Check the path and your rights on its folder."),
        ) from error
    if not stat.S_ISREG(found.st_mode):
        kind = _("a folder") if stat.S_ISDIR(found.st_mode) else _("no regular file")
        raise not_ours(path, kind)
    if not found.st_size:
        raise not_ours(path, _("an empty file"))
    return Identity(found.st_dev, found.st_ino)


def missing(path: Path) -> RegisterError:
    """Return the error for a path where nothing is."""
    return RegisterError(
        _("There is no register at {path}.").format(path=path),
        _("To make one: synctui init --register {path}").format(path=quote(str(path))),
    )


def not_ours(path: Path, kind: str) -> RegisterError:
    """Return the error for a file that is something else."""
    return RegisterError(
        _("{path} is {kind}, not a register.").format(path=path, kind=kind),
        _("It was not touched. Give the path of a register, or make one: synctui init --register PATH"),
    )


def foreign_kind(path: Path) -> str:
    """Return what a file that is no SQLite database seems to be; only for such a file, which we hold no lock on."""
    with path.open("rb") as file:
        head = file.read(8)
    return next((_(kind) for start, kind in _KINDS if head.startswith(start)), _("a file of another kind"))
