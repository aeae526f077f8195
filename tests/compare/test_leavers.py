"""Why a client is not in the import, and what may be archived together."""

from __future__ import annotations

import pytest
from comparing import AN, JAN, TOM, intake, person, snapshot

from synctui.core.compare import compare
from synctui.core.comparison import Absent
from synctui.core.snapshot import Choice, Dossier, Snapshot
from synctui.core.table import Elsewhere

GONE = person("Jan", "Maes", national_number=JAN)


def register() -> Snapshot:
    return snapshot({1: GONE}, links={1: "A1"}, bases={1: GONE})


def only(here: Snapshot, elsewhere: Elsewhere | None = None, workflow: str | None = None) -> Absent:
    """Return the only leaver of an import that holds somebody else."""
    other = person("Tom", "Claes", national_number=TOM, postal_code="1000")
    rows = intake(other, ids=["A9"], elsewhere={"A1": elsewhere} if elsewhere else {}, workflow=workflow)
    found = compare(rows, here)
    assert len(found.leavers) == 1
    return found.leavers[0]


def test_a_linked_client_is_gone_and_another_never_came_from_here() -> None:
    assert only(register())[1:] == ("gone", "", False, True)
    assert only(snapshot({1: GONE}))[1:] == ("never-from-source", "", False, False)


@pytest.mark.parametrize(
    ("reason", "bulk"),
    [("ended", True), ("deceased", False), ("left-workflow", False), ("prospect", False), ("company", False)],
)
def test_the_source_says_why(reason: str, *, bulk: bool) -> None:
    assert only(register(), Elsewhere(reason, "2026-01-31"))[1:] == (reason, "2026-01-31", False, bulk)


def test_who_is_on_a_partners_return_is_no_leaver_in_bulk() -> None:
    here = register()
    main = person("An", "Bos", national_number=AN, partner_national_number=JAN)
    here.clients[2], here.bases[2] = main, main
    found = compare(intake(main), here)
    assert [(a.client, a.reason, a.bulk) for a in found.leavers] == [(1, "partners-return", False)]


def test_somebody_who_stays_stays_until_the_reason_changes() -> None:
    here = register()
    here.choices = [Choice("stay", "1", "stay", "gone")]
    assert only(here)[1:] == ("gone", "", True, False)
    assert only(here, Elsewhere("ended"))[3:] == (False, True)


def test_mailed_this_year_or_held_by_another_source_is_not_archived_in_bulk() -> None:
    here = register()
    here.dossiers = {1: Dossier(2026, "q", "nl", "sent")}
    assert not only(here).bulk
    here = register()
    here.claimed = frozenset({1})
    assert not only(here).bulk


def test_with_a_workflow_only_its_own_clients_go_in_bulk() -> None:
    here = register()
    assert not only(here, workflow="PB 2026").bulk
    here.links[1] = here.links[1]._replace(workflow="PB 2026")
    assert only(here, workflow="PB 2026").bulk
    assert only(here, workflow="PB 2027").bulk
    assert not only(here, workflow="Other").bulk


def test_leavers_come_by_name() -> None:
    people = {1: person("Zoé", "Aerts"), 2: person("Émile", "Dubois"), 3: person("An", "aalst")}
    assert [a.client for a in compare(intake(), snapshot(people)).leavers] == [3, 1, 2]
