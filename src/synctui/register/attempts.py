"""What is read of the outbox: the mails to one client, who could be mailed, whose mail has left or is on its way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from synctui.core.fields import NAMES
from synctui.core.outbox import Attempt, Candidate
from synctui.register.again import wanted_again
from synctui.register.connection import Readable, one, rows
from synctui.register.read import info

AMONG = "IN (SELECT value FROM json_each(?))"
"""What follows a column whose value is one of a JSON array's, as `array` writes it."""

_ATTEMPT = "number, client, tax_year, attempt, kind, state, run, token, withdrawn, address, changed, words"
_FIELDS = ", ".join(f"clients.{name}" for name in NAMES)
_OF_ALL = (
    f"SELECT clients.id, {_FIELDS}, register.tax_year, questionnaire, dossiers.language, status"  # noqa: S608
    " FROM register, clients LEFT JOIN dossiers ON client = clients.id AND dossiers.tax_year = register.tax_year"
    " WHERE archived = 0 ORDER BY clients.id"
)


def attempts(connection: Readable, where: str, values: Sequence[object] = ()) -> list[Attempt]:
    """Return the attempts that fit *where*, a constant of the calling code, in the order of their numbers."""
    if not _there(connection):
        return []
    found = rows(connection, f"SELECT {_ATTEMPT} FROM invitations WHERE {where} ORDER BY number", values)  # noqa: S608
    return [Attempt._make(row)._replace(withdrawn=bool(row[8])) for row in found]


def candidates(connection: Readable) -> Iterator[Candidate]:
    """Yield every live client with the mails about its dossier of the register's year, by id."""
    mails: dict[int, list[Attempt]] = defaultdict(list)
    for attempt in attempts(connection, "tax_year = (SELECT tax_year FROM register)", ()):
        mails[attempt.client].append(attempt)
    again = wanted_again(connection, info(connection).tax_year)
    for client, *values, year, questionnaire, language, status in rows(connection, _OF_ALL):
        dossier = (questionnaire or "", language or "", status or "")
        yield Candidate(client, tuple(values), year, *dossier, tuple(mails.get(client, ())), client in again)


def settled(each: Candidate) -> Candidate:
    """Return a candidate whose mail nobody carries any more, as the next sender will store it."""
    if not each.attempts or each.attempts[-1].state != "sending":
        return each
    *before, last = each.attempts
    status = "unknown" if each.status == "queued" else each.status
    return each._replace(status=status, attempts=(*before, last._replace(state="unknown")))


def left(connection: Readable, client: int) -> bool:
    """Return whether a mail to *client* has left, or may have."""
    states = "('queued', 'sending', 'sent', 'unknown')"
    asked = f"SELECT 1 FROM invitations WHERE client = ? AND state IN {states}"  # noqa: S608 - no data in it
    return _there(connection) and one(connection, asked, (client,)) is not None


def on_their_way(connection: Readable, clients: Sequence[int]) -> list[int]:
    """Return those of *clients* to whom a mail is being handed over, or was when its sender was killed."""
    asked = f"SELECT client FROM invitations WHERE state = 'sending' AND client {AMONG} ORDER BY client"  # noqa: S608
    return [client for (client,) in rows(connection, asked, (array(clients),))] if clients else []


def _there(connection: Readable) -> bool:
    """Tell whether there is an outbox: a register that was only read since an update has none yet."""
    return one(connection, "SELECT 1 FROM sqlite_master WHERE name = 'invitations'") is not None


def array(numbers: Sequence[int]) -> str:
    """Return numbers as a JSON array."""
    return msgspec.json.encode(list(numbers)).decode()
