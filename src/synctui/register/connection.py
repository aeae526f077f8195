"""Connections to a register's file: opened for one reading or one transaction, with the pragmas measured as safe."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, NullPool, create_engine
from sqlalchemy.exc import DBAPIError

from synctui.register.holder import holder
from synctui.register.trouble import busy, code, told

PATIENCE = 10.0
"""Seconds to wait for another writer before giving up."""

_STEP = 0.5
"""Seconds between two words to whoever waits."""

_SAFE = (
    "PRAGMA foreign_keys = on",
    "PRAGMA synchronous = full",
    "PRAGMA secure_delete = on",
    "PRAGMA trusted_schema = off",
    "PRAGMA temp_store = memory",
    "PRAGMA cache_size = -65536",
)


def rows(connection: Connection, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """Return the whole result as plain tuples, straight from the driver: no cursor stays open."""
    return connection.connection.cursor().execute(statement, tuple(values)).fetchall()  # type: ignore[no-any-return]


def one(connection: Connection, statement: str, values: Sequence[object] = ()) -> tuple[Any, ...] | None:
    """Return the first row, or None."""
    found = rows(connection, statement, values)
    return found[0] if found else None


def many(connection: Connection, statement: str, values: Sequence[tuple[object, ...]]) -> None:
    """Carry out one statement for each tuple of *values*; with none of them do nothing."""
    if values:
        connection.exec_driver_sql(statement, list(values))


def _connected(path: Path, mode: str) -> Connection:
    """Return an open connection; *mode* is SQLite's ``ro`` or ``rw``, so that a missing file is never made."""

    def driver() -> sqlite3.Connection:
        uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
        raw = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=PATIENCE)
        for pragma in (*_SAFE, "PRAGMA query_only = on" if mode == "ro" else "PRAGMA journal_mode = delete"):
            raw.execute(pragma).close()
        return raw

    return create_engine("sqlite://", creator=driver, poolclass=NullPool, hide_parameters=True).connect()


@contextmanager
def reading(path: Path) -> Iterator[Connection]:
    """Give a connection that can only read, within one consistent view. Raises `RegisterError`."""
    try:
        with _readable(path) as connection:
            yield connection
    except (sqlite3.Error, DBAPIError) as error:
        raise told(error, path) from error


def _readable(path: Path) -> Connection:
    """Return a connection with its view taken; a killed writer's transaction is rolled back first."""
    try:
        return _viewing(path)
    except (sqlite3.Error, DBAPIError) as error:
        if not _left_behind(error, path):
            raise
    with _connected(path, "rw") as recovering:
        rows(recovering, "SELECT count(*) FROM sqlite_master")
    return _viewing(path)


def _viewing(path: Path) -> Connection:
    connection = _connected(path, "ro")
    try:
        rows(connection, "BEGIN")
        rows(connection, "SELECT count(*) FROM sqlite_master")
    except BaseException:
        connection.close()
        raise
    return connection


def _left_behind(error: Exception, path: Path) -> bool:
    """Tell whether reading failed for the journal of a writer that was killed."""
    refused = code(error).startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN"))
    return refused and path.with_name(path.name + "-journal").exists()


@contextmanager
def writing(path: Path, patience: float, waiting: Callable[[str], None]) -> Iterator[Connection]:
    """Give a connection inside a transaction: committed at the end, rolled back by any exception.

    Waits up to *patience* seconds for another writer, telling *waiting* who that is. Raises `RegisterError`.
    """
    try:
        with _connected(path, "rw") as connection:
            _begin(connection, path, patience, waiting)
            try:
                yield connection
                connection.commit()
            except BaseException:
                connection.rollback()
                raise
    except (sqlite3.Error, DBAPIError) as error:
        raise told(error, path) from error


def _begin(connection: Connection, path: Path, patience: float, waiting: Callable[[str], None]) -> None:
    """Take the write lock. A deferred transaction would fail at its first write, whatever the time-out."""
    connection.begin()
    until = time.monotonic() + patience
    rows(connection, f"PRAGMA busy_timeout = {int(min(_STEP, patience / 4) * 1000)}")
    while True:
        try:
            rows(connection, "BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if not busy(error) or time.monotonic() >= until:
                raise
            waiting(holder(path))
        else:
            rows(connection, f"PRAGMA busy_timeout = {int(patience * 1000)}")
            return
