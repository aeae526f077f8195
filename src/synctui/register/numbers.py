"""The last defence: no run leaves a national number on two live returns that was not there before."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection

from synctui.core.fields import FIRST_NAME, LAST_NAME, NAMES, NATIONAL_NUMBER, PARTNER
from synctui.errors import ConflictError
from synctui.i18n import _
from synctui.register.changes import Work
from synctui.register.connection import rows

Shared = dict[str, frozenset[str]]
"""A national number → the clients, by name and id, on whose returns it stands; where they are more than one."""

_NUMBERS = {NAMES[NATIONAL_NUMBER], NAMES[PARTNER], "archived"}
_NAME = f"{NAMES[LAST_NAME]} || ', ' || {NAMES[FIRST_NAME]} || ' (' || id || ')'"
_HELD = " UNION ALL ".join(
    f"SELECT {NAMES[at]} AS number, id, {_NAME} AS who FROM clients WHERE archived = 0 AND {NAMES[at]} <> ''"  # noqa: S608
    for at in (NATIONAL_NUMBER, PARTNER)
)
_SHARED = f"SELECT number, json_group_array(DISTINCT who) FROM ({_HELD}) GROUP BY number HAVING count(DISTINCT id) > 1"  # noqa: S608


def touches(work: Work) -> bool:
    """Tell whether *work* can bring a number onto a second return."""
    return bool(work.come) or any(c.entity == "client" and _NUMBERS.intersection(c.after or ()) for c in work.changes)


def shared(connection: Connection) -> Shared:
    """Return the numbers that stand on more than one live return, as main declarant or partner."""
    found = rows(connection, _SHARED)
    return {number: frozenset(msgspec.json.decode(who, type=list[str])) for number, who in found}


def refuse_new(before: Shared, after: Shared) -> None:
    """Raise `ConflictError`, naming the clients, when a number came to stand on a return beside another."""
    for number, clients in sorted(after.items()):
        if not clients <= before.get(number, frozenset()):
            raise ConflictError(
                _("One national number would stand on the returns of {clients}.").format(clients=_listed(clients)),
                _("Nothing was changed. Make the plan again, and decide who keeps the number."),
            )


def _listed(clients: Iterable[str]) -> str:
    return " · ".join(sorted(clients))
