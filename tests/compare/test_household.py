"""What happens to households, event by event."""

from __future__ import annotations

from comparing import AN, JAN, LEA, TOM, intake, person, snapshot

from synctui.core.compare import compare
from synctui.core.comparison import Comparison, Effect, Possible
from synctui.core.fields import EMAIL, FIRST_NAME, NATIONAL_NUMBER, PARTNER, STREET, Values
from synctui.core.intake import Intake
from synctui.core.snapshot import Choice, Snapshot
from synctui.core.table import Elsewhere

JOINT = person("Jan", "Maes", national_number=JAN, partner_national_number=AN)
ALONE = person("Jan", "Maes", national_number=JAN)
HER = person("An", "Peeters", national_number=AN)


def only(found: Comparison) -> Possible:
    assert len(found.possible) == 1
    return found.possible[0]


def effects(possible: Possible, answer: str) -> list[Effect]:
    return [e for o in possible.options if o.name == answer for e in o.effects if e.do != "remember"]


def answered(found: Comparison, answer: str) -> Choice:
    """Return the choice that a plan remembers when the only question is answered so."""
    told = [e for o in only(found).options if o.name == answer for e in o.effects if e.do == "remember"]
    return Choice("household", told[0].key, answer, told[0].evidence)


def again(rows: Intake, here: Snapshot, answer: str, *, tax_year: int = 2026) -> Comparison:
    """Compare once more after the first question was answered so, with the register as it was."""
    here.choices = [answered(compare(rows, here), answer)]
    here.tax_year = tax_year
    return compare(rows, here)


def names(possible: Possible) -> list[str]:
    return [option.name for option in possible.options]


def married(*, base: Values = JOINT, linked: bool = True) -> Snapshot:
    """Return a register with Jan and An on one return, last seen as *base*."""
    return snapshot({1: JOINT}, links={1: "A1"} if linked else {}, bases={1: base})


def test_separated_when_the_partner_has_a_row_apart() -> None:
    found = compare(intake(ALONE, HER, ids=["A1", "A2"]), married())
    possible = only(found)
    assert (possible.kind, possible.rows, possible.clients, possible.waiting) == ("separated", (0, 1), (1,), (1,))
    assert names(possible) == ["two-returns", "joint-again", "not-these"]
    assert (found.new, found.in_both, found.leavers) == ([], [0], [])
    assert [(d.field, d.kind, d.household) for d in found.differences] == [(PARTNER, "cleared", possible.key)]


def test_separated_into_two_returns_adds_the_partner_and_clears_the_number() -> None:
    moved_out = person("An", "Peeters", national_number=AN, street="", postal_code="")
    possible = only(compare(intake(ALONE, moved_out, ids=["A1", "A2"]), married()))
    assert effects(possible, "two-returns") == [
        Effect("new", 1),
        Effect("inherit", 1, field=STREET, value="Dorp 1"),
        Effect("inherit", 1, field=7, value="9000"),
        Effect("set", 0, 1, PARTNER, ""),
    ]


def test_one_more_joint_return_settles_the_row_until_next_season() -> None:
    rows = intake(ALONE, HER, ids=["A1", "A2"])
    found = again(rows, married(), "joint-again")
    assert (found.possible, found.left_out, found.new, found.differences) == ([], {"settled": 1}, [], [])
    assert [(line.key, line.household) for line in found.kept] == [((1, PARTNER), "settled")]
    found = again(rows, married(), "joint-again", tax_year=2027)
    assert only(found).kind == "separated"


def test_not_these_people_holds_over_seasons_until_a_value_changes() -> None:
    rows, here = intake(ALONE, HER, ids=["A1", "A2"]), married()
    assert again(rows, here, "not-these", tax_year=2027).left_out == {"settled": 1}
    changed = person("Jan", "Maes", national_number=JAN, partner_national_number=TOM)
    assert only(compare(intake(changed, HER, ids=["A1", "A2"]), here)).kind == "separated"


def test_a_partner_the_source_drops_is_a_separation_without_a_row() -> None:
    found = compare(intake(ALONE, ids=["A1"]), married())
    possible = only(found)
    assert (possible.kind, possible.waiting) == ("separated", ())
    assert effects(possible, "two-returns") == [Effect("set", 0, 1, PARTNER, "")]
    assert effects(possible, "joint-again") == [Effect("set", 0, 1, PARTNER, AN)]


