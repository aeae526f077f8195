"""Files written whole or not at all: a temporary file beside the target, flushed to the disk, then renamed over it."""

from __future__ import annotations

import os
import secrets
import stat
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from synctui.core.paths import is_folder
from synctui.errors import OutputError
from synctui.i18n import _

_PATTERN = ".synctui-*.tmp"
_STALE = 3600
"""After how many seconds a temporary file of a killed process is removed."""
_SIDE_FILES = ("", "-journal", "-wal", "-shm")
"""What stands beside a SQLite file and belongs to it."""


def write_file(path: Path, content: bytes | Callable[[BinaryIO], None], protected: Iterable[str | Path] = ()) -> None:
    """Write *content* to *path*, readable by its owner alone; a file that is there is replaced whole.

    A link is replaced itself, what it points to stays. protected: files, or ``sqlite:///`` addresses, that must not be
    replaced. Raises `OutputError` where the file cannot be written; nothing is left behind then.
    """
    _check_target(path)
    _check_protected(path, protected)
    _sweep(path.parent)
    draft = path.with_name(f".synctui-{secrets.token_hex(8)}.tmp")
    try:
        _write(draft, content)
        draft.replace(path)
    except OSError as error:
        raise OutputError(
            _("{path} could not be written: {reason}.").format(path=path, reason=error.strerror or error),
            _("Free some space or choose another folder; what was there is unchanged."),
        ) from None
    finally:
        with suppress(OSError):  # nothing was made, or it has its name by now
            draft.unlink()
    _sync_folder(path.parent)


def _write(draft: Path, content: bytes | Callable[[BinaryIO], None]) -> None:
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        if isinstance(content, bytes):
            file.write(content)
        else:
            content(file)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Flush a folder's entries to the disk, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _sweep(folder: Path) -> None:
    """Remove temporary files that a killed process left behind."""
    for left in folder.glob(_PATTERN):
        with suppress(OSError):
            if time.time() - left.lstat().st_mtime > _STALE:
                left.unlink()


def _check_target(path: Path) -> None:
    if not is_folder(path.parent):
        raise OutputError(
            _("There is no folder {folder}.").format(folder=path.parent), _("Make it first, or choose another one.")
        )
    try:
        mode = path.stat().st_mode
    except OSError:  # nothing there, or a link to nothing: both are replaced
        return
    if stat.S_ISDIR(mode):
        raise OutputError(_("{path} is a folder.").format(path=path), _("Name a file in it."))
    if not stat.S_ISREG(mode):
        raise OutputError(_("{path} is not a regular file.").format(path=path), _("Name a file."))


def _check_protected(path: Path, protected: Iterable[str | Path]) -> None:
    for each in protected:
        kept = Path(str(each).removeprefix("sqlite:///"))
        for suffix in _SIDE_FILES:
            if _same(path, kept.with_name(kept.name + suffix) if suffix else kept):
                raise OutputError(
                    _("{path} is the source or the register itself; it is never overwritten.").format(path=path),
                    _("Choose another name."),
                )


def _same(path: Path, kept: Path) -> bool:
    """Whether writing *path* would replace *kept*: the same name in the same folder, or the same file."""
    if os.path.realpath(path.parent) == os.path.realpath(kept.parent) and path.name == kept.name:
        return True
    try:
        return os.path.samestat(path.lstat(), kept.stat())
    except OSError:
        return False
