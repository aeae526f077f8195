"""Undo: what is unchanged since goes back, what changed stays and is listed."""

from __future__ import annotations

import pytest

from register.office import ACTOR, OTHER, adding, change, filled, number, person, plan_of, seen_of, step
from synctui.core.fields import INDEX
from synctui.core.plan import Ruling
from synctui.core.records import Edit
from synctui.errors import ConflictError, UsageError
from synctui.register import Store

STREET, CITY = INDEX["street"], INDEX["city"]


def both(store: Store) -> None:
    """Change street and city of client 1 in run 2."""
    filled(store)
    operations = [
        change(1, 1, "street", "St.-Jansstraat 1", "Sint-Jansstraat 1"),
        change(2, 1, "city", "Gent", "Gand"),
    ]
    seen = [seen_of(1, "C1", person(1), base={"street": "Sint-Jansstraat 1", "city": "Gand"})]
    store.apply(plan_of(store, operations, seen), ACTOR)


def test_a_field_that_changed_since_stays_and_the_others_go_back(store: Store) -> None:
    both(store)
    store.hand([Edit("set", 1, "street", "elsewhere")], OTHER)
    foreseen = store.undo_check(2)
    done = store.undo(2, ACTOR)
    assert (done.restored, list(done.refused)) == (1, list(foreseen.refused))
    assert [tuple(c)[1:] for c in done.refused] == [
        ("Baert, Lotte1", "street", "Sint-Jansstraat 1", "elsewhere", "St.-Jansstraat 1")
    ]
    values = store.snapshot("file").clients[1]
    assert (values[STREET], values[CITY]) == ("elsewhere", "Gent")
    assert store.runs()[1].undone_by == 4


def test_a_base_that_moved_since_stays_with_its_mark(store: Store) -> None:
    both(store)
    later = seen_of(1, "C1", person(1), base={"street": "third"}, marks={"street": ("kept", "Sint-Jansstraat 1")})
    store.apply(plan_of(store, seen=[later]), ACTOR)
    assert store.undo(2, ACTOR).refused == []
    snapshot = store.snapshot("file")
    assert (snapshot.bases[1][STREET], snapshot.bases[1][CITY]) == ("third", "Gent")
    assert list(snapshot.marks[1]) == [STREET]


def test_a_base_goes_back_only_together_with_its_mark(store: Store) -> None:
    filled(store)
    kept = seen_of(1, "C1", person(1), base={"street": "new"}, marks={"street": ("kept", "St.-Jansstraat 1")})
    store.apply(plan_of(store, seen=[kept]), ACTOR)
    again = seen_of(1, "C1", person(1), base={}, marks={"street": ("typed", "other")})
    store.apply(plan_of(store, seen=[again]), ACTOR)
    store.undo(2, ACTOR)
    snapshot = store.snapshot("file")
    assert (snapshot.bases[1][STREET], snapshot.marks[1][STREET].how) == ("new", "typed")


def test_an_added_client_that_was_changed_or_linked_elsewhere_since_stays(store: Store) -> None:
    filled(store)
    store.hand([Edit("set", 1, "city", "Brugge")], OTHER)
    store.apply(plan_of(store, seen=[seen_of(2, "9", person(2))], source="adminpulse"), ACTOR)
    done = store.undo(1, ACTOR)
    assert (done.restored, [c.client for c in done.refused]) == (1, ["Baert, Lotte1", "Baert, Lotte2"])
    assert list(store.snapshot("file").clients) == [1, 2]


def test_an_added_client_that_was_only_seen_again_is_removed(store: Store) -> None:
    filled(store)
    store.apply(plan_of(store, [change(1, 1, "city", "Gent", "Gand")]), ACTOR)
    done = store.undo(1, ACTOR)
    assert (done.restored, [c.client for c in done.refused]) == (2, ["Baert, Lotte1"])


def test_a_client_whose_invitation_has_left_is_archived_and_undo_says_so_before(store: Store) -> None:
    filled(store)
    store.hand([Edit("set", 2, "status", "sent")], ACTOR)
    assert store.undo_check(1).archived == ["Baert, Lotte2"]
    assert store.undo(1, ACTOR).archived == ["Baert, Lotte2"]
    snapshot = store.snapshot("file")
    assert (list(snapshot.clients), list(snapshot.archived), list(snapshot.links)) == ([], [2], [2])


def test_an_opened_dossier_that_was_mailed_since_stays(store: Store) -> None:
    filled(store)
    opening = step(1, "open_dossier", 1, {"questionnaire": "Q", "language": "nl"}, None)
    store.apply(plan_of(store, [opening], tax_year=2027), ACTOR)
    store.hand([Edit("set", 1, "status", "sent")], ACTOR)
    done = store.undo(2, ACTOR)
    assert [c.field for c in done.refused] == ["dossier"]
    assert store.snapshot("file", 2027).dossiers[1].status == "sent"


