"""AdminPulse as a source: relations and tasks over its public API, bearer key, pages of 400, 480 calls a minute.

Wire contract: the office clients that are public (``page`` from 0, ``pageSize``, the page object, ``ddMMyyyy`` in
queries, tasks with ``templateName``, ``inapplicable`` and ``relationUniqueIdentifier``) and AdminPulse's API page (base
address, limits, status codes). The names of a person's details are not public: they come as attributes, and the mapping
says what they are. A workflow is a task template with tasks due in the assessment year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import quote

import msgspec

from synctui.core.collector import quiet_collector
from synctui.core.ports import Report, Workflow, silent
from synctui.core.table import Delivery
from synctui.errors import SourceError, UsageError
from synctui.i18n import N_, _, message
from synctui.sources.address import Address
from synctui.sources.answers import Answer
from synctui.sources.columns import Record
from synctui.sources.crm import AT_ONCE, Found, decode, delivered, lacking, nearest, unexpected, with_more
from synctui.sources.http import PATIENCE, Api, Patience
from synctui.sources.pace import Meter, Pace, spread
from synctui.sources.scan import Decode, Page, Scan

HOME = "https://api.adminpulse.be"
PAGE = 400
CALLS = 480
ID = "uniqueIdentifier"
SCOPES = {"/relations": "relations.read", "/tasks": "tasks.read"}
"""Path → the right of the key that it needs; the second as its public client names it, the first by analogy."""
_ASKED = 480
"""So many relations are asked for one by one at most: a minute's calls."""


class Task(msgspec.Struct, rename="camel"):
    """A main task, as far as it is needed; everything else in it is ignored."""

    id: str | int = ""
    name: str | None = None
    template_name: str | None = None
    reference_year: int | None = None
    relation_unique_identifier: str | None = None
    inapplicable: bool | None = None


class TaskPage(msgspec.Struct, rename="camel"):
    """One page of tasks."""

    results: list[Task]
    page_count: int
    total_row_count: int = 0


