"""Fill a throw-away register with the sample office's past, by the engine itself: what stands there was applied."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol

from synctui.core import engine
from synctui.core.catalogue import CHECKLIST
from synctui.core.fields import EMPTY, NAMES
from synctui.core.mapping import headers_digest, to_spec
from synctui.core.options import Options, lead, selection
from synctui.core.planning import Terms, build
from synctui.core.ports import Actor, Register, Report, silent
from synctui.core.proposal import propose
from synctui.core.records import Edit
from synctui.core.review import Review
from synctui.sources.office import HandEdit, changed
from synctui.sources.sample import Past, Sample, past_seasons

FIRST_YEAR = 2025
"""The assessment year that a register for the demo is made with."""


class Fillable(Register, Protocol):
    """A register that can also be changed by hand and remembers mappings."""

    def save_mapping(self, source: str, headers_digest: str, spec: Mapping[str, str], actor: Actor) -> None:
        """Remember a confirmed mapping."""
        ...

    def hand(self, edits: Sequence[Edit], actor: Actor) -> int:
        """Carry out changes made by hand as one run; returns its number."""
        ...


async def fill(register: Fillable, actor: Actor, report: Report = silent) -> None:
    """Lead an empty register of assessment year `FIRST_YEAR` through the two past seasons of the sample office.

    Afterwards it stands in assessment year 2026 with four runs and a confirmed mapping, and the source ``sample``
    differs from it in every way that the program knows.
    """
    for past in past_seasons():
        table = past.delivery.table
        spec = to_spec(propose(table).mapping)
        await asyncio.to_thread(register.save_mapping, Sample.name, headers_digest(table), spec, actor)
        plan = build(_decided(await _review(register, past, report), past), _terms(past, actor))
        await engine.apply(register, plan, actor, report)
        edits = list(_edits(register, past))
        await asyncio.to_thread(register.hand, edits, actor)


async def _review(register: Register, past: Past, report: Report) -> Review:
    request = engine.Request(
        Sample.name,
        date.fromisoformat(past.delivery.fetched_at[:10]),
        workflow=past.delivery.workflow,
        tax_year=past.tax_year,
    )
    mapping = propose(past.delivery.table).mapping
    snapshot = await engine.read_register(register, request)
    return await engine.review(past.delivery, mapping, snapshot, request, report)


def _decided(review: Review, past: Past) -> Review:
    """Decide what the office decided then: everybody is added, some fields kept, a household answered."""
    keep = selection(",".join(sorted(past.keep)), "keep")
    lead(review, Options(keep=keep, language="nl", questionnaire=CHECKLIST["nl"]))
    for possible in review.comparison.possible:
        offered = {option.name for option in possible.options}
        if answer := next((name for name in past.answers if name in offered), ""):
            review.settle(possible, answer)
    return review


def _terms(past: Past, actor: Actor) -> Terms:
    """Open dossiers in the first season only: those of the present year are opened by the season that comes."""
    return Terms(actor.login, accepted=frozenset({"empty"}), open_dossiers=past.tax_year == FIRST_YEAR)


def _edits(register: Register, past: Past) -> Iterator[Edit]:
    """Give the season's changes by hand with the register's own ids of the clients."""
    links = register.snapshot(Sample.name).links
    clients = {link.source_id: client for client, link in links.items()}
    for edit in past.edits:
        yield from _steps(edit, clients.get(edit.who, 0))


def _steps(edit: HandEdit, client: int) -> Iterator[Edit]:
    if edit.do == "add":
        yield Edit("add", values=changed(EMPTY, edit.values))
    elif edit.do == "change":
        for at, value in edit.values.items():
            yield Edit("set", client, NAMES[at], value)
    elif edit.do == "status":
        yield Edit("set", client, "status", edit.status)
    else:
        yield Edit("archive", client)
