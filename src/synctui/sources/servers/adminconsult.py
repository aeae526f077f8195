"""Admin-Consult as far as its contract is known: tokens, ``Link``, filters, 404 for nothing, 403 for too fast."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from synctui.sources.servers import hermes_data as data
from synctui.sources.servers.base import Request, Response, Server
from synctui.sources.servers.filters import matcher
from synctui.sources.servers.people import Relation, office

KEY = "demo-key-adminconsult"
ROOT = "/api/v1/"
INSIDE = "http://10.11.12.13:2100"
"""The address that the server believes to have; it stands in its ``Link`` headers."""
Json = dict[str, Any]


class AdminConsultServer(Server):
    """Admin-Consult on a loopback port. most: records a page; forbidden: paths that the key has no right to.

    life: how long a token holds; says_end: whether it is told. longest: characters of an address, else 414 is given.
    unlisted: the ids of customers that its list has lost, as lists do while they shift; by their id they are there.
    """

    def __init__(self, relations: Sequence[Relation] | None = None, *, limit: int = 0, per: float = 60.0) -> None:
        super().__init__(limit=limit, per=per)
        self.key, self.year, self.most, self.longest = KEY, 2026, 500, 4000
        self.life, self.says_end = timedelta(minutes=30), True
        self.forbidden: set[str] = set()
        self.unlisted: set[int] = set()
        self.tokens: dict[str, datetime] = {}
        self.relations = {one.number: one for one in (office() if relations is None else relations)}
        whole = self.relations.values()
        self.lists: dict[str, list[Json]] = {
            "customers": [data.customer(one) for one in whole],
            "customeraddresses": [row for one in whole for row in data.addresses(one)],
            "customerlinkcustomer": [row for one in whole for row in data.links(one)],
            "projects": [row for one in whole for row in data.projects(one)],
            "taskflow/tasks/plannedtasks": [row for one in whole for row in data.plannings(one, self.year)],
            "employees": [{"EmployeeId": 1, "Name": "Baert", "Firstname": "An", "Email": "an.baert@kantoor.example"}],
            "companies": [{"CompanyId": 2, "CompanyName": "Kantoor"}],
        }
        self.records = [row for one in whole for row in data.records(one, self.year)]

    def struck(self, request: Request) -> bool:
        """Let faults strike lists of customers alone."""
        return request.path == f"{ROOT}customers"

    def too_fast(self) -> Response:
        """Say so the way the system does: 403."""
        return Response(403, {"ErrorMessage": "Sorry, you are throttling the system"})

    def refusal(self) -> Response:
        """Refuse a key or a token; with which status the system does is not known."""
        return Response(401, {"ErrorMessage": "Invalid token"})

    def answer(self, request: Request) -> Response:
        """Answer as the contract says."""
        path = request.path.removeprefix(ROOT).strip("/")
        if len(self.asked[-1]) > self.longest:
            return Response(414, {"ErrorMessage": "URI too long"})
        if path.startswith("token/"):
            return self._token(path)
        held = self.tokens.get(request.headers.get("synetontoken", ""))
        if self.struck(request) and self.faults.hits("expired"):
            self.tokens.clear()
            held = None
        if held is None or held < datetime.now():
            return self.refusal()
        if path in self.forbidden:
            return Response(403, {"ErrorMessage": "no valid configuration for token"})
        return self._given(request, path)

    def _given(self, request: Request, path: str) -> Response:
        if path == "apisettings":
            limit = {"RateLimit": self._limit or 100_000, "DurationToken": 30}
            return Response(200, {"DefaultRecordsPerPage": 100, "MaxRecordsPerPage": self.most, **limit})
        if path in self.lists:
            return self._odd(self._list(request, path, self.lists[path]), path)
        rows = self._constant(path)
        return self._one(request, path.split("/")) if rows is None else Response(200, rows)

    def _token(self, path: str) -> Response:
        if path != f"token/{self.key}":
            return Response(401, {"ErrorMessage": "Unknown key"})
        ends = datetime.now() + self.life
        token = f"0f5c-{len(self.tokens)}-{len(self.asked)}"
        self.tokens[token] = ends
        told = {"TimeToLive": ends.isoformat(timespec="seconds")} if self.says_end else {}
        return Response(200, {"TokenGuid": token, **told})

    def _constant(self, path: str) -> list[Json] | None:
        """Return a list that is always given whole, None where there is no such list."""
        if path == "taskflow/tasks":
            return [{"TaskId": at, "TaskName": name, "TaskActive": at < 250} for at, name in data.FLOWS.items()]
        if path in data.WHOLE:
            return data.WHOLE[path]
        if path.startswith("lists/") and path[6:].isdecimal() and int(path[6:]) in data.LISTS:
            return data.listed(data.LISTS[int(path[6:])])
        return data.listed(data.NAMED[path]) if path in data.NAMED else None

    def _one(self, request: Request, parts: list[str]) -> Response:
        """Answer for one customer or one task flow."""
        match parts:
            case ["customers", own, *rest] if own.isdecimal() and int(own) in self.relations:
                return self._customer(request, int(own), rest)
            case ["taskflow", "tasks", own, "data"] if own.isdecimal():
                return self._records(request, int(own))
            case ["taskflow", "tasks", own, "subtasks"] if own.isdecimal():
                return Response(200, [{"TaskId": int(own), "SubtaskId": 1, "SubtaskName": "Documenten ontvangen"}])
        return Response(404, {"ErrorMessage": "Nothing found"})

    def _customer(self, request: Request, own: int, rest: list[str]) -> Response:
        one = self.relations[own]
        match rest:
            case []:
                return Response(200, data.customer(one))
            case ["private"] if one.kind != "company":
                return Response(200, data.private(one))
            case ["addresses"]:
                return self._list(request, "addresses", data.addresses(one))
            case ["customerlinkcustomer"]:
                return self._list(request, "links", data.links(one))
        return Response(404, {"ErrorMessage": "Nothing found"})

    def _records(self, request: Request, task: int) -> Response:
        since, until = request.query.get("datefrom", ""), request.query.get("dateto", "")
        if not since or not until:
            return Response(400, [{"ErrorMessage": "datefrom and dateto are obligatory"}])
        rows = [row for row in self.records if row["TaskId"] == task and since <= row["Deadline"][:10] <= until[:10]]
        sent = [{name: value for name, value in row.items() if name != "TaskId"} for row in rows]
        return self._list(request, "data", sent) if sent else Response(404, {"ErrorMessage": "No taskdata found"})

    def _list(self, request: Request, path: str, rows: Sequence[Json]) -> Response:
        """Give a page of a list; its ``Link`` names the next one at an inner address, with a comma behind."""
        query = request.query
        try:
            passes = matcher(query["Filter"]) if "Filter" in query else lambda _row: True
            size, page = min(int(query.get("per_page", 100)), self.most), int(query.get("page", 1))
        except ValueError:
            return Response(400, [{"ErrorMessage": "The filter is not valid"}])
        found = [row for row in rows if passes(row)]
        if path == "customers" and "Filter" not in query:
            found = [row for row in found if row["CustomerId"] not in self.unlisted]
        if not found:
            return Response(204) if path == "customerlinkcustomer" else Response(404, {"ErrorMessage": "Nothing found"})
        here = found[(page - 1) * size : page * size]
        if page * size >= len(found):
            return Response(200, here)
        again = "&".join(f"{name}={quote(text, safe='')}" for name, text in query.items() if name != "page")
        follow = f'<{INSIDE}{ROOT}{path}?{again}&page={page + 1}>; rel="next",'
        return Response(200, here, (("Link", follow),))

    def _odd(self, response: Response, path: str) -> Response:
        """Return a page of customers as the faults of data make it."""
        hits = self.faults.hits
        if path != "customers" or response.status != 200:
            return response
        rows = response.body
        if hits("types"):
            return response._replace(body=["no object", 7])
        if hits("nulls"):
            rows = [{**dict.fromkeys(row), "CustomerId": row["CustomerId"]} for row in rows]
        if hits("extra"):
            rows = [{**row, "Extra": {"Deep": [1, {"A": None}]}, "More": [[]]} for row in rows]
        if hits("duplicates"):
            rows = [*self.lists["customers"][:3], *rows]
        if hits("repeats"):
            circle = f"<{INSIDE}{ROOT}customers?per_page={self.most}>; rel=next,"
            return response._replace(body=rows, headers=(("Link", circle),))
        return response._replace(body=rows)
