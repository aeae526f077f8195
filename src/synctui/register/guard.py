"""The last defence around every run: no number comes to stand on a second live return, and an admin stays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from synctui.core.fields import FIRST_NAME, LAST_NAME, NAMES, NATIONAL_NUMBER, PARTNER
from synctui.errors import ConflictError, NotPermittedError
from synctui.i18n import _
from synctui.register.changes import Work, carry_out
from synctui.register.connection import Readable, one, rows

if TYPE_CHECKING:
    from sqlalchemy import Connection

Shared = dict[str, frozenset[str]]
"""A national number → the clients, by name and id, on whose returns it stands; where they are more than one."""

_NUMBERS = {NAMES[NATIONAL_NUMBER], NAMES[PARTNER], "archived"}
_NAME = f"{NAMES[LAST_NAME]} || ', ' || {NAMES[FIRST_NAME]} || ' (' || id || ')'"
_HELD = " UNION ALL ".join(
    f"SELECT {NAMES[at]} AS number, id, {_NAME} AS who FROM clients WHERE archived = 0 AND {NAMES[at]} <> ''"  # noqa: S608
    for at in (NATIONAL_NUMBER, PARTNER)
)
_ON_TWO = f"SELECT number, json_group_array(DISTINCT who) FROM ({_HELD}) GROUP BY number HAVING count(DISTINCT id) > 1"  # noqa: S608


def write(connection: Connection, run: int, work: Work) -> None:
    """Carry out *work* as run number *run*.

    Raises `ConflictError` when a national number would stand on two live returns where it did not before,
    `NotPermittedError` when nobody would be admin any more.
    """
    guarded = _touches_numbers(work)
    before = _shared(connection) if guarded else {}
    carry_out(connection, run, work)
    if guarded:
        _refuse_new(before, _shared(connection))
    if any(change.entity == "user" for change in work.changes):
        _keep_an_admin(connection)


def _touches_numbers(work: Work) -> bool:
    """Tell whether *work* can bring a number onto a second return."""
    return bool(work.come) or any(c.entity == "client" and _NUMBERS.intersection(c.after or ()) for c in work.changes)


def _shared(connection: Readable) -> Shared:
    """Return the numbers that stand on more than one live return, as main declarant or partner."""
    found = rows(connection, _ON_TWO)
    return {number: frozenset(msgspec.json.decode(who, type=list[str])) for number, who in found}


def _refuse_new(before: Shared, after: Shared) -> None:
    """Raise `ConflictError`, naming the clients, when a number came to stand on a return beside another."""
    for number, clients in sorted(after.items()):
        if not clients <= before.get(number, frozenset()):
            raise ConflictError(
                _("One national number would stand on the returns of {clients}.").format(clients=_listed(clients)),
                _("Nothing was changed. Make the plan again, and decide who keeps the number."),
            )


def _keep_an_admin(connection: Readable) -> None:
    if one(connection, "SELECT 1 FROM users WHERE role = 'admin'") is None:
        raise NotPermittedError(
            _("This would leave the register without an admin: it is the last admin that goes."),
            _("Nothing was changed. Make somebody else admin first: synctui users set LOGIN admin"),
        )


def _listed(clients: Iterable[str]) -> str:
    return " · ".join(sorted(clients))
