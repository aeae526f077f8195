"""No character of data can steer the terminal, and nothing is cut without a sign."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from synctui.tui.safe import LONGEST, safe, visible
from synctui.tui.widths import cut, cut_middle, cut_pair, fit, share, width

ANY = st.text(max_size=60)


@given(ANY)
@example("\x1b]52;c;x\x07")
@example("\u202e\u200b\u00ad\ufe0f\u3164")
@example("\ud800")
@example("e" + "\u0301" * 40)
def test_what_is_drawn_has_no_character_that_steers_or_hides(text: str) -> None:
    """Categories C and Z (but the blank) are gone, and no letter carries more than two marks."""
    drawn = visible(text)
    kinds = [unicodedata.category(char) for char in drawn]
    assert not [
        char for char, kind in zip(drawn, kinds, strict=True) if kind[0] == "C" or (kind[0] == "Z" and char != " ")
    ]
    marks = "".join("m" if kind in {"Mn", "Me"} else "." for kind in kinds)
    assert "mmm" not in marks
    assert not marks.startswith("m")


@given(ANY)
def test_what_is_safe_already_stays_as_it_is(text: str) -> None:
    """Making safe twice changes nothing."""
    assert visible(visible(text)) == visible(text)


def test_five_megabytes_are_cut_before_anything_looks_at_them() -> None:
    """The cut is told by an ellipsis."""
    assert visible("x" * 5_000_000) == "x" * (LONGEST - 1) + "…"


def test_markup_is_text() -> None:
    """Square brackets are drawn, not read."""
    assert safe("[b]x[/b] [/] [@click=app.quit]y").plain == "[b]x[/b] [/] [@click=app.quit]y"


@given(ANY.map(visible), st.integers(0, 40))
def test_a_cut_text_fits_and_says_that_it_was_cut(text: str, cells: int) -> None:
    """Never wider than asked, never shorter without an ellipsis."""
    for shorter in (cut(text, cells), cut_middle(text, cells)):
        assert width(shorter) <= cells
        assert shorter == text or "…" in shorter or cells == 0
    assert width(fit(text, cells)) == cells


@given(st.text("abcé漢 ", max_size=60), ANY.map(visible), st.integers(8, 30))
def test_two_values_cut_around_the_same_place_show_where_they_part(common: str, end: str, cells: int) -> None:
    """The first character that differs is in sight on both sides."""
    here, there = cut_pair(f"{common}X{end}", f"{common}Y{end}", cells, cells)
    assert width(here) <= cells
    assert width(there) <= cells
    if "漢" not in common:
        assert "X" in here
        assert "Y" in there


@given(st.lists(st.tuples(st.integers(3, 30), st.integers(0, 3)), min_size=1, max_size=6), st.integers(40, 200))
def test_columns_share_all_the_room_there_is(columns: list[tuple[int, int]], cells: int) -> None:
    """Widths add up to the room wherever none is squeezed to one."""
    shared = share([size for size, _grow in columns], [grow for _size, grow in columns], cells)
    assert sum(shared) == cells or min(shared) == 1


@pytest.mark.parametrize("cells", [80, 60])
def test_a_file_name_keeps_its_beginning_and_its_end(cells: int) -> None:
    """It is cut in its middle."""
    name = cut_middle("klanten-" + "x" * 100 + "-2026.xlsx", cells)
    assert name.startswith("klanten-")
    assert name.endswith("-2026.xlsx")
