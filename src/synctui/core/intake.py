"""The import once it is mapped, cleaned and checked: what the comparison works on."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from synctui.core.fields import EMAIL, FIRST_NAME, LAST_NAME, NATIONAL_NUMBER, Values
from synctui.core.table import Delivery
from synctui.i18n import Message


class Problem(NamedTuple):
    """Why a value was refused, not taken or repaired.

    field: index of the field, or None for the whole row. value: the offending text as it came.
    where: ``Sheet!D14`` or a CRM's id.
    """

    field: int | None
    value: str
    where: str
    reason: Message


@dataclass(slots=True)
class Intake:
    """The records of a delivery as clients: one entry a row of its table, in the table's order.

    ids: the source's own id, empty where it gives none. values: normalised; a refused value is empty.
    invalid: row → every reason why it cannot be loaded. warnings: row → what was not taken.
    repairs: row → what was mended and how. refused: row → the fields not to compare: their value was
    not taken, or (a text with broken accents) only for want of a better one.
    mapped: the fields that the mapping fills. columns: field name → header or headers, as the gate compares them.
    corrected: (row, field) → the bad value that a remembered or typed correction replaces; sent_keys: the keys of
    those rows as the source sends them, and of rows that share one (told apart by their cells).
    """

    delivery: Delivery
    source: str
    mapping: str
    columns: dict[str, str]
    mapped: frozenset[int]
    ids: list[str]
    values: list[Values]
    invalid: dict[int, tuple[Problem, ...]] = field(default_factory=dict)
    warnings: dict[int, tuple[Problem, ...]] = field(default_factory=dict)
    repairs: dict[int, tuple[Problem, ...]] = field(default_factory=dict)
    refused: dict[int, frozenset[int]] = field(default_factory=dict)
    corrected: dict[tuple[int, int], str] = field(default_factory=dict)
    sent_keys: dict[int, str] = field(default_factory=dict)

    def key(self, row: int) -> str:
        """Return the row's `row_key`."""
        return row_key(self.ids[row], self.values[row])

    def sent_key(self, row: int) -> str:
        """Return the row's `row_key` as the source sends it, before any correction."""
        return self.sent_keys.get(row) or self.key(row)

    def sent(self, row: int, field_index: int) -> str:
        """Return a value as the source sends it: the bad one where it was corrected or refused."""
        if (row, field_index) in self.corrected:
            return self.corrected[row, field_index]
        problems = (*self.invalid.get(row, ()), *self.warnings.get(row, ()))
        refused = (problem.value for problem in problems if problem.field == field_index)
        return next(refused, self.values[row][field_index])

    def sent_digest(self, row: int) -> str:
        """Return a digest of all the row's cells: it changes when the source's record does."""
        return evidence(*self.delivery.table.rows[row])

    def where(self, row: int) -> str:
        """Return the row's place: its CRM id, else sheet and row number."""
        table = self.delivery.table
        return table.where(row) if table.letters or not self.ids[row] else self.ids[row]


_FOREIGN = re.compile(r"[^\x00-\x7f]+")


def fold(text: str) -> str:
    """Return *text* as names are compared: no case, no accents, one kind of apostrophe and hyphen, no blanks around.

    >>> fold("D’Hondt  Noël") == fold("d'hondt noel")
    True
    """
    return " ".join(unaccented(text).split())


def unaccented(text: str) -> str:
    """Return *text* as `fold` compares it, with its blanks as they are."""
    plain = text.casefold()
    return plain if plain.isascii() else _FOREIGN.sub(lambda found: _plain(found[0]), plain)


@lru_cache(4096)
def _plain(letters: str) -> str:
    """Return letters beyond ASCII without their accents; names share few of them."""
    apart = unicodedata.normalize("NFKD", letters).replace("’", "'").replace("‐", "-")
    return "".join(char for char in apart if not unicodedata.combining(char))


def row_key(source_id: str, values: Values) -> str:
    """Return what a record is remembered by: its source id, else its national number, else e-mail and name.

    >>> row_key("", ("Lotte", "Baert", "Lotte@x.be", *[""] * 10))
    'mail:lotte@x.be|baert|lotte'
    """
    if source_id:
        return f"id:{source_id}"
    if values[NATIONAL_NUMBER]:
        return f"nn:{values[NATIONAL_NUMBER]}"
    return f"mail:{values[EMAIL].casefold()}|{fold(values[LAST_NAME])}|{fold(values[FIRST_NAME])}"


def evidence(*values: str) -> str:
    """Return a short digest of the values that an answer was given on."""
    return hashlib.sha256("\x1f".join(values).encode("utf-8", "surrogatepass")).hexdigest()[:16]
