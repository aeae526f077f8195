"""Synthetic people and the plans that bring them in: built by hand, without the core's own planner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from synctui.core.fields import EMPTY, INDEX, NAMES, Values, full_name
from synctui.core.intake import row_key
from synctui.core.plan import Counts, Leaver, MadeFrom, Operation, Plan, Seen, Who, sealed
from synctui.core.ports import Actor
from synctui.register import Store

ACTOR = Actor("an", "host")
OTHER = Actor("bert", "host")
CHECKLIST = "checklist van de personenbelasting"
COUNTS = Counts(
    only_in_import=0, only_in_register=0, in_both=0, different=0, undecided=0, kept=0, by_form=0, invalid=0, possible=0
)


def number(n: int) -> str:
    """Return the *n*th synthetic national number, with valid check digits."""
    nine = 850730000 + n
    return f"{nine:09d}{97 - nine % 97:02d}"


def person(n: int, **changed: str) -> Values:
    """Return the *n*th person's values, some of them *changed*."""
    values = list(EMPTY)
    plain = {
        "first_name": f"Lotte{n}", "last_name": "Baert", "email": f"lotte{n}@office.example", "language": "nl",
        "street": f"St.-Jansstraat {n}", "city": "Gent", "national_number": number(n),
    }  # fmt: skip
    for name, value in (plain | changed).items():
        values[INDEX[name]] = value
    return tuple(values)


def plan_of(
    store: Store,
    operations: Sequence[Operation] = (),
    seen: Sequence[Seen] = (),
    *,
    source: str = "file",
    gone: Sequence[int] = (),
    **more: Any,
) -> Plan:
    """Return a sealed plan for *store* in whose import *gone* are not; *more* replaces parts of it."""
    info = store.info()
    made_from = MadeFrom(
        source=source, kind="excel", fingerprint="f", workflow=more.pop("workflow", None), mapping="m", fetched=9,
        fetched_at="2026-01-05T08:00:00Z", left_out={}, columns={name: name.upper() for name in NAMES},
    )  # fmt: skip
    leavers = [Leaver(Who(client, ""), "gone") for client in gone]
    parts: dict[str, Any] = {
        "register": info.id, "last_run": info.last_run or None, "author": "an", "tax_year": info.tax_year,
        "made_from": made_from, "counts": COUNTS, "operations": list(operations), "undecided": [], "kept": [],
        "only_in_register": leavers, "invalid": [], "possible": [], "warnings": [], "held": [], "seen": list(seen),
        "verdicts": [], "corrections": [],
    }  # fmt: skip
    return sealed(Plan(**(parts | more)))


def adding(store: Store, people: Sequence[Values], *, ids: bool = True, **more: Any) -> Plan:
    """Return a plan that adds *people* as records C1, C2, … of its source."""
    operations = [
        Operation(
            id=at, op="add", client=Who(None, full_name(values)), why="default",
            new=dict(zip(NAMES, values, strict=True)) | {"questionnaire": CHECKLIST},
        )
        for at, values in enumerate(people, 1)
    ]  # fmt: skip
    seen = [seen_of(None, f"C{at}" if ids else "", values, add=at, base={}) for at, values in enumerate(people, 1)]
    return plan_of(store, operations, seen, **more)


def seen_of(client: int | None, source_id: str, values: Values, *, add: int | None = None, **more: Any) -> Seen:
    """Return what is seen of a record whose values all become the base, unless *more* says otherwise."""
    parts: dict[str, Any] = {"base": dict(zip(NAMES, values, strict=True)), "linked_by": "source-id"} | more
    return Seen(client=client, add=add, source_id=source_id, row_key=row_key(source_id, values), **parts)


def change(at: int, client: int, field: str, expect: str, new: str) -> Operation:
    """Return an operation that overwrites one field."""
    return Operation(
        id=at, op="change", client=Who(client, f"client {client}"), field=field, expect=expect, new=new, why="option"
    )


def step(at: int, op: Any, client: int, new: str | Mapping[str, str], expect: str | None) -> Operation:
    """Return an operation on a whole client."""
    given = new if isinstance(new, str) else dict(new)
    return Operation(id=at, op=op, client=Who(client, f"client {client}"), expect=expect, new=given, why="rule")


def filled(store: Store, count: int = 3) -> Plan:
    """Add *count* people as run 1 and return the plan that did."""
    plan = adding(store, [person(n) for n in range(1, count + 1)])
    store.apply(plan, ACTOR)
    return plan
