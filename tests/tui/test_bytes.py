"""What a key costs over a slow line: bytes of the table, the words above it and the line of keys; the detail apart."""

from __future__ import annotations

import pytest
from rich.console import Console
from textual._compositor import CompositorUpdate
from textual.screen import Screen

from synctui.register import Store
from tui.tui_driver import Desk, at_review
from tui.tui_tour import rested

TIMES = 8


class Line:
    """Counts the bytes that a terminal of all colours would be sent."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._sent = desk, 0
        self._console = Console(force_terminal=True, color_system="truecolor")
        desk.app._display = self._count  # type: ignore[method-assign, assignment]

    def _count(self, _screen: Screen[object], update: object) -> None:
        if isinstance(update, CompositorUpdate):
            self._sent += len(update.render_segments(self._console).encode())

    async def costs(self, key: str) -> tuple[int, int]:
        """Press a key; returns what it brings at once, and what the detail brings once the cursor has rested."""
        self._sent = 0
        await self._desk.press(key)
        at_once, self._sent = self._sent, 0
        await self._desk.until(lambda: rested(self._desk.app.screen.details), "the detail is painted")  # type: ignore[attr-defined]
        await self._desk.pilot.pause()
        return at_once, self._sent


@pytest.mark.parametrize(("size", "detail"), [((80, 24), 1000), ((120, 40), 4500)])
async def test_a_step_and_a_decision_cost_few_bytes(office: Store, size: tuple[int, int], detail: int) -> None:
    """At most 600 at once; then a kilobyte for two lines, four and a half for the pane."""
    async with at_review(office, size) as desk:
        await desk.press("z", "j")
        line = Line(desk)
        steps = [await line.costs("j") for _ in range(TIMES)]
        decisions = [await line.costs("space") for _ in range(TIMES)]
        assert 0 < max(once for once, _rest in steps) <= 600
        assert 0 < max(once for once, _rest in decisions) <= 600
        assert 0 < max(rest for _once, rest in steps) <= detail
