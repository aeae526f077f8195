"""What is implausible before, and too much after, decisions are taken."""

from __future__ import annotations

import pytest
from comparing import AN, JAN, LEA, TOM, intake, number, person, snapshot

from synctui.core.compare import compare
from synctui.core.fields import NAMES
from synctui.core.gate import gate
from synctui.core.household import household_clashes
from synctui.core.limits import Limits, holds
from synctui.core.plan import Hold, Operation, Who
from synctui.core.snapshot import LastFetch, Snapshot
from synctui.errors import UsageError


def last(here: Snapshot, *, fetched: int, workflow: str | None = None, mapping: str = "digest") -> Snapshot:
    here.last_fetch = LastFetch(14, fetched, workflow, mapping, {"email": "Mail"}, "2026-01-12T09:00:00Z")
    return here


def crowd(count: int, street: str = "Dorp 1") -> list[tuple[str, ...]]:
    return [
        person("Jan", f"Maes{at}", national_number=number("850730", at), street=street) for at in range(1, count + 1)
    ]


def names(found: list[Hold]) -> list[str]:
    return [hold.name for hold in found]


def test_an_empty_import_holds_even_without_an_earlier_run() -> None:
    assert names(gate(compare(intake(), snapshot({})))) == ["empty"]
    assert names(gate(compare(intake(), last(snapshot({}), fetched=9)))) == ["empty"]


def test_without_an_earlier_run_nothing_else_holds() -> None:
    assert gate(compare(intake(person()), snapshot({}))) == []


@pytest.mark.parametrize(("fetched", "held"), [(5, []), (6, ["shrunk"])])
def test_more_than_a_fifth_fewer_records_hold(fetched: int, held: list[str]) -> None:
    found = gate(compare(intake(*crowd(4)), last(snapshot({}), fetched=fetched)))
    assert names(found) == held
    assert [(hold.was, hold.now) for hold in found] == ([("6", "4")] if held else [])


def test_the_limit_for_shrinking_moves() -> None:
    found = compare(intake(*crowd(4)), last(snapshot({}), fetched=6))
    assert gate(found, "50%") == []
    assert names(gate(found, 1)) == ["shrunk"]


@pytest.mark.parametrize(("count", "held"), [(10, []), (11, ["all-changed"])])
def test_a_source_that_changed_every_one_of_many_holds(count: int, held: list[str]) -> None:
    before = dict(enumerate(crowd(count), 1))
    here = last(snapshot(before, bases=before), fetched=count)
    assert names(gate(compare(intake(*crowd(count, "Kerk 2")), here))) == held
    assert gate(compare(intake(*crowd(count - 1, "Kerk 2"), crowd(count)[-1]), here)) == []


def test_a_register_that_changed_every_one_does_not_hold() -> None:
    here = last(snapshot(dict(enumerate(crowd(20, "Kerk 2"), 1)), bases=dict(enumerate(crowd(20), 1))), fetched=20)
    assert gate(compare(intake(*crowd(20)), here)) == []


def test_clients_that_this_source_never_brought_have_not_changed() -> None:
    here = last(snapshot(dict(enumerate(crowd(20, "Kerk 2"), 1))), fetched=20)
    assert gate(compare(intake(*crowd(20)), here)) == []


def test_another_mapping_holds_and_names_the_columns() -> None:
    found = gate(compare(intake(person()), last(snapshot({}), fetched=1, mapping="other")))
    assert [(h.name, h.was, h.now) for h in found] == [("mapping", "email = Mail", "email = E-mail")]


@pytest.mark.parametrize(
    ("was", "now", "held"),
    [
        ("PB AJ 2025", "PB AJ 2026", False),
        ("PB", "PB", False),
        (None, None, False),
        ("PB", "Btw", True),
        (None, "PB", True),
        ("PB 2025", None, True),
    ],
)
def test_another_workflow_holds_unless_only_its_year_differs(was: str | None, now: str | None, *, held: bool) -> None:
    found = compare(intake(person(), workflow=now), last(snapshot({}), fetched=1, workflow=was))
    assert names(gate(found)) == (["workflow"] if held else [])


