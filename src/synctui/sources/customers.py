"""A customer of Admin-Consult, put together from the four places where the system keeps one. Names come as given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

ID = "CustomerId"
DEATH = "Private.DateOfDeath"
LINKS = "links"
"""Where a customer's links stand: one for each type, with the linked customer's id."""
Customer = dict[str, Any]
_ADDRESS = ("StreetName", "HouseNr", "HouseBox", "Street1", "ZipCode", "City", "CountryCode")


class Parts(NamedTuple):
    """What was read. private: the private data of those for whom it was asked, by their id."""

    customers: Sequence[Customer]
    addresses: Iterable[Customer]
    links: Iterable[Customer]
    private: Mapping[str, Customer]


def joined(parts: Parts) -> list[Customer]:
    """Return the customers, each with its main address, its private data and its links."""
    addresses = {str(row.get(ID)): row for row in parts.addresses if row.get("RegisteredOffice")}
    links: dict[str, list[Customer]] = {}
    for row in parts.links:
        link = {"type": row.get("CustomerLinkTypeId"), ID: row.get("CustomerIdFk")}
        links.setdefault(str(row.get("CustomerIdPk")), []).append(link)
    return [_whole(each, addresses, links, parts.private) for each in parts.customers]


def _whole(
    customer: Customer,
    addresses: Mapping[str, Customer],
    links: Mapping[str, list[Customer]],
    privately: Mapping[str, Customer],
) -> Customer:
    own = str(customer.get(ID))
    private = privately.get(own, {})
    return customer | {
        "SocialSecurityNumber": customer.get("SocialSecurityNumber") or private.get("NationalNr"),
        "Private": {"DateOfDeath": private.get("DateOfDeath")},
        "Address": _address(addresses.get(own, {})),
        LINKS: links.get(own, []),
    }


def _address(row: Customer) -> Customer:
    found = {name: row.get(name) for name in _ADDRESS}
    if found["StreetName"]:
        return found
    return found | {"StreetName": row.get("Street1"), "HouseNr": None, "HouseBox": None}


def once(rows: Iterable[Customer]) -> list[Customer]:
    """Return each customer once, however often the list gives it."""
    found: dict[str, Customer] = {}
    for at, row in enumerate(rows):
        found.setdefault(str(row.get(ID) or f"#{at}"), row)
    return list(found.values())


def is_planned(row: Mapping[str, Any], year: int) -> bool:
    """Tell whether a planning is active and touches the year: once in it, or from its start until its stop."""
    date, start, stop = (str(row.get(name) or "")[:4] for name in ("OneTimeDate", "PlanningStart", "PlanningStop"))
    inside = date == str(year) if date else (not start or start <= str(year)) and (not stop or stop >= str(year))
    return bool(row.get("TaskPlanningActive", True)) and inside


def without_number(customers: Iterable[Customer], members: set[str] | None) -> list[str]:
    """Return the ids of the persons among *members* (None: of all) who have no national number of their own."""
    return [
        str(each[ID])
        for each in customers
        if each.get(ID) and not each.get("IsCompany") and not each.get("SocialSecurityNumber")
        if members is None or str(each[ID]) in members
    ]
