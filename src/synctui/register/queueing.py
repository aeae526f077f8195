"""Letters on their way into the outbox: those whose client and dossier are still what they were written for."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from synctui.core.outbox import Letter, Queued
from synctui.core.ports import Actor
from synctui.register import runs
from synctui.register.attempts import AMONG, array
from synctui.register.changes import Change, carry_out, nothing
from synctui.register.connection import many, one, rows
from synctui.register.moving import MOVED, Step, counted
from synctui.register.schema import insert

if TYPE_CHECKING:
    from sqlalchemy import Connection

_COLUMNS = (
    "number", "run", "client", "tax_year", "attempt", "kind", "state", "was", "token", "withdrawn", "sender", "address",
    "language", "questionnaire", "message_id", "message", "queued", "changed", "words",
)  # fmt: skip


class Queueing:
    """Letters on their way into the outbox, in one transaction."""

    def __init__(self, connection: Connection, at: str) -> None:
        self._connection = connection
        self._at = at

    def queue(self, letters: Sequence[Letter], actor: Actor) -> Queued:
        """Store those whose dossier is as it was when they were written."""
        now = self._now(letters)
        good = [letter for letter in letters if now.get(letter.client) == _expected(letter)]
        moved = [letter.client for letter in letters if now.get(letter.client) != _expected(letter)]
        if not good:
            return Queued(0, (), moved)
        self._clear(good)
        run = runs.next_number(self._connection)
        counts = Counter(counted(letter.kind, "queued") for letter in good)
        runs.add(self._connection, run, runs.Made("invite"), actor=actor, at=self._at, counts=dict(counts))
        numbers = self._insert(run, good)
        work = nothing()
        work.changes.extend(
            Change("dossier", (letter.client, letter.tax_year), {"status": letter.was}, {"status": "queued"})
            for letter in good
            if letter.kind != "reminder"
        )
        carry_out(self._connection, run, work)
        return Queued(run, numbers, moved)

    def _now(self, letters: Sequence[Letter]) -> dict[int, tuple[object, ...]]:
        """Return what a letter expects of its client, where no other mail to it is on its way."""
        asked = f"""SELECT c.id, d.tax_year, status, c.email, d.language, d.questionnaire
            FROM clients AS c JOIN dossiers AS d ON d.client = c.id
            WHERE archived = 0 AND c.id {AMONG} AND NOT EXISTS (SELECT 1 FROM invitations AS i
            WHERE i.client = c.id AND i.tax_year = d.tax_year AND state IN ('queued', 'sending')
            AND (status = 'queued' OR kind = 'reminder' OR state = 'sending'))
            AND d.tax_year = (SELECT tax_year FROM register)"""  # noqa: S608 - no data in it
        clients = array([letter.client for letter in letters])
        return {row[0]: row[1:] for row in rows(self._connection, asked, (clients,))}

    def _clear(self, letters: Sequence[Letter]) -> None:
        """Cancel mails whose dossier a person took out of the queue."""
        stale = f"SELECT number FROM invitations WHERE state = 'queued' AND client {AMONG}"  # noqa: S608
        step = Step(self._connection, self._at)
        for (number,) in rows(self._connection, stale, (array([letter.client for letter in letters]),)):
            step.move(number, "queued", "cancelled", MOVED)
        step.write()

    def _insert(self, run: int, letters: Sequence[Letter]) -> list[int]:
        """Add the rows and return their numbers."""
        last = one(self._connection, "SELECT coalesce(max(number), 0) FROM invitations")
        first = int(last[0]) + 1 if last else 1
        tried = dict(
            rows(
                self._connection,
                f"SELECT client, max(attempt) FROM invitations WHERE client {AMONG} AND tax_year = ? GROUP BY client",  # noqa: S608
                (array([letter.client for letter in letters]), letters[0].tax_year),
            )
        )
        values = [
            (
                number, run, letter.client, letter.tax_year, tried.get(letter.client, 0) + 1, letter.kind, "queued",
                letter.was, letter.token, 0, letter.sender, letter.address, letter.language, letter.questionnaire,
                letter.message_id, zlib.compress(letter.message, 1), self._at, self._at, "",
            )
            for number, letter in enumerate(letters, first)
        ]  # fmt: skip
        many(self._connection, insert("invitations", _COLUMNS), values)
        return [row[0] for row in values]


def _expected(letter: Letter) -> tuple[object, ...]:
    return (letter.tax_year, letter.was, letter.address, letter.language, letter.questionnaire)
