"""A delivery in, clients out: mapped, cleaned and checked, with every reason in words and its place.

Invalid is what cannot be loaded (a mandatory value missing or wrong, a wrong national number, a key that stands twice).
Everything else that is wrong is a warning, and its value is not taken. Nothing is compared with the register here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from synctui.core.cleaning import HOME, Clean, Cleaner, Key, Memo
from synctui.core.corrections import Cell, fixes, replaced, shared_keys
from synctui.core.duplicates import Double, doubles
from synctui.core.extract import ID, Raw, extract
from synctui.core.fields import EMAIL, FIELDS, FIRST_NAME, LAST_NAME, NATIONAL_NUMBER, PARTNER, POSTAL_CODE
from synctui.core.findings import Findings, frozen, settled
from synctui.core.intake import Intake
from synctui.core.mapping import Mapping as FieldMapping
from synctui.core.normalise import Normaliser, normaliser, postal_code, silent
from synctui.core.normalise.outcome import RefusedError
from synctui.core.ports import Report
from synctui.core.snapshot import Correction
from synctui.core.table import Delivery, Table
from synctui.errors import InputError
from synctui.i18n import N_, Message, _, message

MISSING = {
    FIRST_NAME: N_("No first name."),
    LAST_NAME: N_("No last name."),
    EMAIL: N_("No e-mail address."),
}
"""What to say of a mandatory field without a value."""
NO_NUMBER = N_("No national number. It is needed for MyMinfin and Tax-on-web.")
OWN_PARTNER = N_("The partner's number is the client's own.")
TWICE = {
    ID: N_("The same record id stands more than once: {places}."),
    NATIONAL_NUMBER: N_("The same national number stands more than once: {places}."),
    EMAIL: N_("The same name and e-mail stand more than once: {places}."),
}
"""What to say of rows that share a key, by the field it is of."""

_NUMBERS = frozenset(at for at, field in enumerate(FIELDS) if field.kind == "national_number")
_FATAL = _NUMBERS | MISSING.keys()
"""The fields whose wrong value makes a row invalid; a cell that could not be read does so in a mandatory one only."""
_WHOLE_ROW = -1
"""The column of a fault that means the row (too many or too few cells)."""


def intake(
    delivery: Delivery,
    mapping: FieldMapping,
    source: str,
    corrections: Iterable[Correction],
    today: date,
    *,
    known: Sequence[str] = (),
    report: Report = silent,
) -> Intake:
    """Return the records of *delivery* as clients of *source*, each with all that is wrong with it.

    *corrections* replace values where the source still sends the bad one; later ones win. *today* decides on birth
    dates. *known* are the register's addresses: only time depends on them. *report* is told after every column.
    """
    table, cleaner = delivery.table, Cleaner(today, known)
    raw = extract(table, mapping)
    faults = _faults(table, raw)
    raw = replaced(raw, dict.fromkeys(faults, ""))
    clean = cleaner.clean(raw, report)
    twice = doubles(clean.columns)
    sent_keys = shared_keys(table, clean, twice)
    mended = fixes(corrections, raw, clean, sent_keys)
    if mended:
        sent_keys |= {row: fix.key for (row, _), fix in mended.items()}
        raw = replaced(raw, {cell: fix.good for cell, fix in mended.items()})
        clean = cleaner.clean(raw, report)
        twice = doubles(clean.columns)
        faults = {cell: reason for cell, reason in faults.items() if cell not in mended}
    findings = Findings(table, raw, clean.ids)
    _judge_records(findings, table)
    for at, memo in enumerate(cleaner.memos):
        _judge_faults(findings, faults, at)
        _judge_column(findings, memo, clean.keys[at], at)
        _judge_missing(findings, clean.columns[at], at, mapped=bool(raw.columns[at]))
    _judge_keys(findings, clean, twice)
    return Intake(
        delivery=delivery,
        source=source,
        mapping=mapping.digest,
        columns=dict(mapping.headers),
        mapped=frozenset(at for at in range(ID) if raw.columns[at]),
        ids=clean.ids,
        values=clean.rows,
        invalid=settled(findings.invalid),
        warnings=settled(findings.warnings),
        repairs=settled(findings.repairs),
        refused=frozen(findings.refused),
        corrected={cell: fix.bad for cell, fix in mended.items()},
        sent_keys=sent_keys,
    )


def clean_value(field: int, raw: str, today: date | None = None, *, country: str = "") -> str:
    """Return a value typed by a person as it is kept.

    Raises `InputError` with the reason. Without *today* a national number may be of any birth date up to 2099.
    *country* is the client's, as a postal code needs it.
    """
    clean: Normaliser = normaliser(field, today or date.max)
    if field == POSTAL_CODE and country not in HOME:
        clean = partial(postal_code.normalise, abroad=True)
    try:
        value = clean(raw, silent)
    except RefusedError as refusal:
        raise InputError(str(refusal.reason), _("Type another value.")) from refusal
    if not value and field in MISSING:
        raise InputError(_(MISSING[field]), _("A client cannot do without it."))
    return value


def _faults(table: Table, raw: Raw) -> dict[Cell, Message]:
    """Return the cells of mapped fields that the source could not read, with why."""
    return {
        (row, at): reason
        for (row, column), reason in table.faults.items()
        for at, columns in enumerate(raw.columns)
        if column in columns
    }


def _judge_records(findings: Findings, table: Table) -> None:
    """Find the rows that as a whole could not be read."""
    for (row, column), reason in table.faults.items():
        if column == _WHOLE_ROW:
            findings.discard(row, reason)


def _judge_faults(findings: Findings, faults: Mapping[Cell, Message], at: int) -> None:
    """Find the cells of one field that could not be read."""
    for (row, field), reason in faults.items():
        if field == at:
            findings.refuse(row, at, reason, fatal=at in MISSING)


def _judge_column(findings: Findings, memo: Memo, keys: Iterable[Key], at: int) -> None:
    """Tell what cleaning found in one field."""
    odd = memo.odd
    for row, key in enumerate(keys if odd else ()):
        if key not in odd:
            continue
        for repair in memo.repairs.get(key, ()):
            findings.add(findings.repairs, row, at, repair)
        if key in memo.refused:
            findings.refuse(row, at, memo.refused[key], fatal=at in _FATAL)
        elif key in memo.doubts and at in _NUMBERS:
            findings.add(findings.warnings, row, at, memo.doubts[key])
        elif key in memo.doubts:
            findings.refuse(row, at, memo.doubts[key], fatal=False)


def _judge_missing(findings: Findings, column: Sequence[str], at: int, *, mapped: bool) -> None:
    """Find the rows that lack a mandatory value, or the national number where the source has such a column."""
    if all(column) or not (at in MISSING or (at == NATIONAL_NUMBER and mapped)):
        return
    for row, value in enumerate(column):
        if value or at in findings.refused.get(row, ()):
            continue
        if at in MISSING:
            findings.refuse(row, at, message(MISSING[at]), fatal=True)
        else:
            findings.add(findings.warnings, row, at, message(NO_NUMBER))


def _judge_keys(findings: Findings, clean: Clean, twice: Iterable[Double]) -> None:
    """Find the rows that share a key, and those that name themselves as partner."""
    for double in twice:
        reason = message(TWICE[double.field], places=findings.places(double.rows, double.field))
        for row in double.rows:
            findings.add(findings.invalid, row, double.field, reason)
    numbers, partners = clean.columns[NATIONAL_NUMBER], clean.columns[PARTNER]
    for row, (own, partner) in enumerate(zip(numbers, partners, strict=True)):
        if own and own == partner:
            findings.add(findings.invalid, row, PARTNER, message(OWN_PARTNER))
