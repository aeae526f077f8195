"""What a source delivers before anything is understood: columns of text, and where each cell came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from synctui.i18n import Message

Row = tuple[str, ...]
"""One record's cells as text, one per column of its table; empty where there is nothing."""


@dataclass(frozen=True, slots=True)
class Table:
    """The records of one sheet, one CSV file or one CRM.

    columns: the header's texts, or a CRM's attribute paths; a nameless column is empty text.
    rows: one tuple a record, as long as *columns*.
    letters: per column its letter in the sheet (A, B, … AA); empty for a CRM.
    sheet: the sheet's name, or a CSV file's name; empty for a CRM.
    numbers: per row its number in the sheet or its first line in the file, from 1; for a CRM its place in the answer.
    faults: (row, column) → why that cell could not be read (an error cell, a formula without a value, …).
    hidden: the rows (index into *rows*) that the sheet hides.
    attributes: the columns are a CRM's attribute paths, of which some come and go with the records.
    links: the columns that hold another record's id; one that fills the partner's number stands for that record's own.
    """

    columns: tuple[str, ...]
    rows: Sequence[Row]
    letters: tuple[str, ...] = ()
    sheet: str = ""
    numbers: Sequence[int] = ()
    faults: Mapping[tuple[int, int], Message] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    attributes: bool = False
    links: frozenset[int] = frozenset()

    def where(self, row: int, column: int | None = None) -> str:
        """Return a record's place as people and JSON name it: ``Sheet!D14``, or ``Sheet!14`` for the whole row."""
        letter = self.letters[column] if column is not None and column < len(self.letters) else ""
        return f"{self.sheet}!{letter}{self.numbers[row]}"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A relation that the source knows although it is not among the records asked for.

    reason: one of ``left-workflow, ended, deceased, prospect, company``. when: ISO date or empty. name: as shown.
    """

    reason: str
    when: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Everything one fetch brought.

    kind: ``excel``, ``csv``, ``sample``, ``adminpulse`` or ``adminconsult``.
    fingerprint: SHA-256 of the content. fetched_at: UTC, ISO 8601 (a file's modification time).
    left_out: kind of record → how many the source left out (companies, prospects, …).
    elsewhere: source id → why that relation is not among the records; only a CRM knows.
    outside: the rows (index into the table's) that are not in the workflow asked for, until `scope` takes them out.
    """

    table: Table
    kind: str
    fingerprint: str
    fetched_at: str
    workflow: str | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)
    elsewhere: Mapping[str, Elsewhere] = field(default_factory=dict)
    warnings: tuple[Message, ...] = ()
    outside: frozenset[int] = frozenset()

    @property
    def fetched(self) -> int:
        """How many records were read, those left out included."""
        return len(self.table.rows) - len(self.outside) + sum(self.left_out.values())
