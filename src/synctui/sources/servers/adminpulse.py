"""AdminPulse as far as its contract is known: page objects, bearer keys, tasks with their templates, odd moments."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from synctui.sources.servers import pulse_data as data
from synctui.sources.servers.base import Request, Response, Server
from synctui.sources.servers.people import Relation, office
from synctui.sources.servers.pulse_data import Json

KEY = "demo-key-adminpulse"


class AdminPulseServer(Server):
    """AdminPulse on a loopback port. scopes: what its key may read.

    unlisted: the codes of relations that its list has lost, as lists do while they shift; by their code they are there.
    """

    def __init__(self, relations: Sequence[Relation] | None = None, *, limit: int = 0, per: float = 60.0) -> None:
        super().__init__(limit=limit, per=per)
        self.key = KEY
        self.scopes = {"relations.read", "tasks.read"}
        self.unlisted: set[str] = set()
        self.year = 2026
        everybody = office() if relations is None else relations
        self.relations = [data.relation(each) for each in everybody]
        self.tasks = [each for one in everybody for each in data.tasks(one, self.year)]
        self._vat = {number: data.own_id(one.number) for one in everybody if (number := data.vat_number(one))}
        self._lists: Mapping[str, list[Json]] = {
            "/users": data.USERS,
            "/relations/invoiceschedules": data.schedules(everybody),
            "/registrations": data.registrations(everybody),
            "/invoices": data.invoices(everybody),
            "/emails": [],
        }
        self._whole: Mapping[str, list[Json]] = {
            "/companies": data.COMPANIES,
            "/registrations/pricelistitems": data.PRICES,
            "/registrations/pricelistitems/tree": data.PRICE_TREE,
        }

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
        if request.method == "PUT":
            return self._changed(request)
        give = self._routes().get(request.path, self._one)
        return give(request)

    def _routes(self) -> dict[str, Callable[[Request], Response]]:
        paged = {path: partial(_page, rows=rows) for path, rows in self._lists.items()}
        whole = {path: partial(_given, rows=rows) for path, rows in self._whole.items()}
        return {"/relations": self._list, "/tasks": self._tasks, **paged, **whole}

    def _list(self, request: Request) -> Response:
        """Give a page of relations, or who has the VAT number that is asked for, which ``search`` finds too."""
        for name in ("vatNumber", "search"):
            if name in request.query:
                own = self._vat.get(request.query[name])
                return _page(request, [each for each in self.relations if each["uniqueIdentifier"] == own])
        listed = [each for each in self.relations if each["uniqueIdentifier"] not in self.unlisted]
        return self._odd(_page(request, listed), int(request.query.get("page", 0)))

    def _one(self, request: Request) -> Response:
        kind, _slash, own = request.path.strip("/").partition("/")
        if kind == "relations":
            found = [each for each in self.relations if own in {each["uniqueIdentifier"], each["id"]}]
        else:
            found = [each for each in self.tasks if kind == "tasks" and own == each["id"]]
        return Response(200, found[0]) if found else Response(404, {"message": "Not found"})

    def _changed(self, request: Request) -> Response:
        """Change status and remark of a task or subtask, which other clients do; synctui never does."""
        own = request.path.removeprefix("/tasks/")
        every = (one for task in self.tasks for one in (task, *task["subtasks"]))
        found = next((one for one in every if one["id"] == own), None)
        if found is None:
            return Response(404, {"message": "Not found"})
        try:
            given = json.loads(request.body)
            found |= {name: given[name] for name in ("status", "remark") if name in given}
        except (ValueError, TypeError):
            return Response(400, {"message": "Invalid data"})
        return Response(200, found)

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


def _given(_request: Request, rows: Sequence[Json]) -> Response:
    """Give a list whole, which some are."""
    return Response(200, list(rows))


def _day(text: str) -> str:
    return f"{text[4:]}-{text[2:4]}-{text[:2]}" if len(text) == 8 else ""
