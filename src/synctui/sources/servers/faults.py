"""What can go wrong at a CRM, to be switched on in a local server: for so many calls, after so many good ones."""

from __future__ import annotations

from dataclasses import dataclass, field

NAMES = (
    "429", "429-retry-after", "429-absurd", "throttle-403", "500", "503", "cut", "truncated", "empty", "types", "nulls",
    "extra", "duplicates", "moving", "grows", "repeats", "expired", "wrong-key", "drip", "giant", "bomb", "html",
    "redirect", "deep", "nan", "bom",
)  # fmt: skip
"""Every fault: answers that say *too fast* in each way, a broken server, connection or text, odd data, lists that
move, grow or repeat themselves, keys and rights, answers too slow or too large, and what is no CRM at all."""


@dataclass(slots=True)
class Fault:
    """One fault. times: how many calls it hits, 0 for all. after: how many calls of its kind go well before."""

    name: str
    times: int = 0
    after: int = 0
    hits: int = 0
    seen: int = 0


@dataclass(slots=True)
class Faults:
    """The faults that are on, and the time that every answer takes. latency: seconds."""

    latency: float = 0.0
    on: dict[str, Fault] = field(default_factory=dict)

    def switch(self, name: str, *, times: int = 0, after: int = 0) -> None:
        """Switch a fault on. Raises `ValueError` for one that does not exist."""
        if name not in NAMES:
            raise ValueError(name)
        self.on[name] = Fault(name, times, after)

    def clear(self) -> None:
        """Switch everything off."""
        self.on.clear()

    def hits(self, name: str) -> bool:
        """Tell whether the fault strikes this time, and count it."""
        fault = self.on.get(name)
        if fault is None:
            return False
        fault.seen += 1
        if fault.seen <= fault.after or (fault.times and fault.hits >= fault.times):
            return False
        fault.hits += 1
        return True
