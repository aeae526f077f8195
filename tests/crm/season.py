"""A first run from a CRM, so that a test can begin with a register that knows its clients."""

from __future__ import annotations

from datetime import date

from synctui.core import engine
from synctui.core.catalogue import CHECKLIST
from synctui.core.mapping import headers_digest, resolve, to_spec
from synctui.core.options import Options, lead
from synctui.core.planning import Terms, build
from synctui.core.ports import Actor, silent
from synctui.register import Store
from synctui.sources.adminconsult import AdminConsult
from synctui.sources.adminpulse import AdminPulse
from synctui.sources.servers.together import MAPPINGS

ACTOR = Actor("an", "office")
FIRST_DAY = date(2026, 3, 16)


async def taken_over(register: Store, source: AdminPulse | AdminConsult, workflow: str | None = None) -> set[str]:
    """Bring the clients of a CRM into a register, with a confirmed mapping; returns the ids they have in the CRM."""
    delivery = await engine.fetch(source, workflow, silent)
    mapping = resolve(delivery.table, MAPPINGS[source.kind])
    register.save_mapping(source.name, headers_digest(delivery.table), to_spec(mapping), ACTOR)
    request = engine.Request(source.name, FIRST_DAY, workflow)
    snapshot = await engine.read_register(register, request)
    review = await engine.review(delivery, mapping, snapshot, request, silent)
    lead(review, Options(language="nl", questionnaire=CHECKLIST["nl"]))
    await engine.apply(register, build(review, Terms(ACTOR.login, frozenset({"empty"}))), ACTOR, silent)
    return {link.source_id for link in register.snapshot(source.name).links.values()}
