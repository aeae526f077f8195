"""The sample office as its CRM holds it: what a season is, and the cast that plays one. Records, no raw text yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from synctui.core.fields import Values
from synctui.core.table import Elsewhere
from synctui.sources.people import people

LAST_YEAR, MAIN, LATE = "Personenbelasting AJ 2025", "Personenbelasting AJ 2026", "PB laattijdig AJ 2026"
CLIENTS, NEWCOMERS, SEED = 440, 140, 2026
Changes = Mapping[int, str]
"""Field index → value."""


@dataclass(slots=True)
class Season:
    """What the CRM holds at one moment.

    when: UTC, ISO 8601. records: id → values, in the CRM's order. slips: (id, field) → the text it sends instead.
    twice: records sent under an id that is in use. elsewhere: relations that are not sent, and why.
    late: the ids in the workflow of late returns. left_out: kind → how many relations are only counted.
    """

    when: str
    tax_year: int
    workflow: str
    records: dict[str, Values]
    slips: dict[tuple[str, int], str] = field(default_factory=dict)
    twice: dict[str, Values] = field(default_factory=dict)
    elsewhere: dict[str, Elsewhere] = field(default_factory=dict)
    late: set[str] = field(default_factory=set)
    left_out: dict[str, int] = field(default_factory=dict)


class HandEdit(NamedTuple):
    """One change made in the register by hand.

    who: the source id of the client, empty for ``add``. values: all fields to add, else those that change.
    status: what the dossier of that season's year is set to.
    """

    do: Literal["add", "change", "archive", "status"]
    who: str
    values: Changes
    status: str = ""


def changed(values: Values, changes: Changes) -> Values:
    """Return *values* with *changes* by field index.

    >>> changed(("Lotte", "Baert"), {1: "Maes"})
    ('Lotte', 'Maes')
    """
    return tuple(changes.get(at, value) for at, value in enumerate(values))


class Cast:
    """The office's people while its story is told: three seasons that start alike, and parts given out once each."""

    def __init__(self) -> None:
        crowd = people(CLIENTS + NEWCOMERS, SEED)
        named = {f"R{number:04}": values for number, values in enumerate(crowd, 1)}
        start = dict(list(named.items())[:CLIENTS])
        self.first = Season("2025-01-20T08:15:00Z", 2025, LAST_YEAR, dict(start))
        self.second = Season("2026-01-12T08:05:00Z", 2026, MAIN, dict(start))
        self.now = Season("2026-03-16T07:55:00Z", 2026, MAIN, dict(start))
        self.edits: dict[str, list[HandEdit]] = {LAST_YEAR: [], MAIN: []}
        self._idle = list(start)
        self._coming = iter(list(named.items())[CLIENTS:])

    def pick(self, count: int, fits: Callable[[Values], bool] = lambda _values: True) -> list[str]:
        """Return the ids of *count* clients who have no part yet and whose values fit, in the CRM's order."""
        found = [who for who in self._idle if fits(self.first.records[who])][:count]
        if len(found) < count:
            raise ValueError(count)
        chosen = set(found)
        self._idle = [who for who in self._idle if who not in chosen]
        return found

    def newcomer(self, changes: Changes | None = None, *, since: Literal["second", "now"] = "now") -> str:
        """Add somebody new to the CRM and return the id; *changes* by field index."""
        who, values = next(self._coming)
        for season in (self.second, self.now) if since == "second" else (self.now,):
            season.records[who] = changed(values, changes or {})
        return who

    def stranger(self, changes: Changes | None = None) -> Values:
        """Return somebody who is in no season of the CRM."""
        return changed(next(self._coming)[1], changes or {})

    def change(self, who: str, changes: Changes, *seasons: Season) -> None:
        """Change a client's record in *seasons*, or in the present one."""
        for season in seasons or (self.now,):
            season.records[who] = changed(season.records[who], changes)

    def drop(self, who: str, *seasons: Season) -> Values:
        """Take a client out of *seasons*, or out of the present one; returns the values of the last."""
        return [season.records.pop(who) for season in seasons or (self.now,)][-1]

    def by_hand(self, season: Season, edit: HandEdit) -> None:
        """Note a change made in the register after a season was applied."""
        self.edits[season.workflow].append(edit)
