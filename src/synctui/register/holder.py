"""Who holds a register's lock, as far as the system tells."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

_LOCKS = Path("/proc/locks")


def holder(path: Path) -> str:
    """Return the process that holds a lock on the file at *path*: name, number and login; empty where unknown.

    Linux lists locks in ``/proc/locks``; the file itself is not opened, for closing it would drop our own locks.
    """
    try:
        inode = str(path.stat().st_ino)
        lines = _LOCKS.read_text().splitlines()
    except OSError:
        return ""
    owners = [int(line.split()[4]) for line in lines if _about(line, inode)]
    return next((_name(pid) for pid in owners if pid > 0), "")


def _about(line: str, inode: str) -> bool:
    """Tell whether a line is a write lock on a file; such as ``1: POSIX ADVISORY WRITE 77 08:01:4711 0 9``."""
    parts = line.split()
    return len(parts) >= 6 and parts[1:4:2] == ["POSIX", "WRITE"] and parts[5].rsplit(":", 1)[-1] == inode


def _name(pid: int) -> str:
    process = Path("/proc", str(pid))
    try:
        login = pwd.getpwuid(process.stat().st_uid).pw_name
        program = (process / "comm").read_text().strip()
    except (OSError, KeyError):
        return str(pid)
    return f"{program} ({pid}, {login})" if pid != os.getpid() else f"{program} ({pid})"
