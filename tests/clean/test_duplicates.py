"""Two rows with one key: both are invalid, and each names both places."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from synctui.core import validate
from synctui.core.extract import ID
from synctui.core.fields import EMAIL, NATIONAL_NUMBER
from synctui.core.intake import Intake

Take = Callable[..., Intake]
COLUMNS = ("first_name", "last_name", "email", "national_number", "source_id")
NUMBER, OTHER = "85073003328", "17073003384"


@pytest.mark.parametrize(
    ("second", "field"),
    [
        (("Jan", "Claes", "jan@example.be", "85.07.30-033.28", "2"), NATIONAL_NUMBER),
        (("Jan", "Claes", "jan@example.be", OTHER, "1"), ID),
        (("LOTTE", "Bàert", "LOTTE@example.be", "", "2"), EMAIL),
        (("Lotte", "Baert", "lotte@example.be", "85.07.30-033.29", "2"), EMAIL),
    ],
)
def test_rows_that_share_a_key_are_both_invalid_with_both_places(
    take: Take, second: tuple[str, ...], field: int
) -> None:
    """The same number however written, the same id, the same e-mail and name without two valid numbers."""
    taken = take(COLUMNS, ("Lotte", "Baert", "lotte@example.be", NUMBER, "1"), second)
    letter = {NATIONAL_NUMBER: "D", ID: "E", EMAIL: "C"}[field]
    for row in (0, 1):
        problem = next(each for each in taken.invalid[row] if each.reason.text == validate.TWICE[field])
        assert problem.field == (None if field == ID else field)
        assert problem.where == f"Clients!{letter}{row + 2}"
        assert dict(problem.reason.values)["places"] == f"Clients!{letter}2, Clients!{letter}3"


@pytest.mark.parametrize(
    "second",
    [
        ("Jan", "Claes", "lotte@example.be", OTHER, "2"),
        ("Jan", "Claes", "lotte@example.be", "", "2"),
        ("Lotte", "Baert", "lotte@example.be", OTHER, "2"),
        ("Lotte", "Baert", "other@example.be", "", ""),
    ],
)
def test_couples_namesakes_and_empty_keys_are_different_people(take: Take, second: tuple[str, ...]) -> None:
    """A shared e-mail is a couple; one name and e-mail with two numbers is father and son; no id is no key."""
    taken = take(COLUMNS, ("Lotte", "Baert", "lotte@example.be", NUMBER, ""), second)
    assert not taken.invalid


def test_one_without_a_number_contradicts_all_its_namesakes(take: Take) -> None:
    """Father, son, and a third row that may be either: none of the three can be loaded."""
    rows = [("Jan", "Claes", "jan@example.be", number, "") for number in (NUMBER, OTHER, "")]
    assert set(take(COLUMNS, *rows).invalid) == {0, 1, 2}


def test_many_places_are_cut(take: Take) -> None:
    """A sentence names four places and counts the rest."""
    rows = [(f"P{at}", "Claes", f"p{at}@example.be", NUMBER, "") for at in range(7)]
    places = dict(take(COLUMNS, *rows).invalid[0][0].reason.values)["places"]
    assert places == "Clients!D2, Clients!D3, Clients!D4, Clients!D5 … (+3)"


def test_records_of_a_crm_with_one_id_are_told_apart_by_their_number(take: Take) -> None:
    """Naming the same id twice would help nobody."""
    rows = [("Jan", "Claes", f"p{at}@example.be", "", "APR7") for at in range(2)]
    taken = take(COLUMNS, *rows, crm=True)
    assert dict(taken.invalid[0][0].reason.values)["places"] == "#2, #3"
