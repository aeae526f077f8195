"""What makes a row invalid, what only warns, what is mended: each with its reason, its value and its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pytest

from synctui.core import fields as f
from synctui.core import validate
from synctui.core.intake import Intake, Problem
from synctui.core.mapping import Mapping as FieldMapping
from synctui.core.normalise import country, email, language, mobile, national_number, postal_code, text
from synctui.core.ports import Progress
from synctui.core.table import Delivery, Table
from synctui.errors import InputError
from synctui.i18n import N_, message
from synctui.sources.people import broken, people

Take = Callable[..., Intake]
WHO = ("first_name", "last_name", "email")
LOTTE = ("Lotte", "Baert", "lotte@example.be")
JAN = ("Jan", "Claes", "jan@example.be")
NUMBER, OTHER = "85073003328", "17073003384"
ERROR = message(N_("The cell holds the error #N/A."))


def reasons(problems: Mapping[int, Sequence[Problem]], row: int = 0) -> list[str]:
    """Return the reasons of one row, untranslated."""
    return [problem.reason.text for problem in problems.get(row, ())]


def test_clean_people_come_through_as_they_are(take: Take) -> None:
    """Nothing is said of two hundred clean rows, and nothing about them changes."""
    clients = people(200)
    taken = take(f.NAMES, *clients)
    assert taken.values == clients
    assert [taken.invalid, taken.repairs, taken.refused] == [{}, {}, {}]
    assert set(taken.warnings) == {row for row, client in enumerate(clients) if not client[f.NATIONAL_NUMBER]}
    assert taken.mapped == frozenset(range(len(f.FIELDS)))


@pytest.mark.parametrize("field", [f.FIRST_NAME, f.LAST_NAME, f.EMAIL])
@pytest.mark.parametrize("nothing", ["", "  \u00a0", "\u200b"])
def test_a_missing_mandatory_value_is_invalid_with_its_cell(take: Take, field: int, nothing: str) -> None:
    """No first name, no last name, no e-mail: said in words, at the empty cell."""
    row = [*LOTTE]
    row[field] = nothing
    taken = take(WHO, row)
    assert taken.invalid == {
        0: (Problem(field, nothing, f"Clients!{'ABC'[field]}2", message(validate.MISSING[field])),)
    }
    assert taken.refused == {0: {field}}


def test_every_mandatory_field_has_its_sentence() -> None:
    """The table of fields and the table of sentences agree."""
    assert set(validate.MISSING) == {at for at, field in enumerate(f.FIELDS) if field.mandatory}


def test_every_reason_of_a_row_is_told(take: Take) -> None:
    """A row is not sent back twice for two mistakes."""
    taken = take((*WHO, "national_number"), ("", "Baert", "lotte", broken(NUMBER)))
    assert [(problem.field, problem.where) for problem in taken.invalid[0]] == [
        (f.FIRST_NAME, "Clients!A2"), (f.EMAIL, "Clients!C2"), (f.NATIONAL_NUMBER, "Clients!D2"),
    ]  # fmt: skip
    assert taken.values[0][f.EMAIL] == taken.values[0][f.NATIONAL_NUMBER] == ""
    assert taken.values[0][f.LAST_NAME] == "Baert"


@pytest.mark.parametrize("field", ["national_number", "partner_national_number"])
def test_a_wrong_number_is_invalid(take: Take, field: str) -> None:
    """A number that fails its check would send a return to nobody, or to somebody else."""
    taken = take((*WHO, field), (*LOTTE, broken(NUMBER)))
    assert reasons(taken.invalid) == [national_number.CHECK]


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("mobile", "09 234 56 78", mobile.LANDLINE),
        ("language", "Español", language.UNKNOWN),
        ("responsible", "Sofie", "An email address must have an @-sign."),
        ("country", "Narnia", country.UNKNOWN),
        ("postal_code", "90000", postal_code.WRONG),
        ("street", "x" * 300, text.TOO_LONG),
    ],
)
def test_other_wrong_values_warn_and_are_not_taken(take: Take, field: str, value: str, reason: str) -> None:
    """The client comes in, the value stays out, and the comparison is told to leave the field alone."""
    taken = take((*WHO, field), (*LOTTE, value))
    at = f.INDEX[field]
    assert not taken.invalid
    assert reasons(taken.warnings) == [reason]
    assert taken.values[0][at] == ""
    assert taken.refused == {0: {at}}
    assert taken.warnings[0][0].value == (value if len(value) <= 200 else value[:200] + "…")


def test_a_missing_number_warns_what_it_is_for_where_the_source_has_numbers(take: Take) -> None:
    """MyMinfin and Tax-on-web are named; a file without the column is not told row by row."""
    assert reasons(take((*WHO, "national_number"), (*LOTTE, "")).warnings) == [validate.NO_NUMBER]
    assert not take(WHO, LOTTE).warnings


def test_broken_accents_warn_and_overwrite_nothing(take: Take) -> None:
    """The value is there for a new client, and is kept out of the comparison with an old one."""
    taken = take(WHO, ("HÃ©lÃ¨ne", "Baert", "helene@example.be"))
    assert not taken.invalid
    assert reasons(taken.warnings) == [text.BROKEN]
    assert taken.refused == {0: {f.FIRST_NAME}}
    assert taken.values[0][f.FIRST_NAME] == "HÃ©lÃ¨ne"


def test_an_unlikely_birth_warns_and_is_taken(take: Take) -> None:
    """The number is right by its check; only its owner is surprisingly old."""
    number = f"010203033{97 - 10203033 % 97:02}"
    taken = take((*WHO, "national_number"), (*LOTTE, number))
    assert reasons(taken.warnings) == [national_number.OLD]
    assert taken.values[0][f.NATIONAL_NUMBER] == number
    assert not taken.refused


def test_repairs_are_told_with_what_stood_there(take: Take) -> None:
    """A mended value is taken, and the row shows what it was."""
    taken = take(WHO, ("Lot\u200bte", "Baert", "mailto:lotte@example.be"), JAN)
    assert set(taken.repairs) == {0}
    assert taken.values[0][:3] == LOTTE
    assert [(each.field, each.value, each.reason.text) for each in taken.repairs[0]] == [
        (f.FIRST_NAME, "Lot\u200bte", text.HIDDEN), (f.EMAIL, "mailto:lotte@example.be", email.MAILTO),
    ]  # fmt: skip


@pytest.mark.parametrize(("land", "code"), [("NL", "1234 AB"), ("Luxemburg", "L-1234"), ("Narnia", "1234 AB")])
def test_a_postal_code_abroad_is_kept_as_text(take: Take, land: str, code: str) -> None:
    """Only Belgian codes are four digits; of a country that is not known nothing is demanded."""
    taken = take((*WHO, "postal_code", "country"), (*LOTTE, code, land), (*JAN, "9000", ""))
    assert [row[f.POSTAL_CODE] for row in taken.values] == [code, "9000"]
    assert f.POSTAL_CODE not in taken.refused.get(0, ())


def test_columns_of_one_field_are_joined_by_a_blank(take: Take) -> None:
    """Street, number and box stand apart in many exports; an empty part leaves no blank."""
    columns = (*WHO, "street", "street", "street")
    taken = take(columns, (*LOTTE, "Kerkstraat", "5", "bus 2"), (*JAN, "Dorp", "", "1"))
    assert [row[f.STREET] for row in taken.values] == ["Kerkstraat 5 bus 2", "Dorp 1"]
    nameless = take(("first_name", *WHO), ("", "", *LOTTE[1:]))
    assert nameless.invalid[0][0].value == ""


def test_a_full_name_fills_both_names(take: Take) -> None:
    """One column, two fields; an own column of one of them has precedence."""
    taken = take(("full_name", "email"), ("Van den Berghe  Jan", "jan@example.be"), ("Baert", "b@example.be"))
    assert taken.values[0][:2] == ("Jan", "Van den Berghe")
    assert reasons(taken.invalid, 1) == [validate.MISSING[f.FIRST_NAME]]
    assert taken.mapped == {f.FIRST_NAME, f.LAST_NAME, f.EMAIL}
    own = take(("full_name", "last_name", "email"), ("Baert Lotte", "De Baert", "l@example.be"))
    assert own.values[0][:2] == ("Lotte", "De Baert")
    turned = take(("full_name", "email"), ("Jan De Smet", "jan@example.be"), last_name_first=False)
    assert turned.values[0][:2] == ("Jan", "De Smet")


def test_an_error_cell_is_invalid_where_mandatory_and_else_warns(take: Take) -> None:
    """The cell's own reason is told, once, in place of *no first name*; its text is not taken."""
    columns = (*WHO, "city", "national_number")
    taken = take(columns, ("#N/A", *LOTTE[1:], "#N/A", "#N/A"), faults={(0, 0): ERROR, (0, 3): ERROR, (0, 4): ERROR})
    assert taken.invalid == {0: (Problem(f.FIRST_NAME, "", "Clients!A2", ERROR),)}
    assert [(each.field, each.where) for each in taken.warnings[0]] == [
        (f.CITY, "Clients!D2"), (f.NATIONAL_NUMBER, "Clients!E2"),
    ]  # fmt: skip
    assert taken.refused == {0: {f.FIRST_NAME, f.CITY, f.NATIONAL_NUMBER}}
    assert taken.values[0][f.FIRST_NAME] == taken.values[0][f.CITY] == ""


