"""How fast a CRM may be asked: so many calls in a sliding minute, and the waits that it asks for, told as they pass."""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import Callable

from synctui.core.ports import Progress, Report
from synctui.i18n import _, number


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
            tell(_("rate limit, resuming in {n} s").format(n=number(math.ceil(wait))))
            await asyncio.sleep(min(wait, 1.0))
        self._times.append(loop.time())

    def hold(self, seconds: float) -> None:
        """Let no call go for *seconds*."""
        self._held_until = max(self._held_until, asyncio.get_running_loop().time() + seconds)

    def _wait(self, now: float) -> float:
        self._forget(now)
        full = bool(self.calls) and len(self._times) >= self.calls
        return max(self._held_until - now, self._times[0] + self.per - now if full else 0.0)

    def _forget(self, now: float) -> None:
        while self._times and self._times[0] <= now - self.per:
            self._times.popleft()
