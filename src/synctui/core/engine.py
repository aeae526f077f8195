"""The order of things: fetch, map, clean, compare, decide, plan, apply. The only module that knows it.

Everything that takes long runs in a thread, off the event loop, and tells its progress; cancelling leaves nothing
behind, for nothing is written before `apply`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from synctui.core.catalogue import Catalogue
from synctui.core.collector import quiet_collector
from synctui.core.compare import compare
from synctui.core.comparison import Comparison
from synctui.core.mapping import Mapping, amended, headers_digest, lacking, present, resolve
from synctui.core.plan import Plan
from synctui.core.ports import Actor, Applied, Completing, Progress, Register, Report, Source
from synctui.core.proposal import Proposal, propose
from synctui.core.review import Review
from synctui.core.scope import scoped
from synctui.core.settling import overridden
from synctui.core.snapshot import Correction, Snapshot
from synctui.core.table import Delivery, Table
from synctui.core.validate import intake


class Settled(NamedTuple):
    """A mapping as far as it is known: *mapping* where it is confirmed or without doubt, else None.

    confirmed: by the user earlier or by the configuration.
    """

    mapping: Mapping | None
    proposal: Proposal
    confirmed: bool


class Request(NamedTuple):
    """What is asked of a comparison.

    name: the source's name for links and base. tax_year: None for the register's. today: for dates of birth.
    """

    name: str
    today: date
    workflow: str | None = None
    tax_year: int | None = None
    catalogue: Catalogue = Catalogue()


async def fetch(source: Source, workflow: str | None, report: Report) -> Delivery:
    """Bring the source's records. Raises `InputError` or `SourceError`; nothing of a broken fetch is used."""
    report(Progress("fetch"))
    delivery = await source.fetch(workflow, report)
    report(Progress("fetch", delivery.fetched, delivery.fetched))
    return delivery


def settle_mapping(table: Table, register: Register, name: str, override: MappingOf[str, str] | None) -> Settled:
    """Return the mapping of a table: the one confirmed for these headers, else a proposal.

    In both, the columns that the configuration gives go before; where it gives every mandatory field it has confirmed
    the mapping. Raises `UsageError` where it names a column that is not there.
    """
    given = override or {}
    proposal = overridden(propose(table), table, given)
    if saved := register.saved_mapping(name, headers_digest(table)):
        return Settled(resolve(table, amended(present(table, saved), given)), proposal, confirmed=True)
    confirmed = bool(given) and not lacking(resolve(table, given))
    return Settled(proposal.mapping if confirmed or proposal.certain else None, proposal, confirmed)


async def read_register(register: Register, request: Request) -> Snapshot:
    """Read what the comparison needs of the register, and index it, in a thread: the source is read meanwhile."""

    def read() -> Snapshot:
        with quiet_collector():
            snapshot = register.snapshot(request.name, request.tax_year)
            _ = snapshot.directory
            return snapshot

    return await asyncio.to_thread(read)


async def complete(source: Source, delivery: Delivery, snapshot: Snapshot, report: Report) -> Delivery:
    """Ask a CRM by their own ids for what its list lacked of the register's clients; other sources have said it all.

    A list can shift while it is paged: who is *gone* from it may still be there. Raises `SourceError`.
    """
    if not isinstance(source, Completing):
        return delivery
    linked = {link.source_id for client, link in snapshot.links.items() if client in snapshot.clients}
    return await source.complete(delivery, sorted(linked - {""}), report)


async def review(delivery: Delivery, mapping: Mapping, snapshot: Snapshot, request: Request, report: Report) -> Review:
    """Clean, check, link and compare what was fetched; returns the review, with nothing decided yet.

    Of a CRM's records those that are no clients are left out first.
    """
    delivery = await asyncio.to_thread(scoped, delivery, mapping, request.today)

    def recompute(corrections: Sequence[Correction]) -> Comparison:
        with quiet_collector():
            all_corrections = [*snapshot.corrections, *corrections]
            known = snapshot.directory.emails
            taken = intake(
                delivery, mapping, snapshot.source, all_corrections, request.today, known=known, report=report
            )
            return compare(taken, snapshot, report=report)

    comparison = await asyncio.to_thread(recompute, ())
    return Review(comparison, request.catalogue, recompute)


async def apply(register: Register, plan: Plan, actor: Actor, report: Report, *, rehearse: bool = False) -> Applied:
    """Apply a plan in a thread. Raises what `Register.apply` raises; once begun it is finished, not cancelled."""
    report(Progress("apply", 0, len(plan.operations)))
    work = asyncio.ensure_future(asyncio.to_thread(register.apply, plan, actor, rehearse=rehearse, report=report))
    applied = await asyncio.shield(work)
    report(Progress("apply", applied.verified, applied.of))
    return applied
