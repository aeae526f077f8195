"""Bytes of a file, read once: only regular files of a sane size, so that nothing hangs and nothing moves meanwhile."""

from __future__ import annotations

import hashlib
import os
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from synctui.errors import InputError
from synctui.i18n import _

MAX_FILE = 128 * 1024 * 1024
"""The largest file that is read, in bytes; 100,000 clients in a workbook take about a tenth of it."""

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class Content(NamedTuple):
    """A file's bytes, their SHA-256, and when it was last changed (UTC, ISO 8601)."""

    data: bytes
    fingerprint: str
    changed: str


def read(path: Path) -> Content:
    """Return the content of a regular file. Raises `InputError` for everything else, and never waits."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            status = os.fstat(descriptor)
            _check(path, status)
            data = _whole(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise _unreadable(path, error) from None
    changed = datetime.fromtimestamp(int(status.st_mtime), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Content(data, hashlib.sha256(data).hexdigest(), changed)


def _whole(descriptor: int) -> bytes:
    with open(descriptor, "rb", closefd=False) as file:
        return file.read(MAX_FILE)


def _check(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise _not_regular(path, status.st_mode)
    if status.st_size > MAX_FILE:
        raise InputError(
            _("{path} is larger than {size} MB.").format(path=path, size=MAX_FILE // 1024**2),
            _("Save a copy with the client list alone."),
        )


def _unreadable(path: Path, error: OSError) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError(
            _("There is no file {path}.").format(path=path), _("Check the name, or copy the file to this machine.")
        )
    return InputError(
        _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror or type(error).__name__),
        _("Check its permissions, or copy it again."),
    )


def _not_regular(path: Path, mode: int) -> InputError:
    kind = next((name for test, name in _KINDS if test(mode)), "not a regular file")
    return InputError(
        _("{path} is {kind}, not a file.").format(path=path, kind=kind), _("Save the list as a file and name that.")
    )
