"""The three-way table, row by row."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from comparing import JAN, intake, person, snapshot

from synctui.core.compare import compare
from synctui.core.comparison import Comparison, Difference
from synctui.core.diff import pair
from synctui.core.fields import EMAIL, FIELDS, INDEX, LANGUAGE, STREET, Values
from synctui.core.snapshot import Dossier, Mark


def values(street: str, **fields: str) -> Values:
    return person(national_number=JAN, **{"street": street, **fields})


def streets(base: str | None, register: str, incoming: str, **how: Mark | None) -> Comparison:
    """Compare one client whose street was *base*, is *register* here and *incoming* in the import."""
    here = snapshot({1: values(register)}, bases={} if base is None else {1: values(base)})
    if mark := how.get("mark"):
        here.marks = {1: {STREET: mark}}
    return compare(intake(values(incoming)), here)


def only(found: Comparison) -> Difference:
    assert len(found.differences) == 1
    return found.differences[0]


@pytest.mark.parametrize(
    ("base", "register", "incoming", "kind", "recommended"),
    [
        ("Dorp 1", "Kerk 2", "Dorp 1", "changed-here", "keep"),
        ("Dorp 1", "Dorp 1", "", "cleared", "keep"),
        ("Dorp 1", "Kerk 2", "", "cleared", "keep"),
        (None, "Kerk 2", "Dorp 1", "first-seen", ""),
        (None, "", "Dorp 1", "first-seen", "overwrite"),
        ("Dorp 1", "Dorp 1", "Kerk 2", "import-changed", "overwrite"),
        ("", "", "Kerk 2", "import-changed", "overwrite"),
        ("Dorp 1", "Kerk 2", "Plein 3", "both-changed", ""),
    ],
)
def test_a_difference_has_its_kind(base: str | None, register: str, incoming: str, kind: str, recommended: str) -> None:
    line = only(streets(base, register, incoming))
    assert (line.kind, line.recommended) == (kind, recommended)
    assert (line.base, line.register, line.import_) == (base, register, incoming)


@pytest.mark.parametrize(
    ("base", "register", "incoming"),
    [("Dorp 1", "Kerk 2", "Kerk 2"), (None, "Kerk 2", ""), ("", "Kerk 2", ""), (None, "", "")],
)
def test_equal_or_nothing_in_the_import_is_not_asked(base: str | None, register: str, incoming: str) -> None:
    found = streets(base, register, incoming)
    assert (found.differences, found.kept, found.by_form) == ([], [], [])


def test_what_was_kept_stays_silent_until_either_side_moves() -> None:
    mark = Mark("kept", "Kerk 2")
    found = streets("Dorp 1", "Kerk 2", "Dorp 1", mark=mark)
    assert (found.differences, [line.recommended for line in found.kept]) == ([], ["keep"])
    assert only(streets("Dorp 1", "Kerk 2", "Plein 3", mark=mark)).kind == "both-changed"
    assert only(streets("Dorp 1", "Markt 4", "Dorp 1", mark=mark)).kind == "changed-here"


def test_unmapped_and_refused_fields_are_not_compared() -> None:
    here = snapshot({1: values("Dorp 1")}, bases={1: values("Dorp 1")})
    unmapped = intake(values("Kerk 2"), mapped=set(range(len(FIELDS))) - {STREET})
    assert compare(unmapped, here).differences == []
    assert compare(intake(values("Kerk 2"), refused={0: [STREET]}), here).differences == []


def test_other_notation_is_counted_and_not_asked() -> None:
    here = snapshot({1: values("d'Oude Dorp 1", email="Jan@mail.example")})
    found = compare(intake(values("d’Oude Dorp 1", email="jan@mail.example")), here)
    assert (found.differences, found.by_form) == ([], [1])


def test_another_notation_of_the_base_is_no_move() -> None:
    assert only(streets("d’Oude Dorp 1", "Kerk 2", "d'Oude Dorp 1")).kind == "changed-here"


@pytest.mark.parametrize(("status", "kind"), [("sent", "already-sent"), ("not-sent", "import-changed")])
def test_email_and_language_of_a_mailed_dossier_are_already_sent(status: str, kind: str) -> None:
    before = values("Dorp 1", email="oud@mail.example", language="nl")
    here = snapshot({1: before}, bases={1: before})
    here.dossiers = {1: Dossier(2026, "q", "nl", status)}
    found = compare(intake(values("Kerk 2", email="nieuw@mail.example", language="fr")), here)
    told: Mapping[int, str] = {line.field: line.kind for line in found.differences}
    assert told == {EMAIL: kind, LANGUAGE: kind, STREET: "import-changed"}


def test_a_pair_accepted_later_is_compared_in_the_same_way() -> None:
    found = compare(intake(values("Kerk 2", mobile="+32470123456")), snapshot({1: values("Dorp 1")}))
    lines = pair(found, 0, 1)
    assert lines == found.differences
    assert [line.field for line in lines] == [INDEX["mobile"], STREET]
