"""Sending: queued mails are claimed, handed over one by one at the office's pace, and accounted for as they go.

One task keeps the books: it stores outcomes and claims what comes next, both in one transaction, as often as there is
something to store; so a slow sending stores every mail by itself and a fast one stores many at once. The others hand
mails over. Only one claimed mail a carrier, and few ahead, can be *unknown* after a crash.
"""

from __future__ import annotations

import asyncio
import heapq
from collections import Counter, deque
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from synctui.core.mailing import Pace, PaceReport
from synctui.core.outbox import Carrier, Envelope, Outbox, Outcome, Transport
from synctui.errors import MailError
from synctui.i18n import N_, _

PAUSES = (15.0, 60.0, 300.0, 900.0)
"""Seconds before a mail that the server did not take yet is tried again; after the last it has failed."""
UNEXPECTED = N_("Something unexpected happened while the mail was handed over.")
PATIENCE = 5
"""How many times in a row each connection may find the server out of reach before sending stops."""


class Terms(NamedTuple):
    """How mails leave. rate: mails a minute. pauses: see `PAUSES`. reconnect: seconds, doubled each time."""

    rate: int = 600
    pauses: Sequence[float] = PAUSES
    reconnect: float = 1.0


class Sending:
    """One sending of queued mails. stopped: why it ended before its end, empty when it did not."""

    def __init__(self, outbox: Outbox, transport: Transport, terms: Terms, report: PaceReport) -> None:
        self._outbox, self._transport, self._terms, self._report = outbox, transport, terms, report
        self._open: set[int] = set()
        self._due: deque[int] = deque()
        self._later: list[tuple[float, int]] = []
        self._ready: deque[Envelope] = deque()
        self._done: list[Outcome] = []
        self._tries: Counter[int] = Counter()
        self._states: Counter[str] = Counter()
        self._idle = 0
        self._lost = 0
        self._total = 0
        self._slot = 0.0
        self._started = 0.0
        self._wake, self._halt, self._work = asyncio.Event(), asyncio.Event(), asyncio.Condition()
        self.stopped = ""

    def stop(self, why: str = "") -> None:
        """Let the mails under way end, and begin no other one."""
        self.stopped = self.stopped or why
        self._halt.set()
        self._wake.set()

    async def run(self, numbers: Sequence[int]) -> None:
        """Send attempts *numbers* until each is settled or `stop` is called; then the others leave the queue again."""
        self._open, self._due, self._total = set(numbers), deque(numbers), len(numbers)
        loop = asyncio.get_running_loop()
        self._started = self._slot = loop.time()
        carriers = [self._transport.carrier() for _n in range(min(self._transport.connections, max(1, self._total)))]
        workers = [asyncio.create_task(self._carry(carrier)) for carrier in carriers]
        try:
            await self._keep_books()
        finally:
            await self._end(workers)
        left = sorted(self._open)
        if left:
            await asyncio.to_thread(self._outbox.cancel, left)

    async def _end(self, workers: Sequence[asyncio.Task[None]]) -> None:
        """Let the workers finish and store what they did; what went wrong in one of them is raised afterwards."""
        self._halt.set()
        await self._call()
        ended = await asyncio.gather(*workers, return_exceptions=True)
        unused = [Outcome(envelope.number, "queued") for envelope in self._ready]
        self._ready.clear()
        self._done.extend(unused)
        await self._exchange([])
        for error in filter(None, ended):
            raise error

    async def _keep_books(self) -> None:
        while not self._halt.is_set():
            self._call_later_ones()
            wanted = self._wanted()
            if wanted or self._done:
                await self._exchange(wanted)
            if not self._open:
                return
            await self._wait()

    async def _wait(self) -> None:
        """Wait for a worker, or for the time of a mail that the server wanted later."""
        loop = asyncio.get_running_loop()
        next_one = self._later[0][0] - loop.time() if self._later and not self._due else None
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), None if next_one is None else max(0.0, next_one))
        self._wake.clear()

    def _call_later_ones(self) -> None:
        now = asyncio.get_running_loop().time()
        while self._later and self._later[0][0] <= now:
            self._due.append(heapq.heappop(self._later)[1])

    def _wanted(self) -> list[int]:
        """Return which mails to claim: one for each idle worker, and some ahead where many go a second."""
        ahead = min(64, self._terms.rate // 1200)
        free = max(0, self._idle + ahead - len(self._ready))
        return [self._due.popleft() for _n in range(min(free, len(self._due)))]

    async def _exchange(self, wanted: list[int]) -> None:
        """Store what was done and claim *wanted*, in one transaction off the event loop."""
        done, self._done = self._done, []
        if not (done or wanted):
            return
        try:
            envelopes = await asyncio.to_thread(self._outbox.exchange, done, wanted)
        except BaseException:
            self._done = done + self._done  # stored by the last exchange, if the register takes anything again
            raise
        claimed = {envelope.number for envelope in envelopes}
        self._open -= {number for number in wanted if number not in claimed}
        for outcome in done:
            if outcome.state != "queued":
                self._open.discard(outcome.number)
                self._states[outcome.state] += 1
        self._ready.extend(envelopes)
        if len(envelopes) < len(wanted):
            self._wake.set()  # whoever was to get those is idle still
        await self._call()
        self._report(self._pace())

    async def _call(self) -> None:
        async with self._work:
            self._work.notify_all()

    async def _carry(self, carrier: Carrier) -> None:
        """Hand over one mail after the other until there is none."""
        try:
            while (envelope := await self._next()) is not None:
                await self._deliver(carrier, envelope)
                self._wake.set()
        finally:
            await carrier.close()

    async def _next(self) -> Envelope | None:
        """Return the next mail, None when no other one goes; none is claimed for a carrier before its time has come."""
        if not await self._its_time():
            return None
        async with self._work:
            self._idle += 1
            self._wake.set()
            await self._work.wait_for(lambda: self._ready or self._halt.is_set())
            self._idle -= 1
            return None if self._halt.is_set() else self._ready.popleft()

    async def _its_time(self) -> bool:
        """Wait for a place in the rate; return False when sending stops meanwhile."""
        now = asyncio.get_running_loop().time()
        mine = max(self._slot, now)
        self._slot = mine + 60 / self._terms.rate
        return await self._pause(mine - now)

    async def _pause(self, seconds: float) -> bool:
        """Wait; return False at once when sending stops."""
        if seconds > 0 and not self._halt.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._halt.wait(), seconds)
        return not self._halt.is_set()

    async def _deliver(self, carrier: Carrier, envelope: Envelope) -> None:
        """Hand a mail over; where the server is out of reach, come back to it after a while."""
        try:
            outcome = await carrier.send(envelope)
        except MailError as error:
            self._lost += 1
            self._done.append(Outcome(envelope.number, "queued", error.what))
            self._due.append(envelope.number)
            self._wake.set()
            if self._lost >= PATIENCE * self._transport.connections or not self._states["sent"]:
                self.stop(error.what)
            await self._pause(self._terms.reconnect * 2 ** (self._lost // self._transport.connections))
        except Exception:  # a bug: nobody can say whether this mail left, and none may follow it
            self._done.append(Outcome(envelope.number, "unknown", UNEXPECTED))
            self.stop()
            raise
        else:
            self._lost = 0
            self._settle(envelope, outcome)

    def _settle(self, envelope: Envelope, outcome: Outcome) -> None:
        """Note what became of a mail; one that the server wants later gets its time, a last time at most."""
        number, pauses = envelope.number, self._terms.pauses
        if outcome.state == "queued" and not self._halt.is_set():
            self._tries[number] += 1
            if self._tries[number] > len(pauses):
                outcome = Outcome(number, "failed", outcome.words)
            else:
                due = asyncio.get_running_loop().time() + pauses[self._tries[number] - 1]
                heapq.heappush(self._later, (due, number))
        self._done.append(outcome)

    def _pace(self) -> Pace:
        states, left = self._states, len(self._open)
        seconds = asyncio.get_running_loop().time() - self._started
        rate = (self._total - left) / seconds * 60 if seconds > 0 else 0.0
        return Pace(
            done=self._total - left,
            total=self._total,
            sent=states["sent"],
            failed=states["failed"],
            unknown=states["unknown"],
            later=len(self._later),
            per_minute=rate,
            left=left / rate * 60 if rate else None,
            note=_("the mail server asks to wait") if self._later and len(self._later) == left else "",
        )