@pytest.mark.parametrize(
    ("archived", "scope", "limit", "held"),
    [
        (10, 20, None, False),
        (11, 549, None, True),
        (11, 550, None, False),
        (6, 100, "5%", True),
        (5, 100, "5%", False),
        (51, 9999, 50, True),
        (50, 50, "50", False),
        (1, 9, 0, True),
    ],
)
def test_archiving_above_the_limit_holds(archived: int, scope: int, limit: int | str | None, *, held: bool) -> None:
    assert names(holds(archived, scope, {}, 100, Limits(archive=limit))) == (["archive"] if held else [])


def test_overwriting_one_field_in_more_than_half_holds() -> None:
    found = holds(0, 100, {"street": 51, "city": 50, "email": 10}, 100)
    assert [(hold.name, hold.was, hold.now) for hold in found] == [("overwrite", "100", "51")]
    assert holds(0, 12, {"street": 10}, 12) == []


@pytest.mark.parametrize("limit", ["many", "5 % of", "-1", "٥"])
def test_a_limit_that_is_none_is_a_usage_error(limit: str) -> None:
    with pytest.raises(UsageError):
        holds(1, 1, {}, 1, Limits(archive=limit))


def change(at: int, client: int, field: int, new: str) -> Operation:
    return Operation(id=at, op="change", client=Who(client, f"c{client}"), field=NAMES[field], new=new, why="hand")


def add(at: int, own: str, partner: str = "") -> Operation:
    new = dict(zip(NAMES, person(national_number=own, partner_national_number=partner), strict=True))
    return Operation(id=at, op="add", client=Who(None, "new"), new=new, why="default")


def archive(at: int, client: int) -> Operation:
    return Operation(id=at, op="archive", client=Who(client, f"c{client}"), new="archived", why="hand")


def restore(at: int, client: int) -> Operation:
    return Operation(id=at, op="restore", client=Who(client, f"c{client}"), new="live", why="hand")


HERE = {1: person(national_number=JAN, partner_national_number=AN), 2: person("Tom", "Bos", national_number=TOM)}


@pytest.mark.parametrize(
    ("operations", "held"),
    [
        ([add(1, AN)], True),
        ([add(1, AN), change(2, 1, 12, "")], False),
        ([change(1, 2, 12, AN)], True),
        ([change(1, 2, 12, AN), archive(2, 1)], False),
        ([restore(1, 3)], True),
        ([restore(1, 3), archive(2, 1)], False),
        ([change(1, 1, 11, TOM), change(2, 2, 11, JAN)], False),
        ([change(1, 1, 11, AN), change(2, 1, 12, JAN)], False),
        ([add(1, "x", TOM), add(2, "y", "z")], True),
        ([change(1, 1, 6, "Kerk 2")], False),
    ],
)
def test_a_number_on_two_live_returns_holds(operations: list[Operation], *, held: bool) -> None:
    here = snapshot(HERE, archived={3: person("An", "Bos", national_number=AN)})
    found = household_clashes(compare(intake(), here), operations)
    assert names(found) == (["household"] if held else [])


def test_a_clash_that_stands_already_is_no_fault_of_the_plan() -> None:
    here = snapshot({1: HERE[1], 2: person("An", "Bos", national_number=AN)})
    assert household_clashes(compare(intake(), here), [change(1, 2, 6, "Kerk 2")]) == []
    assert household_clashes(compare(intake(), here), [change(1, 2, 12, LEA)]) == []


def test_the_hold_names_the_people_and_hides_the_number() -> None:
    found = household_clashes(compare(intake(), snapshot(HERE)), [add(1, AN)])
    assert "Maes, Jan + new" in found[0].text
    assert AN not in found[0].text
