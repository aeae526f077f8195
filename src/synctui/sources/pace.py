"""How fast a CRM may be asked: so many calls in a minute, a few at once, and waits that are told as they pass."""

from __future__ import annotations

import asyncio
import email.utils
import math
import random
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime

from synctui.core.ports import Progress, Report
from synctui.i18n import _, number

Words = Callable[[int], str]
"""Says what is waited for, given the seconds that are left."""


def limited(seconds: int) -> str:
    """Say that calls are too many, by the CRM's word or our own count."""
    return _("rate limit, resuming in {n} s").format(n=number(seconds))


def backoff(first: float, attempt: int) -> float:
    """Return the wait after an *attempt* (from 1): growing, with jitter, so that many do not come back together."""
    return first * float(2 ** (attempt - 1)) * random.uniform(0.75, 1.25)  # noqa: S311 - no secret


def retry_after(text: str, now: datetime) -> float | None:
    """Return the seconds that a ``Retry-After`` header asks for (RFC 9110, 10.2.3), or None where it says nothing.

    >>> retry_after("12", datetime.max), retry_after("soon", datetime.max)
    (12.0, None)
    """
    if text.strip().isdecimal():
        return float(text.strip()[:12])
    try:
        when = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return max((when - now).total_seconds(), 0.0) if when.tzinfo else None


async def spread(jobs: int, at_once: int, work: Callable[[int], Awaitable[None]]) -> None:
    """Do *work* for 0 to *jobs* - 1, *at_once* at a time; the first error stops all."""
    numbers = iter(range(jobs))

    async def worker() -> None:
        for each in numbers:
            await work(each)

    tasks = [asyncio.create_task(worker()) for _each in range(min(at_once, jobs))]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class Meter:
    """What one fetch tells while it runs: how many of how many (0 while that is not known), and a note."""

    def __init__(self, report: Report) -> None:
        self.done = self.total = 0
        self._report = report

    def tell(self, note: str = "") -> None:
        """Report how far it is."""
        self._report(Progress("fetch", self.done, max(self.total, self.done) if self.total else 0, note))

    def more(self, done: int, note: str = "") -> None:
        """Count *done* further records."""
        self.done += done
        self.tell(note)


class Pace:
    """A budget of *calls* in any *per* seconds, shared by all calls in flight; 0 calls means no budget."""

    def __init__(self, calls: int, per: float = 60.0) -> None:
        self.calls, self.per = calls, per
        self._times: deque[float] = deque()
        self._held_until = 0.0
        self._words: Words = limited

    @property
    def left(self) -> str:
        """How many calls are left in the minute, in words; empty without a budget."""
        if not self.calls:
            return ""
        self._forget(asyncio.get_running_loop().time())
        return _("{n} calls left this minute").format(n=number(max(self.calls - len(self._times), 0)))

    async def turn(self, tell: Callable[[str], None]) -> None:
        """Wait until a call may go, and count it."""
        loop = asyncio.get_running_loop()
        while (wait := self._wait(loop.time())) > 0:
            held = self._held_until > loop.time()
            tell((self._words if held else limited)(math.ceil(wait)))
            await asyncio.sleep(min(wait, 1.0))
        self._times.append(loop.time())

    def hold(self, seconds: float, words: Words = limited) -> None:
        """Let no call go for *seconds*; *words* tell why."""
        until = asyncio.get_running_loop().time() + seconds
        if until > self._held_until:
            self._held_until, self._words = until, words

    def _wait(self, now: float) -> float:
        self._forget(now)
        full = bool(self.calls) and len(self._times) >= self.calls
        return max(self._held_until - now, self._times[0] + self.per - now if full else 0.0)

    def _forget(self, now: float) -> None:
        while self._times and self._times[0] <= now - self.per:
            self._times.popleft()
