"""On how many live returns a national number stands: the rule that no plan may break.

In come a snapshot and a plan's operations; out come the clashes the plan would make. Looks at no import.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from synctui.core.fields import NAMES, NATIONAL_NUMBER, PARTNER, Values, full_name
from synctui.core.normalise.national_number import masked
from synctui.core.plan import Hold, Operation
from synctui.core.snapshot import Snapshot
from synctui.i18n import N_, message

OWN, PARTNERS = NAMES[NATIONAL_NUMBER], NAMES[PARTNER]
SHOWN = 3
"""How many clashes the hold's text names."""


class Return(NamedTuple):
    """One live return. numbers: the main declarant's and the partner's, without empty ones."""

    name: str
    numbers: frozenset[str]


class Clash(NamedTuple):
    """One national number that would stand on several live returns, with the clients' names."""

    number: str
    names: tuple[str, ...]


def clashes(snapshot: Snapshot, operations: Iterable[Operation]) -> list[Clash]:
    """Return the numbers that *operations* put on more than one live return, by number.

    What clashes in the register already and is left as it is, is no fault of the plan.
    """
    after = _after(snapshot, operations)
    touched: set[str] = set()
    for client, live in after.items():
        touched |= live.numbers - _numbers(snapshot.clients.get(client))
    if not touched:
        return []
    standing = [live for client, live in after.items() if live.numbers & touched]
    standing += [
        Return(full_name(values), _numbers(values))
        for client, values in snapshot.clients.items()
        if client not in after and (values[NATIONAL_NUMBER] in touched or values[PARTNER] in touched)
    ]
    holders: dict[str, list[str]] = defaultdict(list)
    for live in standing:
        for number in live.numbers & touched:
            holders[number].append(live.name)
    return [Clash(number, tuple(sorted(names))) for number, names in sorted(holders.items()) if len(names) > 1]


def clash_hold(found: list[Clash]) -> list[Hold]:
    """Return the hold that *found* makes: none without a clash, else one that names the first of them."""
    if not found:
        return []
    named = "; ".join(f"{masked(clash.number)}: {' + '.join(clash.names)}" for clash in found[:SHOWN])
    text = message(N_("The plan puts a national number on more than one return ({named})."), named=named)
    return [Hold(name="household", was="0", now=str(len(found)), text=text.plain)]


def _numbers(values: Values | None) -> frozenset[str]:
    return frozenset((values[NATIONAL_NUMBER], values[PARTNER])) - {""} if values else frozenset()


def _after(snapshot: Snapshot, operations: Iterable[Operation]) -> dict[int, Return]:
    """Return the returns that *operations* touch as they leave them, an archived one without numbers.

    A client has its id, one that is added the operation's negative one.
    """
    names: dict[int, str] = {}
    numbers: dict[int, dict[str, str]] = {}
    archived: set[int] = set()
    for op in operations:
        client = op.client.id or -op.id
        if op.op == "archive":
            archived.add(client)
        elif op.op == "add" and isinstance(op.new, dict):
            numbers[client] = op.new
        elif op.op == "restore" or op.field in {OWN, PARTNERS}:
            mine = numbers.setdefault(client, _known(snapshot, client))
            if isinstance(op.field, str) and isinstance(op.new, str):
                mine[op.field] = op.new
        names[client] = op.client.name
    gone = dict.fromkeys(archived, Return("", frozenset()))
    return {c: Return(names[c], frozenset((told[OWN], told[PARTNERS])) - {""}) for c, told in numbers.items()} | gone


def _known(snapshot: Snapshot, client: int) -> dict[str, str]:
    values = snapshot.values(client)
    return {OWN: values[NATIONAL_NUMBER], PARTNERS: values[PARTNER]}
