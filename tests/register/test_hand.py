"""Edits by hand, users and saved mappings."""

from __future__ import annotations

import pytest

from register.office import ACTOR, CHECKLIST, OTHER, filled, number, person
from synctui.core.fields import INDEX
from synctui.core.ports import ChangedSinceError
from synctui.core.records import Edit, UserRow
from synctui.errors import ConflictError, NotPermittedError, UsageError
from synctui.register import Store


def test_edits_of_one_call_are_one_run_and_one_undo(store: Store) -> None:
    filled(store)
    before = store.clients()
    edits = [
        Edit("set", 1, "street", "Kerkstraat 1"),
        Edit("set", 1, "status", "queued"),
        Edit("set", 1, "questionnaire", "Q"),
        Edit("archive", 2),
        Edit("add", values=person(9), value=CHECKLIST),
        Edit("unlink", 3, value="file"),
        Edit("tax_year", value="2027"),
    ]
    assert store.hand(edits, ACTOR) == 2
    snapshot = store.snapshot("file", 2026)
    assert snapshot.clients[1][INDEX["street"]] == "Kerkstraat 1"
    assert snapshot.dossiers[1][:4] == (2026, "Q", "nl", "queued")
    assert (list(snapshot.archived), snapshot.clients[4]) == ([2], person(9))
    assert (3 in snapshot.links, snapshot.verdicts[0][:3]) == (False, ("id:C3", 3, False))
    assert (snapshot.info.tax_year, store.runs()[1].kind) == (2027, "hand")
    store.undo(2, ACTOR)
    assert store.clients() == before


def test_an_edit_that_changes_nothing_is_no_run(store: Store) -> None:
    filled(store)
    assert store.hand([Edit("set", 1, "city", "Gent"), Edit("restore", 1)], ACTOR) == 0
    assert len(store.runs()) == 1


def test_an_edit_expects_what_it_saw(store: Store) -> None:
    filled(store)
    store.hand([Edit("set", 1, "city", "Brugge", expect="Gent")], OTHER)
    with pytest.raises(ChangedSinceError) as caught:
        store.hand([Edit("set", 2, "city", "Aalst"), Edit("set", 1, "city", "Aalst", expect="Gent")], ACTOR)
    assert [tuple(c) for c in caught.value.conflicts] == [(1, "Baert, Lotte1", "city", "Gent", "Brugge", "Aalst")]
    assert store.snapshot("file").clients[2][INDEX["city"]] == "Gent"
    with pytest.raises(ChangedSinceError):
        store.hand([Edit("archive", 99)], ACTOR)


def test_a_dossier_is_opened_when_something_is_set_in_it(store: Store) -> None:
    filled(store)
    store.hand([Edit("tax_year", value="2027")], ACTOR)
    assert {row.status for row in store.clients()} == {""}
    store.hand([Edit("set", 1, "questionnaire", "Q"), Edit("set", 1, "dossier_language", "fr")], ACTOR)
    row = store.clients("not-sent")[0]
    assert (row.id, row.tax_year, row.questionnaire) == (1, 2027, "Q")
    assert store.snapshot("file").dossiers[1].language == "fr"


@pytest.mark.parametrize(
    "edit",
    [
        Edit("set", 1, "status", "lost"),
        Edit("set", 1, "shoe_size", "42"),
        Edit("unlink", 1, value="nowhere"),
        Edit("tax_year", value="2020"),
    ],
)
def test_an_edit_that_makes_no_sense_is_refused(store: Store, edit: Edit) -> None:
    filled(store)
    with pytest.raises(UsageError):
        store.hand([edit], ACTOR)


def test_no_edit_brings_a_number_onto_a_second_return(store: Store) -> None:
    filled(store)
    with pytest.raises(ConflictError, match="returns of"):
        store.hand([Edit("add", values=person(8, partner_national_number=number(1)))], ACTOR)
    store.hand([Edit("archive", 1), Edit("add", values=person(8, partner_national_number=number(1)))], ACTOR)


def test_users_are_set_and_removed_as_runs(store: Store) -> None:
    assert store.set_user("bert", "admin", ACTOR) == 1
    assert store.set_user("bert", "admin", ACTOR) == 0
    assert store.users() == [UserRow("an", "admin"), UserRow("bert", "admin")]
    assert store.remove_user("an", OTHER) == 2
    assert (store.role("an"), store.runs()[1].who) == ("accountant", "bert")
    store.undo(2, OTHER)
    assert store.role("an") == "admin"


def test_the_last_admin_stays(store: Store) -> None:
    with pytest.raises(NotPermittedError, match="last admin"):
        store.remove_user("an", ACTOR)
    with pytest.raises(NotPermittedError, match="last admin"):
        store.set_user("an", "accountant", ACTOR)
    with pytest.raises(UsageError):
        store.remove_user("nobody", ACTOR)
    with pytest.raises(UsageError):
        store.set_user("bert", "boss", ACTOR)


def test_undo_cannot_take_the_last_admin_away(store: Store) -> None:
    store.set_user("bert", "admin", ACTOR)
    store.remove_user("an", OTHER)
    with pytest.raises(NotPermittedError, match="last admin"):
        store.undo(1, OTHER)


def test_a_mapping_is_remembered_by_source_and_headers(store: Store) -> None:
    assert store.saved_mapping("file", "h") is None
    store.save_mapping("file", "h", {"email": "E-mail"}, ACTOR)
    store.save_mapping("file", "h", {"email": "Mail"}, OTHER)
    assert store.saved_mapping("file", "h") == {"email": "Mail"}
    assert (store.saved_mapping("file", "other"), store.saved_mapping("crm", "h")) == (None, None)


def test_sources_tell_the_last_run_that_stands(store: Store) -> None:
    filled(store)
    row = store.sources()[0]
    assert (row.source, row.kind, row.run, row.fetched) == ("file", "excel", 1, 9)
    store.undo(1, ACTOR)
    assert store.sources() == []
