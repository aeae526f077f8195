"""What an invitation is on its way: written, queued, claimed, sent or not; and what the core asks of who carries it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Literal, NamedTuple, Protocol

from synctui.core.fields import Values
from synctui.core.ports import Actor

Kind = Literal["invite", "again", "reminder"]
"""The first invitation of a dossier, another one with a link of its own, or a mail that repeats the link."""
State = Literal["queued", "sending", "sent", "failed", "unknown", "cancelled"]
"""Where an attempt is. ``unknown``: it may have left; nobody but a person sends it again."""
MAY_HAVE_LEFT = frozenset({"sent", "unknown"})
"""The states of an attempt that may have reached the client."""


class Attempt(NamedTuple):
    """One mail to one client about one dossier, as the outbox remembers it.

    number: the outbox's own. attempt: 1 for the dossier's first. run: the run that queued it. withdrawn: whether a
    later attempt has another link. changed: when it came to *state*, UTC, ISO 8601. words: why, in the server's words.
    """

    number: int
    client: int
    tax_year: int
    attempt: int
    kind: str
    state: str
    run: int
    token: str
    withdrawn: bool
    address: str
    changed: str
    words: str


class Candidate(NamedTuple):
    """A live client with the dossier of the register's assessment year, and every mail about it, the oldest first.

    questionnaire, language, status: empty while no dossier is open. again: whether somebody said in a review that the
    questionnaire is to be mailed once more.
    """

    client: int
    values: Values
    tax_year: int
    questionnaire: str
    language: str
    status: str
    attempts: tuple[Attempt, ...]
    again: bool = False

    @property
    def left(self) -> tuple[Attempt, ...]:
        """The mails that have left, or may have."""
        return tuple(each for each in self.attempts if each.state in MAY_HAVE_LEFT)


class Letter(NamedTuple):
    """A mail that is written and not yet queued.

    was: the dossier's status, which it must still have. token: the unguessable part of its link. sender: the
    envelope's. message: the whole mail as it goes over the wire.
    """

    client: int
    tax_year: int
    kind: Kind
    was: str
    token: str
    sender: str
    address: str
    language: str
    questionnaire: str
    message_id: str
    message: bytes


class Envelope(NamedTuple):
    """A mail that was claimed: whoever holds it is the only one that may send it."""

    number: int
    client: int
    tax_year: int
    attempt: int
    sender: str
    address: str
    message: bytes


class Outcome(NamedTuple):
    """What became of a claimed mail: ``sent``, ``failed``, ``unknown``, or ``queued`` when it is to be tried later."""

    number: int
    state: Literal["sent", "failed", "unknown", "queued"]
    words: str = ""


class Queued(NamedTuple):
    """What queueing did. run: 0 when nothing was queued. moved: clients whose dossier changed meanwhile."""

    run: int
    numbers: Sequence[int]
    moved: Sequence[int]


class Outbox(Protocol):
    """The register's outbox. Every call blocks, is one transaction and runs off the event loop."""

    def sender(self) -> AbstractContextManager[None]:
        """Be the only one that sends. What an earlier sender left on its way becomes ``unknown``.

        Raises `RegisterError` while somebody else sends.
        """
        ...

    def candidates(self) -> Sequence[Candidate]:
        """Return every live client, by id."""
        ...

    def queue(self, letters: Sequence[Letter], actor: Actor) -> Queued:
        """Store letters as one run; those whose client or dossier changed meanwhile are left out."""
        ...

    def exchange(self, outcomes: Sequence[Outcome], wanted: Sequence[int]) -> list[Envelope]:
        """Store what became of claimed mails, and claim those of *wanted* that may still go; the rest is cancelled."""
        ...

    def cancel(self, numbers: Sequence[int]) -> int:
        """Take mails that are still queued back, and their dossiers with them; return how many."""
        ...

    def message(self, number: int) -> bytes:
        """Return the mail of an attempt as it was stored."""
        ...

    def attempts(self, numbers: Sequence[int]) -> list[Attempt]:
        """Return those attempts, in the order of their numbers."""
        ...


class Carrier(Protocol):
    """One way to the mail server, used for one mail after the other."""

    async def send(self, envelope: Envelope) -> Outcome:
        """Hand a mail over. ``queued`` means that the other side took nothing and may take it later.

        Raises `MailError` when the server is out of reach, or refuses this office altogether; nothing was handed over.
        """
        ...

    async def close(self) -> None:
        """Say goodbye; never fails."""
        ...


class Transport(Protocol):
    """How mails leave."""

    @property
    def connections(self) -> int:
        """How many carriers may be at work at once."""
        ...

    async def check(self) -> None:
        """Make sure that mails could leave. Raises `MailError`; sends nothing."""
        ...

    def carrier(self) -> Carrier:
        """Return a carrier that connects when it is first used."""
        ...
