"""What differences have in common."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from synctui.core.change import Change, change_of, fold_groups
from synctui.core.comparison import Difference, Kind
from synctui.core.fields import CITY, EMAIL, LAST_NAME, MOBILE, POSTAL_CODE, STREET


def line(
    old: str, new: str, field: int = STREET, *, kind: Kind = "import-changed", client: int = 1, household: str = ""
) -> Difference:
    return Difference(client, 0, field, kind, None, old, new, household=household)


def titles(lines: Sequence[Difference]) -> list[tuple[str, int]]:
    return [(group.title(lines).plain, len(group.indexes)) for group in fold_groups(lines, "change")]


def test_saint_folds_whatever_joins_it_and_wherever_it_stands() -> None:
    lines = [
        line("St.-Jansstraat 4", "Sint-Jansstraat 4"),
        line("St. Annalaan 12", "Sint-Annalaan 12"),
        line("Dreef St.-Niklaas 8 bus 2", "Dreef Sint-Niklaas 8 bus 2"),
        line("St.-Pieters Leeuw 3", "Sint-Pieters Leeuw 3"),
    ]
    assert titles(lines) == [("St. → Sint-", 4)]


def test_words_that_one_line_has_give_way_to_a_class() -> None:
    lines = [
        line("Dorp 1", "Kerkstraat 9"),
        line("an@oud.example", "an@nieuw.example", EMAIL),
        line("Gent", "Aalst", CITY),
        line("Janssen", "Janssens", LAST_NAME),
        line("Peeters", "Claes", LAST_NAME),
        line("+32470123456", "+32470123457", MOBILE),
    ]
    assert sorted(titles(lines)) == [
        ("another address", 1),
        ("another address", 1),
        ("another number", 1),
        ("another place", 1),
        ("another value", 1),
        ("one letter", 1),
    ]


def test_colleagues_who_took_over_fold_by_the_part_that_differs() -> None:
    lines = [line("an@kantoor.example", "tom@kantoor.example", 5, client=at) for at in (1, 2)]
    assert titles(lines) == [("an → tom", 2)]


@pytest.mark.parametrize(
    ("difference", "what"),
    [
        (line("a", "b", kind="both-changed"), "both-changed"),
        (line("a", "", kind="cleared"), "cleared"),
        (line("", "b", kind="first-seen"), "was-empty"),
        (line("a", "b", household="separated|1"), "household"),
        (line("Dorp 1", "Dorp-1"), "form"),
    ],
)
def test_what_shares_no_words_has_a_class(difference: Difference, what: str) -> None:
    assert change_of(difference) == Change(STREET, what)


def test_house_numbers_are_no_change_in_common() -> None:
    lines = [line("Dorp 1", "Dorp 2"), line("Kerkstraat 1", "Kerkstraat 2")]
    assert titles(lines) == [("another address", 2)]


def test_postal_codes_fold_as_they_are() -> None:
    assert titles([line("9000", "9050", POSTAL_CODE), line("9000", "9050", POSTAL_CODE)]) == [("9000 → 9050", 2)]


def test_what_the_register_changed_stands_apart() -> None:
    lines = [line("Dorp St. 1", "Dorp Sint 1"), line("Plein St. 1", "Plein Sint 1", kind="changed-here")]
    assert len(fold_groups(lines, "change")) == 2


def test_every_line_stands_in_one_group_however_folded() -> None:
    lines = [line("a", "b", field, client=client) for field in (STREET, CITY) for client in (1, 2, 3)]
    assert [len(g.indexes) for g in fold_groups(lines, "field")] == [3, 3]
    assert [len(g.indexes) for g in fold_groups(lines, "client")] == [2, 2, 2]
    assert [len(g.indexes) for g in fold_groups(lines, "kind")] == [6]
    for by in ("change", "field", "client", "kind"):
        groups = fold_groups(lines, by)
        assert sorted(at for group in groups for at in group.indexes) == list(range(6))


def test_titles_name_field_client_and_kind() -> None:
    lines = [line("a", "b")]
    name = {1: "Baert, Lotte"}.__getitem__
    told = [fold_groups(lines, by)[0].title(lines, name).plain for by in ("field", "client", "kind")]
    assert told == ["Street", "Baert, Lotte", "import changed"]
