"""The outbox: a mail is stored before it leaves, claimed by one sender, and its dossier's status follows it.

An attempt goes ``queued → sending → sent | failed | unknown``, back to ``queued`` when the server took nothing, or to
``cancelled``. Each step is a transaction that also sets the dossier's status and journals it in the run that queued
the attempt. A reminder leaves the status of its dossier alone.
"""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection

from synctui.core.fields import NAMES
from synctui.core.outbox import Attempt, Candidate, Envelope, Letter, Outcome, Queued
from synctui.core.ports import Actor
from synctui.i18n import N_
from synctui.register import runs
from synctui.register.changes import Change, carry_out, nothing
from synctui.register.connection import many, one, rows
from synctui.register.schema import insert
from synctui.register.sender import only_sender, somebody_sends

ENDED = N_("The program ended while the mail was on its way.")
MOVED = N_("The client or the dossier changed after the mail was written.")
STOPPED = N_("Sending was stopped before this mail.")

_ATTEMPT = "number, client, tax_year, attempt, kind, state, run, token, withdrawn, address, changed, words"
_COLUMNS = (
    "number", "run", "client", "tax_year", "attempt", "kind", "state", "was", "token", "withdrawn", "sender", "address",
    "language", "questionnaire", "message_id", "message", "queued", "changed", "words",
)  # fmt: skip
_FIELDS = ", ".join(f"clients.{name}" for name in NAMES)
_OF_ALL = (
    f"SELECT clients.id, {_FIELDS}, register.tax_year, questionnaire, dossiers.language, status"  # noqa: S608
    " FROM register, clients LEFT JOIN dossiers ON client = clients.id AND dossiers.tax_year = register.tax_year"
    " WHERE archived = 0 ORDER BY clients.id"
)
_AMONG = "IN (SELECT value FROM json_each(?))"
_WAITING = f"""
    SELECT number, i.client, i.tax_year, attempt, i.sender, i.address, message, kind = 'reminder', d.status,
           archived = 0 AND c.email = i.address AND d.language = i.language AND d.questionnaire = i.questionnaire
    FROM invitations AS i LEFT JOIN clients AS c ON c.id = i.client
    LEFT JOIN dossiers AS d ON d.client = i.client AND d.tax_year = i.tax_year
    WHERE state = 'queued' AND number {_AMONG} ORDER BY number"""  # noqa: S608 - no data in it
_LEFT = frozenset({"sent", "unknown"})
_WITHDRAW = """
    UPDATE invitations AS old SET withdrawn = 1 FROM invitations AS new
    WHERE new.number = ? AND old.client = new.client AND old.tax_year = new.tax_year
    AND old.attempt < new.attempt AND old.token <> new.token"""
REMINDABLE = frozenset({"sent", "opened"})
"""The statuses of those who were mailed and have not answered yet."""


