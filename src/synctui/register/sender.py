"""Who sends: one process at a time, known by a lock that the system itself takes back when that process dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from synctui.errors import RegisterError
from synctui.i18n import _


@contextmanager
def only_sender(path: Path) -> Iterator[None]:
    """Hold the lock beside the register at *path*. Raises `RegisterError` while another process holds it."""
    place = path.with_name(f"{path.name}.sending")
    try:
        handle = _opened(place, path)
    except OSError as error:
        raise RegisterError(
            _("The file {path} cannot be made: {reason}.").format(path=place, reason=error.strerror),
            _("Nothing was sent. Make the register's folder writable for this user."),
        ) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise RegisterError(
            _("Invitations of this register are being sent by another process."),
            _("Nothing was sent by this one. Wait until the other is done and look at the last check again."),
        ) from error
    finally:
        os.close(handle)


def somebody_sends(path: Path) -> bool:
    """Tell whether a process holds the lock beside the register at *path*; writes nothing."""
    try:
        handle = os.open(path.with_name(f"{path.name}.sending"), os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    except OSError:
        return True  # not ours to look into: nothing is settled behind anybody's back
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(handle)


def _opened(place: Path, register: Path) -> int:
    """Open the lock's file, as private as the register is; a link is not followed."""
    handle = os.open(place, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    like = register.stat()
    if os.fstat(handle).st_uid == os.geteuid() and like.st_mode & 0o060:
        os.fchown(handle, -1, like.st_gid)
        os.fchmod(handle, 0o660)
    return handle
