"""Is everything still as a plan expects it? All conflicts are found, nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any, NamedTuple

import msgspec
from msgspec import UNSET

from synctui.core.fields import NAMES, NATIONAL_NUMBER, Values, full_name
from synctui.core.intake import row_key
from synctui.core.plan import Operation, Plan, Seen
from synctui.core.ports import Conflict
from synctui.i18n import _
from synctui.register.again import wanted_again
from synctui.register.changes import WHOLE, Cells
from synctui.register.connection import Readable, rows
from synctui.register.read import of_entity


class Present(NamedTuple):
    """The rows that a plan is about, as they are now, by id or by (client, assessment year).

    again: the clients whose questionnaire is to be mailed once more in the plan's year.
    """

    clients: dict[int, Cells]
    dossiers: dict[tuple[int, int], Cells]
    again: frozenset[int]


def present(connection: Readable, plan: Plan) -> Present:
    """Read the rows that the operations of *plan* are about."""
    ids = {operation.client.id for operation in plan.operations if operation.client.id is not None}
    clients = {key[0]: cells for key, cells in of_entity(connection, "client", ids).items()}
    dossiers = of_entity(connection, "dossier", ids)
    again = wanted_again(connection, plan.tax_year)
    return Present(clients, {(client, year): cells for (client, year), cells in dossiers.items()}, again)


def conflicts(connection: Readable, plan: Plan, now: Present) -> list[Conflict]:
    """Return the operations of *plan* whose expected value is not there any more, in the plan's order."""
    restored = {operation.client.id for operation in plan.operations if operation.op == "restore"}
    found = [
        conflict
        for operation in plan.operations
        if operation.op != "add" and (conflict := _conflict(operation, plan.tax_year, now, restored))
    ]
    found += _newcomers(connection, plan)
    found += _strays(connection, plan)
    return sorted(found)


def _conflict(operation: Operation, tax_year: int, now: Present, restored: set[int | None]) -> Conflict | None:
    """Compare one operation on a client of the register with what is there."""
    client = operation.client.id or 0
    cells = now.clients.get(client)
    if cells is None:
        return _told(operation, "", _("removed"))
    state = "archived" if cells["archived"] else "live"
    if operation.op in {"archive", "restore"}:
        return None if state == operation.expect else _told(operation, operation.expect or "", state)
    if state == "archived" and client not in restored:
        return _told(operation, operation.expect or "", state)
    if operation.op == "open_dossier":
        dossier = now.dossiers.get((client, tax_year))
        return None if dossier is None else _told(operation, "", dossier["questionnaire"])
    if column := _RUNNING.get(operation.op):
        value = now.dossiers.get((client, tax_year), {}).get(column, "")
    else:
        value = cells[_field(operation)]
    return None if value == operation.expect else _told(operation, operation.expect or "", value)


_RUNNING = {"change_dossier": "questionnaire", "send_again": "status"}
"""What an operation on a dossier that runs already expects: operation → column."""


def _field(operation: Operation) -> str:
    return _RUNNING.get(operation.op, "") if operation.field is UNSET else operation.field


def _told(operation: Operation, then: str, now: str) -> Conflict:
    mine = operation.new if isinstance(operation.new, str) else operation.new.get("questionnaire", "")
    return Conflict(operation.id, operation.client.name, _field(operation), then, now, mine)


def _newcomers(connection: Readable, plan: Plan) -> Iterator[Conflict]:
    """Find the clients to be added that somebody else added, or linked, since the plan was made."""
    added = [operation for operation in plan.operations if operation.op == "add"]
    taken = _taken(connection, plan) if added else {}
    if not taken:
        return
    records = {seen.add: seen for seen in plan.seen if seen.add is not None}
    for operation in added:
        keys = _keys(operation_values(operation), records.get(operation.id))
        other = next((taken[key] for key in keys if key in taken), None)
        if other is not None:
            yield Conflict(operation.id, operation.client.name, "", "", other, operation.client.name)


def operation_values(operation: Operation) -> Values:
    """Return the values of a client that is added, in the order of the fields."""
    new = operation.new
    return _values(new) if isinstance(new, dict) else ()


def _keys(values: Values, record: Seen | None) -> Iterator[str]:
    """Yield all that a record or a client is known by."""
    yield row_key("", values)
    if values[NATIONAL_NUMBER]:
        yield row_key("", (*values[:NATIONAL_NUMBER], "", *values[NATIONAL_NUMBER + 1 :]))
    if record:
        yield record.row_key
        if record.source_id:
            yield f"id:{record.source_id}"


def _taken(connection: Readable, plan: Plan) -> dict[str, str]:
    """Return the keys of what was added or linked after the plan's last run: key → the client's name and number."""
    since = plan.last_run or 0
    added = "SELECT client FROM journal WHERE run > ? AND entity = ? AND before IS NULL"
    came = rows(connection, added, (since, WHOLE))
    linked = rows(
        connection,
        "SELECT client, source_id, row_key FROM links WHERE source = ? AND since_run > ?",
        (plan.made_from.source, since),
    )
    there = of_entity(connection, "client", {client for client, *_more in (*came, *linked)})
    names = {client: f"{full_name(_values(cells))} ({client})" for (client,), cells in there.items()}
    taken = {key: names[client] for (client,), cells in there.items() for key in _keys(_values(cells), None)}
    for client, source_id, key in linked:
        taken |= dict.fromkeys((key, f"id:{source_id}" if source_id else key), names[client])
    return taken


_values: Callable[[Mapping[str, Any]], Values] = itemgetter(*NAMES)


def _strays(connection: Readable, plan: Plan) -> Iterator[Conflict]:
    """Find the clients that were seen in the import but are in the register no more."""
    wanted = [seen.client for seen in plan.seen if seen.client is not None]
    wanted += [ruling.client for ruling in plan.verdicts]
    for client in _missing(connection, wanted):
        yield Conflict(0, str(client), "", "", _("removed"), "")


def _missing(connection: Readable, clients: Iterable[int]) -> list[int]:
    ids = msgspec.json.encode(sorted(set(clients))).decode()
    return [
        client
        for (client,) in rows(
            connection, "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT id FROM clients) ORDER BY 1", (ids,)
        )
    ]
