"""Attributes that nobody knows beforehand: as columns, as a proposal, and as what tells who is a client."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from synctui.core.attributes import attribute
from synctui.core.mapping import headers_digest, present, resolve, to_spec
from synctui.core.proposal import propose
from synctui.core.scope import iso_date, scoped
from synctui.core.table import Delivery, Elsewhere, Table
from synctui.errors import UsageError
from synctui.sources.attributes import Records

TODAY = date(2026, 3, 16)


def table(*records: dict[str, Any], links: str = "tos[") -> Table:
    """Return records as a table."""
    found = Records("id")
    found.add(0, records)
    return found.table(lambda path: path.startswith(links) and path.endswith(".to"))


def delivered(made: Table, workflow: str | None = None, outside: frozenset[int] = frozenset()) -> Delivery:
    """Return a table as a fetch brings it."""
    return Delivery(made, "adminpulse", "f", "2026-03-16T08:00:00Z", workflow, outside=outside)


def cells(made: Table, row: int = 0) -> dict[str, str]:
    """Return one row by its paths."""
    return dict(zip(made.columns, made.rows[row], strict=True))


def test_nested_attributes_go_by_path_and_texts_stay_as_they_are() -> None:
    made = table({"id": 7, "a": {"b": {"c": "x"}}, "f": 1.0, "g": 1.5, "t": True, "n": None})
    assert cells(made) == {"id": "7", "a.b.c": "x", "f": "1", "g": "1.5", "t": "true", "n": ""}


def test_of_a_list_the_starred_one_is_taken_for_each_kind_else_the_first() -> None:
    channels = [
        {"type": "Email", "value": "old", "favorite": False},
        {"type": "Email", "value": "starred", "favorite": True},
        {"type": "Mobile", "value": "first"},
        {"type": "Mobile", "value": "second"},
    ]
    made = table({"id": "1", "channels": channels, "mails": ["a", "b"], "places": [{"city": "x"}, {"city": "y"}]})
    found = cells(made)
    assert (found["channels[Email].value"], found["channels[Mobile].value"]) == ("starred", "first")
    assert (found["mails"], found["places.city"]) == ("a", "x")


def test_a_parent_that_is_sometimes_null_is_no_column_beside_its_parts() -> None:
    made = table({"id": "1", "address": None}, {"id": "2", "address": {"street": "Markt 1"}})
    assert made.columns == ("id", "address.street")


def test_columns_are_the_same_in_whichever_order_pages_come() -> None:
    one, other = Records("id"), Records("id")
    pages = [[{"id": "1", "a": "x"}], [{"id": "2", "c": "y"}], [{"id": "3", "b": "z"}]]
    for page in (0, 1, 2):
        one.add(page, pages[page])
    for page in (0, 2, 1):
        other.add(page, pages[page])
    assert one.table() == other.table()


def test_absurd_records_are_cut_and_not_followed() -> None:
    deep: dict[str, Any] = {"x": "end"}
    for _level in range(50):
        deep = {"d": deep}
    made = table({"id": "1", "deep": deep, "long": "x" * 90_000, **{f"k{n}": n for n in range(900)}})
    assert len(made.columns) == 600
    assert max(map(len, made.rows[0])) == 20_000


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("firstName", "first_name"),
        ("contact.mobilePhone", "mobile"),
        ("communicationChannels[E-mail].value", "email"),
        ("language.code", "language"),
        ("mainAddress.zipCode", "postal_code"),
        ("addresses.street", "street"),
        ("responsible.email", "responsible"),
        ("partner.nationalNumber", "partner_national_number"),
        ("insz", "national_number"),
        ("uniqueIdentifier", "source_id"),
        ("type", "kind"),
        ("endDate", "ended"),
        ("communicationChannels[Email].type", None),
        ("addresses.type", None),
        ("company.email", "ignored"),
        ("responsible.name", "ignored"),
    ],
)
def test_paths_are_read_by_their_words(path: str, target: str | None) -> None:
    found = attribute(path)
    assert (found.target if found else None) == target


PERSON = {"id": "", "uniqueIdentifier": "A1", "firstName": "An", "lastName": "Maes", "email": "an@post.example"}


def test_values_that_nobody_knows_are_a_doubt_and_can_be_told() -> None:
    made = table({**PERSON, "type": 1}, {**PERSON, "id": "2", "uniqueIdentifier": "A2", "type": 3})
    proposal = propose(made)
    assert not proposal.certain
    assert "1, 3" in str(next(each.why for each in proposal.doubts if each.target == "kind"))
    told = resolve(made, to_spec(proposal.mapping) | {"kind.person": "1,2"})
    done = scoped(delivered(made), told, TODAY)
    assert (len(done.table.rows), done.left_out) == (1, {"company": 1})


def test_a_value_that_turns_up_later_is_left_out_and_named_unless_everybody_knows_it() -> None:
    before = table({**PERSON, "type": "Person"})
    more = [
        {**PERSON, "id": f"{n}", "uniqueIdentifier": f"B{n}", "type": t}
        for n, t in enumerate(("Trust", "Zelfstandige"))
    ]
    made = table({**PERSON, "type": "Person"}, *more)
    done = scoped(delivered(made), resolve(made, to_spec(propose(before).mapping)), TODAY)
    assert done.left_out == {"company": 1}
    assert "Trust" in str(done.warnings[0])
    assert "Zelfstandige" not in str(done.warnings[0])


def test_without_an_attribute_for_the_kind_the_proposal_is_not_certain() -> None:
    assert not propose(table(PERSON)).certain
    assert propose(table({**PERSON, "type": "Person"})).certain


def test_a_mandatory_field_without_an_attribute_is_said() -> None:
    made = table({"id": "1", "firstName": "An", "lastName": "Maes", "type": "Person"})
    assert [(each.target, str(each.why)) for each in propose(made).doubts] == [("email", "No attribute was found.")]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"endDate": "2026-01-31T00:00:00"}, "ended"),
        ({"endDate": "31012026"}, "ended"),
        ({"endDate": "2027-01-31"}, ""),
        ({"dateOfDeath": "2026-01-31", "endDate": "2026-01-31"}, "deceased"),
        ({"status": "Prospect"}, "prospect"),
        ({"type": "Company"}, "company"),
        ({"type": "Sole proprietor"}, ""),
        ({"isActive": False}, "ended"),
        ({"isActive": True}, ""),
    ],
)
def test_who_is_no_client_and_why(more: dict[str, Any], reason: str) -> None:
    made = table({**PERSON, "type": "Person", **more})
    done = scoped(delivered(made), propose(made).mapping, TODAY)
    assert [each.reason for each in done.elsewhere.values()] == ([reason] if reason else [])
    assert done.fetched == 1


def test_whoever_is_outside_the_workflow_left_it_or_is_told_why_not() -> None:
    rows = [{**PERSON, "id": n, "uniqueIdentifier": f"A{n}", "type": "Person"} for n in "123"]
    made = table(*rows[:2], {**rows[2], "type": "Company"})
    done = scoped(delivered(made, "PB", frozenset({1, 2})), propose(made).mapping, TODAY)
    assert done.elsewhere == {
        "A2": Elsewhere("left-workflow", "", "Maes, An"),
        "A3": Elsewhere("company", "", "Maes, An"),
    }
    assert done.fetched == 1


def test_a_link_mapped_to_the_partner_stands_for_that_records_number() -> None:
    made = table(
        {**PERSON, "type": "Person", "insz": "85073003328", "tos": [{"linkType": 5, "to": "A2"}]},
        {**PERSON, "id": "2", "uniqueIdentifier": "A2", "type": "Person", "insz": "01020300467"},
    )
    assert made.links == {made.columns.index("tos[5].to")}
    spec = to_spec(propose(made).mapping)
    assert "partner_national_number" not in spec
    mapping = resolve(made, spec | {"partner_national_number": "tos[5].to"})
    done = scoped(delivered(made), mapping, TODAY)
    assert [row[made.columns.index("tos[5].to")] for row in done.table.rows] == ["01020300467", ""]


def test_a_mapping_is_kept_for_the_source_and_survives_attributes_that_go() -> None:
    one = table({**PERSON, "type": "Person", "gsm": "0470"})
    other = table({**PERSON, "type": "Person"})
    assert headers_digest(one) == headers_digest(other)
    spec = to_spec(propose(one).mapping)
    assert "mobile" in spec
    assert "mobile" not in present(other, spec)
    assert resolve(one, spec).digest != resolve(other, present(other, spec)).digest


def test_that_nobody_ended_is_no_other_mapping() -> None:
    one, other = table({**PERSON, "type": "Person", "endDate": "x"}), table({**PERSON, "type": "Person"})
    assert propose(one).mapping.digest == propose(other).mapping.digest


def test_what_tells_clients_apart_is_no_field_of_a_file() -> None:
    with pytest.raises(UsageError):
        resolve(Table(("Soort",), (), ("A",)), {"kind": "Soort"})


def test_days_are_read_in_both_notations_and_nonsense_is_none() -> None:
    assert [iso_date(text) for text in ("2026-02-30", "99999999", "soon", "")] == ["", "", "", ""]
