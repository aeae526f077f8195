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

from synctui.core.intake import fold
from synctui.core.mapping import DEATH, ENDED, FULL_NAME, KIND, SOURCE_ID, STATUS
from synctui.core.mapping import Mapping as FieldMapping
from synctui.core.table import Delivery, Elsewhere, Row, Table

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
    judge, name = _judge(mapping, today), _namer(mapping)
    ids = mapping.targets.get(SOURCE_ID, ())
    kept: list[int] = []
    left_out: Counter[str] = Counter(delivery.left_out)
    elsewhere = dict(delivery.elsewhere)
    for at, row in enumerate(table.rows):
        inside, (reason, when) = at not in delivery.outside, judge(row)
        if inside and not reason:
            kept.append(at)
            continue
        if inside:
            left_out[_COUNTED.get(reason, reason)] += 1
        if ids and row[ids[0]]:
            why = _REASONS.get(reason, reason) or "left-workflow"
            elsewhere[row[ids[0]]] = Elsewhere(why, when, name(row))
    for at in kept if ids else ():
        elsewhere.pop(table.rows[at][ids[0]], None)
    clients = _table(table, kept, mapping)
    return replace(delivery, table=clients, left_out=dict(left_out), elsewhere=elsewhere, outside=frozenset())


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


def _judge(mapping: FieldMapping, today: date) -> Callable[[Row], tuple[str, str]]:
    """Return what tells of a row why it is no client (empty where it is one), and since when."""
    tests = {name: _test(mapping, name, f"{name}.yes", today) for name in (ENDED, DEATH)}
    person, customer = _test(mapping, KIND, "kind.person", today), _test(mapping, STATUS, "status.customer", today)
    prospect = _test(mapping, STATUS, "status.prospect", today)

    def judge(row: Row) -> tuple[str, str]:
        for reason, test in (("deceased", tests[DEATH]), ("ended", tests[ENDED])):
            if test and test.of(row):
                return reason, iso_date(row[test.column])
        if person and row[person.column].strip() and not person.of(row):
            return "company", ""
        if customer and row[customer.column].strip() and not customer.of(row):
            return ("prospect" if prospect and prospect.of(row) else "contact"), ""
        return "", ""

    return judge


def _test(mapping: FieldMapping, target: str, values: str, today: date) -> _Test | None:
    columns = mapping.targets.get(target, ())
    named = frozenset(fold(value) for value in mapping.headers.get(values, "").split(",") if value.strip())
    return _Test(columns[0], named, today) if columns and (named or target in {ENDED, DEATH}) else None


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