class AdminPulse:
    """AdminPulse as a source; see `synctui.core.ports.Source`. year: the assessment year, whose deadlines count.

    What a fetch brought before it failed is kept, and the next fetch of this very object goes on from there.
    """

    name = kind = "adminpulse"

    def __init__(
        self,
        base: Address,
        key: str,
        year: int,
        *,
        patience: Patience = PATIENCE,
        calls: int = CALLS,
        at_once: int = AT_ONCE,
        page: int = PAGE,
    ) -> None:
        self.base, self.year = base, year
        self._key, self._patience, self._at_once, self._page = key, patience, at_once, page
        self._pace = Pace(calls)
        self._scan: Scan | None = None
        self._members: Mapping[str, set[str]] | None = None

    async def workflows(self) -> Sequence[Workflow]:
        """Return the task templates with tasks due in the assessment year, and those of one reference year apart."""
        async with self._api(Meter(silent)) as api:
            self._members = await self._tasks(api)
        return [Workflow(name, len(who)) for name, who in sorted(self._members.items())]

    async def fetch(self, workflow: str | None, report: Report) -> Delivery:
        """Bring all relations; those that are not in *workflow* stand ``outside``. Raises `SourceError`."""
        meter = Meter(report)
        async with self._api(meter) as api:
            members = await self._workflow(api, workflow)
            self._scan = scan = self._scan or Scan(ID)
            with quiet_collector():
                await scan.run(partial(self._relations, api), self._at_once, meter, self._pace)
        self._scan = None
        if len(scan.records) and not any(scan.records.ids):
            raise SourceError(
                _("The relations of {host} have no {id}.").format(host=self.base.place, id=ID),
                _("Check that the address is AdminPulse's own."),
            )
        table = scan.records.table(lambda path: path.startswith("tos[") and path.endswith(f".{ID}"))
        return delivered(
            self.kind, self.base, scan.records, table, members=members, workflow=workflow, warnings=scan.warnings
        )

    async def complete(self, delivery: Delivery, ids: Sequence[str], report: Report) -> Delivery:
        """Ask for relations that the list lacked by their own id, and return *delivery* with those that are there."""
        missing = lacking(delivery, ID, ids)
        meter = Meter(report)
        meter.total = min(len(missing), _ASKED)
        found: list[Record] = []
        async with self._api(meter) as api:

            async def ask(at: int) -> None:
                own = missing[at]
                answer = await api.get(f"/relations/{quote(own, safe='')}", own, self._headers)
                if answer.status != 404:
                    found.append(decode(self._checked(answer, "/relations"), dict[str, Any], self.base, own))
                meter.more(1, api.pace.left)

            await spread(meter.total, self._at_once, ask)
        members = (self._members or {}).get(delivery.workflow or "", set())
        whole = with_more(delivery, ID, sorted(found, key=lambda each: str(each.get(ID))), members)
        if len(missing) <= _ASKED:
            return whole
        rest = message(N_("{n} missing relations were not asked for one by one."), n=len(missing) - _ASKED)
        return replace(whole, warnings=(*whole.warnings, rest))

    async def test(self) -> Found:
        """Return what the key opens: relations, workflows and the scopes that are missing. Raises `SourceError`."""
        relations, workflows = 0, tuple[str, ...]()
        async with self._api(Meter(silent)) as api:
            answer = await api.get("/relations?page=0&pageSize=1", _("relations"), self._headers)
            tasks = await api.get(f"/tasks?page=0&pageSize=1{self._window}", _("tasks"), self._headers)
        missing = [SCOPES[path] for path, each in (("/relations", answer), ("/tasks", tasks)) if each.status == 401]
        if len(missing) == len(SCOPES):
            self._checked(answer, "")
        if answer.status != 401:
            body = self._checked(answer, "/relations")
            relations = decode(body, Page, self.base, _("relations")).total_row_count
        if tasks.status != 401:
            workflows = tuple(each.name for each in await self.workflows())
        return Found(relations, workflows, tuple(missing))

    def _api(self, meter: Meter) -> Api:
        return Api(self.base, self._pace, meter, self._patience)

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._key}"}

    @property
    def _window(self) -> str:
        return f"&deadlineFrom=0101{self.year}&deadlineUntil=3112{self.year}&languageCode=nl"

    def _checked(self, answer: Answer, path: str) -> bytes:
        """Return the body of an answer that is fine. Raises `SourceError` with what to renew, and where."""
        if answer.status in {401, 403}:
            step = _("Make a key in AdminPulse under My profile, API keys, and give it to: synctui connect adminpulse")
            what = _("AdminPulse refuses the key: it is wrong, expired or revoked, or lacks a right.")
            scope = SCOPES.get(path)
            needs = " " + _("The key needs the scope {scope}.").format(scope=scope) if scope else ""
            raise SourceError(what + needs, step)
        if answer.status != 200:
            raise unexpected(self.base, answer.status)
        return answer.body

    async def _relations(self, api: Api, page: int, place: str) -> Decode:
        answer = await api.get(f"/relations?page={page}&pageSize={self._page}", place, self._headers)
        return partial(decode, self._checked(answer, "/relations"), Page, self.base, place)

    async def _workflow(self, api: Api, workflow: str | None) -> set[str] | None:
        if workflow is None:
            return None
        if self._members is None or workflow not in self._members:
            self._members = await self._tasks(api)
        if workflow not in self._members:
            raise UsageError(
                _("AdminPulse has no workflow “{name}” with a deadline in {year}.").format(
                    name=workflow, year=self.year
                ),
                nearest(workflow, self._members),
            )
        return self._members[workflow]

    async def _tasks(self, api: Api) -> dict[str, set[str]]:
        """Return workflow → the relations that have such a task; a template of several years also year by year."""
        members: dict[str, set[str]] = defaultdict(set)
        yearly: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        for task in await self._all_tasks(api):
            name = (task.template_name or task.name or "").strip()
            if name and task.relation_unique_identifier and not task.inapplicable:
                members[name].add(task.relation_unique_identifier)
                if task.reference_year:
                    yearly[name][task.reference_year].add(task.relation_unique_identifier)
        for name, years in yearly.items():
            if len(years) > 1:
                members |= {f"{name} ({year})": who for year, who in years.items()}
        return dict(members)

    async def _all_tasks(self, api: Api) -> list[Task]:
        pages: dict[int, list[Task]] = {}
        counts: list[int] = []

        async def read(page: int) -> None:
            place = _("tasks, page {n}").format(n=page + 1)
            answer = await api.get(f"/tasks?page={page}&pageSize={self._page}{self._window}", place, self._headers)
            got = decode(self._checked(answer, "/tasks"), TaskPage, self.base, place)
            pages[page] = got.results
            counts.append(got.page_count)

        await read(0)
        await spread(max(counts[0] - 1, 0), self._at_once, lambda at: read(at + 1))
        return [task for page in sorted(pages) for task in pages[page]]
