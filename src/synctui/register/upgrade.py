"""Bring an older register to this program's tables: in the first transaction that writes, with a copy made before."""

from __future__ import annotations

import os
import secrets
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from synctui.register.connection import Readable, one, reading
from synctui.register.schema import VERSION

if TYPE_CHECKING:
    from sqlalchemy import Connection


def version(connection: Readable) -> int:
    """Return the number of the newest migration that the connection's file has seen."""
    found = one(connection, "PRAGMA user_version")
    return int(found[0]) if found else 0


def bring_up(connection: Connection, path: Path) -> None:
    """Where the tables at *path* are older than this program, copy the file and migrate in *connection*'s transaction.

    The copy lies beside the register, as private as the register is, and is named after the version in it.
    """
    found = version(connection)
    if found < VERSION:
        _copy(path, path.with_name(f"{path.name}.v{found}"))
        from synctui.register.migrations.run import upgrade

        upgrade(connection)


def _copy(path: Path, target: Path) -> None:
    """Copy by SQLite's own means, which alone gives a whole file; *target* appears whole or not at all."""
    draft = target.with_name(f".synctui-{secrets.token_hex(6)}.tmp")
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with reading(path) as connection:
            written = sqlite3.connect(draft)
            connection.connection.backup(written)
            written.close()
        draft.chmod(path.stat().st_mode & 0o660)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
