"""Edits made of what a person wants: values judged, languages followed, returns split and joined on a real register."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from synctui.core.byhand import (
    archived_partner,
    care,
    changes,
    join,
    partner_of,
    set_language,
    set_questionnaire,
    split,
    split_again,
)
from synctui.core.catalogue import CHECKLIST, Catalogue
from synctui.core.fields import (
    CITY,
    COUNTRY,
    EMAIL,
    EMPTY,
    LANGUAGE,
    MOBILE,
    NATIONAL_NUMBER,
    PARTNER,
    POSTAL_CODE,
    STREET,
    Values,
)
from synctui.core.ports import Actor
from synctui.core.records import ClientRow, Edit
from synctui.core.standing import judged, standing
from synctui.errors import UsageError
from synctui.register import Store, create
from synctui.sources.people import people

ACTOR = Actor("an", "office")
TODAY = date(2026, 11, 24)
PEOPLE = [(*each[:PARTNER], "") for each in people(4, seed=5)]


def changed(values: Values, field: int, value: str) -> Values:
    return (*values[:field], value, *values[field + 1 :])


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return a register with three clients: the first two single with a dossier, the third on a joint return."""
    made = create(tmp_path / "register.sqlite", name="Accounton", tax_year=2026, actor=ACTOR)
    joint = changed(PEOPLE[2], PARTNER, PEOPLE[3][NATIONAL_NUMBER])
    adds = [Edit("add", values=each, value=CHECKLIST["nl"]) for each in (*PEOPLE[:2], joint)]
    made.hand(adds, ACTOR)
    return made


def test_what_is_typed_is_cleaned_and_judged_by_field(store: Store) -> None:
    rows = store.clients()
    texts = list(changed(PEOPLE[0], MOBILE, "0470 12 34 56"))
    texts[EMAIL], texts[NATIONAL_NUMBER] = "no address", PEOPLE[1][NATIONAL_NUMBER]
    values, wrong = judged(texts, rows[0].values, standing(rows), TODAY, rows[0].id)
    assert values[MOBILE] == "+32470123456"
    assert set(wrong) == {EMAIL, NATIONAL_NUMBER}
    assert "stands on the return of" in str(wrong[NATIONAL_NUMBER])


def test_what_was_there_before_is_not_judged(store: Store) -> None:
    row = store.clients()[0]
    odd = row._replace(values=changed(row.values, EMAIL, ""))
    values, wrong = judged(changed(odd.values, CITY, "Gent "), odd.values, standing([odd]), TODAY, odd.id)
    assert (values[CITY], wrong) == ("Gent", {})


def test_a_postal_code_is_read_by_its_country() -> None:
    texts = list(PEOPLE[0])
    texts[COUNTRY], texts[POSTAL_CODE] = "NL", "1017 AB"
    assert POSTAL_CODE not in judged(texts, None, standing([]), TODAY)[1]
    texts[COUNTRY] = "België"
    assert POSTAL_CODE in judged(texts, None, standing([]), TODAY)[1]


def test_nobody_is_added_twice(store: Store) -> None:
    rows = store.clients()
    assert set(judged(PEOPLE[0], None, standing(rows), TODAY)[1]) == {EMAIL, NATIONAL_NUMBER}
    without = changed(PEOPLE[0], NATIONAL_NUMBER, "")
    assert set(judged(without, None, standing(rows), TODAY)[1]) == {EMAIL}
    store.hand([Edit("archive", rows[0].id)], ACTOR)
    wrong = judged(PEOPLE[0], None, standing(store.clients()), TODAY)[1]
    assert "restore that client" in str(wrong[NATIONAL_NUMBER])


def test_nobody_is_a_namesake_of_oneself(store: Store) -> None:
    rows = store.clients()
    texts = changed(rows[0].values, EMAIL, rows[0].values[EMAIL].upper())
    assert judged(texts, rows[0].values, standing(rows), TODAY, rows[0].id)[1] == {}


