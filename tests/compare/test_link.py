"""Which client a record is."""

from __future__ import annotations

from comparing import AN, JAN, TOM, intake, number, person, snapshot

from synctui.core.compare import compare
from synctui.core.intake import evidence
from synctui.core.snapshot import Verdict
from synctui.core.verdicts import pair_evidence


def test_a_national_number_links_and_says_so() -> None:
    found = compare(intake(person("Johan", national_number=JAN)), snapshot({7: person(national_number=JAN)}))
    assert (found.clients, found.linked_by) == ([7], ["national-number"])


def test_an_earlier_link_holds_although_the_number_changed() -> None:
    here = snapshot({7: person(national_number=JAN)}, links={7: "A1"})
    found = compare(intake(person(national_number=TOM), ids=["A1"]), here)
    assert (found.clients, found.linked_by) == ([7], ["source-id"])


def test_email_and_name_link_without_regard_to_case_and_accents() -> None:
    row = person("NOEL", "D’Hondt", email="Noel@mail.example")
    found = compare(intake(row), snapshot({3: person("Noël", "d'Hondt", email="noel@mail.example")}))
    assert (found.clients, found.linked_by) == ([3], ["email-name"])


def test_father_and_son_of_one_name_stay_two_people() -> None:
    found = compare(intake(person(national_number=TOM)), snapshot({7: person(national_number=JAN)}))
    assert (found.new, [leaver.client for leaver in found.leavers], found.possible) == ([0], [7], [])


def test_a_couple_with_one_email_is_two_people() -> None:
    here = {1: person("Jan", "Maes", email="thuis@mail.example"), 2: person("An", "Bos", email="thuis@mail.example")}
    rows = [person("An", "Bos", email="thuis@mail.example"), person("Jan", "Maes", email="thuis@mail.example")]
    assert compare(intake(*rows), snapshot(here)).clients == [2, 1]


def test_keys_that_point_at_two_clients_are_a_choice() -> None:
    here = snapshot({7: person(), 8: person("Tom", "Bos", national_number=TOM)}, links={7: "A1"})
    found = compare(intake(person(national_number=TOM), ids=["A1"]), here)
    assert [(p.kind, p.clients, p.waiting) for p in found.possible] == [("choice", (7, 8), (0,))]
    assert [option.name for option in found.possible[0].options] == ["same:7", "same:8", "none"]
    assert (found.new, found.in_both, found.leavers) == ([], [], [])


def test_number_of_one_and_name_of_another_client_are_a_choice() -> None:
    here = snapshot({7: person("Tom", "Bos", national_number=TOM), 8: person()})
    found = compare(intake(person(national_number=TOM)), here)
    assert [(p.kind, p.clients) for p in found.possible] == [("choice", (7, 8))]


def test_several_candidates_are_a_choice() -> None:
    found = compare(intake(person()), snapshot({1: person(), 2: person()}))
    assert [(p.kind, p.clients) for p in found.possible] == [("choice", (1, 2))]


def test_two_records_that_would_be_one_client_are_a_choice() -> None:
    found = compare(intake(person(national_number=JAN), person(national_number=TOM)), snapshot({1: person()}))
    assert [(p.kind, p.rows, p.clients) for p in found.possible] == [("choice", (0, 1), (1,))]
    assert [o.name for o in found.possible[0].options] == ["same:1:1", "same:1:2", "none"]
    assert found.new == []


def test_a_bis_number_against_a_national_number_is_only_proposed() -> None:
    row = person(national_number=number("850730", 1, bis=True))
    found = compare(intake(row), snapshot({7: person(national_number=JAN)}))
    assert [(p.kind, p.clients) for p in found.possible] == [("bis", (7,))]
    assert found.in_both == []


def test_an_invalid_record_claims_its_client() -> None:
    found = compare(
        intake(person(email="", national_number=JAN), invalid=[0]), snapshot({7: person(national_number=JAN)})
    )
    assert (found.claimed, found.leavers, found.in_both, found.new) == (frozenset({7}), [], [], [])


def test_an_archived_client_is_new_and_marked() -> None:
    archived = {9: person(national_number=JAN)}
    for row in (person("Johan", "M", national_number=JAN), person()):
        found = compare(intake(row), snapshot({}, archived=archived))
        assert (found.new, found.archived_here, found.leavers) == ([0], {0: 9}, [])


def test_a_live_client_goes_before_an_archived_one_with_its_number() -> None:
    here = snapshot({7: person(national_number=JAN)}, archived={3: person(national_number=JAN)})
    assert compare(intake(person(national_number=JAN)), here).clients == [7]


def test_an_answer_same_person_links() -> None:
    verdict = Verdict("id:A1", 7, same=True, evidence="x")
    row = person("Margriet", "Smets")
    found = compare(intake(row, ids=["A1"]), snapshot({7: person("Griet", "Smets")}), [verdict])
    assert (found.clients, found.linked_by) == ([7], ["verdict"])


def test_an_answer_not_the_same_holds_until_the_data_change() -> None:
    row, here = person(), person(street="Kerk 2")
    verdict = Verdict("id:A1", 7, same=False, evidence=pair_evidence(row, here))
    assert compare(intake(row, ids=["A1"]), snapshot({7: here}), [verdict]).new == [0]
    moved = person(street="Kerk 3")
    found = compare(intake(moved, ids=["A1"]), snapshot({7: here}), [verdict])
    assert (found.new, found.in_both, [p.kind for p in found.possible]) == ([], [], ["choice"])


def test_an_unlinked_record_without_number_is_somebody_else() -> None:
    here = person()
    verdict = Verdict("id:A1", 7, same=False, evidence=evidence(*here))
    assert compare(intake(person(), ids=["A1"]), snapshot({7: here}), [verdict]).new == [0]


def test_an_unlinked_record_waits_while_both_share_a_number() -> None:
    verdict = Verdict("id:A1", 7, same=False, evidence="")
    found = compare(
        intake(person(national_number=JAN), ids=["A1"]), snapshot({7: person(national_number=JAN)}), [verdict]
    )
    assert [p.kind for p in found.possible] == ["choice"]
    assert [e.do for e in found.possible[0].options[-1].effects] == ["other"]


def test_nobody_is_linked_by_the_name_alone() -> None:
    found = compare(intake(person(email="x@mail.example")), snapshot({7: person(national_number=AN)}))
    assert found.in_both == []
