"""Copy a value, and show it to be copied by hand where no clipboard is within reach, or where it did not arrive."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from synctui.core.visible import visible
from synctui.i18n import _
from synctui.tui.copying import copy
from synctui.tui.screens.note import Note
from synctui.tui.screens.page import PANEL, R
from synctui.tui.widgets.lines import TextLine
from synctui.tui.widths import wrapped

if TYPE_CHECKING:
    from synctui.tui.screens.tabular import Tabular

_MOST = 12
"""Lines of a text that are shown at most."""


async def copy_text(page: Tabular[R], text: str) -> None:
    """Copy *text* and tell by which way; the second time, and where there is no way, show it to be copied by hand."""
    again, page.copied = page.copied == text, text
    ways = await asyncio.to_thread(copy, text, page.app.copy_to_clipboard, os.environ)
    if again or not ways:
        page.app.push_screen(Note(_by_hand(text)))
        return
    names = " + ".join(_("the terminal") if way == "terminal" else way for way in ways)
    page.say(_("copied by {ways}; Y again shows it to be copied by hand").format(ways=names), "act", text)


def _by_hand(text: str) -> list[TextLine]:
    """Return *text* to be marked with the mouse, and how."""
    told = _("Mark it with the mouse, Shift held, and copy it by your terminal's own key:")
    lines: list[TextLine] = [[(each, "dim")] for each in wrapped(told, PANEL)]
    return [*lines, [], *([(each, "strong")] for each in wrapped(visible(text), PANEL)[:_MOST])]
