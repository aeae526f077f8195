"""The sample office in the objects of Admin-Consult: customers in all their fields, addresses, links, work, lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from synctui.core.fields import (
    CITY,
    EMAIL,
    FIRST_NAME,
    LANGUAGE,
    LAST_NAME,
    MOBILE,
    NATIONAL_NUMBER,
    POSTAL_CODE,
    STREET,
)
from synctui.sources.office import LATE, MAIN
from synctui.sources.servers.people import VAT, Relation

Json = dict[str, Any]
PARTNER_LINK, CONTACT = 12, 8
FLOWS = {244: MAIN, 245: LATE, 246: VAT, 250: "Oude opvolging"}
"""Task flows by their id; the last is no longer active."""
_LANGUAGES = {
    "nl": "NL", "fr": "FR", "de": "DE", "en": "EN",
    "nederlands": "NL", "frans": "FR", "français": "FR", "deutsch": "DE",
}  # fmt: skip
LISTS = {
    2: [("Dhr.", "Person"), ("Mevr.", "Person"), ("Mr.", "Person"), ("BV", "Company")],
    10: [("Zaakvoerder", ""), ("Bestuurder", "")],
    19: [("NL", ""), ("FR", ""), ("DE", ""), ("EN", "")],
}
"""List id → its texts, and for titles whom they are for."""
NAMED = {
    "customercrmtypes": [("Klant", ""), ("Prospect", ""), ("Contactpersoon", "")],
    "customergroups": [("Particulier", ""), ("Vennootschap", "")],
    "accountancysoftwares": [("Geen", "")],
    "authorizationkinds": [("Mandaat", "")],
    "authorizationtypes": [("Fiscaal", "")],
    "contactfunctions": [("Zaakvoerder", "")],
}
LINK_TYPES = {4: "Bestuurder", 6: "Aandeelhouder", 8: "Contactpersoon", PARTNER_LINK: "Partner (gezamenlijke aangifte)"}
COUNTRIES = {22: "België", 74: "Frankrijk"}
WHOLE: dict[str, list[Json]] = {
    "countries": [
        {"ListValueId": at, "ListValue": name, "ExtCode": "", "LegalForm": ""} for at, name in COUNTRIES.items()
    ],
    "customerlinktypes": [
        {"CustomerLinkTypeId": at, "CustomerLinkTypeDescription": text} for at, text in LINK_TYPES.items()
    ],
    "lists": [{"ListId": at, "ListName": f"List {at}"} for at in LISTS],
    "nacecodes": [{"NaceId": 69201, "NaceDescription": "Accountants"}],
    "taskflow/taskschedules": [{"ScheduleId": 1, "ScheduleName": "Jaarlijks", "ScheduleActive": True}],
}
"""Lists that have rows of their own form, and are always given whole."""


def listed(rows: Sequence[tuple[str, str]]) -> list[Json]:
    """Return the rows of a value list, each with all its keys."""
    return [
        {"ListValueId": at, "ListValue": text, "ExtCode": "", "LegalForm": form}
        for at, (text, form) in enumerate(rows, 1)
    ]


def customer(one: Relation) -> Json:
    """Return the customer of a relation, with its 43 fields; every third person has the number in the private data."""
    values, company = one.values, one.kind == "company"
    ended = one.ended or one.died
    number = "" if one.number % 3 == 0 else values[NATIONAL_NUMBER]
    return {
        "CustomerId": one.number, "CustCode": f"{one.number:05}", "IsCompany": company, "IsActive": not ended,
        "Name": values[LAST_NAME], "Firstname": values[FIRST_NAME], "CommercialName": "",
        "Title": "BV" if company else "Dhr.", "Language": _LANGUAGES.get(values[LANGUAGE].casefold(), "NL"),
        "Email": values[EMAIL], "Phone": "", "Phone2": "", "Mobile": values[MOBILE], "Fax": "", "Homepage": "",
        "SocialSecurityNumber": number, "VATNr": "", "RegistrationNr": "", "DateOfBirth": None,
        "CreationDate": "2020-01-06T00:00:00", "DisabledDate": f"{ended}T00:00:00" if ended else None,
        "PlaceOfBirth": "", "Nationality": "Belg", "Sex": "M",
        "CustomerCrmType": {"customer": 3, "prospect": 2, "other": 8}[one.status], "CustKind": "",
        "CustomerGroup": 2 if company else 1, "CustomerGroupLabel": "Vennootschap" if company else "Particulier",
        "CompanyId": 2, "AccCode": "", "AccountancySoftware": 0, "AccountancySoftwareLabel": "", "NaceCode": "",
        "RPR": "", "Sector": "", "SectorId": 0, "Currency": "EUR", "CupboardNumber": "", "Distance": 0, "Holding": 0,
        "Newsletter": False, "ReasonForLeaving": 0, "Remarks": "",
    }  # fmt: skip


def private(one: Relation) -> Json:
    """Return the private data of a person."""
    return {
        "CustomerId": one.number, "DateOfBirth": None, "DateOfDeath": f"{one.died}T00:00:00" if one.died else None,
        "EidExpirationDate": None, "SelfEmployedSince": None, "NationalNr": one.values[NATIONAL_NUMBER], "Sex": "M",
        "Nationality": "Belg", "PlaceOfBirth": "", "PlaceOfDeath": "", "MaritalStatusId": 0, "MaritalStatus": "",
        "ProfessionId": 0, "Profession": "", "Handicap": False, "EidNr": "", "EidFile": None,
    }  # fmt: skip


def addresses(one: Relation) -> list[Json]:
    """Return the addresses of a relation: where it lives and, now and then, where its post goes."""
    values = one.values
    if not values[STREET] and not values[CITY]:
        return []
    street, number, box = split_street(values[STREET])
    home = {
        "CustomerAddressId": 2 * one.number,
        "AddressId": 2 * one.number,
        "CustomerId": one.number,
        "StreetName": street,
        "HouseNr": number,
        "HouseBox": box,
        "Street1": values[STREET],
        "Street2": "",
        "ZipCode": values[POSTAL_CODE],
        "City": values[CITY],
        "CountryId": 22,
        "CountryCode": "BE",
        "RegisteredOffice": True,
        "InvoiceAddress": True,
        "PostalAddress": one.number % 8 != 0,
        "ExploitationAddress": False,
    }
    post = {"CustomerAddressId": 2 * one.number + 1, "StreetName": "Postbus", "HouseNr": "1", "RegisteredOffice": False}
    return [home] if home["PostalAddress"] else [home | post, home]


def split_street(text: str) -> tuple[str, str, str]:
    """Return street, number and box.

    >>> split_street("Sint-Annalaan 120 bus 4"), split_street("Markt")
    (('Sint-Annalaan', '120', 'bus 4'), ('Markt', '', ''))
    """
    found = re.match(r"(.*?)\s+(\d+\w?)\s*(.*)$", text)
    return (found[1], found[2], found[3]) if found else (text, "", "")


def links(one: Relation) -> list[Json]:
    """Return the links of a relation: its partner, where there is one."""
    if not one.partner:
        return []
    return [
        {
            "CustomerLinkCustomerId": one.number, "CustomerIdPk": one.number, "CustomerIdFk": one.partner,
            "CustomerLinkTypeId": PARTNER_LINK, "FunctionId": 0, "Relationship": "partner", "BeginMandate": None,
            "EndMandate": None, "HasEndMandate": False, "InvContact": False, "Verified": False, "Remark": "",
        }
    ]  # fmt: skip


def projects(one: Relation) -> list[Json]:
    """Return the projects of a relation, one for each workflow it is in; a second row for who is invoiced."""
    found = []
    for name in one.work:
        task = next(number for number, flow in FLOWS.items() if flow == name)
        project = {
            "ProjectId": one.number * 10 + task % 10, "CustomerId": one.number, "IsTaskflowCustomer": True,
            "InvoicePercentage": 0, "IsActive": True, "ProjectTitle": name, "ProjectNumber": f"P{one.number}",
            "ProjectDescription": "", "POnumber": "", "ProjectTypeId": 1, "ProjectType": "", "ProjectStatusId": 1,
            "ProjectStatus": "", "ProjectManagerId": 1, "ProjectManager": "An Baert", "CompanyId": 2,
            "Company": "Kantoor", "DepartmentId": 0, "Department": "", "DateProposal": None, "DateAccepted": None,
            "Deadline": None, "IsAccepted": True,
        }  # fmt: skip
        found += [project, project | {"CustomerId": 1, "IsTaskflowCustomer": False, "InvoicePercentage": 100}]
    return found


def plannings(one: Relation, year: int) -> list[Json]:
    """Return what is planned for a relation in a year."""
    return [
        {
            "TaskPlanningId": project["ProjectId"], "ProjectId": project["ProjectId"],
            "TaskId": next(number for number, flow in FLOWS.items() if flow == project["ProjectTitle"]),
            "ScheduleId": 0, "PlanningStart": None, "PlanningStop": None, "OneTimeDate": f"{year}-06-30T00:00:00",
            "RecurringDeviationNr": 0, "RecurringDeviationUnit": "0", "TaskPlanningActive": True,
        }
        for project in projects(one)[::2]
    ]  # fmt: skip


def records(one: Relation, year: int) -> list[Json]:
    """Return the task-flow data of a relation in a year, each with its task under ``TaskId`` (not sent)."""
    return [
        {
            "TaskId": planned["TaskId"], "Id": planned["ProjectId"], "ProjectId": planned["ProjectId"],
            "CustomerId": one.number, "Deadline": planned["OneTimeDate"], "company_id": 2,
            "Documenten ontvangen(1)": 0, "Aangifte ingediend(2)": 0,
        }
        for planned in plannings(one, year)
    ]  # fmt: skip
