"""Admin-Consult as a source: customers and task flows over the office's own Hermes Consult API.

Wire contract: the public SDK ``adminconsult`` (token by key, ``synetonToken`` header, ``apisettings``, ``per_page`` and
``Link`` paging, the ``Filter`` language, 404 for *nothing found*, 403 for *too fast*) and the Instaclause relay (the
customer's fields). A workflow is an active task flow. Names come as given; address and private data under their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from synctui.core.ports import Report, Workflow, silent
from synctui.core.table import Delivery
from synctui.errors import UsageError
from synctui.i18n import N_, Message, _
from synctui.sources.address import Address
from synctui.sources.attributes import Records
from synctui.sources.crm import AT_ONCE, Found, delivered, lacking, nearest, with_more
from synctui.sources.customers import DEATH, ID, LINKS, Customer, Parts, is_planned, joined, once, without_number
from synctui.sources.hermes import Hermes
from synctui.sources.http import PATIENCE, Patience
from synctui.sources.pace import Meter, spread

_LISTS = {
    "customers": N_("customers"),
    "customeraddresses": N_("addresses"),
    "customerlinkcustomer": N_("links between customers"),
}
"""Path → what the lists are called of which customers are put together, in the order of `Parts`."""
_OPTIONAL = ("customeraddresses", "customerlinkcustomer")
"""Those without which clients can still be read."""
_MAIN = "RegisteredOffice eq 1"
_TOGETHER = 400
"""So many customers are made a page."""


class AdminConsult:
    """Admin-Consult as a source; see `synctui.core.ports.Source`. year: the assessment year.

    route: who is in a workflow: ``data``, its records with a deadline in the year, or ``planned``, its plannings.
    What a fetch brought before it failed is kept, and the next fetch of this very object goes on from there.
    """

    name = kind = "adminconsult"

    def __init__(
        self,
        base: Address,
        key: str,
        year: int,
        *,
        route: str = "data",
        patience: Patience = PATIENCE,
        at_once: int = AT_ONCE,
    ) -> None:
        self.base, self.year, self.route = base, year, route
        self._patience, self._at_once = patience, at_once
        self._hermes = Hermes(base, key, patience)
        self._flows: dict[str, int] = {}
        self._members: set[str] | None = None
        self._read: dict[str, list[Customer]] = {}
        self._private: dict[str, Customer] = {}

    async def workflows(self) -> Sequence[Workflow]:
        """Return the active task flows."""
        async with self._hermes.session(Meter(silent)) as api:
            rows = await api.rows("taskflow/tasks", _("task flows"))
        flows = [row for row in rows if row.get("TaskActive") and row.get("TaskName") and row.get("TaskId")]
        self._flows = {str(row["TaskName"]).strip(): int(row["TaskId"]) for row in flows}
        return [Workflow(name) for name in sorted(self._flows)]

    async def fetch(self, workflow: str | None, report: Report) -> Delivery:
        """Bring all customers; those that are not in *workflow* stand ``outside``. Raises `SourceError`."""
        if workflow is not None and workflow not in self._flows:
            await self.workflows()
        meter = Meter(report)
        async with self._hermes.session(meter) as api:
            self._members = await self._within(api, workflow)
            await self._collect(api, meter)
            await self._privately(api, meter)
        customers, addresses, links = (self._read[path] for path in _LISTS)
        parts = Parts(customers, addresses, links, self._private)
        self._read, self._private = {}, {}
        return self._delivered(joined(parts), workflow, api.warnings)

    def _delivered(
        self, customers: Sequence[Customer], workflow: str | None, warnings: tuple[Message, ...]
    ) -> Delivery:
        records = Records(ID)
        for page, at in enumerate(range(0, len(customers), _TOGETHER)):
            records.add(page, customers[at : at + _TOGETHER])
        table = records.table(lambda path: path.startswith(f"{LINKS}["))
        return delivered(
            self.kind, self.base, records, table, members=self._members, workflow=workflow, warnings=warnings
        )

    async def complete(self, delivery: Delivery, ids: Sequence[str], report: Report) -> Delivery:
        """Ask for customers that the list lacked by their own ids, and which of those that ended have died."""
        missing = [each for each in lacking(delivery, ID, ids) if each.isdecimal()]
        async with self._hermes.session(Meter(report)) as api:
            found = await self._found(api, missing)
            return await self._with_deaths(api, with_more(delivery, ID, found, self._members or ()), ids)

    async def _found(self, api: Hermes, ids: Sequence[str]) -> list[Customer]:
        """Return those of *ids* that are there, with their addresses and links."""
        customers = await api.many("customers", _("missing customers"), ID, ids)
        own = [str(each[ID]) for each in customers if each.get(ID)]
        addresses, links = [
            await api.many(path, _(_LISTS[path]), field, own, more, optional=True)
            for path, field, more in zip(_OPTIONAL, (ID, "CustomerIdPk"), (f" and {_MAIN}", ""), strict=True)
        ]
        private = {each: await self._private_of(api, each) for each in without_number(customers, None)}
        return joined(Parts(customers, addresses, links, private))

    async def _with_deaths(self, api: Hermes, delivery: Delivery, ids: Sequence[str]) -> Delivery:
        """Return *delivery* with the date of death of those of *ids* whose file is no longer active."""
        table, linked = delivery.table, set(ids)
        if not {ID, "IsActive", DEATH} <= set(table.columns):
            return delivery
        own, active, death = (table.columns.index(name) for name in (ID, "IsActive", DEATH))
        ended = {
            row[own]: at
            for at, row in enumerate(table.rows)
            if row[own] in linked and row[active] == "false" and not row[death]
        }
        dates = await self._dates_of_death(api, list(ended))
        if not dates:
            return delivery
        rows = list(table.rows)
        for each, when in dates.items():
            rows[ended[each]] = (*rows[ended[each]][:death], when, *rows[ended[each]][death + 1 :])
        return replace(delivery, table=replace(table, rows=rows))

    async def _dates_of_death(self, api: Hermes, ids: Sequence[str]) -> dict[str, str]:
        """Return the dates of death of those of *ids* who have one."""
        found: dict[str, str] = {}

        async def ask(at: int) -> None:
            if when := (await self._private_of(api, ids[at])).get("DateOfDeath"):
                found[ids[at]] = str(when)

        await spread(len(ids), self._at_once, ask)
        return found

    async def test(self) -> Found:
        """Return what the key opens: customers, task flows and the rights that are missing. Raises `SourceError`."""
        async with self._hermes.session(Meter(silent)) as api:
            customers = await api.rows("customers", _("customers"))
            missing = tuple([path for path in _OPTIONAL if await api.refused(path)])
        flows = await self.workflows()
        ends = self._hermes.tokens.until
        until = ends.isoformat(timespec="minutes") if ends else ""
        return Found(len(customers), tuple(each.name for each in flows), missing, until)

    async def _collect(self, api: Hermes, meter: Meter) -> None:
        """Read the lists that are not there yet."""
        for path, place in _LISTS.items():
            if path not in self._read:
                condition = _MAIN if path == "customeraddresses" else ""
                rows = await api.rows(path, _(place), condition, optional=path in _OPTIONAL)
                self._read[path] = once(rows) if path == "customers" else rows
        meter.total = meter.done = len(self._read["customers"])
        meter.tell(api.pace.left)

    async def _privately(self, api: Hermes, meter: Meter) -> None:
        """Read the private data of the persons in question who have no national number of their own."""
        asked = without_number(self._read["customers"], self._members)
        wanted = [each for each in asked if each not in self._private]

        async def ask(at: int) -> None:
            self._private[wanted[at]] = await self._private_of(api, wanted[at])
            meter.tell(_("private data, {n} of {of}").format(n=len(self._private), of=len(asked)))

        await spread(len(wanted), self._at_once, ask)

    async def _private_of(self, api: Hermes, own: str) -> Customer:
        place = _("the private data of {customer}").format(customer=own)
        rows = await api.rows(f"customers/{own}/private", place, optional=True)
        return rows[0] if rows else {}

    async def _within(self, api: Hermes, workflow: str | None) -> set[str] | None:
        """Return the customers of a workflow, None for all. Raises `UsageError` for one that is not there."""
        if workflow is None:
            return None
        if workflow not in self._flows:
            raise UsageError(
                _("Admin-Consult has no active task flow “{name}”.").format(name=workflow),
                nearest(workflow, self._flows),
            )
        task = self._flows[workflow]
        return await (self._planned(api, task) if self.route == "planned" else self._with_data(api, task))

    async def _with_data(self, api: Hermes, task: int) -> set[str]:
        window = {"datefrom": f"{self.year}-01-01", "dateto": f"{self.year}-12-31"}
        rows = await api.rows(f"taskflow/tasks/{task}/data", _("records of the task flow"), more=window)
        return {str(row[ID]) for row in rows if row.get(ID)}

    async def _planned(self, api: Hermes, task: int) -> set[str]:
        """Return the task-flow customers of the projects for which the task flow is planned in the year."""
        rows = await api.rows("taskflow/tasks/plannedtasks", _("plannings"), f"TaskId eq {task}")
        planned = [row.get("ProjectId") for row in rows if is_planned(row, self.year)]
        projects = sorted({str(each) for each in planned if each})
        more = " and IsTaskflowCustomer eq 1 and IsActive eq 1"
        found = await api.many("projects", _("projects"), "ProjectId", projects, more)
        return {str(row[ID]) for row in found if row.get(ID)}
