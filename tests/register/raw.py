"""The file of a register as another program has it: looked at, changed, locked."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def mode(path: Path) -> int:
    """Return a file's rights."""
    return stat.S_IMODE(path.stat().st_mode)


def pragma(path: Path, name: str) -> object:
    """Return what a bare connection finds in the file."""
    raw = sqlite3.connect(path)
    try:
        return raw.execute(f"PRAGMA {name}").fetchone()[0]
    finally:
        raw.close()


def alter(path: Path, *statements: str) -> None:
    """Change the file as another program would."""
    raw = sqlite3.connect(path)
    for statement in statements:
        raw.execute(statement)
    raw.commit()
    raw.close()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the file's lock on a connection of its own."""
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        raw.close()