class Outbox:
    """The invitations of one register. Implements `synctui.core.outbox.Outbox`.

    Every method is one reading or one transaction and raises `RegisterError` as those of `Store` do.
    """

    def __init__(
        self,
        path: Path,
        reading: Callable[[], AbstractContextManager[Connection]],
        writing: Callable[[], AbstractContextManager[Connection]],
        clock: Callable[[], str],
    ) -> None:
        self._path = path
        self._reading = reading
        self._writing = writing
        self._clock = clock

    @contextmanager
    def sender(self) -> Iterator[None]:
        """Be the only sender; what an earlier one left on its way becomes ``unknown``. Raises `RegisterError`."""
        with only_sender(self._path):
            self._recover()
            yield

    def candidates(self) -> list[Candidate]:
        """Return every live client, with the mails about its dossier of the register's year, by id.

        What a sender that is gone left on its way is told as ``unknown``, which the next sender also stores.
        """
        with self._reading() as connection:
            found = list(_candidates(connection))
        return found if somebody_sends(self._path) else [_settled(each) for each in found]

    def attempts(self, numbers: Sequence[int]) -> list[Attempt]:
        """Return those attempts, in the order of their numbers."""
        with self._reading() as connection:
            return _attempts(connection, f"number {_AMONG}", (_json(numbers),))

    def message(self, number: int) -> bytes:
        """Return the mail of an attempt as it was stored."""
        with self._reading() as connection:
            found = one(connection, "SELECT message FROM invitations WHERE number = ?", (number,))
            return zlib.decompress(found[0]) if found else b""

    def settle(self) -> None:
        """Store as ``unknown`` what a sender that is gone left on its way; nothing where there is none such."""
        if any(each.state == "sending" for each in self._open()) and not somebody_sends(self._path):
            with self.sender():
                pass

    def _open(self) -> list[Attempt]:
        with self._reading() as connection:
            return _attempts(connection, "state = 'sending'", ())

    def of_client(self, client: int) -> list[Attempt]:
        """Return every mail to one client, of all years, the oldest first."""
        with self._reading() as connection:
            return _attempts(connection, "client = ?", (client,))

    def queue(self, letters: Sequence[Letter], actor: Actor) -> Queued:
        """Store *letters* as one run; those whose client or dossier changed meanwhile are left out."""
        with self._writing() as connection:
            return _Queueing(connection, self._clock()).queue(letters, actor)

    def exchange(self, outcomes: Sequence[Outcome], wanted: Sequence[int]) -> list[Envelope]:
        """Store what became of claimed mails, and claim those of *wanted* that may still go; the rest is cancelled."""
        with self._writing() as connection:
            step = _Step(connection, self._clock())
            for outcome in outcomes:
                step.move(outcome.number, "sending", outcome.state, outcome.words)
            step.write()
            return _claim(connection, self._clock(), wanted) if wanted else []

    def cancel(self, numbers: Sequence[int]) -> int:
        """Take those of *numbers* back that are still queued, and their dossiers with them; return how many."""
        with self._writing() as connection:
            step = _Step(connection, self._clock())
            for number in numbers:
                step.move(number, "queued", "cancelled", STOPPED)
            return step.write()

    def _recover(self) -> None:
        """Settle what a sender that is gone left behind; reminders that it did not begin are due again later."""
        lost = "SELECT number, state FROM invitations WHERE state = 'sending' OR state = 'queued' AND kind = 'reminder'"
        with self._writing() as connection:
            step = _Step(connection, self._clock())
            for number, state in rows(connection, lost):
                step.move(number, state, *(("unknown", ENDED) if state == "sending" else ("cancelled", STOPPED)))
            step.write()


def left(connection: Connection, client: int) -> bool:
    """Return whether a mail to *client* has left, or may have."""
    states = "('queued', 'sending', 'sent', 'unknown')"
    asked = f"SELECT 1 FROM invitations WHERE client = ? AND state IN {states}"  # noqa: S608 - no data in it
    return _there(connection) and one(connection, asked, (client,)) is not None


def on_their_way(connection: Connection, clients: Sequence[int]) -> list[int]:
    """Return those of *clients* to whom a mail is being handed over, or was when its sender was killed."""
    asked = f"SELECT client FROM invitations WHERE state = 'sending' AND client {_AMONG} ORDER BY client"  # noqa: S608
    return [client for (client,) in rows(connection, asked, (_json(clients),))] if clients else []


def _there(connection: Connection) -> bool:
    """Tell whether there is an outbox: a register that was only read since an update has none yet."""
    return one(connection, "SELECT 1 FROM sqlite_master WHERE name = 'invitations'") is not None


def _json(numbers: Sequence[int]) -> str:
    return msgspec.json.encode(list(numbers)).decode()


def _attempts(connection: Connection, where: str, values: Sequence[object]) -> list[Attempt]:
    if not _there(connection):
        return []
    found = rows(connection, f"SELECT {_ATTEMPT} FROM invitations WHERE {where} ORDER BY number", values)  # noqa: S608
    return [Attempt._make(row)._replace(withdrawn=bool(row[8])) for row in found]


def _candidates(connection: Connection) -> Iterator[Candidate]:
    mails: dict[int, list[Attempt]] = defaultdict(list)
    for attempt in _attempts(connection, "tax_year = (SELECT tax_year FROM register)", ()):
        mails[attempt.client].append(attempt)
    for client, *values, year, questionnaire, language, status in rows(connection, _OF_ALL):
        dossier = (questionnaire or "", language or "", status or "")
        yield Candidate(client, tuple(values), year, *dossier, tuple(mails.get(client, ())))


def _settled(each: Candidate) -> Candidate:
    """Return a candidate whose mail nobody carries any more, as the next sender will store it."""
    if not each.attempts or each.attempts[-1].state != "sending":
        return each
    *before, last = each.attempts
    status = "unknown" if each.status == "queued" else each.status
    return each._replace(status=status, attempts=(*before, last._replace(state="unknown")))


def _claim(connection: Connection, at: str, wanted: Sequence[int]) -> list[Envelope]:
    """Claim those of *wanted* whose client and dossier are as they were when the mail was written."""
    envelopes, step = [], _Step(connection, at)
    for *address, message, reminder, status, same in rows(connection, _WAITING, (_json(wanted),)):
        number = address[0]
        if same and (status in REMINDABLE if reminder else status == "queued"):
            step.move(number, "queued", "sending")
            envelopes.append(Envelope._make((*address, zlib.decompress(message))))
        else:
            step.move(number, "queued", "cancelled", MOVED)
    step.write()
    return envelopes