def test_a_dropped_partner_is_asked_again_next_season_although_nothing_moved() -> None:
    rows, here = intake(ALONE, ids=["A1"]), married()
    here.choices = [answered(compare(rows, here), "joint-again")]
    here.bases = {1: ALONE}
    assert compare(rows, here).possible == []
    here.tax_year = 2027
    assert only(compare(rows, here)).kind == "separated"


def test_a_partner_who_was_never_in_the_source_is_no_event() -> None:
    for base in (ALONE, None):
        here = married()
        here.bases = {1: base} if base else {}
        assert compare(intake(ALONE, ids=["A1"]), here).possible == []


def test_partner_died_when_the_main_declarant_ended_while_the_partner_came() -> None:
    rows = intake(HER, ids=["A2"], elsewhere={"A1": Elsewhere("deceased", "2026-02-14")})
    found = compare(rows, married())
    possible = only(found)
    assert (possible.kind, possible.waiting, found.leavers) == ("partner-died", (0,), [])
    assert names(possible) == ["partner-goes-on", "joint-again", "two-returns", "not-these"]
    assert effects(possible, "partner-goes-on") == [
        Effect("link", 0, 1),
        Effect("set", 0, 1, FIRST_NAME, "An"),
        Effect("set", 0, 1, 1, "Peeters"),
        Effect("set", 0, 1, EMAIL, "an.peeters@mail.example"),
        Effect("set", 0, 1, NATIONAL_NUMBER, AN),
        Effect("set", 0, 1, PARTNER, ""),
    ]


def test_one_more_joint_return_explains_why_the_main_declarant_is_absent() -> None:
    found = again(intake(HER, ids=["A2"]), married(), "joint-again")
    assert [(a.client, a.reason, a.bulk) for a in found.leavers] == [(1, "partners-return", False)]
    deceased = intake(HER, ids=["A2"], elsewhere={"A1": Elsewhere("deceased", "2026-02-14")})
    assert [a.reason for a in again(deceased, married(), "joint-again").leavers] == ["deceased"]


def test_a_main_declarant_who_only_left_the_workflow_is_not_dead() -> None:
    rows = intake(HER, ids=["A2"], elsewhere={"A1": Elsewhere("left-workflow")})
    assert only(compare(rows, married())).kind == "separated"


def test_newly_joint_when_two_clients_became_one_row() -> None:
    here = snapshot({1: ALONE, 2: HER}, links={1: "A1", 2: "A2"}, bases={1: ALONE, 2: HER})
    found = compare(intake(JOINT, ids=["A1"]), here)
    possible = only(found)
    assert (possible.kind, possible.clients, possible.waiting) == ("newly-joint", (1, 2), ())
    assert effects(possible, "joint") == [
        Effect("set", 0, 1, PARTNER, AN),
        Effect("archive", client=2, value="partners-return"),
    ]
    assert found.leavers == []
    assert [d.household for d in found.differences] == [possible.key]


def test_a_couple_that_stays_apart_this_season_explains_who_is_absent() -> None:
    here = snapshot({1: ALONE, 2: HER}, links={1: "A1", 2: "A2"}, bases={1: ALONE, 2: HER})
    found = again(intake(JOINT, ids=["A1"]), here, "apart-again")
    assert [(a.client, a.reason) for a in found.leavers] == [(2, "partners-return")]
    assert ([d.key for d in found.kept], found.differences) == ([(1, PARTNER)], [])


def test_a_newcomer_who_names_a_client_as_partner_waits() -> None:
    found = compare(intake(JOINT), snapshot({2: HER}))
    possible = only(found)
    assert (possible.kind, possible.waiting, found.new) == ("newly-joint", (0,), [])
    assert effects(possible, "joint") == [Effect("new", 0), Effect("archive", client=2, value="partners-return")]
    assert effects(possible, "apart-again") == [Effect("new", 0), Effect("set", 0, field=PARTNER, value="")]


def test_a_dropped_partner_whom_another_row_names_is_a_separation_still() -> None:
    tom = person("Tom", "Claes", national_number=TOM)
    here = snapshot({1: JOINT, 2: tom}, links={1: "A1", 2: "A2"}, bases={1: JOINT, 2: tom})
    now_with_tom = person("Tom", "Claes", national_number=TOM, partner_national_number=AN)
    found = compare(intake(ALONE, now_with_tom, ids=["A1", "A2"]), here)
    assert (only(found).kind, only(found).clients) == ("separated", (1,))
    assert [(d.client, d.kind, bool(d.household)) for d in found.differences] == [
        (1, "cleared", True),
        (2, "import-changed", False),
    ]


