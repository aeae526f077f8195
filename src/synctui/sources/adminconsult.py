"""Admin-Consult as a source: customers and task flows over the office's own Hermes Consult API.

Wire contract: the public SDK ``adminconsult`` (token by key, ``synetonToken`` header, ``apisettings``, ``per_page`` and
``Link`` paging, the ``Filter`` language, 404 for *nothing found*, 403 for *too fast*) and the Instaclause relay (the
customer's fields). A workflow is an active task flow. Names come as given; address and private data under their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from synctui.core.ports import Progress, Report, Workflow
from synctui.core.table import Delivery
from synctui.errors import UsageError
from synctui.i18n import _
from synctui.sources.address import Address
from synctui.sources.attributes import Records
from synctui.sources.crm import AT_ONCE, Found, delivered, lacking, nearest, with_more
from synctui.sources.hermes import Hermes
from synctui.sources.http import PATIENCE, Patience, spread
from synctui.sources.pace import Meter

ID = "CustomerId"
Customer = dict[str, Any]
_OPTIONAL = ("customeraddresses", "customerlinkcustomer")
"""The lists without which clients can still be read."""
DEATH = "Private.DateOfDeath"
LINKS = "links"
"""Where a customer's links stand: one for each type, with the linked customer's id."""


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
        self._read: dict[str, list[Customer]] = {}
        self._private: dict[str, Customer] = {}

    async def workflows(self) -> Sequence[Workflow]:
        """Return the active task flows."""
        async with self._hermes.session(Meter(_silent)) as api:
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
            members = await self._members(api, workflow)
            await self._collect(api, meter)
            await self._privately(api, meter, members)
            customers = self._joined()
        self._read, self._private = {}, {}
        records = Records(ID)
        records.add(0, customers)
        table = records.table(lambda path: path.startswith(f"{LINKS}["))
        return delivered(self.kind, self.base, table, key=ID, members=members, workflow=workflow, warnings=api.warnings)

    async def complete(self, delivery: Delivery, ids: Sequence[str], report: Report) -> Delivery:
        """Ask for customers that the list lacked by their own ids, and which of those that ended have died."""
        missing = [each for each in lacking(delivery, ID, ids) if each.isdecimal()]
        async with self._hermes.session(Meter(report)) as api:
            found = await api.many("customers", _("missing customers"), ID, missing)
            return await self._with_deaths(api, with_more(delivery, ID, found, ()), ids)

    async def _with_deaths(self, api: Hermes, delivery: Delivery, ids: Sequence[str]) -> Delivery:
        """Return *delivery* with the date of death of those of *ids* whose file is no longer active."""
        table, linked = delivery.table, set(ids)
        if not {ID, "IsActive", DEATH} <= set(table.columns):
            return delivery
        own, active, death = (table.columns.index(name) for name in (ID, "IsActive", DEATH))
        rows = list(table.rows)
        ended = [at for at, row in enumerate(rows) if row[own] in linked and row[active] == "false" and not row[death]]

        async def ask(place: int) -> None:
            at = ended[place]
            private = await self._private_of(api, rows[at][own])
            when = str(private.get("DateOfDeath") or "")
            rows[at] = tuple(when if column == death else cell for column, cell in enumerate(rows[at]))

        await spread(len(ended), self._at_once, ask)
        return replace(delivery, table=replace(table, rows=rows))

    async def test(self) -> Found:
        """Return what the key opens: customers, task flows and the rights that are missing. Raises `SourceError`."""
        async with self._hermes.session(Meter(_silent)) as api:
            customers = await api.rows("customers", _("customers"))
            missing = tuple([path for path in _OPTIONAL if await api.refused(path)])
        flows = await self.workflows()
        return Found(len(customers), tuple(each.name for each in flows), missing)

    async def _collect(self, api: Hermes, meter: Meter) -> None:
        """Read the lists that are not there yet."""
        lists = {
            "customers": ("", _("customers")),
            "customeraddresses": ("RegisteredOffice eq 1", _("addresses")),
            "customerlinkcustomer": ("", _("links between customers")),
        }
        for path, (condition, place) in lists.items():
            if path not in self._read:
                rows = await api.rows(path, place, condition, optional=path in _OPTIONAL)
                self._read[path] = _once(rows) if path == "customers" else rows
        meter.total = meter.done = len(self._read["customers"])
        meter.tell(api.pace.left)

    async def _privately(self, api: Hermes, meter: Meter, members: set[str] | None) -> None:
        """Read the private data of the persons in question who have no national number of their own."""
        asked = [
            str(each.get(ID))
            for each in self._read["customers"]
            if each.get(ID) and not each.get("IsCompany") and (members is None or str(each[ID]) in members)
            if not each.get("SocialSecurityNumber")
        ]
        wanted = [each for each in asked if each not in self._private]

        async def ask(at: int) -> None:
            self._private[wanted[at]] = await self._private_of(api, wanted[at])
            meter.tell(_("private data, {n} of {of}").format(n=len(self._private), of=len(asked)))

        await spread(len(wanted), self._at_once, ask)

    async def _private_of(self, api: Hermes, own: str) -> Customer:
        place = _("the private data of {customer}").format(customer=own)
        rows = await api.rows(f"customers/{own}/private", place, optional=True)
        return rows[0] if rows else {}

    def _joined(self) -> list[Customer]:
        """Return the customers, each with its main address, its private data and its links."""
        addresses = {str(row.get(ID)): row for row in self._read["customeraddresses"] if row.get("RegisteredOffice")}
        links: dict[str, list[Customer]] = {}
        for row in self._read["customerlinkcustomer"]:
            link = {"type": row.get("CustomerLinkTypeId"), "CustomerId": row.get("CustomerIdFk")}
            links.setdefault(str(row.get("CustomerIdPk")), []).append(link)
        found = []
        for each in self._read["customers"]:
            own = str(each.get(ID))
            private = self._private.get(own, {})
            number = each.get("SocialSecurityNumber") or private.get("NationalNr")
            joined = {
                "SocialSecurityNumber": number,
                "Private": {"DateOfDeath": private.get("DateOfDeath")},
                "Address": _address(addresses.get(own, {})),
                LINKS: links.get(own, []),
            }
            found.append(each | joined)
        return found

    async def _members(self, api: Hermes, workflow: str | None) -> set[str] | None:
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
        planned = [row.get("ProjectId") for row in rows if _is_planned(row, self.year)]
        projects = sorted({str(each) for each in planned if each})
        more = " and IsTaskflowCustomer eq 1 and IsActive eq 1"
        found = await api.many("projects", _("projects"), "ProjectId", projects, more)
        return {str(row[ID]) for row in found if row.get(ID)}


def _once(rows: list[Customer]) -> list[Customer]:
    """Return each customer once, however often the list gives it."""
    found: dict[str, Customer] = {}
    for at, row in enumerate(rows):
        found.setdefault(str(row.get(ID) or f"#{at}"), row)
    return list(found.values())


def _is_planned(row: Mapping[str, Any], year: int) -> bool:
    """Tell whether a planning is active and touches the year: once in it, or from its start until its stop."""
    once, start, stop = (str(row.get(name) or "")[:4] for name in ("OneTimeDate", "PlanningStart", "PlanningStop"))
    inside = once == str(year) if once else (not start or start <= str(year)) and (not stop or stop >= str(year))
    return bool(row.get("TaskPlanningActive", True)) and inside


def _address(row: Customer) -> Customer:
    names = ("StreetName", "HouseNr", "HouseBox", "Street1", "ZipCode", "City", "CountryCode")
    found = {name: row.get(name) for name in names}
    return (
        found if found["StreetName"] else found | {"StreetName": row.get("Street1"), "HouseNr": None, "HouseBox": None}
    )


def _silent(_progress: Progress) -> None:
    """Hear progress and say nothing."""
