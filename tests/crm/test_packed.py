"""What waits until it is known who is a client: packed, and taken out as it went in."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from synctui.sources.attributes import Records
from synctui.sources.columns import WIDE, columns
from synctui.sources.packed import Packed, coded

NAMES = ("id", "kind", "name", "note")


def records(count: int, first: int = 0) -> list[dict[str, Any]]:
    """Return records of which one attribute differs always, one seldom, and one is never there."""
    return [
        {"id": f"r{n}", "kind": "ab"[n % 2], "name": f"Zoë {n}\x1f\n", "note": None}
        for n in range(first, first + count)
    ]


def collected(*pages: list[dict[str, Any]]) -> Records:
    """Return the records of these pages."""
    found = Records("id")
    for at, page in enumerate(pages):
        found.add(at, page)
    return found


def test_rows_come_out_as_they_went_in_by_number_by_slice_and_one_by_one() -> None:
    rows = collected(records(300), records(5, 300)).rows(NAMES)
    wanted = [(f"r{n}", "ab"[n % 2], f"Zoë {n}\x1f\n", "") for n in range(305)]
    assert list(rows) == wanted == rows[:] == [rows[at] for at in range(305)]
    assert (rows[-1], rows[299:302], len(rows)) == (wanted[-1], wanted[299:302], 305)
    with pytest.raises(IndexError):
        rows[305]


def test_a_text_that_many_records_have_is_kept_once() -> None:
    rows = list(collected(records(300)).rows(NAMES))
    assert len({id(row[1]) for row in rows}) == 2


def test_what_is_packed_takes_a_tenth_of_what_was_sent() -> None:
    found = columns(records(400))
    packed = Packed(coded(found), 400)
    held = sum(sys.getsizeof(getattr(packed, name)) for name in Packed.__slots__)
    loose = sum(sys.getsizeof(text) for texts in found.values() for text in texts)
    assert held * 10 < loose


def test_the_fingerprint_is_the_same_in_whichever_order_pages_come_and_changes_with_a_value() -> None:
    one, other = collected(records(3), records(3, 3)), Records("id")
    other.add(1, records(3, 3))
    other.add(0, [dict(reversed(each.items())) for each in records(3)])
    assert one.fingerprint == other.fingerprint
    changed = records(3, 3)
    changed[1]["kind"] = "x"
    assert collected(records(3), changed).fingerprint != one.fingerprint


def test_of_a_page_that_came_twice_in_part_only_what_is_new_is_taken() -> None:
    found = collected(records(4))
    assert found.add(0, records(4, 2)) == 2
    assert found.ids == [f"r{n}" for n in range(6)]
    assert [row[0] for row in found.rows(("id",))] == found.ids


def test_records_without_an_id_are_never_dropped() -> None:
    found = collected([{"name": "a"}, {"name": "a"}])
    assert (len(found), found.ids) == (2, ["", ""])


def test_a_page_of_objects_without_end_is_looked_at_so_far() -> None:
    """Neither many names, nor many kinds, nor depth makes more columns, or more work, than is bounded."""
    wide = [{f"a{n}-{m}": {"x": {"y": m}} for m in range(50)} for n in range(100)]
    kinds = [{"id": "1", "links": [{"type": f"k{n}", "to": "x"} for n in range(3000)]}]
    assert len(columns(wide)) <= WIDE
    assert len(columns(kinds)) <= WIDE


@pytest.mark.parametrize("odd", [[], {}, True, 1.5, None])
def test_a_kind_that_is_no_word_counts_as_none(odd: Any) -> None:
    found = columns([{"links": [{"type": odd, "to": "x"}, {"type": odd, "to": "y", "favorite": True}]}])
    assert list(found["links.to"]) == ["y"]


def test_an_attribute_that_is_now_a_text_now_a_list_now_an_object_keeps_all_three() -> None:
    found = columns([{"a": "x"}, {"a": ["y"]}, {"a": {"b": "z"}}, {}])
    assert {path: list(texts) for path, texts in found.items()} == {"a": ["x", "y", "", ""], "a.b": ["", "", "z", ""]}
