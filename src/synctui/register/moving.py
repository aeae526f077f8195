"""Attempts go from one state to the next, each step with its dossier's status, its journal and its run's counts."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import msgspec

from synctui.core.invite import REMINDABLE
from synctui.core.outbox import MAY_HAVE_LEFT, Envelope
from synctui.i18n import N_
from synctui.register.again import no_longer_wanted
from synctui.register.attempts import AMONG, array
from synctui.register.changes import Change, carry_out, nothing
from synctui.register.connection import many, one, rows

if TYPE_CHECKING:
    from sqlalchemy import Connection

MOVED = N_("The client or the dossier changed after the mail was written.")

TRIED = MAY_HAVE_LEFT | {"failed"}
"""The states of an attempt that the server took, may have taken or refused for good."""

_WAITING = f"""
    SELECT number, i.client, i.tax_year, attempt, i.sender, i.address, message, kind = 'reminder', d.status,
           archived = 0 AND c.email = i.address AND d.language = i.language AND d.questionnaire = i.questionnaire
    FROM invitations AS i LEFT JOIN clients AS c ON c.id = i.client
    LEFT JOIN dossiers AS d ON d.client = i.client AND d.tax_year = i.tax_year
    WHERE state = 'queued' AND number {AMONG} ORDER BY number"""  # noqa: S608 - no data in it
_WITHDRAW = """
    UPDATE invitations AS old SET withdrawn = 1 FROM invitations AS new
    WHERE new.number = ? AND old.client = new.client AND old.tax_year = new.tax_year
    AND old.attempt < new.attempt AND old.token <> new.token"""


class Step:
    """Attempts that go from one state to the next in one transaction, with their dossiers, journal and counts."""

    def __init__(self, connection: Connection, at: str) -> None:
        self._connection = connection
        self._at = at
        self._moves: dict[int, tuple[str, str, str]] = {}

    def move(self, number: int, before: str, after: str, words: str = "") -> None:
        """Let attempt *number* go from *before* to *after*, if it is still there."""
        self._moves[number] = (before, after, words)

    def write(self) -> int:
        """Write every move whose attempt was where it was thought to be; return how many that were."""
        wanted = f"SELECT number, run, client, tax_year, kind, state, was FROM invitations WHERE number {AMONG}"  # noqa: S608
        there = rows(self._connection, f"{wanted} ORDER BY run", (array(tuple(self._moves)),))
        found = [row for row in there if row[5] == self._moves[row[0]][0]]
        for run, of_run in groupby(found, key=lambda row: row[1]):
            self._write_run(run, list(of_run))
        return len(found)

    def _write_run(self, run: int, attempts: list[tuple[Any, ...]]) -> None:
        counts, work = Counter[str](), nothing()
        for number, _run, client, tax_year, kind, before, was in attempts:
            after = self._moves[number][1]
            counts.update({counted(kind, after): 1})
            counts.subtract({counted(kind, before): 1})
            status = was if after == "cancelled" else after
            if kind != "reminder" and status != "sending" and self._status(client, tax_year) not in {None, status}:
                change = Change("dossier", (client, tax_year), {"status": "queued"}, {"status": status})
                work.changes.append(change)
        tried = [row[2] for row in attempts if row[4] != "reminder" and self._moves[row[0]][1] in TRIED]
        work.changes.extend(no_longer_wanted(self._connection, tried))
        values = [(after, self._at, words, n) for n, (_b, after, words) in self._of(attempts)]
        many(self._connection, "UPDATE invitations SET state = ?, changed = ?, words = ? WHERE number = ?", values)
        many(self._connection, _WITHDRAW, [(n,) for n, (_b, after, _w) in self._of(attempts) if after in MAY_HAVE_LEFT])
        carry_out(self._connection, run, work)
        _count(self._connection, run, counts)

    def _of(self, attempts: list[tuple[Any, ...]]) -> Iterator[tuple[int, tuple[str, str, str]]]:
        return ((row[0], self._moves[row[0]]) for row in attempts)

    def _status(self, client: int, tax_year: int) -> str | None:
        """Return the dossier's status, as far as it is the outbox's to change: whatever a person set stays."""
        mine = "SELECT status FROM dossiers WHERE client = ? AND tax_year = ? AND status = 'queued'"
        found = one(self._connection, mine, (client, tax_year))
        return None if found is None else str(found[0])


def counted(kind: str, state: str) -> str:
    """Return what a run counts an attempt as: reminders apart, and what is on its way as queued."""
    told = "queued" if state == "sending" else state
    return f"reminder-{told}" if kind == "reminder" else told


def _count(connection: Connection, run: int, counts: Counter[str]) -> None:
    found = one(connection, "SELECT counts FROM runs WHERE number = ?", (run,))
    now = Counter(msgspec.json.decode(found[0], type=dict[str, int])) if found else Counter[str]()
    now.update(counts)
    told = msgspec.json.encode({name: n for name, n in now.items() if n}, order="sorted").decode()
    connection.exec_driver_sql("UPDATE runs SET counts = ? WHERE number = ?", (told, run))


def claim(connection: Connection, at: str, wanted: Sequence[int]) -> list[Envelope]:
    """Claim those of *wanted* whose client and dossier are as they were when the mail was written."""
    envelopes, step = [], Step(connection, at)
    for *address, message, reminder, status, same in rows(connection, _WAITING, (array(wanted),)):
        number = address[0]
        if same and (status in REMINDABLE if reminder else status == "queued"):
            step.move(number, "queued", "sending")
            envelopes.append(Envelope._make((*address, zlib.decompress(message))))
        else:
            step.move(number, "queued", "cancelled", MOVED)
    step.write()
    return envelopes
