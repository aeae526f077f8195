"""Leftovers that look like the same person."""

from __future__ import annotations

import pytest
from comparing import JAN, TOM, intake, number, person, snapshot

from synctui.core import possible
from synctui.core.compare import compare
from synctui.core.comparison import Effect
from synctui.core.snapshot import Verdict

ROW = person("Margriet", "Smets", email="m@mail.example")
HERE = person("Griet", "Smets", email="g@mail.example")


def test_alike_names_at_one_postal_code_are_proposed_with_evidence() -> None:
    found = compare(intake(ROW, ids=["A1"]), snapshot({7: HERE}))
    told = found.possible[0]
    assert (told.kind, told.rows, told.clients, told.waiting) == ("same-person", (0,), (7,), (0,))
    assert (found.new, found.leavers) == ([], [])
    assert [each.plain for each in told.pros] == ["the names are 88 % alike", "same: Street", "same: Postal code"]
    assert [each.plain for each in told.cons] == ["other: E-mail"]
    assert [option.name for option in told.options] == ["same", "other"]
    assert told.options[0].effects[0] == Effect("link", 0, 7)
    assert [effect.do for effect in told.options[1].effects] == ["other", "new"]


def test_first_and_last_name_in_the_other_order_are_alike() -> None:
    found = compare(intake(person("Maes", "Jan", email="x@mail.example")), snapshot({7: person("Jan", "Maes")}))
    assert [each.kind for each in found.possible] == ["same-person"]


@pytest.mark.parametrize(
    "here",
    [
        person("Griet", "Smets", email="g@mail.example", postal_code="1000"),
        person("Tom", "Claes", email="g@mail.example"),
    ],
)
def test_elsewhere_or_unlike_is_not_proposed(here: tuple[str, ...]) -> None:
    found = compare(intake(ROW), snapshot({7: here}))
    assert (found.possible, found.new) == ([], [0])


def test_two_valid_numbers_forbid_a_proposal() -> None:
    row, here = person(national_number=TOM, email="x@mail.example"), person(national_number=JAN)
    assert compare(intake(row), snapshot({7: here})).possible == []


def test_a_bis_number_does_not_forbid_it_and_a_date_of_birth_is_enough() -> None:
    row = person(national_number=number("850730", 1, bis=True), email="x@mail.example", postal_code="1000")
    found = compare(intake(row), snapshot({7: person(national_number=JAN)}))
    assert [each.kind for each in found.possible] == ["bis"]


def test_a_refused_pair_is_proposed_again_only_when_its_data_change() -> None:
    first = compare(intake(ROW, ids=["A1"]), snapshot({7: HERE}))
    told = first.possible[0].options[1].effects[0]
    refused = [Verdict(told.key, told.client, same=False, evidence=told.evidence)]
    assert compare(intake(ROW, ids=["A1"]), snapshot({7: HERE}), refused).possible == []
    moved = person("Margriet", "Smets", email="m@mail.example", street="Kerk 2")
    assert len(compare(intake(moved, ids=["A1"]), snapshot({7: HERE}), refused).possible) == 1


def test_each_side_is_proposed_once_and_the_surest_comes_first() -> None:
    rows = [ROW, person("Grit", "Smets", email="x@mail.example"), person("Tine", "Vos", email="y@mail.example")]
    here = snapshot({7: HERE, 8: person("Tina", "Vos", email="y@mail.example")})
    found = compare(intake(*rows, ids=["A1", "A2", "A3"]), here)
    assert [(each.rows, each.clients) for each in found.possible] == [((2,), (8,)), ((1,), (7,))]
    assert found.new == [0]


def test_too_many_pairs_are_skipped_with_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(possible, "BOUND", 0)
    found = compare(intake(ROW), snapshot({7: HERE}))
    assert (found.possible, found.new, len(found.warnings)) == ([], [0], 1)
