"""Corrections hold for the row they were typed for, while the source still sends the bad value."""

from __future__ import annotations

from collections.abc import Callable

from synctui.core.fields import CITY, EMAIL, FIRST_NAME, NATIONAL_NUMBER
from synctui.core.intake import Intake
from synctui.core.snapshot import Correction
from synctui.i18n import N_, message

Take = Callable[..., Intake]
COLUMNS = ("first_name", "last_name", "email", "national_number", "source_id", "city")
NUMBER, OTHER = "85073003328", "17073003384"
BAD = ("Lotte", "Baert", "lotte@", "", "1", "Gent")


def correction(taken: Intake, row: int, field: int, good: str) -> Correction:
    """Return the correction that a review makes of a typed value."""
    return Correction(taken.sent_key(row), field, taken.sent(row, field), good)


def test_a_correction_makes_the_row_valid_and_keeps_the_bad_value(take: Take) -> None:
    """The typed value is taken, what the source sends is still known."""
    first = take(COLUMNS, BAD)
    mend = correction(first, 0, EMAIL, "lotte@Example.be")
    assert mend == Correction("id:1", EMAIL, "lotte@", "lotte@Example.be")
    taken = take(COLUMNS, BAD, corrections=[mend])
    assert not taken.invalid
    assert taken.values[0][EMAIL] == "lotte@example.be"
    assert taken.corrected == {(0, EMAIL): "lotte@"}
    assert taken.sent(0, EMAIL) == "lotte@"
    assert not taken.refused


def test_it_lapses_when_the_source_sends_something_else(take: Take) -> None:
    """Another value, right or wrong, is the source's word."""
    mend = correction(take(COLUMNS, BAD), 0, EMAIL, "lotte@example.be")
    taken = take(COLUMNS, (*BAD[:2], "lotte@other", *BAD[3:]), corrections=[mend])
    assert taken.invalid
    assert not taken.corrected


def test_it_does_not_touch_another_row_with_the_same_bad_value(take: Take) -> None:
    """The row's key decides, not the value alone."""
    mend = correction(take(COLUMNS, BAD), 0, EMAIL, "lotte@example.be")
    taken = take(COLUMNS, BAD, ("Jan", "Claes", "lotte@", "", "2", ""), corrections=[mend])
    assert set(taken.invalid) == {1}


def test_a_missing_value_can_be_typed_and_is_still_known_as_missing(take: Take) -> None:
    """The bad value is then the empty one."""
    row = ("", "Baert", "lotte@example.be", "", "1", "")
    taken = take(COLUMNS, row, corrections=[correction(take(COLUMNS, row), 0, FIRST_NAME, "Lotte")])
    assert not taken.invalid
    assert taken.sent(0, FIRST_NAME) == ""


def test_the_key_is_the_one_the_source_sends_though_the_correction_changes_it(take: Take) -> None:
    """A corrected number would be the row's key; the correction is found again by the key before."""
    row = ("Lotte", "Baert", "lotte@example.be", "85.07.30-033.29", "", "")
    mend = correction(take(COLUMNS, row), 0, NATIONAL_NUMBER, NUMBER)
    taken = take(COLUMNS, row, corrections=[mend])
    assert taken.key(0) == f"nn:{NUMBER}"
    assert taken.sent_key(0) == mend.row_key == "mail:lotte@example.be|baert|lotte"
    assert take(COLUMNS, row, corrections=[correction(taken, 0, NATIONAL_NUMBER, NUMBER)]).corrected


def test_one_of_two_rows_with_one_key_can_be_corrected(take: Take) -> None:
    """Both rows are invalid; the number of the second is typed, and both can be loaded."""
    rows = [("Lotte", "Baert", "l@example.be", NUMBER, "", ""), ("Jan", "Claes", "j@example.be", NUMBER, "", "")]
    first = take(COLUMNS, *rows)
    assert set(first.invalid) == {0, 1}
    taken = take(COLUMNS, *rows, corrections=[correction(first, 1, NATIONAL_NUMBER, OTHER)])
    assert not taken.invalid
    assert [row[NATIONAL_NUMBER] for row in taken.values] == [NUMBER, OTHER]


def test_it_follows_its_row_when_the_source_sends_another_order(take: Take) -> None:
    """Of two rows with one key the one that was corrected is known by all its cells."""
    rows = [("Lotte", "Baert", "l@example.be", NUMBER, "", ""), ("Jan", "Claes", "j@example.be", NUMBER, "", "")]
    mend = correction(take(COLUMNS, *rows), 1, NATIONAL_NUMBER, OTHER)
    taken = take(COLUMNS, *reversed(rows), corrections=[mend])
    assert [(row[FIRST_NAME], row[NATIONAL_NUMBER]) for row in taken.values] == [("Jan", OTHER), ("Lotte", NUMBER)]


def test_rows_alike_in_every_cell_can_be_told_apart(take: Take) -> None:
    """Their order decides, as it is all there is."""
    rows = [("Lotte", "Baert", "l@example.be", NUMBER, "", "")] * 2
    mend = correction(take(COLUMNS, *rows), 1, NATIONAL_NUMBER, OTHER)
    taken = take(COLUMNS, *rows, corrections=[mend])
    assert [row[NATIONAL_NUMBER] for row in taken.values] == [NUMBER, OTHER]


def test_a_correction_that_is_wrong_itself_leaves_the_row_invalid(take: Take) -> None:
    """A value edited into the register by hand is judged like any other."""
    taken = take(COLUMNS, BAD, corrections=[Correction("id:1", EMAIL, "lotte@", "nobody")])
    assert [problem.field for problem in taken.invalid[0]] == [EMAIL]


def test_the_last_correction_of_a_cell_wins(take: Take) -> None:
    """What was typed in this review comes behind what was remembered."""
    mends = [Correction("id:1", EMAIL, "lotte@", good) for good in ("a@example.be", "b@example.be")]
    assert take(COLUMNS, BAD, corrections=mends).values[0][EMAIL] == "b@example.be"


def test_a_correction_makes_up_for_an_error_cell(take: Take) -> None:
    """The fault is no longer told once a value stands there."""
    fault = {
        (0, 0): message(N_("The cell holds the error #N/A.")),
        (0, 5): message(N_("The cell holds the error #N/A.")),
    }
    row = ("#N/A", "Baert", "lotte@example.be", "", "1", "#N/A")
    first = take(COLUMNS, row, faults=fault)
    mends = [correction(first, 0, FIRST_NAME, "Lotte"), correction(first, 0, CITY, "Gent")]
    taken = take(COLUMNS, row, faults=fault, corrections=mends)
    assert taken.values[0][FIRST_NAME] == "Lotte"
    assert taken.values[0][CITY] == "Gent"
    assert not taken.invalid
    assert not taken.refused


def test_a_long_bad_value_is_found_again_by_what_was_quoted(take: Take) -> None:
    """Problems quote two hundred characters; that is enough to know the value by."""
    row = ("x" * 1000, "Baert", "lotte@example.be", "", "1", "")
    taken = take(COLUMNS, row, corrections=[correction(take(COLUMNS, row), 0, FIRST_NAME, "Lotte")])
    assert taken.values[0][FIRST_NAME] == "Lotte"