def test_a_fault_of_the_whole_row_makes_it_invalid(take: Take) -> None:
    """Too many cells in a CSV line: the row is named, the others go on."""
    taken = take(WHO, LOTTE, JAN, faults={(1, -1): ERROR})
    assert taken.invalid == {1: (Problem(None, "", "Clients!3", ERROR),)}


def test_a_fault_in_a_column_nobody_reads_is_none(take: Take) -> None:
    """What is not mapped cannot be wrong."""
    assert not take((*WHO, "remark"), (*LOTTE, "#REF!"), faults={(0, 3): ERROR}).warnings


def test_an_unreadable_record_id_warns_and_the_row_goes_without(take: Take) -> None:
    """Two error cells are not the same id."""
    columns = (*WHO, "source_id")
    taken = take(columns, (*LOTTE, "#N/A"), (*JAN, "#N/A"), faults={(0, 3): ERROR, (1, 3): ERROR})
    assert not taken.invalid
    assert taken.ids == ["", ""]
    assert not taken.refused
    assert [(each.field, each.where) for each in taken.warnings[1]] == [(None, "Clients!D3")]


def test_a_record_of_a_crm_is_named_by_its_id(take: Take) -> None:
    """There are no cells; the id is what can be looked up."""
    taken = take(("source_id", *WHO), ("APR7", "", *LOTTE[1:]), crm=True)
    assert taken.invalid[0][0].where == "APR7"
    assert taken.where(0) == "APR7"


