"""A text to be copied by hand, where no clipboard is within reach, or where it did not arrive."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from synctui.core.visible import visible
from synctui.i18n import _
from synctui.tui.copying import copy
from synctui.tui.keys import bindings
from synctui.tui.screens.page import Page, R
from synctui.tui.widgets.details import Details
from synctui.tui.widgets.footer import KeyLine
from synctui.tui.widgets.lines import Lines, TextLine
from synctui.tui.widgets.prompt import Prompt
from synctui.tui.widths import wrapped

if TYPE_CHECKING:
    from synctui.tui.screens.tabular import Tabular

_CELLS = 72
_MOST = 12
"""Lines of a text that are shown at most."""


class CopyPage(Page[None]):
    """Shows *text* to be marked with the mouse; any way out closes it."""

    place = "note"
    BINDINGS = bindings("note")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = visible(text)

    @property
    def is_modal(self) -> bool:
        """Draw the page underneath around it."""
        return True

    def compose(self) -> ComposeResult:
        """Lay out the panel."""
        told = _("Mark it with the mouse, Shift held, and copy it by your terminal's own key:")
        lines: list[TextLine] = [[(each, "dim")] for each in wrapped(told, _CELLS)]
        lines += [[], *([(each, "strong")] for each in wrapped(self.text, _CELLS)[:_MOST])]
        with Vertical(classes="panel"):
            yield Lines(lines, classes="page")
            yield Details()
            yield KeyLine(self.place)
        yield Prompt()

    def do_open(self) -> None:
        """Close."""
        self.do_back()


async def copy_text(page: Tabular[R], text: str) -> None:
    """Copy *text* and tell by which way; the second time, and where there is no way, show it to be copied by hand."""
    again, page.copied = page.copied == text, text
    ways = await asyncio.to_thread(copy, text, page.app.copy_to_clipboard, os.environ)
    if again or not ways:
        page.app.push_screen(CopyPage(text))
        return
    names = " + ".join(_("the terminal") if way == "terminal" else way for way in ways)
    page.say(_("copied by {ways}; Y again shows it to be copied by hand").format(ways=names), "act", text)
