"""The sample office in the objects of AdminPulse: relations, tasks, and what its other clients read beside them.

The names of a person's details are made up here, for the real ones are not public; a client must not count on them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from synctui.core.fields import (
    CITY,
    COMPANY,
    COUNTRY,
    EMAIL,
    FIRST_NAME,
    LANGUAGE,
    LAST_NAME,
    MOBILE,
    NATIONAL_NUMBER,
    POSTAL_CODE,
    RESPONSIBLE,
    STREET,
)
from synctui.sources.office import LATE
from synctui.sources.servers.people import VAT, Relation

Json = dict[str, Any]
PARTNER_LINK = 5
_KINDS = {"person": "Person", "proprietor": "Sole proprietor", "company": "Company"}
_STATES = {"customer": "Customer", "prospect": "Prospect", "other": "Other"}
_STEPS = ("Documenten opvragen", "Documenten binnen", "Aangifte indienen")
"""The subtasks of every task; they have the priorities 1, 2 and 3."""
USERS: list[Json] = [{"id": "u-1", "name": "An Baert"}, {"id": "u-2", "name": "Jef Maes"}]
COMPANIES: list[Json] = [{"id": "c-1", "name": "Kantoor"}]
_HOURS: Json = {"id": "p-1", "code": "UUR", "name": "Uurtarief", "type": 1, "billable": True, "inFixedAmount": False,
                "purchasePrice": None}  # fmt: skip
PRICES: list[Json] = [_HOURS]
PRICE_TREE: list[Json] = [{**_HOURS, "id": "p-0", "code": "A", "name": "Prestaties - Dossier", "items": PRICES}]


def vat_number(one: Relation) -> str:
    """Return the VAT number of whoever has one, as ten digits of a range that was never given out; else nothing."""
    if one.kind == "person":
        return ""
    digits = 19_900_000 + one.number
    return f"{digits}{97 - digits % 97:02}"


def schedules(relations: Sequence[Relation]) -> list[Json]:
    """Return who is invoiced for whom: each couple by one of the two."""
    return [
        {"id": f"i-{one.number}", "relationIdentifier": own_id(one.number),
         "invoicedOnBehalfOf": [own_id(one.number), own_id(one.partner)]}
        for one in relations if one.partner > one.number
    ]  # fmt: skip


def registrations(relations: Sequence[Relation]) -> list[Json]:
    """Return an hour of work for every tenth relation; days are written ``ddMMyyyy`` here."""
    return [
        {
            "id": f"r-{one.number}", "relationIdentifier": own_id(one.number), "userId": "u-1", "userIdentifier": "AB",
            "resourceType": 1, "registrationDate": "12012026", "creationDate": "12012026", "priceListItemCode": "UUR",
            "priceListItemIdentifier": "p-1", "timeFrom": "09:00", "timeTo": "10:00", "duration": 60,
            "invoicedDuration": 60, "quantity": 1, "unitPrice": 90, "originalUnitPrice": 90, "amount": 90,
            "internalPrice": 45, "billable": True, "inFixedAmount": None, "invoiced": False, "neverInvoice": False,
            "isFixedPrice": False, "isRemoved": False, "remarkInternal": "", "remarkInvoice": None, "invoiceId": None,
            "invoiceNumber": None, "plannedTaskId": "", "plannedTaskName": "", "plannedTaskTemplateId": "",
            "mainTaskTemplateId": "", "mainTaskName": "", "referenceYear": 2025, "assignmentTemplateName": "",
        }
        for one in relations[::10]
    ]  # fmt: skip


def invoices(relations: Sequence[Relation]) -> list[Json]:
    """Return an invoice for every tenth relation."""
    return [
        {
            "id": f"f-{one.number}", "invoiceNumber": f"2026/{one.number}", "status": "Sent", "invoiceType": "Invoice",
            "paid": False, "discountType": 0, "discountValue": 0, "originalAmount": 90, "adjustedAmount": 90,
            "relationIdentifier": own_id(one.number), "invoiceDate": "15012026", "dueDate": "14022026",
        }
        for one in relations[::10]
    ]  # fmt: skip


def own_id(number: int) -> str:
    """Return the office-wide code of a relation: ``APR`` and five digits."""
    return f"APR{number:05}"


def relation(one: Relation) -> Json:
    """Return a relation as it goes over the wire."""
    values = one.values
    name = f"{values[LAST_NAME]} {values[FIRST_NAME]}".strip()
    return {
        "id": f"7c1e0000-0000-4000-8000-{one.number:012}",
        "uniqueIdentifier": own_id(one.number),
        "name": name,
        "displayName": f"{name} ({one.number})",
        "code": f"K{one.number}",
        "accountingRelationcode": f"4{one.number:05}",
        "legalForm": "BV" if one.kind == "company" else None,
        "companyId": "c-1",
        "relationGroupName": "Particulieren",
        "type": _KINDS[one.kind],
        "status": _STATES[one.status],
        "firstName": values[FIRST_NAME] or None,
        "lastName": values[LAST_NAME] or None,
        "languageCode": values[LANGUAGE] or None,
        "nationalNumber": values[NATIONAL_NUMBER] or None,
        "companyName": values[COMPANY] or None,
        "endDate": f"{one.ended}T00:00:00" if one.ended else None,
        "dateOfDeath": f"{one.died}T00:00:00" if one.died else None,
        "responsible": {"name": values[RESPONSIBLE].partition("@")[0], "email": values[RESPONSIBLE] or None},
        "addresses": [{"street": values[STREET], "zipCode": values[POSTAL_CODE], "city": values[CITY],
                       "countryCode": values[COUNTRY], "favorite": True}],
        "communicationChannels": _channels(one),
        "tos": [{"linkType": PARTNER_LINK, "uniqueIdentifier": own_id(one.partner)}] if one.partner else [],
    }  # fmt: skip


def _channels(one: Relation) -> list[Json]:
    """Return the ways to reach somebody, an old address before the starred one."""
    mail, mobile = one.values[EMAIL], one.values[MOBILE]
    old = {"type": "Email", "value": f"oud.{one.number}@post.example", "favorite": False}
    found: list[Json] = [old] if one.number % 7 == 0 else []
    found += [{"type": "Email", "value": mail, "favorite": True}] if mail else []
    found += [{"type": "Mobile", "value": mobile, "favorite": True}] if mobile else []
    return [*found, {"type": "Website", "value": "https://www.example", "favorite": True}]


def tasks(one: Relation, year: int) -> list[Json]:
    """Return the main tasks of a relation in a year, and for some one that does not apply."""
    found = [_task(one, name, year) for name in one.work]
    if one.number % 50 == 7 and one.kind != "company":
        found.append(_task(one, VAT, year) | {"id": f"t-{one.number}-x", "inapplicable": True})
    return found


def _task(one: Relation, name: str, year: int) -> Json:
    due = f"{year}-10-16T00:00:00" if name == LATE else f"{year}-06-30T00:00:00"
    subtasks = [
        {"id": f"s-{one.number}-{len(name)}-{at}", "name": step, "status": 0, "priority": at, "remark": "",
         "deadline": due}
        for at, step in enumerate(_STEPS, 1)
    ]  # fmt: skip
    return {
        "id": f"t-{one.number}-{len(name)}", "name": f"{name} {one.number}", "templateName": name, "status": 0,
        "deadline": due, "referenceYear": year - 1, "relationUniqueIdentifier": own_id(one.number),
        "inapplicable": False, "subtasks": subtasks,
    }  # fmt: skip
