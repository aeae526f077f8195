"""A saved plan is read whole or refused: what was edited, what is newer, what this version could not have written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from typing import TypeVar

import msgspec
from msgspec import UNSET, Struct

from synctui.core.fields import LANGUAGE, NAMES
from synctui.core.plan import SCHEMA, Op, Operation, Plan, Seen, digest_of
from synctui.errors import ConflictError, InputError
from synctui.i18n import _

YEARS = range(2000, 2101)
"""The assessment years that an office can be at."""

_FIELDS = frozenset(NAMES)
_DOSSIER = frozenset({"questionnaire", NAMES[LANGUAGE]})
_LARGEST = 2**63 - 1
"""The largest id that a register can hold."""

T = TypeVar("T")


class _Head(Struct):
    """The part of a plan that says how to read the rest."""

    schema: int


def decode(data: bytes, name: str) -> Plan:
    """Read a saved plan; *name* is the file's, for messages.

    Raises `InputError` for anything that is no plan, for a newer schema and for whatever this version does not
    know; `ConflictError` when the content is not what the digest was made of.
    """
    try:
        head = msgspec.json.decode(data, type=_Head)
        if head.schema > SCHEMA:
            raise InputError(
                _("{name} is a plan of schema {schema}; this version knows {known}.").format(
                    name=name, schema=head.schema, known=SCHEMA
                ),
                _("Update synctui, or make the plan again with this version."),
            )
        plan = msgspec.json.decode(data, type=Plan)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _no_plan(data, name, str(error)) from error
    if plan.digest != (actual := digest_of(plan)):
        raise ConflictError(
            _("{name} was edited after it was made: its digest says {told}, its content {actual}.").format(
                name=name, told=plan.digest[:12], actual=actual[:12]
            ),
            _("Make the plan again; decisions belong in its options or in the app."),
        )
    if place := next(unknown(plan), ""):
        raise _no_plan(data, name, _("{place} holds what this version does not know.").format(place=place))
    return plan


def _no_plan(data: bytes, name: str, reason: str) -> InputError:
    """Return the error for what is no plan; a workbook given by mistake is named."""
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return InputError(
            _("{name} is not a plan: it is a workbook.").format(name=name),
            _("Make a plan from it with 'synctui plan {name} --out plan.json', then apply that.").format(name=name),
        )
    return InputError(
        _("{name} is not a plan: {reason}").format(name=name, reason=reason),
        _("Make one with 'synctui plan SOURCE --out plan.json'."),
    )


def unknown(plan: Plan) -> Iterator[str]:
    """Yield the places in *plan* that this version could not have written so, though the types fit."""
    if plan.schema != SCHEMA:
        yield "schema"
    if plan.tax_year not in YEARS:
        yield "tax_year"
    if len({operation.id for operation in plan.operations}) < len(plan.operations):
        yield "operations"
    yield from _places("operations", plan.operations, _operation)
    added = {operation.id for operation in plan.operations if operation.op == "add"}
    yield from _places("seen", plan.seen, lambda each: _seen(each, added))
    yield from _places("undecided", plan.undecided, lambda each: each.field in _FIELDS)
    yield from _places("kept", plan.kept, lambda each: each.field in _FIELDS)
    yield from _places("verdicts", plan.verdicts, lambda each: _client(each.client))
    yield from _places("corrections", plan.corrections, lambda each: each.field in _FIELDS)


def _places(name: str, entries: Iterable[T], sound: Callable[[T], bool]) -> Iterator[str]:
    return (f"{name}[{at}]" for at, each in enumerate(entries) if not sound(each))


def _operation(operation: Operation) -> bool:
    if operation.op != "change" and operation.field is not UNSET:
        return False
    if operation.op != "add" and not _client(operation.client.id):
        return False
    return _SHAPES[operation.op](operation)


_SHAPES: Mapping[Op, Callable[[Operation], bool]] = {
    "add": lambda each: each.client.id is None and _object(each, _FIELDS | {"questionnaire"}),
    "change": lambda each: each.field in _FIELDS and isinstance(each.new, str),
    "archive": lambda each: each.new == "archived",
    "restore": lambda each: each.new == "live",
    "open_dossier": lambda each: _object(each, _DOSSIER),
    "change_dossier": lambda each: _object(each, _DOSSIER),
    "send_again": lambda each: each.new == "again",
}
"""Whether an operation of each kind is whole."""


def _object(operation: Operation, names: Set[str]) -> bool:
    return isinstance(operation.new, dict) and operation.new.keys() == names


def _seen(seen: Seen, added: Set[int]) -> bool:
    known = _client(seen.client) if seen.add is None else seen.client is None and seen.add in added
    marks = {mark[0] for mark in seen.marks.values() if mark}
    return known and seen.base.keys() | seen.marks.keys() <= _FIELDS and marks <= {"kept", "typed"}


def _client(number: int | None) -> bool:
    return number is not None and 0 < number <= _LARGEST
