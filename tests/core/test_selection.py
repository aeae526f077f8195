"""What a list of FIELDS means."""

from __future__ import annotations

import pytest

from synctui.core.fields import INDEX
from synctui.core.options import check, selection
from synctui.errors import UsageError


def kinds(text: str, decision: str, field: str) -> set[str]:
    """Return the kinds that *text* selects of *field*."""
    return {kind for at, kind in selection(text, decision) if at == INDEX[field]}


def test_a_bare_field_to_overwrite_means_only_what_moved_in_the_import() -> None:
    assert kinds("street", "overwrite", "street") == {"first-seen", "import-changed"}
    assert kinds("all", "overwrite", "email") == {"first-seen", "import-changed"}


def test_a_bare_field_to_keep_means_changed_here_too() -> None:
    assert kinds("street", "keep", "street") == {"first-seen", "import-changed", "changed-here"}


def test_a_kind_is_meant_when_it_is_named() -> None:
    assert kinds("street:cleared,all:both-changed", "overwrite", "street") == {"cleared", "both-changed"}


def test_none_selects_nothing() -> None:
    assert selection("none", "overwrite") == {}


@pytest.mark.parametrize(("word", "near"), [("stret", "street"), ("street:first", "first-seen"), ("emial", "email")])
def test_an_unknown_word_names_the_nearest(word: str, near: str) -> None:
    with pytest.raises(UsageError, match="neither") as caught:
        selection(word, "keep")
    assert f"“{near}”" in caught.value.next_step


def test_a_field_in_both_is_a_contradiction() -> None:
    with pytest.raises(UsageError, match="both name street"):
        check(selection("street,email", "overwrite"), selection("street", "keep"))


def test_a_named_field_wins_over_all_and_kinds_tell_apart() -> None:
    check(selection("all", "overwrite"), selection("street", "keep"))
    check(selection("street:cleared", "overwrite"), selection("street", "keep"))
    with pytest.raises(UsageError):
        check(selection("all", "overwrite"), selection("all", "keep"))
