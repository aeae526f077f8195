"""Connections to a register's file: opened for one reading or one transaction, with the pragmas measured as safe."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote

from synctui.register.holder import holder
from synctui.register.trouble import busy, code, told

if TYPE_CHECKING:
    from sqlalchemy import Connection

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


class Readable(Protocol):
    """A connection that can be asked: a `View`, or SQLAlchemy's within a transaction."""

    @property
    def connection(self) -> Any:
        """The driver's own connection."""


class View:
    """A connection that can only read. SQLAlchemy takes a tenth of a second to import and is left to what writes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __enter__(self) -> View:
        return self

    def __exit__(self, *_error: object) -> None:
        self.connection.close()


def rows(connection: Readable, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """Return the whole result as plain tuples, straight from the driver: no cursor stays open."""
    return connection.connection.cursor().execute(statement, tuple(values)).fetchall()  # type: ignore[no-any-return]


def one(connection: Readable, statement: str, values: Sequence[object] = ()) -> tuple[Any, ...] | None:
    """Return the first row, or None."""
    found = rows(connection, statement, values)
    return found[0] if found else None


def many(connection: Connection, statement: str, values: Sequence[tuple[object, ...]]) -> None:
    """Carry out one statement for each tuple of *values*; with none of them do nothing."""
    if values:
        connection.exec_driver_sql(statement, list(values))


def _driver(path: Path, mode: str) -> sqlite3.Connection:
    """Return an open connection; *mode* is SQLite's ``ro`` or ``rw``, so that a missing file is never made."""
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
    raw = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=PATIENCE)
    for pragma in (*_SAFE, "PRAGMA query_only = on" if mode == "ro" else "PRAGMA journal_mode = delete"):
        raw.execute(pragma).close()
    return raw


@contextmanager
def reading(path: Path) -> Iterator[View]:
    """Give a connection that can only read, within one consistent view. Raises `RegisterError`."""
    try:
        with _readable(path) as view:
            yield view
    except sqlite3.Error as error:
        raise told(error, path) from error


def _readable(path: Path) -> View:
    """Return a connection with its view taken; a killed writer's transaction is rolled back first."""
    try:
        return _viewing(path)
    except sqlite3.Error as error:
        if not _left_behind(error, path):
            raise
    with View(_driver(path, "rw")) as recovering:
        rows(recovering, "SELECT count(*) FROM sqlite_master")
    return _viewing(path)


def _viewing(path: Path) -> View:
    view = View(_driver(path, "ro"))
    try:
        rows(view, "BEGIN")
        rows(view, "SELECT count(*) FROM sqlite_master")
    except BaseException:
        view.connection.close()
        raise
    return view


def _left_behind(error: Exception, path: Path) -> bool:
    """Tell whether reading failed for the journal of a writer that was killed."""
    refused = code(error).startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN"))
    return refused and path.with_name(path.name + "-journal").exists()


@contextmanager
def writing(path: Path, patience: float, waiting: Callable[[str], None]) -> Iterator[Connection]:
    """Give a connection inside a transaction: committed at the end, rolled back by any exception.

    Waits up to *patience* seconds for another writer, telling *waiting* who that is. Raises `RegisterError`.
    """
    from sqlalchemy import NullPool, create_engine
    from sqlalchemy.exc import DBAPIError

    opened = create_engine("sqlite://", creator=partial(_driver, path, "rw"), poolclass=NullPool, hide_parameters=True)
    try:
        with opened.connect() as connection:
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