def test_changed_places_on_the_same_record() -> None:
    swapped = person("An", "Peeters", national_number=AN, partner_national_number=JAN)
    found = compare(intake(swapped, ids=["A1"]), married())
    possible = only(found)
    assert (possible.kind, possible.rows, possible.waiting) == ("changed-places", (0,), ())
    assert Effect("set", 0, 1, NATIONAL_NUMBER, AN) in effects(possible, "partner-goes-on")
    assert Effect("set", 0, 1, NATIONAL_NUMBER, JAN) in effects(possible, "not-these")
    assert {d.household for d in found.differences} == {possible.key}


def test_changed_places_without_a_source_id() -> None:
    swapped = person("An", "Peeters", national_number=AN, partner_national_number=JAN)
    found = compare(intake(swapped), married())
    possible = only(found)
    assert (possible.kind, possible.waiting, found.leavers) == ("changed-places", (0,), [])
    assert effects(possible, "partner-goes-on")[0] == Effect("link", 0, 1)
    assert effects(possible, "not-these") == [Effect("settle", 0, value="settled")]


def test_a_row_named_as_partner_by_another_row_is_asked_once() -> None:
    rows = intake(JOINT, HER)
    found = compare(rows, snapshot({}))
    possible = only(found)
    assert (possible.kind, possible.rows, possible.waiting, found.new) == ("fold", (0, 1), (1,), [0])
    assert effects(possible, "fold") == [Effect("settle", 1, value="folded")]
    assert effects(possible, "two-returns") == [Effect("new", 1), Effect("set", 0, field=PARTNER, value="")]
    found = again(rows, snapshot({}), "fold")
    assert (found.possible, found.left_out, found.new) == ([], {"folded": 1}, [0])


def test_a_folded_row_is_asked_anew_when_the_other_stops_naming_it() -> None:
    here = married()
    here.choices = [answered(compare(intake(JOINT, HER, ids=["A1", "A2"]), here), "fold")]
    assert compare(intake(JOINT, HER, ids=["A1", "A2"]), here).left_out == {"folded": 1}
    assert only(compare(intake(ALONE, HER, ids=["A1", "A2"]), here)).kind == "separated"


def test_two_rows_that_name_each_other_are_one_question() -> None:
    him = JOINT
    her = person("An", "Peeters", national_number=AN, partner_national_number=JAN)
    first, second = (compare(intake(*rows), snapshot({})) for rows in ((him, her), (her, him)))
    assert [o.name for o in only(first).options] == ["fold", "two-returns"]
    assert only(first).key == only(second).key
    assert (only(first).waiting, only(second).waiting) == ((1,), (0,))


def test_two_clients_who_now_share_a_row_and_keep_both_rows_fold() -> None:
    here = snapshot({1: ALONE, 2: HER}, links={1: "A1", 2: "A2"}, bases={1: ALONE, 2: HER})
    found = compare(intake(JOINT, HER, ids=["A1", "A2"]), here)
    possible = only(found)
    assert (possible.kind, possible.waiting, found.in_both) == ("fold", (), [0, 1])
    assert effects(possible, "fold") == [
        Effect("set", 0, 1, PARTNER, AN),
        Effect("archive", client=2, value="partners-return"),
    ]
    assert effects(possible, "two-returns") == [Effect("set", 0, 1, PARTNER, "")]


def test_a_split_made_here_by_hand_is_changed_here() -> None:
    here = snapshot({1: ALONE, 2: HER}, links={1: "A1"}, bases={1: JOINT})
    found = compare(intake(JOINT, ids=["A1"]), here)
    assert (found.possible, [d.kind for d in found.differences]) == ([], ["changed-here"])
    assert [(a.client, a.reason) for a in found.leavers] == [(2, "partners-return")]


def test_a_join_made_here_by_hand_is_changed_here() -> None:
    here = snapshot({1: JOINT}, links={1: "A1", 2: "A2"}, bases={1: ALONE, 2: HER}, archived={2: HER})
    found = compare(intake(ALONE, HER, ids=["A1", "A2"]), here)
    assert (found.possible, found.new, found.archived_here) == ([], [1], {1: 2})


def test_strangers_who_only_share_an_address_are_no_household() -> None:
    lea = person("Lea", "Wouters", national_number=LEA)
    assert compare(intake(ALONE, lea), snapshot({1: ALONE})).possible == []
