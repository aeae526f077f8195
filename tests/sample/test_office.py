"""The sample office as a source: its workflows, what it delivers, and that its story is told the same each time."""

from __future__ import annotations

from collections import Counter

import pytest

from synctui.core.fields import EMAIL, FIELDS, MOBILE, NATIONAL_NUMBER, PARTNER, STREET
from synctui.core.ports import Progress, silent
from synctui.core.proposal import propose
from synctui.core.table import Delivery
from synctui.errors import UsageError
from synctui.sources.office import LATE, MAIN
from synctui.sources.sample import Sample, past_seasons
from synctui.sources.story import told
from synctui.sources.story.both import RENAMED


async def _fetched(workflow: str | None) -> Delivery:
    return await Sample().fetch(workflow, silent)


async def test_two_workflows_divide_the_office() -> None:
    main, late = await Sample().workflows()
    assert [main.name, late.name] == [MAIN, LATE]
    assert len((await _fetched(MAIN)).table.rows) == main.clients
    assert len((await _fetched(LATE)).table.rows) == late.clients
    assert len((await _fetched(None)).table.rows) == (main.clients or 0) + (late.clients or 0)


async def test_those_of_the_other_workflow_are_known_elsewhere() -> None:
    delivery = await _fetched(MAIN)
    outside = {who for who, why in delivery.elsewhere.items() if why.reason == "left-workflow"}
    assert len(outside) == 22
    assert not outside & {row[0] for row in delivery.table.rows}


async def test_an_unknown_workflow_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match=LATE):
        await _fetched("Vennootschapsbelasting")


async def test_companies_and_prospects_are_left_out_and_counted() -> None:
    delivery = await _fetched(MAIN)
    assert delivery.left_out == {"company": 41, "prospect": 12, "contact": 5}
    assert delivery.fetched == len(delivery.table.rows) + 58


async def test_a_fetch_tells_its_progress() -> None:
    seen: list[Progress] = []
    delivery = await Sample().fetch(MAIN, seen.append)
    assert seen[-1] == Progress("fetch", delivery.fetched, delivery.fetched)


async def test_every_fetch_brings_the_same() -> None:
    assert await _fetched(MAIN) == await _fetched(MAIN)
    assert (await _fetched(MAIN)).fingerprint != (await _fetched(None)).fingerprint


async def test_the_headers_are_mapped_without_doubt_and_without_a_letter() -> None:
    proposal = propose((await _fetched(MAIN)).table)
    assert proposal.certain
    assert not proposal.unknown
    assert proposal.mapping.targets.keys() == {"source_id", *(field.name for field in FIELDS)}


def test_the_seasons_share_ids_and_headers() -> None:
    first, second = past_seasons()
    assert first.delivery.table.columns == second.delivery.table.columns
    assert {row[0] for row in first.delivery.table.rows} - {row[0] for row in second.delivery.table.rows} != set()


def test_the_renamed_streets_fill_more_than_a_screen() -> None:
    cast = told()
    was, now = cast.second.records, cast.now.records
    renamed = [who for who in was.keys() & now.keys() if was[who][STREET].startswith(("St.", "St "))]
    assert len(renamed) == RENAMED >= 60
    assert all(now[who][STREET].startswith("Sint-") for who in renamed)


def test_numbers_are_written_in_several_notations() -> None:
    rows = past_seasons()[0].delivery.table.rows
    for at in (NATIONAL_NUMBER + 1, PARTNER + 1):
        assert Counter("." in row[at] for row in rows if row[at]).keys() == {True, False}
    assert Counter(row[MOBILE + 1].startswith("+") for row in rows if row[MOBILE + 1]).keys() == {True, False}


def test_all_addresses_of_the_story_are_reserved_for_examples() -> None:
    cast = told()
    for season in (cast.first, cast.second, cast.now):
        assert all(values[EMAIL].endswith(".example") for values in season.records.values())


def test_edits_by_hand_are_about_clients_of_their_season() -> None:
    for past in past_seasons():
        known = {row[0] for row in past.delivery.table.rows}
        assert {edit.who for edit in past.edits if edit.who} <= known
        assert {edit.do for edit in past.edits}
