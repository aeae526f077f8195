"""The sample office as any CRM might hold it: relations with their links and work, before they take a wire's form."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from synctui.core.fields import EMPTY, LAST_NAME, NATIONAL_NUMBER, PARTNER, Values
from synctui.sources.names import TRADES
from synctui.sources.office import LATE, MAIN, Cast
from synctui.sources.people import people
from synctui.sources.sample import delivery
from synctui.sources.story import told


class Relation(NamedTuple):
    """One relation. number: its own, from 1. values: texts as somebody typed them, in the order of the fields.

    kind: ``person, proprietor, company``. status: ``customer, prospect, other``. ended, died: ISO date or empty.
    partner: the number of the relation that shares the return, 0 for none. work: the workflows it is in.
    """

    number: int
    values: Values
    kind: str = "person"
    status: str = "customer"
    ended: str = ""
    died: str = ""
    partner: int = 0
    work: tuple[str, ...] = ()


VAT = "BTW-aangifte kwartaal"
"""A workflow of companies."""


@cache
def office() -> tuple[Relation, ...]:
    """Return the relations of the sample office today, those who are no clients included."""
    cast = told()
    clients = _clients(cast)
    gone = [_gone(cast, who) for who in cast.now.elsewhere]
    return (*clients, *gone, *_partners(clients), *_others(cast.now.left_out))


def crowd(n: int, work: str = MAIN) -> tuple[Relation, ...]:
    """Return *n* made-up persons in one workflow, for measuring."""
    return tuple(Relation(at, values, work=(work,)) for at, values in enumerate(people(n), 1))


def _clients(cast: Cast) -> list[Relation]:
    rows = {row[0]: row[1:] for row in reversed(delivery(cast.now, None).table.rows)}
    owners = {values[NATIONAL_NUMBER]: who for who, values in cast.now.records.items() if values[NATIONAL_NUMBER]}
    found = []
    for place, (who, values) in enumerate(cast.now.records.items()):
        partner = owners.get(values[PARTNER], "")
        found.append(
            Relation(
                _number(who),
                values if who in cast.now.twice else rows[who],
                kind="proprietor" if place % 9 == 4 else "person",
                partner=_number(partner) if partner and partner != who else _beside(who) if values[PARTNER] else 0,
                work=(LATE if who in cast.now.late else MAIN,),
            )
        )
    return found


def _partners(clients: list[Relation]) -> list[Relation]:
    """Return the partners who have no file of their own: contacts, in the CRM's words *other*."""
    return [
        Relation(each.partner, _alone(each), status="other")
        for each in clients
        if each.partner == each.number + _BESIDE
    ]


def _alone(main: Relation) -> Values:
    values = list(EMPTY)
    values[LAST_NAME], values[NATIONAL_NUMBER] = f"Partner {main.values[LAST_NAME]}", main.values[PARTNER]
    return tuple(values)


_BESIDE, _MORE = 10_000, 20_000


def _number(who: str) -> int:
    return int(who[1:])


def _beside(who: str) -> int:
    return _number(who) + _BESIDE


def _gone(cast: Cast, who: str) -> Relation:
    """Return somebody who is no client any more, with what became of them."""
    there = cast.now.elsewhere[who]
    one = Relation(_number(who), cast.first.records.get(who) or cast.second.records[who])
    match there.reason:
        case "ended":
            return one._replace(ended=there.when)
        case "deceased":
            return one._replace(ended=there.when, died=there.when)
        case "prospect":
            return one._replace(status="prospect")
        case _:
            return one._replace(kind="company")


def _others(left_out: dict[str, int]) -> list[Relation]:
    """Return companies, prospects and contacts without a name that matters."""
    found: list[Relation] = []
    for kind, count in sorted(left_out.items()):
        for _each in range(count):
            number = _MORE + len(found)
            values = tuple(f"{TRADES[number % len(TRADES)]} {number}" if at == LAST_NAME else "" for at in range(13))
            company, status = kind == "company", {"prospect": "prospect", "contact": "other"}.get(kind, "customer")
            work = (VAT,) if company else ()
            found.append(Relation(number, values, "company" if company else "person", status, work=work))
    return found
