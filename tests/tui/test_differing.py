"""Where two values part: the same place is in sight on both sides, and what differs is underlined in the list."""

from __future__ import annotations

import pytest

from synctui.register import Store
from synctui.tui.widgets.table import LineTable
from synctui.tui.widths import parted, width
from tui.tui_driver import Desk, at_review

LONG = "Residentie Groot Begijnhof van Sint-Elisabeth"


def underlined(desk: Desk, row: int) -> list[str]:
    """Return what is underlined in a line of the list, part by part."""
    table = desk.app.screen.query_exactly_one(LineTable)
    strip = table.render_line(1 + row - int(table.scroll_offset.y))
    return [text for text, style, _control in strip if style and style.underline]


@pytest.mark.parametrize(
    ("here", "there", "marked"),
    [
        ("Janssen", "Janssens", ("", "s")),
        ("St. Annalaan 4", "Sint-Annalaan 4", ("t. ", "int-")),
        ("an@office.example", "tom@office.example", ("an", "tom")),
        ("Gent", "Brugge", ("", "")),
        ("", "+32470123456", ("", "")),
        ("Lea", "Lea", ("", "")),
        ("Ze\u0301", "Ze\u0300", ("e\u0301", "e\u0300")),
        ("e\u0301x", "o\u0301x", ("e\u0301", "o\u0301")),
        (f"{LONG} 12 bus 3", f"{LONG} 21 bus 3", ("12", "21")),
        (f"{LONG} 12", f"{LONG} 12 bus 3", ("", " bus 3")),
        (f"A {LONG}", f"B {LONG}", ("A", "B")),
    ],
)
def test_what_differs_is_in_sight_and_marked(here: str, there: str, marked: tuple[str, str]) -> None:
    """Letters with their marks, insertions, long values; nothing where nothing is common."""
    both = parted(here, there, 25, 25)
    assert tuple(each.text[each.first : each.last] for each in both) == marked
    assert all(width(each.text) <= 25 for each in both)


def test_two_long_values_are_cut_at_the_same_place() -> None:
    here, there = parted(f"{LONG} 12 bus 3", f"{LONG} 21 bus 3", 25, 25)
    assert (here.text, here.first) == (there.text.replace("21", "12"), there.first)
    assert here.text.startswith("…")


async def test_the_characters_that_differ_are_underlined_in_every_line(office: Store) -> None:
    """Undecided, overwritten and kept alike; seen without colour; equal clients that are written in another way too."""
    async with at_review(office) as desk:
        assert underlined(desk, 0) == []
        await desk.press("l")
        for key in ("j", "space", "="):
            await desk.press(key)
            assert underlined(desk, 1) == ["t.", "int"]
        await desk.press("h", "G", "k", "l")
        await desk.see("▼ By form only")
        await desk.press("j")
        at = desk.app.screen.query_exactly_one(LineTable).cursor_row
        assert underlined(desk, at) == ["'", "’"]


async def test_a_step_of_the_cursor_paints_little(office: Store) -> None:
    """What was told stays until the cursor rests, so that no line is painted twice; then the row's own words come."""
    async with at_review(office) as desk:
        await desk.press("l", "j", "space")
        await desk.see("u takes it back")
        await desk.press("j")
        await desk.not_see("u takes it back")
        await desk.see("Baert, Hilde ·")