def test_a_partner_with_the_clients_own_number_is_invalid(take: Take) -> None:
    """Nobody is married to themselves."""
    columns = (*WHO, "national_number", "partner_national_number")
    taken = take(columns, (*LOTTE, NUMBER, national_number.shown(NUMBER)), (*JAN, OTHER, ""))
    assert reasons(taken.invalid) == [validate.OWN_PARTNER]
    assert set(taken.invalid) == {0}


def test_progress_ends_with_all_rows() -> None:
    """Each column is one step forward."""
    told: list[Progress] = []
    table = Table(WHO, [LOTTE, JAN], ("A", "B", "C"), "Clients", (2, 3))
    mapping = FieldMapping({name: (at,) for at, name in enumerate(WHO)}, {name: name for name in WHO})
    delivery = Delivery(table, "excel", "", "")
    validate.intake(delivery, mapping, "file", (), date(2026, 3, 1), report=told.append)
    assert told[-1] == Progress("validate", 2, 2)
    assert [each.done for each in told] == sorted(each.done for each in told)


def test_no_rows_are_no_trouble(take: Take) -> None:
    """A header alone is an empty import, not a crash; the gate has its word on it."""
    assert take(WHO).values == []


def test_a_typed_value_is_cleaned_or_refused_in_words() -> None:
    """What a person types passes the same normalisers."""
    assert validate.clean_value(f.EMAIL, " lotte@Example.be ") == "lotte@example.be"
    assert validate.clean_value(f.NATIONAL_NUMBER, "85.07.30-033.28") == NUMBER
    assert validate.clean_value(f.CITY, "") == ""
    assert validate.clean_value(f.POSTAL_CODE, "1234 ab", country="NL") == "1234 AB"
    with pytest.raises(InputError, match="No first name"):
        validate.clean_value(f.FIRST_NAME, " ")
    with pytest.raises(InputError, match="check digits"):
        validate.clean_value(f.PARTNER, broken(NUMBER))
