"""The outbox: a mail is stored before it leaves, claimed by one sender, and its dossier's status follows it.

An attempt goes ``queued → sending → sent | failed | unknown``, back to ``queued`` when the server took nothing, or to
``cancelled``. Each step is a transaction that also sets the dossier's status and journals it in the run that queued
the attempt. A reminder leaves the status of its dossier alone.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from synctui.core.outbox import Attempt, Candidate, Envelope, Letter, Outcome, Queued
from synctui.core.ports import Actor
from synctui.i18n import N_
from synctui.register.attempts import AMONG, array, attempts, candidates, settled
from synctui.register.connection import View, one, rows
from synctui.register.moving import Step, claim
from synctui.register.queueing import Queueing
from synctui.register.sender import only_sender, somebody_sends

if TYPE_CHECKING:
    from sqlalchemy import Connection

ENDED = N_("The program ended while the mail was on its way.")
STOPPED = N_("Sending was stopped before this mail.")


class Outbox:
    """The invitations of one register. Implements `synctui.core.outbox.Outbox`.

    Every method is one reading or one transaction and raises `RegisterError` as those of `Store` do.
    """

    def __init__(
        self,
        path: Path,
        reading: Callable[[], AbstractContextManager[View]],
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
            found = list(candidates(connection))
        return found if somebody_sends(self._path) else [settled(each) for each in found]

    def attempts(self, numbers: Sequence[int]) -> list[Attempt]:
        """Return those attempts, in the order of their numbers."""
        with self._reading() as connection:
            return attempts(connection, f"number {AMONG}", (array(numbers),))

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
            return attempts(connection, "state = 'sending'", ())

    def of_client(self, client: int) -> list[Attempt]:
        """Return every mail to one client, of all years, the oldest first."""
        with self._reading() as connection:
            return attempts(connection, "client = ?", (client,))

    def queue(self, letters: Sequence[Letter], actor: Actor) -> Queued:
        """Store *letters* as one run; those whose client or dossier changed meanwhile are left out."""
        with self._writing() as connection:
            return Queueing(connection, self._clock()).queue(letters, actor)

    def exchange(self, outcomes: Sequence[Outcome], wanted: Sequence[int]) -> list[Envelope]:
        """Store what became of claimed mails, and claim those of *wanted* that may still go; the rest is cancelled."""
        with self._writing() as connection:
            step = Step(connection, self._clock())
            for outcome in outcomes:
                step.move(outcome.number, "sending", outcome.state, outcome.words)
            step.write()
            return claim(connection, self._clock(), wanted) if wanted else []

    def cancel(self, numbers: Sequence[int]) -> int:
        """Take those of *numbers* back that are still queued, and their dossiers with them; return how many."""
        with self._writing() as connection:
            step = Step(connection, self._clock())
            for number in numbers:
                step.move(number, "queued", "cancelled", STOPPED)
            return step.write()

    def _recover(self) -> None:
        """Settle what a sender that is gone left behind; reminders that it did not begin are due again later."""
        lost = "SELECT number, state FROM invitations WHERE state = 'sending' OR state = 'queued' AND kind = 'reminder'"
        with self._writing() as connection:
            step = Step(connection, self._clock())
            for number, state in rows(connection, lost):
                step.move(number, state, *(("unknown", ENDED) if state == "sending" else ("cancelled", STOPPED)))
            step.write()
