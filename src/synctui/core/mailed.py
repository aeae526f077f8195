"""Clients who were mailed already: which of their fields are guarded, and what an answer under possible matches does.

In comes a snapshot, with lines or an option; out come clients and numbers. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from synctui.core.comparison import Difference, Effect, Possible
from synctui.core.diff import SENT
from synctui.core.snapshot import Snapshot


def guarded(snapshot: Snapshot, client: int, field: int) -> bool:
    """Tell whether an invitation that has left already, or may have, was made with that field of a client."""
    return field in SENT and snapshot.mailed(client)


def guarded_among(snapshot: Snapshot, lines: Iterable[Difference]) -> int:
    """Return how many of *lines* are guarded."""
    return sum(map(snapshot.mailed, [line.client for line in lines if line.field in SENT]))


def mailed_again(snapshot: Snapshot, possible: Possible, option: str) -> list[int]:
    """Return the mailed clients who get another address or language by the answer *option*."""
    changed = (effect for effect in _effects(possible, option) if effect.do == "set" and effect.field in SENT)
    return _mailed(snapshot, (each.client for each in changed if each.client and each.value != _now(snapshot, each)))


def mailed_archived(snapshot: Snapshot, possible: Possible, option: str) -> list[int]:
    """Return the mailed clients that the answer *option* archives."""
    return _mailed(snapshot, (effect.client for effect in _effects(possible, option) if effect.do == "archive"))


def _effects(possible: Possible, option: str) -> Iterator[Effect]:
    return (effect for each in possible.options if each.name == option for effect in each.effects)


def _now(snapshot: Snapshot, effect: Effect) -> str:
    return snapshot.values(effect.client)[effect.field]


def _mailed(snapshot: Snapshot, clients: Iterator[int]) -> list[int]:
    return [client for client in dict.fromkeys(clients) if snapshot.mailed(client)]