def test_the_journal_knows_the_names_of_those_who_are_gone(store: Store) -> None:
    filled(store)
    store.apply(plan_of(store, [change(1, 1, "city", "Gent", "Gand")]), ACTOR)
    store.undo(2, ACTOR)
    store.undo(1, ACTOR)
    assert [line.name for line in store.run(2).lines] == ["Baert, Lotte1"]
    gone = store.run(4).lines[0]
    assert (gone.name, gone.after) == ("Baert, Lotte1", None)


def test_what_belonged_to_a_client_that_is_gone_does_not_come_back(store: Store) -> None:
    filled(store)
    for mark in (("kept", "St.-Jansstraat 1"), None):
        marks: dict[str, tuple[str, str] | None] = {"street": mark}
        store.apply(plan_of(store, seen=[seen_of(1, "C1", person(1), base={}, marks=marks)]), ACTOR)
    assert store.undo(1, ACTOR).restored == 3
    assert store.undo(3, ACTOR).refused == []
    assert store.snapshot("file").marks == {}


def test_runs_undone_in_another_order_leave_sightings_that_fit(store: Store) -> None:
    filled(store)
    store.apply(plan_of(store, [change(1, 1, "city", "Gent", "Gand")], gone=[3]), ACTOR)
    store.apply(plan_of(store, [change(1, 2, "city", "Gent", "Gand")], gone=[3]), ACTOR)
    store.undo(2, ACTOR)
    assert [store.snapshot("file").links[n].seen_run for n in (1, 2, 3)] == [3, 3, 1]
    assert store.snapshot("adminpulse").claimed == {1, 2}
    store.undo(3, ACTOR)
    assert store.snapshot("adminpulse").claimed == {1, 2, 3}


def test_a_source_id_that_another_client_has_by_now_stays_there(store: Store) -> None:
    filled(store)
    store.apply(plan_of(store, seen=[seen_of(1, "D1", person(1), base={})]), ACTOR)
    store.apply(adding(store, [person(9)]), ACTOR)
    done = store.undo(2, ACTOR)
    assert [(c.client, c.field, c.mine) for c in done.refused] == [("Baert, Lotte1", "source_id", "C1")]
    links = store.snapshot("file").links
    assert (links[1].source_id, links[4].source_id) == ("D1", "C1")


def test_a_link_taken_away_by_hand_comes_back_unless_its_id_is_taken(store: Store) -> None:
    filled(store)
    store.hand([Edit("unlink", 1, value="file")], ACTOR)
    store.apply(adding(store, [person(9)]), ACTOR)
    assert [c.field for c in store.undo(2, ACTOR).refused] == ["link"]
    assert 1 not in store.snapshot("file").links


def test_a_run_is_undone_once_and_an_undo_never(store: Store) -> None:
    filled(store)
    store.undo(1, ACTOR)
    with pytest.raises(ConflictError, match="already undone, by run 2"):
        store.undo(1, ACTOR)
    with pytest.raises(ConflictError, match="is an undo"):
        store.undo_check(2)
    with pytest.raises(UsageError, match="no run 7"):
        store.undo(7, ACTOR)


def test_an_undo_of_which_nothing_is_left_writes_nothing(store: Store) -> None:
    filled(store)
    store.apply(plan_of(store, [change(1, 1, "city", "Gent", "Gand")]), ACTOR)
    store.hand([Edit("set", 1, "city", "Brugge")], OTHER)
    with pytest.raises(ConflictError, match="Nothing of run 2"):
        store.undo(2, ACTOR)
    assert len(store.runs()) == 3


def test_undo_never_brings_a_number_onto_a_second_return(store: Store) -> None:
    filled(store)
    store.hand([Edit("set", 1, "national_number", number(9))], ACTOR)
    store.hand([Edit("set", 2, "national_number", number(1))], OTHER)
    with pytest.raises(ConflictError, match=r"Lotte1 \(1\) · Baert, Lotte2 \(2\)"):
        store.undo(2, ACTOR)


def test_runs_are_undone_one_after_the_other(store: Store) -> None:
    filled(store)
    before = store.clients()
    for at in range(3):
        store.apply(plan_of(store, [change(1, 1, "city", f"Gent{'!' * at}", f"Gent{'!' * (at + 1)}")]), ACTOR)
    for run in (4, 3, 2):
        store.undo(run, ACTOR)
    assert store.clients() == before


def test_a_verdict_given_again_since_stays(store: Store) -> None:
    filled(store)
    store.apply(plan_of(store, [], verdicts=[Ruling("id:X", 1, False, "a")]), ACTOR)
    store.apply(plan_of(store, [], verdicts=[Ruling("id:X", 1, True, "b")]), ACTOR)
    with pytest.raises(ConflictError):
        store.undo(2, ACTOR)
    store.undo(3, ACTOR)
    assert store.snapshot("file").verdicts == [("id:X", 1, False, "a")]


def test_links_of_two_sources_live_side_by_side(store: Store) -> None:
    filled(store)
    store.apply(plan_of(store, seen=[seen_of(1, "9", person(1))], source="adminpulse"), ACTOR)
    assert store.snapshot("file").links[1].source_id == "C1"
    assert store.snapshot("adminpulse").links[1].source_id == "9"
    store.undo(2, ACTOR)
    assert store.snapshot("adminpulse").links == {}
    assert adding(store, []).register == store.info().id