def test_an_own_number_is_no_partners() -> None:
    wrong = judged(changed(PEOPLE[0], PARTNER, PEOPLE[0][NATIONAL_NUMBER]), None, standing([]), TODAY)[1]
    assert set(wrong) == {PARTNER}


def test_changes_expect_what_was_shown(store: Store) -> None:
    row = store.clients()[0]
    assert changes(row, changed(row.values, CITY, "Aalst")) == [
        Edit("set", row.id, "city", "Aalst", expect=row.values[CITY])
    ]


def test_a_dossier_that_was_not_mailed_follows_the_language(store: Store) -> None:
    first, second, _third = (row._replace(values=changed(row.values, LANGUAGE, "nl")) for row in store.clients())
    told = [(each.client, each.field, each.value) for each in set_language([first], "fr", Catalogue())]
    assert told == [(1, "language", "fr"), (1, "dossier_language", "fr"), (1, "questionnaire", CHECKLIST["fr"])]
    sent = second._replace(status="sent")
    assert [each.field for each in set_language([sent], "fr", Catalogue())] == ["language"]


def test_each_client_gets_the_questionnaire_in_its_language(store: Store) -> None:
    nl, fr = (
        row._replace(values=changed(row.values, LANGUAGE, language), questionnaire="")
        for row, language in zip(store.clients(), ("nl", "fr"), strict=False)
    )
    told = [each.value for each in set_questionnaire([nl, fr], CHECKLIST["nl"], Catalogue())]
    assert told == [CHECKLIST["nl"], CHECKLIST["fr"]]


def test_a_split_makes_a_client_of_the_partner_and_is_undone_whole(store: Store) -> None:
    before = store.clients()
    joint = before[2]
    partner = list(partner_of(joint))
    assert partner[STREET] == joint.values[STREET]
    assert partner[EMAIL] == ""
    partner[:3] = ["Lea", "Wouters", "lea@wouters.example"]
    run = store.hand(split(joint, tuple(partner)), ACTOR)
    rows = store.clients()
    assert rows[2].values[PARTNER] == ""
    assert (rows[3].values[NATIONAL_NUMBER], rows[3].questionnaire) == (joint.values[PARTNER], CHECKLIST["nl"])
    store.undo(run, ACTOR)
    assert store.clients() == before


def test_two_clients_are_joined_and_split_again_into_the_very_same(store: Store) -> None:
    before = store.clients()
    run = store.hand(join(before[0], before[1]), ACTOR)
    main, partner = store.clients()[:2]
    assert (main.values[PARTNER], partner.archived) == (PEOPLE[1][NATIONAL_NUMBER], True)
    found = archived_partner(main, standing(store.clients()))
    assert found == partner
    store.hand(split_again(main, partner), ACTOR)
    assert store.clients() == before
    store.undo(run + 1, ACTOR)
    store.undo(run, ACTOR)
    assert store.clients() == before


def test_what_cannot_be_split_or_joined_says_why(store: Store) -> None:
    single, other, joint = store.clients()
    with pytest.raises(UsageError, match="not on a joint return"):
        split(single, EMPTY)
    with pytest.raises(UsageError, match="joint return already"):
        join(single, joint)
    with pytest.raises(UsageError, match="no national number"):
        join(single, other._replace(values=changed(other.values, NATIONAL_NUMBER, "")))
    with pytest.raises(UsageError, match="archived"):
        join(single, other._replace(archived=True))


def test_care_is_told_in_words(store: Store) -> None:
    row = store.clients()[0]._replace(values=changed(PEOPLE[0], LANGUAGE, "nl"))
    assert care(row) == []
    assert [str(each) for each in care(row._replace(status="failed"))] == ["the invitation failed"]
    bare = ClientRow(9, EMPTY, 2026, "", "", False)
    assert len(care(bare)) == 3
    assert care(bare._replace(archived=True)) == []