class _Step:
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
        wanted = f"SELECT number, run, client, tax_year, kind, state, was FROM invitations WHERE number {_AMONG}"  # noqa: S608
        there = rows(self._connection, f"{wanted} ORDER BY run", (_json(tuple(self._moves)),))
        found = [row for row in there if row[5] == self._moves[row[0]][0]]
        for run, of_run in groupby(found, key=lambda row: row[1]):
            self._write_run(run, list(of_run))
        return len(found)

    def _write_run(self, run: int, attempts: list[tuple[Any, ...]]) -> None:
        counts, work = Counter[str](), nothing()
        for number, _run, client, tax_year, kind, before, was in attempts:
            after = self._moves[number][1]
            counts.update({_counted(kind, after): 1})
            counts.subtract({_counted(kind, before): 1})
            status = was if after == "cancelled" else after
            if kind != "reminder" and status != "sending" and self._status(client, tax_year) not in {None, status}:
                change = Change("dossier", (client, tax_year), {"status": "queued"}, {"status": status})
                work.changes.append(change)
        values = [(after, self._at, words, n) for n, (_b, after, words) in self._of(attempts)]
        many(self._connection, "UPDATE invitations SET state = ?, changed = ?, words = ? WHERE number = ?", values)
        many(self._connection, _WITHDRAW, [(n,) for n, (_b, after, _w) in self._of(attempts) if after in _LEFT])
        carry_out(self._connection, run, work)
        _count(self._connection, run, counts)

    def _of(self, attempts: list[tuple[Any, ...]]) -> Iterator[tuple[int, tuple[str, str, str]]]:
        return ((row[0], self._moves[row[0]]) for row in attempts)

    def _status(self, client: int, tax_year: int) -> str | None:
        """Return the dossier's status, as far as it is the outbox's to change: whatever a person set stays."""
        mine = "SELECT status FROM dossiers WHERE client = ? AND tax_year = ? AND status = 'queued'"
        found = one(self._connection, mine, (client, tax_year))
        return None if found is None else str(found[0])


def _counted(kind: str, state: str) -> str:
    """Return what a run counts an attempt as: reminders apart, and what is on its way as queued."""
    told = "queued" if state == "sending" else state
    return f"reminder-{told}" if kind == "reminder" else told


def _count(connection: Connection, run: int, counts: Counter[str]) -> None:
    found = one(connection, "SELECT counts FROM runs WHERE number = ?", (run,))
    now = Counter(msgspec.json.decode(found[0], type=dict[str, int])) if found else Counter[str]()
    now.update(counts)
    told = msgspec.json.encode({name: n for name, n in now.items() if n}, order="sorted").decode()
    connection.exec_driver_sql("UPDATE runs SET counts = ? WHERE number = ?", (told, run))


class _Queueing:
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
        counts = Counter(_counted(letter.kind, "queued") for letter in good)
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
            WHERE archived = 0 AND c.id {_AMONG} AND NOT EXISTS (SELECT 1 FROM invitations AS i
            WHERE i.client = c.id AND i.tax_year = d.tax_year AND state IN ('queued', 'sending')
            AND (status = 'queued' OR kind = 'reminder' OR state = 'sending'))
            AND d.tax_year = (SELECT tax_year FROM register)"""  # noqa: S608 - no data in it
        clients = _json([letter.client for letter in letters])
        return {row[0]: row[1:] for row in rows(self._connection, asked, (clients,))}

    def _clear(self, letters: Sequence[Letter]) -> None:
        """Cancel mails whose dossier a person took out of the queue."""
        stale = f"SELECT number FROM invitations WHERE state = 'queued' AND client {_AMONG}"  # noqa: S608
        step = _Step(self._connection, self._at)
        for (number,) in rows(self._connection, stale, (_json([letter.client for letter in letters]),)):
            step.move(number, "queued", "cancelled", MOVED)
        step.write()

    def _insert(self, run: int, letters: Sequence[Letter]) -> list[int]:
        """Add the rows and return their numbers."""
        last = one(self._connection, "SELECT coalesce(max(number), 0) FROM invitations")
        first = int(last[0]) + 1 if last else 1
        tried = dict(
            rows(
                self._connection,
                f"SELECT client, max(attempt) FROM invitations WHERE client {_AMONG} AND tax_year = ? GROUP BY client",  # noqa: S608
                (_json([letter.client for letter in letters]), letters[0].tax_year),
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
