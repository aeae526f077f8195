"""Intakes and snapshots for the tests of comparing, made of a few words each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from synctui.core.fields import FIELDS, INDEX, Values
from synctui.core.intake import Intake, Problem
from synctui.core.snapshot import Link, RegisterInfo, Snapshot
from synctui.core.table import Delivery, Elsewhere, Table
from synctui.i18n import message


def number(birth: str, counter: int, *, bis: bool = False) -> str:
    """Return a clean national number of somebody born ``yymmdd`` before 2000, or the BIS number of it."""
    month = int(birth[2:4]) + (40 if bis else 0)
    digits = f"{birth[:2]}{month:02}{birth[4:]}{counter:03}"
    return f"{digits}{97 - int(digits) % 97:02}"


JAN, AN, TOM, LEA = (number("850730", at) for at in (1, 2, 3, 4))


def person(first: str = "Jan", last: str = "Maes", **fields: str) -> Values:
    """Return the values of somebody with an address of their own unless *fields* say otherwise."""
    values = [""] * len(FIELDS)
    told = {"email": f"{first}.{last}@mail.example".lower(), "street": "Dorp 1", "postal_code": "9000", **fields}
    for name, value in {"first_name": first, "last_name": last, **told}.items():
        values[INDEX[name]] = value
    return tuple(values)


def intake(
    *rows: Values,
    ids: Sequence[str] | None = None,
    invalid: Iterable[int] = (),
    refused: Mapping[int, Iterable[int]] | None = None,
    mapped: Iterable[int] = range(len(FIELDS)),
    elsewhere: Mapping[str, Elsewhere] | None = None,
    workflow: str | None = None,
    left_out: Mapping[str, int] | None = None,
) -> Intake:
    """Return an intake of *rows*, from sheet rows 2 and on."""
    table = Table(("h",), [("",)] * len(rows), ("A",), "Sheet", range(2, len(rows) + 2))
    delivery = Delivery(
        table, "excel", "f", "2026-01-12T09:00:00Z", workflow, left_out=left_out or {}, elsewhere=elsewhere or {}
    )
    bad = (Problem(None, "", "Sheet!2", message("wrong")),)
    return Intake(
        delivery,
        "file",
        "digest",
        {"email": "E-mail"},
        frozenset(mapped),
        list(ids or [""] * len(rows)),
        list(rows),
        invalid=dict.fromkeys(invalid, bad),
        refused={row: frozenset(fields) for row, fields in (refused or {}).items()},
    )


def snapshot(
    clients: Mapping[int, Values],
    *,
    links: Mapping[int, str] | None = None,
    bases: Mapping[int, Values] | None = None,
    archived: Mapping[int, Values] | None = None,
    tax_year: int = 2026,
) -> Snapshot:
    """Return a snapshot; *links* gives client → source id."""
    told = {c: Link(ident, "source-id", f"id:{ident}", 1, 1) for c, ident in (links or {}).items()}
    return Snapshot(
        RegisterInfo("r", "Accounton", tax_year, 1),
        "file",
        tax_year,
        dict(clients),
        dict(archived or {}),
        links=told,
        bases=dict(bases or {}),
    )
