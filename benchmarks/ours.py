"""The jobs as synctui does them, cut where a peer's job is cut."""

from __future__ import annotations

import asyncio
import os
import pwd
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from synctui.core import engine
from synctui.core.catalogue import CHECKLIST
from synctui.core.diff import Differ
from synctui.core.intake import Intake
from synctui.core.link import link
from synctui.core.options import Options, lead
from synctui.core.plan import Plan
from synctui.core.planning import Terms, build
from synctui.core.ports import Actor, silent
from synctui.core.proposal import propose
from synctui.core.review import Review
from synctui.core.snapshot import Snapshot
from synctui.core.table import Delivery, Table
from synctui.core.validate import intake
from synctui.core.verdicts import Verdicts
from synctui.register import create, open_store
from synctui.sources.spelling import written

if TYPE_CHECKING:
    from data import Client

    from synctui.tui.services import Services

SOURCE, TODAY, TAX_YEAR = "file", date(2026, 3, 16), 2026
ACTOR = Actor(pwd.getpwuid(os.getuid()).pw_name, "benchmark")
REGISTER, IMPORT = "register.synctui", "import.xlsx"


def delivery_of(clients: Sequence[Client], headers: tuple[str, ...]) -> Delivery:
    """Return clients as a workbook's reader would deliver them."""
    rows = [("person", client.number, *written(client.values, at)) for at, client in enumerate(clients)]
    letters = tuple("ABCDEFGHIJKLMNO")
    table = Table(headers, rows, letters, "Clients", range(2, len(rows) + 2))
    return Delivery(table, "excel", "0" * 64, "2026-03-16T07:55:00Z")


def taken(delivery: Delivery) -> Intake:
    """Return a delivery cleaned and checked."""
    return intake(delivery, propose(delivery.table).mapping, SOURCE, (), TODAY)


def reviewed(delivery: Delivery, snapshot: Snapshot) -> Review:
    """Return the review of a delivery against what the register knows."""
    request = engine.Request(SOURCE, TODAY)
    mapping = propose(delivery.table).mapping
    return asyncio.run(engine.review(delivery, mapping, snapshot, request, silent))


def linked(intake: Intake, snapshot: Snapshot) -> list[int]:
    """Return per record the client that it is, 0 where none."""
    return link(intake, snapshot, Verdicts([])).clients


def differing(intake: Intake, snapshot: Snapshot, clients: list[int]) -> int:
    """Return how many clients differ, with every difference's kind; who is new and who is absent is found too."""
    rows = [row for row, client in enumerate(clients) if client]
    _new = [row for row, client in enumerate(clients) if not client]
    _absent = snapshot.clients.keys() - set(clients)
    differ = Differ(intake, snapshot)
    for row in differ.unequal(rows, clients):
        differ.pair(row, clients[row])
    return len({line.client for line in differ.asked})


def plan_of_new(delivery: Delivery, snapshot: Snapshot) -> Plan:
    """Return the plan that adds everybody who can be added."""
    review = reviewed(delivery, snapshot)
    lead(review, Options(language="nl", questionnaire=CHECKLIST["nl"]))
    return build(review, Terms(ACTOR.login))


def filled_register(path: Path, delivery: Delivery) -> None:
    """Make a register and add everybody of *delivery* by a plan."""
    store = create(path, name="Benchmark", tax_year=TAX_YEAR, actor=ACTOR)
    store.apply(plan_of_new(delivery, store.snapshot(SOURCE)), ACTOR)
    store.close()


def read_side(folder: Path) -> tuple[int, Review]:
    """Read, validate, link and compare a workbook against a register; returns how many differ, and the review."""
    from synctui.sources.files import open_file

    async def whole() -> Review:
        request = engine.Request(SOURCE, TODAY)
        store = open_store(folder / REGISTER, write=False, wait=False)
        reading = asyncio.ensure_future(engine.read_register(store, request))
        delivery = await engine.fetch(open_file(folder / IMPORT, "excel", SOURCE), None, silent)
        settled = engine.settle_mapping(delivery.table, store, SOURCE, None)
        if settled.mapping is None:
            raise ValueError(settled.proposal.doubts)
        return await engine.review(delivery, settled.mapping, await reading, request, silent)

    found = asyncio.run(whole())
    return len({line.client for line in found.comparison.differences}), found


def app_services(folder: Path) -> Services:
    """Return the app's services on the benchmark's register, reviews saved as ever."""
    from synctui.cli.common import Common
    from synctui.cli.drafts import Drafts
    from synctui.cli.services import services

    store = open_store(folder / REGISTER, write=True)
    drafts = Drafts(folder / "reviews", store.info().id, ACTOR)
    return replace(services(Common(), store), drafts=drafts)
