"""Both local CRMs in a thread of their own, for as long as a demo lasts."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from synctui.sources.servers import adminconsult, adminpulse
from synctui.sources.servers.base import Server

MAPPINGS: Mapping[str, Mapping[str, str]] = {
    "adminpulse": {
        "source_id": "uniqueIdentifier", "first_name": "firstName", "last_name": "lastName",
        "email": "communicationChannels[Email].value", "mobile": "communicationChannels[Mobile].value",
        "language": "languageCode", "responsible": "responsible.email", "street": "addresses.street",
        "postal_code": "addresses.zipCode", "city": "addresses.city", "country": "addresses.countryCode",
        "company": "companyName", "national_number": "nationalNumber",
        "partner_national_number": "tos[5].uniqueIdentifier", "kind": "type", "kind.person": "Person,Sole proprietor",
        "kind.company": "Company", "status": "status", "status.customer": "Customer", "status.prospect": "Prospect",
        "ended": "endDate", "death": "dateOfDeath",
    },
    "adminconsult": {
        "source_id": "CustomerId", "first_name": "Firstname", "last_name": "Name", "email": "Email", "mobile": "Mobile",
        "language": "Language", "street": "Address.StreetName+Address.HouseNr+Address.HouseBox",
        "postal_code": "Address.ZipCode", "city": "Address.City", "country": "Address.CountryCode",
        "national_number": "SocialSecurityNumber", "partner_national_number": "links[12].CustomerId",
        "kind": "IsCompany", "kind.person": "false", "kind.company": "true", "status": "CustomerCrmType",
        "status.customer": "3", "status.prospect": "2", "ended": "IsActive", "ended.yes": "false",
        "death": "Private.DateOfDeath",
    },
}  # fmt: skip
"""The mappings of both, as the office of the demo has confirmed them: with the link to a partner."""


class Made(NamedTuple):
    """A local CRM: where it answers, and the key that opens it."""

    url: str
    key: str


@contextmanager
def running() -> Iterator[Mapping[str, Made]]:
    """Start both CRMs on free loopback ports, by their names, and stop them afterwards."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    servers: dict[str, tuple[Server, str]] = {
        "adminpulse": (adminpulse.AdminPulseServer(limit=480), adminpulse.KEY),
        "adminconsult": (adminconsult.AdminConsultServer(), adminconsult.KEY),
    }
    try:
        for server, _key in servers.values():
            asyncio.run_coroutine_threadsafe(server.start(), loop).result()
        yield {name: Made(server.url, key) for name, (server, key) in servers.items()}
    finally:
        for server, _key in servers.values():
            asyncio.run_coroutine_threadsafe(server.close(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
