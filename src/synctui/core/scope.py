"""Which records of a CRM are clients: a delivery and its mapping in, the same without those who are none, counted, out.

The CRM's own attributes tell a person from a company (`KIND`), a customer from a prospect or a mere contact
(`STATUS`), a relation that ended (`ENDED`) and a death (`DEATH`). Their names and values are part of the mapping, as
those of the fields. Persons and sole proprietors file personal income tax; all others are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from synctui.core.attributes import known_value
from synctui.core.intake import fold
from synctui.core.mapping import DEATH, ENDED, FULL_NAME, KIND, SCOPE, SOURCE_ID, STATUS, VALUES
from synctui.core.mapping import Mapping as FieldMapping
from synctui.core.table import Delivery, Elsewhere, Row, Table
from synctui.i18n import N_, message

PARTNER = "partner_national_number"
_NO = frozenset({"", "0", "false", "no", "nee", "neen", "non", "nein"})
_COUNTED = {"deceased": "ended"}
"""Reason → the word it is counted under, where that is another."""
_REASONS = {"contact": "prospect"}
"""What is left out → why a client of the register is not in the import, where that is another word: none in bulk."""


@dataclass(frozen=True, slots=True)
class _Test:
    """Whether an attribute says something: one of *values*, or without them a date that has come or any *yes*."""

    column: int
    values: frozenset[str]
    today: date

    def of(self, row: Row) -> bool:
        text = row[self.column].strip()
        if self.values:
            return fold(text) in self.values
        if fold(text) in _NO:
            return False
        day = iso_date(text)
        return not day or day <= self.today.isoformat()


def scoped(delivery: Delivery, mapping: FieldMapping, today: date) -> Delivery:
    """Return *delivery* with its clients alone; the others are counted (``left_out``) and known (``elsewhere``)."""
    table = delivery.table
    if not table.attributes:
        return delivery
    judge, name = _Judge(mapping, today), _namer(mapping)
    ids = mapping.targets.get(SOURCE_ID, ())
    kept: list[int] = []
    left_out: Counter[str] = Counter(delivery.left_out)
    elsewhere = dict(delivery.elsewhere)
    for at, row in enumerate(table.rows):
        inside, (reason, when) = at not in delivery.outside, judge.of(row)
        if inside and not reason:
            kept.append(at)
            continue
        if inside:
            left_out[_COUNTED.get(reason, reason)] += 1
        if ids and row[ids[0]]:
            why = _REASONS.get(reason, reason) or "left-workflow"
            elsewhere[row[ids[0]]] = Elsewhere(why, when, name(row))
    clients = _table(table, kept, mapping)
    text = N_("{target}: these values are not in the mapping, their records were left out: {values}.")
    warnings = [
        message(text, target=target, values=", ".join(sorted(values)))
        for target, values in sorted(judge.unknown.items())
    ]
    return replace(
        delivery,
        table=clients,
        left_out=dict(left_out),
        elsewhere=elsewhere,
        outside=frozenset(),
        warnings=(*delivery.warnings, *warnings),
    )


def _table(table: Table, kept: list[int], mapping: FieldMapping) -> Table:
    """Return the kept rows, the partner's link followed to the partner's number."""
    rows = [table.rows[at] for at in kept]
    links = [at for at in mapping.targets.get(PARTNER, ()) if at in table.links]
    if links:
        numbers = _numbers(table, mapping)
        rows = [tuple(numbers.get(c, "") if at in links else c for at, c in enumerate(row)) for row in rows]
    return replace(table, rows=rows, numbers=[table.numbers[at] for at in kept])


def _numbers(table: Table, mapping: FieldMapping) -> dict[str, str]:
    """Return the national number of every record by its id, as far as both are mapped."""
    ids, numbers = mapping.targets.get(SOURCE_ID, ()), mapping.targets.get("national_number", ())
    return {row[ids[0]]: row[numbers[0]] for row in table.rows} if ids and numbers else {}


class _Judge:
    """Tells of a row why it is no client, and since when. unknown: target → values that the mapping does not name."""

    def __init__(self, mapping: FieldMapping, today: date) -> None:
        columns = {name: mapping.targets[name][0] for name in SCOPE if mapping.targets.get(name)}
        values = {name: _listed(mapping.headers.get(name, "")) for name in VALUES}
        self._tests = [
            (reason, _Test(columns[name], values[f"{name}.yes"], today))
            for reason, name in (("deceased", DEATH), ("ended", ENDED))
            if name in columns
        ]
        self._columns = {name: at for name, at in columns.items() if name in {KIND, STATUS}}
        self._meant = {(name.partition(".")[0], text): name for name, texts in values.items() for text in texts}
        self.unknown: dict[str, set[str]] = {}

    def of(self, row: Row) -> tuple[str, str]:
        """Return the reason, empty for a client, and the day it began where that is known."""
        for reason, test in self._tests:
            if test.of(row):
                return reason, iso_date(row[test.column])
        for target, column in self._columns.items():
            text = row[column].strip()
            if text and (reason := _NONE[self._meaning(target, text)]):
                return reason, ""
        return "", ""

    def _meaning(self, target: str, text: str) -> str:
        """Return which of `VALUES` a value is, by the mapping, else by the words that everybody uses."""
        meant = self._meant.get((target, fold(text))) or known_value(target, text)
        if not meant:
            self.unknown.setdefault(target, set()).add(text)
        return meant or f"{target}.other"


_NONE = {
    "kind.person": "",
    "kind.company": "company",
    "kind.other": "company",
    "status.customer": "",
    "status.prospect": "prospect",
    "status.other": "contact",
}
"""What a value means → why its record is no client, empty where it is one."""


def _listed(text: str) -> frozenset[str]:
    return frozenset(fold(value) for value in text.split(",") if value.strip())


def _namer(mapping: FieldMapping) -> Callable[[Row], str]:
    """Return what gives a row's name: last name and first name, else the full name."""
    targets: Mapping[str, tuple[int, ...]] = mapping.targets
    parts = [targets[name][0] for name in ("last_name", "first_name") if targets.get(name)]
    columns = parts or list(targets.get(FULL_NAME, ()))[:1]
    return lambda row: ", ".join(row[at] for at in columns if row[at])


def iso_date(text: str) -> str:
    """Return a day as CRMs write it in ISO form, empty where *text* is none.

    AdminPulse writes ``2026-06-30T00:00:00`` and ``30062026``, Admin-Consult the first.

    >>> iso_date("2026-06-30T00:00:00"), iso_date("30062026"), iso_date("false")
    ('2026-06-30', '2026-06-30', '')
    """
    text = text.strip()
    if len(text) == 8 and text.isdecimal():
        text = f"{text[4:]}-{text[2:4]}-{text[:2]}"
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""
