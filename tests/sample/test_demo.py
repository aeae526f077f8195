"""The demo's register and the present delivery: together they hold everything that the program can say."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from synctui.core import engine
from synctui.core.comparison import KINDS
from synctui.core.fields import (
    COUNTRY,
    EMAIL,
    LANGUAGE,
    MOBILE,
    NATIONAL_NUMBER,
    POSTAL_CODE,
    RESPONSIBLE,
    STREET,
)
from synctui.core.gate import gate
from synctui.core.planning import Terms, build
from synctui.core.ports import Actor, silent
from synctui.core.proposal import propose
from synctui.core.review import Review
from synctui.register import Store, create
from synctui.sources.demo import FIRST_YEAR, fill
from synctui.sources.office import MAIN
from synctui.sources.sample import Sample

ME = Actor("an", "desk")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A register that was led through the past seasons."""
    path: Path = tmp_path_factory.mktemp("demo") / "register"
    made = create(path, name="Accounton", tax_year=FIRST_YEAR, actor=ME)
    asyncio.run(fill(made, ME))
    yield made
    made.close()


@pytest.fixture(scope="module")
def review(store: Store) -> Review:
    """The review of the present delivery."""

    async def made() -> Review:
        request = engine.Request(Sample.name, date(2026, 3, 16), workflow=MAIN)
        delivery = await engine.fetch(Sample(), MAIN, silent)
        mapping = propose(delivery.table).mapping
        snapshot = await engine.read_register(store, request)
        return await engine.review(delivery, mapping, snapshot, request, silent)

    return asyncio.run(made())


def test_the_past_was_applied_as_runs_with_edits_by_hand_between(store: Store) -> None:
    assert [(run.kind, run.workflow) for run in store.runs()] == [
        ("import", "Personenbelasting AJ 2025"),
        ("hand", None),
        ("import", MAIN),
        ("hand", None),
    ]
    assert store.info().tax_year == 2026
    assert len(store.clients()) > 450


async def test_the_mapping_is_confirmed(store: Store) -> None:
    table = (await Sample().fetch(MAIN, silent)).table
    settled = engine.settle_mapping(table, store, Sample.name, None)
    assert settled.confirmed
    assert settled.mapping == propose(table).mapping


def test_some_invitations_of_this_year_have_left(store: Store) -> None:
    statuses = Counter(client.status for client in store.clients())
    assert {"sent", "opened", "to-process", "not-sent"} <= statuses.keys()


def test_last_year_is_nearly_processed(store: Store) -> None:
    latest = store.snapshot(Sample.name).latest.values()
    assert Counter(dossier.status for dossier in latest if dossier.tax_year == FIRST_YEAR)["processed"] > 300


def test_every_kind_of_difference_has_lines(review: Review) -> None:
    assert {line.kind for line in review.lines if not line.household} == set(KINDS)
    assert len(review.comparison.by_form) == 9


def test_what_was_kept_in_january_is_not_asked_again(review: Review) -> None:
    kept = [line for line in review.comparison.kept if line.field == STREET]
    assert len(kept) == 6
    assert {line.register[:3] for line in kept} == {"St."}


def test_one_change_has_more_lines_than_a_screen(review: Review) -> None:
    renamed = [line for line in review.lines if line.field == STREET and line.register.startswith("St.")]
    assert len(renamed) >= 60


def test_every_reason_of_a_leaver_has_clients(review: Review) -> None:
    reasons = {absent.reason for absent in review.comparison.leavers}
    assert reasons == {
        *("left-workflow", "gone", "ended", "deceased", "partners-return", "prospect", "company"),
        "never-from-source",
    }


def test_a_leaver_who_was_mailed_is_not_for_bulk(review: Review) -> None:
    assert Counter(absent.bulk for absent in review.comparison.leavers if absent.reason == "gone") == {
        True: 2,
        False: 1,
    }


def test_every_household_event_and_every_doubt_has_a_row(review: Review) -> None:
    assert {possible.kind for possible in review.comparison.possible} == {
        *("separated", "partner-died", "newly-joint", "changed-places", "fold", "choice", "bis", "same-person"),
    }


def test_what_was_answered_in_january_is_settled_and_folded(review: Review) -> None:
    left_out = review.comparison.left_out
    assert left_out["settled"] >= 1
    assert left_out["folded"] >= 1
    assert left_out["company"] == 41


def test_new_and_archived_clients_are_only_in_the_import(review: Review) -> None:
    assert len(review.comparison.new) >= 40
    assert len(review.comparison.archived_here) == 2


def test_invalid_rows_of_known_clients_make_no_leavers(review: Review) -> None:
    assert len(review.comparison.intake.invalid) == 15
    assert len(review.comparison.claimed) == 7


def test_doubtful_values_are_told_and_lost_zeros_put_back(review: Review) -> None:
    intake = review.comparison.intake
    warned = {problem.field for problems in intake.warnings.values() for problem in problems}
    assert warned >= {MOBILE, LANGUAGE, POSTAL_CODE, RESPONSIBLE, COUNTRY, NATIONAL_NUMBER}
    assert {problem.field for problems in intake.repairs.values() for problem in problems} == {NATIONAL_NUMBER, EMAIL}


def test_nothing_holds_the_present_season_and_its_sum_ties_out(review: Review) -> None:
    assert gate(review.comparison) == []
    plan = build(review, Terms(ME.login))
    assert plan.held == []
    counts = plan.counts
    groups = counts.in_both + counts.only_in_import + counts.invalid + counts.possible
    assert groups + sum(plan.made_from.left_out.values()) == plan.made_from.fetched
