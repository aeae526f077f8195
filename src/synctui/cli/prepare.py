"""From a SOURCE on the command line to a review: the steps that plan, drift and explain share."""

from __future__ import annotations

import asyncio
import difflib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from synctui.cli.common import Common
from synctui.cli.connections import opener
from synctui.cli.origin import Origin, ahead, origin
from synctui.cli.out import say
from synctui.cli.progress import clear, reporter
from synctui.cli.session import register
from synctui.config import Config
from synctui.core import engine
from synctui.core.catalogue import CHECKLIST, Catalogue
from synctui.core.mapping import Mapping
from synctui.core.options import Selection, selection
from synctui.core.ports import Register, Source
from synctui.core.proposal import Found
from synctui.core.review import Review
from synctui.core.visible import visible
from synctui.errors import InputError, UsageError
from synctui.i18n import _

if TYPE_CHECKING:
    from synctui.register import Store


_held: list[Review] = []
"""What was compared, until the process ends: to let go of 100,000 clients one by one takes a sixth of a second."""


@contextmanager
def sourced(
    common: Common, verb: str, source: str, as_name: str | None, tax_year: int | None = None
) -> Iterator[tuple[Store, Origin]]:
    """Open the register for *verb* and find the source that was named; a file is read meanwhile.

    Raises what `register` and `origin` raise, in this order.
    """
    early = ahead(source, as_name)
    with register(common, verb) as store:
        crm = opener(common.settings, tax_year or store.info().tax_year)
        yield store, early or origin(source, as_name, crm)


def reviewed(
    common: Common, register: Register, chosen: Origin, workflow: str | None = None, tax_year: int | None = None
) -> Review:
    """Fetch, check and compare; return the review with nothing decided. Raises what the engine raises."""
    try:
        review = asyncio.run(_reviewed(common, register, chosen, workflow, tax_year))
    finally:
        clear(common)
    _held.append(review)
    return review


async def _reviewed(
    common: Common, register: Register, chosen: Origin, workflow: str | None, tax_year: int | None
) -> Review:
    report = reporter(common)
    request = engine.Request(
        name=chosen.name,
        today=date.today(),
        workflow=workflow,
        tax_year=_year(register, tax_year),
        catalogue=catalogue(common.settings),
    )
    await _check_workflow(chosen.source, workflow)
    delivery, snapshot = await asyncio.gather(
        engine.fetch(chosen.source, workflow, report), engine.read_register(register, request)
    )
    settled = engine.settle_mapping(delivery.table, register, chosen.name, configured(common.settings, chosen.name))
    if settled.mapping is None:
        raise in_doubt(settled.proposal.doubts)
    if not settled.confirmed and not common.quiet:
        clear(common)
        say(visible(_unconfirmed(settled.mapping)))
    delivery = await engine.complete(chosen.source, delivery, snapshot, report)
    return await engine.review(delivery, settled.mapping, snapshot, request, report)


def catalogue(config: Config) -> Catalogue:
    """Return the questionnaires of the configuration, or those that come along."""
    groups = [{str(language): name for language, name in group.items()} for group in config.questionnaires.values()]
    return Catalogue(tuple(groups) or (CHECKLIST,))


def configured(config: Config, name: str) -> dict[str, str] | None:
    """Return the mapping that the configuration gives to the source called *name*, or None."""
    source = config.sources.get(name)
    return dict(source.mapping) if source and source.mapping else None


def defaults(config: Config) -> dict[str, Selection]:
    """Return the decisions that the configuration takes. Raises `UsageError` for what is no field or kind."""
    review = config.review
    return {
        "overwrite": selection(",".join(review.overwrite), "overwrite"),
        "keep": selection(",".join(review.keep), "keep"),
    }


def in_doubt(doubts: Sequence[Found]) -> InputError:
    """Return the error for a mapping that somebody has to look at first."""
    told = "; ".join(f"{each.target}: {each.why}" for each in doubts)
    return InputError(
        _("Which column fills which field is in doubt: {doubts}").format(doubts=told),
        _("Say it once: synctui mapping SOURCE --set FIELD=COLUMN"),
    )


def _unconfirmed(mapping: Mapping) -> str:
    told = ", ".join(f"{name}={header}" for name, header in mapping.headers.items())
    return _("The mapping was not confirmed yet; every mandatory field was found without doubt: {told}").format(
        told=told
    )


def _year(register: Register, wanted: int | None) -> int | None:
    current = register.info().tax_year
    if wanted is not None and wanted < current:
        raise UsageError(
            _("The register is at assessment year {current}; {wanted} is earlier.").format(
                current=current, wanted=wanted
            ),
            _("Leave --tax-year out, or give a later one."),
        )
    return wanted


async def _check_workflow(source: Source, wanted: str | None) -> None:
    """Refuse a workflow that the source does not have, and name the nearest one."""
    if wanted is None:
        return
    names = [workflow.name for workflow in await source.workflows()]
    if wanted in names:
        return
    near = difflib.get_close_matches(wanted, names, n=1, cutoff=0)
    raise UsageError(
        _("The source has no workflow “{name}”.").format(name=wanted),
        _("The nearest one is “{near}”.").format(near=near[0]) if near else _("Files have none: leave it out."),
    )
