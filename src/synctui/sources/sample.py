"""The source ``sample``: an office made up for the demo, and its past seasons. Opens nothing, asks no clock."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from synctui.core.fields import Values
from synctui.core.ports import Progress, Report, Workflow
from synctui.core.table import Delivery, Elsewhere, Row, Table
from synctui.errors import UsageError
from synctui.i18n import _
from synctui.sources.office import LATE, MAIN, HandEdit, Season
from synctui.sources.spelling import written
from synctui.sources.story import told

COLUMNS = (
    "Klantnummer", "Voornaam", "Naam", "E-mail", "Gsm", "Taal", "Dossierbeheerder", "Straat + nr", "Postcode",
    "Gemeente", "Land", "Bedrijf", "Rijksregisternummer", "Rijksregisternummer partner",
)  # fmt: skip
"""The headers of the sample office: the source's own id, then the fields in their order."""


class Sample:
    """The sample office as a source; see `synctui.core.ports.Source`."""

    name = "sample"
    kind = "sample"

    def __init__(self) -> None:
        self._season = told().now

    async def workflows(self) -> Sequence[Workflow]:
        """Return the two workflows: this season's returns and the late ones."""
        late = len(self._season.late)
        return (Workflow(MAIN, len(self._season.records) + len(self._season.twice) - late), Workflow(LATE, late))

    async def fetch(self, workflow: str | None, report: Report) -> Delivery:
        """Bring the office's records, or those of one workflow. Raises `UsageError` for a workflow it lacks."""
        if workflow not in {None, MAIN, LATE}:
            raise UsageError(
                _("The sample office has no workflow “{name}”.").format(name=workflow),
                _("It has “{main}” and “{late}”.").format(main=MAIN, late=LATE),
            )
        made = delivery(self._season, workflow)
        report(Progress("fetch", made.fetched, made.fetched))
        await asyncio.sleep(0)
        return made


class Past(NamedTuple):
    """A season that the register has been through.

    delivery: what came in. tax_year: its assessment year. keep: the fields whose differences were kept. answers:
    the first of them that a household row offers is what was said to it.
    edits: what was changed in the register afterwards.
    """

    delivery: Delivery
    tax_year: int
    keep: frozenset[str]
    answers: tuple[str, ...]
    edits: tuple[HandEdit, ...]


def past_seasons() -> tuple[Past, Past]:
    """Return the two seasons that fill a throw-away register, oldest first: AY 2025 and January of AY 2026."""
    cast = told()
    return (
        Past(delivery(cast.first, cast.first.workflow), 2025, frozenset(), (), tuple(cast.edits[cast.first.workflow])),
        Past(
            delivery(cast.second, MAIN),
            2026,
            frozenset({"street"}),
            ("apart-again", "joint-again", "fold"),
            tuple(cast.edits[MAIN]),
        ),
    )


def delivery(season: Season, workflow: str | None) -> Delivery:
    """Return what a fetch of *season* brings: all records, or those of *workflow*."""
    inside = _members(season, workflow)
    records = [(who, values) for who, values in season.records.items() if who in inside]
    rows = tuple(_raw(place, who, values, season) for place, (who, values) in enumerate(records))
    rows += tuple(_row(who, values) for who, values in season.twice.items() if who in inside)
    outside = {who: Elsewhere("left-workflow") for who in season.records if who not in inside}
    return Delivery(
        table=Table(columns=COLUMNS, rows=rows, numbers=range(1, len(rows) + 1)),
        kind="sample",
        fingerprint=fingerprint(rows),
        fetched_at=season.when,
        workflow=workflow,
        left_out=season.left_out,
        elsewhere=outside | season.elsewhere,
    )


def fingerprint(rows: Iterable[Row]) -> str:
    """Return the SHA-256 of records."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update("\x1f".join(row).encode() + b"\x1e")
    return digest.hexdigest()


def _members(season: Season, workflow: str | None) -> set[str]:
    if workflow is None:
        return set(season.records)
    return season.late if workflow == LATE else season.records.keys() - season.late


def _raw(place: int, who: str, values: Values, season: Season) -> Row:
    """Return a record as the CRM writes it; people typed it in, so the notation changes from row to row."""
    row = list(_row(who, written(values, place)))
    for at in range(len(values)):
        row[at + 1] = season.slips.get((who, at), row[at + 1])
    return tuple(row)


def _row(who: str, values: Values) -> Row:
    return (who, *values)
