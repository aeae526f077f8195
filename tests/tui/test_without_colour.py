"""With ``NO_COLOR`` and with sixteen colours no screen, tab or dialog tells less than in full colour."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from rich.style import Style
from textual import constants
from textual.color import Color

from synctui.core.records import ClientRow
from synctui.core.snapshot import STATUSES
from synctui.register import Store
from synctui.tui import theme
from synctui.tui.app import Look
from synctui.tui.office import line, listed
from synctui.tui.office.overview import SIGNS
from synctui.tui.plain import PlainSigns
from synctui.tui.screens.client import ClientPage
from synctui.tui.screens.clients import ClientsPage
from synctui.tui.screens.runs import RunPage, RunsPage
from synctui.tui.widgets import cells, table
from synctui.tui.widgets.cells import Cell
from synctui.tui.widths import width
from tui.test_every_screen import walking
from tui.tui_colourless import lost, unseen
from tui.tui_driver import at_desk


async def test_no_screen_tells_anything_by_colour_alone(office: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cursor, range, chosen column, active tab, keys that cannot act, what is typed into, what values mean."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with walking(office, lambda desk: lost(desk.app)) as walk:
        assert walk.desk.app.no_color
        await walk.all()


async def test_keys_that_cannot_act_look_other_than_those_that_can(office: Store, new_office: Store) -> None:
    """For whoever may only look, and where there are no clients yet."""
    async with walking(office, lambda desk: lost(desk.app), role="accountant") as walk:
        await walk.stop("clients", ClientsPage)
        await walk.stop("client", ClientPage, "enter")
        await walk.stop("history", RunsPage, "q", "r")
        await walk.stop("run", RunPage, "enter")
    async with at_desk(new_office) as desk:
        await desk.see("There are no clients yet.")
        assert not lost(desk.app)
        await desk.press("s")
        await desk.see("There are no clients yet.", "s set")


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_every_text_is_read_with_sixteen_colours(
    office: Store, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    """Text has 4.5:1 on what it lies on when the terminal has the nearest of sixteen only."""
    monkeypatch.setattr(constants, "COLOR_SYSTEM", "standard")
    async with walking(office, lambda desk: unseen(desk.app), look=Look(theme)) as walk:
        await walk.all()


def two_colours(row: ClientRow) -> list[Cell]:
    """Return the cells of a client, the language in another colour for every other client."""
    first, second, (language, _tone), *others = line.cells(row)
    return [first, second, (language, "wrong" if row.id % 2 else "dim"), *others]


BREAKS: dict[str, tuple[object, str, object, list[str]]] = {
    "no bar before the cursor": (table, "_BARS", {"cursor": "", "range": "│", "": ""}, []),
    "no bar before a range": (table, "_BARS", {"cursor": "▌", "range": "", "": ""}, ["v", "j", "j"]),
    "no line under the chosen column": (cells, "_UNDER", Style(), []),
    "keys that look like their labels": (theme, "_MEANINGS", {**theme._MEANINGS, "key": ("primary", "")}, []),
    "keys that all look as if they acted": (theme, "_MEANINGS", {**theme._MEANINGS, "dim": ("dim", "bold")}, []),
    "one value in two colours": (listed, "cells", two_colours, []),
}
"""What is broken: where, its name, what stands there instead, and the keys that lead to where it shows."""


@pytest.mark.parametrize("broken", BREAKS)
async def test_what_is_told_by_colour_alone_is_found(
    office: Store, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    """Each of these breaks one thing, and is noticed."""
    place, name, instead, keys = BREAKS[broken]
    monkeypatch.setattr(theme, "_made", {})
    monkeypatch.setattr(place, name, instead)
    async with at_desk(office, role="accountant" if "acted" in broken else "admin") as desk:
        await desk.see("473 clients", "no dossier")
        await desk.press(*keys)
        assert lost(desk.app)


def test_every_status_has_a_sign_of_its_own() -> None:
    """In the bar of statuses and its legend, and in plain ASCII too."""
    plain = [PlainSigns().apply([Segment(sign)], Color(0, 0, 0))[0].text for sign in SIGNS.values()]
    assert set(SIGNS) == {*STATUSES, ""}
    assert len(set(SIGNS.values())) == len(set(plain)) == len(SIGNS)
    assert all(width(sign) == 1 and each.isascii() for sign, each in zip(SIGNS.values(), plain, strict=True))
