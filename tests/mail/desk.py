"""An office with clients to invite: a register, a mail room, and short ways to both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from register.office import ACTOR, adding, person
from synctui.core.fields import Values
from synctui.core.invite import Asked, Row
from synctui.core.mailing import Pace, Sent
from synctui.core.outbox import Letter, Transport
from synctui.core.records import Edit
from synctui.mail.folder import FolderTransport
from synctui.mail.mailroom import Mailroom
from synctui.mail.message import House, Responsible, write
from synctui.mail.outbox import Terms
from synctui.mail.templates import load
from synctui.register import Store

HOUSE = House(
    "Kantoor Pééters, Boekhouders",
    "tax@office.example",
    "",
    "https://portal.example/q/{token}",
    date(2026, 7, 1),
    {"an@office.example": Responsible("An Baert")},
)
NOW = datetime(2026, 3, 16, 8, 0, tzinfo=UTC)
QUICK = Terms(rate=10**9, pauses=(0.01, 0.01), reconnect=0.01)


def silent(_pace: Pace) -> None:
    """Hear how far it is and say nothing."""


def invited(n: int, **changed: str) -> Values:
    """Return the *n*th person with a responsible, some values *changed*."""
    return person(n, **({"responsible": "an@office.example"} | changed))


def fill(store: Store, *people: Values) -> None:
    """Add *people* with a dossier of 2026 each."""
    store.apply(adding(store, people), ACTOR)


def room(
    store: Store,
    transport: Callable[[], Transport],
    *,
    now: datetime = NOW,
    terms: Terms = QUICK,
) -> Mailroom:
    """Return a mail room on *store* whose clock stands still."""
    store.clock = lambda: now.strftime("%Y-%m-%dT%H:%M:%SZ")
    words = load(Path("no-own-words"))
    return Mailroom(store.outbox, HOUSE, words, transport, permit=lambda: None, terms=terms, clock=lambda: now)


def letter(row: Row) -> Letter:
    """Return the letter to a row of the last check, written and not queued."""
    token = f"token-{row.client}"
    mail = write(load(Path("none")), HOUSE, row, token, NOW)
    dossier = (row.language, row.questionnaire, mail.message_id, mail.message)
    return Letter(row.client, row.tax_year, row.kind, row.status, token, mail.sender, row.address, *dossier)


def rows(store: Store, folder: FolderTransport, asked: Asked) -> list[Row]:
    """Return the lines of the last check."""
    return list(room(store, lambda: folder).check(asked).rows)


def links(folder: FolderTransport) -> list[str]:
    """Return the links that arrived, by the mails' names."""
    return [line for mail in folder.arrived() for line in mail.text.splitlines() if line.startswith("https://")]


async def send(mailroom: Mailroom, asked: Asked = Asked()) -> Sent:  # noqa: B008 - never changed
    """Check and send what is ticked."""
    return await mailroom.send(mailroom.check(asked), ACTOR, silent)


def statuses(store: Store) -> dict[int, str]:
    """Return the clients' statuses."""
    return {row.id: row.status for row in store.clients()}


def states(store: Store, client: int) -> list[str]:
    """Return what became of each mail to *client*."""
    return [attempt.state for attempt in store.outbox.of_client(client)]


def set_status(store: Store, client: int, status: str) -> None:
    """Set a status by hand."""
    store.hand([Edit("set", client, "status", status)], ACTOR)
