"""Whose questionnaire is to be mailed once more, as a review decided: a choice that goes when that mail was tried."""

from __future__ import annotations

import msgspec

from synctui.core.snapshot import SEND_AGAIN
from synctui.register.changes import Change
from synctui.register.connection import Readable, rows

_FOUND = "SELECT source, kind, key, answer, evidence FROM choices WHERE kind = ?"


def wanted_again(connection: Readable, tax_year: int) -> frozenset[int]:
    """Return the clients whose questionnaire of *tax_year* is to be mailed once more."""
    found = rows(connection, f"{_FOUND} AND answer = ?", (SEND_AGAIN, str(tax_year)))
    return frozenset(int(row[2]) for row in found)


def no_longer_wanted(connection: Readable, clients: list[int]) -> list[Change]:
    """Return what forgets the wish for *clients*: their mail was taken, or refused for good."""
    if not clients:
        return []
    keys = msgspec.json.encode([str(client) for client in clients]).decode()
    found = rows(connection, f"{_FOUND} AND key IN (SELECT value FROM json_each(?))", (SEND_AGAIN, keys))  # noqa: S608
    return [
        Change("choice", (source, kind, key), {"answer": answer, "evidence": evidence}, None)
        for source, kind, key, answer, evidence in found
    ]
