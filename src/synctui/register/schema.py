"""What the register's tables hold, and how statements on them are written. The tables are made in ``migrations/``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from synctui.core.fields import NAMES

APPLICATION_ID = 0x53594E43
"""Stands in the header of every register's file ("SYNC"), so that another program's database is known."""

VERSION = 2
"""The ``user_version`` of the tables that this program writes: the number of the newest migration."""


class Entity(NamedTuple):
    """A table whose rows the journal follows: its key and its other columns, in the order of its statements."""

    table: str
    key: tuple[str, ...]
    columns: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Every column."""
        return (*self.key, *self.columns)


ENTITIES: dict[str, Entity] = {
    "client": Entity("clients", ("id",), (*NAMES, "archived")),
    "dossier": Entity("dossiers", ("client", "tax_year"), ("questionnaire", "language", "status", "partner")),
    "link": Entity(
        "links", ("client", "source"), ("source_id", "row_key", "linked_by", "since_run", "seen_run", "workflow")
    ),
    "base": Entity("bases", ("client", "source"), NAMES),
    "mark": Entity("marks", ("client", "source", "field"), ("how", "register")),
    "verdict": Entity("verdicts", ("client", "source", "row_key"), ("same", "evidence")),
    "correction": Entity("corrections", ("source", "row_key", "field"), ("bad", "good")),
    "choice": Entity("choices", ("source", "kind", "key"), ("answer", "evidence")),
    "user": Entity("users", ("login",), ("role",)),
    "register": Entity("register", ("only",), ("tax_year",)),
}

OF_CLIENT = ("client", "dossier", "link", "base", "mark", "verdict")
"""The entities that make up one client and go with it."""

SIGHTING = ("seen_run", "workflow")
"""The columns of a link that say when the client was last seen: no change of the client."""


def select(entity: Entity, where: str) -> str:
    """Return the statement that reads all columns of *entity*; *where* is a constant of the calling code."""
    return f"SELECT {', '.join(entity.all)} FROM {entity.table} WHERE {where}"  # noqa: S608 - names of our own tables


def insert(table: str, columns: Sequence[str]) -> str:
    """Return the statement that adds a row with *columns* to *table*."""
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - names of our own tables


def update(entity: Entity, columns: Sequence[str]) -> str:
    """Return the statement that sets *columns* of the row whose key follows them."""
    new = ", ".join(f"{column} = ?" for column in columns)
    return f"UPDATE {entity.table} SET {new} WHERE {by_key(entity)}"  # noqa: S608 - names of our own tables


def delete(entity: Entity) -> str:
    """Return the statement that removes the row with a key."""
    return f"DELETE FROM {entity.table} WHERE {by_key(entity)}"  # noqa: S608 - names of our own tables


def by_key(entity: Entity) -> str:
    """Return the condition that finds the row with a key."""
    return " AND ".join(f"{column} = ?" for column in entity.key)


def of_clients(entity: Entity) -> str:
    """Return the condition that finds the rows of the clients in a JSON array of ids."""
    return f"{entity.key[0]} IN (SELECT value FROM json_each(?))"  # noqa: S608 - a column of our own
