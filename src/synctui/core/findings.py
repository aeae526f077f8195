"""What there is to say about the rows of an import, row by row: problems with their place, value and reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from synctui.core.extract import ID, Raw
from synctui.core.intake import Problem
from synctui.core.table import Table
from synctui.i18n import Message

CLIP = 200
"""A value is quoted up to this length; a correction finds it again by what was quoted."""
PLACES = 4
"""So many places are named; of more, how many there are."""

Problems = dict[int, list[Problem]]


def clip(text: str) -> str:
    """Return *text* as problems quote it.

    >>> clip("x" * 300) == "x" * 200 + "…"
    True
    """
    return text if len(text) <= CLIP else text[:CLIP] + "…"


class Findings:
    """Collects problems. *ids* are the clean ones: a CRM's records are named by them."""

    def __init__(self, table: Table, raw: Raw, ids: list[str]) -> None:
        self.invalid: Problems = defaultdict(list)
        self.warnings: Problems = defaultdict(list)
        self.repairs: Problems = defaultdict(list)
        self.refused: dict[int, set[int]] = defaultdict(set)
        self._table, self._raw, self._ids = table, raw, ids

    def add(self, to: Problems, row: int, field: int, reason: Message) -> None:
        """Add a problem to *to*, one of the three above; one with the source's id is one of the whole record."""
        value = clip(self._raw.fields[field][row])
        to[row].append(Problem(None if field == ID else field, value, self.place(row, field), reason))

    def discard(self, row: int, reason: Message) -> None:
        """Add a problem that makes the whole record invalid."""
        self.invalid[row].append(Problem(None, "", self.place(row), reason))

    def refuse(self, row: int, field: int, reason: Message, *, fatal: bool) -> None:
        """Add a problem with a value that is not taken: it makes the row invalid where it is *fatal*."""
        if field != ID:
            self.refused[row].add(field)
        self.add(self.invalid if fatal else self.warnings, row, field, reason)

    def place(self, row: int, field: int | None = None) -> str:
        """Return where a field's cell stands, or the record; a CRM has no cells."""
        columns = () if field is None else self._raw.columns[field]
        if self._table.letters:
            return self._table.where(row, columns[0] if columns else None)
        return self._ids[row] or self._table.where(row)

    def places(self, rows: Iterable[int], field: int) -> str:
        """Return the places of all *rows*, as many as fit a sentence; of a CRM, records with one id by number."""
        by_number = field == ID and not self._table.letters
        named = [f"#{self._table.numbers[row]}" if by_number else self.place(row, field) for row in rows]
        rest = len(named) - PLACES
        return ", ".join(named[:PLACES]) + (f" … (+{rest})" if rest > 0 else "")


def settled(problems: Problems) -> dict[int, tuple[Problem, ...]]:
    """Return collected problems as an intake keeps them, by row."""
    return {row: tuple(problems[row]) for row in sorted(problems)}


def frozen(refused: Mapping[int, set[int]]) -> dict[int, frozenset[int]]:
    """Return the refused fields as an intake keeps them, by row."""
    return {row: frozenset(refused[row]) for row in sorted(refused)}
