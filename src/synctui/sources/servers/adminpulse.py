"""AdminPulse as far as its contract is known: page objects, bearer keys, tasks with their templates, odd moments.

The names of a person's details are made up here, for the real ones are not public; a client must not count on them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from synctui.sources.servers.base import Request, Response, Server
from synctui.sources.servers.people import VAT, Relation, office

KEY = "demo-key-adminpulse"
PARTNER_LINK = 5
_KINDS = {"person": "Person", "proprietor": "Sole proprietor", "company": "Company"}
_STATES = {"customer": "Customer", "prospect": "Prospect", "other": "Other"}
Json = dict[str, Any]


class AdminPulseServer(Server):
    """AdminPulse on a loopback port. scopes: what its key may read."""

    def __init__(self, relations: Sequence[Relation] | None = None, *, limit: int = 0, per: float = 60.0) -> None:
        super().__init__(limit=limit, per=per)
        self.key = KEY
        self.scopes = {"relations.read", "tasks.read"}
        self.year = 2026
        self.relations = [relation(each) for each in (office() if relations is None else relations)]
        self.tasks = [each for one in (office() if relations is None else relations) for each in tasks(one, self.year)]

    def struck(self, request: Request) -> bool:
        """Let faults strike lists of relations alone."""
        return request.path == "/relations"

    def answer(self, request: Request) -> Response:
        """Answer as the contract says: 401 for the key, 404 for the path, 400 for a page that is none."""
        if request.headers.get("authorization") != f"Bearer {self.key}":
            return self.refusal()
        if request.path == "/relations" and self.faults.hits("expired"):
            return self.refusal()
        scope = "tasks.read" if request.path.startswith("/tasks") else "relations.read"
        if scope not in self.scopes:
            return self.refusal()
        for path, give in self._routes():
            if request.path == path:
                return give(request)
        return self._one(request)

    def _routes(self) -> list[tuple[str, Callable[[Request], Response]]]:
        return [
            ("/relations", self._list),
            ("/tasks", self._tasks),
            ("/users", lambda request: _page(request, _users())),
            ("/companies", lambda _request: Response(200, [{"id": "c-1", "name": "Kantoor"}])),
        ]

    def _list(self, request: Request) -> Response:
        """Give a page of relations; `vatNumber` and `search` are not indexed here and find nobody."""
        if "vatNumber" in request.query or "search" in request.query:
            return _page(request, [])
        return self._odd(_page(request, self.relations), int(request.query.get("page", 0)))

    def _one(self, request: Request) -> Response:
        kind, _slash, own = request.path.strip("/").partition("/")
        if kind == "relations":
            found = [each for each in self.relations if own in {each["uniqueIdentifier"], each["id"]}]
        else:
            found = [each for each in self.tasks if kind == "tasks" and own == each["id"]]
        return Response(200, found[0]) if found else Response(404, {"message": "Not found"})

    def _tasks(self, request: Request) -> Response:
        since, until = (_day(request.query.get(name, "")) for name in ("deadlineFrom", "deadlineUntil"))
        found = [each for each in self.tasks if since <= each["deadline"][:10] <= (until or "9999")]
        if who := request.query.get("relationId"):
            ids = {each["uniqueIdentifier"] for each in self.relations if who in {each["id"], each["uniqueIdentifier"]}}
            found = [each for each in found if each["relationUniqueIdentifier"] in ids]
        return _page(request, found)

    def _odd(self, response: Response, page: int) -> Response:
        """Return a page as the faults of data make it."""
        body, hits = response.body, self.faults.hits
        results = body["results"]
        if hits("types"):
            return Response(200, {**body, "results": {"not": "a list"}, "pageCount": "many"})
        if hits("nulls"):
            results = [{**dict.fromkeys(each), "uniqueIdentifier": each["uniqueIdentifier"]} for each in results]
        if hits("extra"):
            results = [{**each, "extra": {"deep": [1, {"a": None}]}, "more": [[]], "": "x"} for each in results]
        if page and hits("duplicates"):
            results = [*self.relations[:3], *results[3:]]
        if page == 1 and hits("moving"):
            self.relations.insert(0, self.relations.pop(len(self.relations) - 1))
            results = _page_of(self.relations, page, len(results))
        if "grows" in self.faults.on:
            body = {**body, "pageCount": body["pageCount"] + (page + 1) * 50}
        if page and hits("repeats"):
            results = self.relations[: len(results)]
        return Response(200, {**body, "results": results})


def _page_of(rows: Sequence[Json], page: int, size: int) -> list[Json]:
    return list(rows[page * size : (page + 1) * size])


def _page(request: Request, rows: Sequence[Json]) -> Response:
    try:
        page, size = int(request.query.get("page", 0)), min(int(request.query.get("pageSize", 100)), 400)
    except ValueError:
        return Response(400, {"message": "Invalid data"})
    if page < 0 or size < 1:
        return Response(400, {"message": "Invalid data"})
    whole = {"currentPage": page, "pageCount": -(-len(rows) // size), "pageSize": size, "totalRowCount": len(rows)}
    return Response(200, {"results": _page_of(rows, page, size), **whole})


def _day(text: str) -> str:
    return f"{text[4:]}-{text[2:4]}-{text[:2]}" if len(text) == 8 else ""


def _users() -> list[Json]:
    return [{"id": "u-1", "name": "An Baert"}, {"id": "u-2", "name": "Jef Maes"}]


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
    sub = {"id": f"s-{one.number}", "name": "Documenten", "status": 0, "priority": 1, "remark": "", "deadline": due}
    return {
        "id": f"t-{one.number}-{len(name)}", "name": f"{name} {one.number}", "templateName": name, "status": 0,
        "deadline": due, "referenceYear": year - 1, "relationUniqueIdentifier": own_id(one.number),
        "inapplicable": False, "subtasks": [sub],
    }  # fmt: skip
