"""Which column fills which field while a mapping is looked at: a plain object with its steps; the page draws it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from synctui.core.mapping import FULL_NAME, VALUES
from synctui.core.mapping import Mapping as FieldMapping

_NAMES = ("first_name", "last_name")


class Filled(NamedTuple):
    """What fills what. targets: field → columns. values: what a CRM's attribute must say. looked: fields looked at."""

    targets: Mapping[str, tuple[int, ...]]
    values: Mapping[str, str]
    looked: frozenset[str]
    last_name_first: bool


class Filling:
    """A mapping under way. now: as it stands; every change of a field is one step that can be undone."""

    def __init__(self, mapping: FieldMapping, *, known: bool) -> None:
        values = {name: mapping.headers[name] for name in VALUES if name in mapping.headers}
        looked = frozenset(mapping.targets if known else ())
        self.now = Filled(dict(mapping.targets), values, looked, mapping.last_name_first)
        self._done: list[tuple[str, Filled]] = []
        self._undone: list[tuple[str, Filled]] = []

    def fill(self, target: str, columns: tuple[int, ...]) -> None:
        """Fill a field from other columns, or from none; a full name and its two parts exclude each other."""
        targets = {name: each for name, each in self.now.targets.items() if name != target}
        if columns:
            targets[target] = columns
            for other in {FULL_NAME: _NAMES, **dict.fromkeys(_NAMES, (FULL_NAME,))}.get(target, ()):
                targets.pop(other, None)
        self._step(target, self.now._replace(targets=targets, looked=self.now.looked | {target}))

    def mean(self, target: str, text: str) -> None:
        """Say which values of an attribute mean *target*; none for empty text."""
        looked = self.now.looked | {target.partition(".")[0]}
        self._step(target, self.now._replace(values={**self.now.values, target: text.strip()}, looked=looked))

    def order(self, *, last_name_first: bool) -> None:
        """Say how the full name just chosen is written: a part of that step."""
        self.now = self.now._replace(last_name_first=last_name_first)

    def undo(self) -> str:
        """Take the last step back and return its field, or empty text where there is none."""
        return self._move(self._done, self._undone)

    def redo(self) -> str:
        """Do the step undone last again and return its field, or empty text where there is none."""
        return self._move(self._undone, self._done)

    def _step(self, target: str, after: Filled) -> None:
        self._done.append((target, self.now))
        self._undone.clear()
        self.now = after

    def _move(self, from_: list[tuple[str, Filled]], to: list[tuple[str, Filled]]) -> str:
        if not from_:
            return ""
        target, state = from_.pop()
        to.append((target, self.now))
        self.now = state
        return target
