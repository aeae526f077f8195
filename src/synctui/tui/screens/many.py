"""For which of a tab's lines a decision can be taken at once: all shown, those alike, none, the others."""

from __future__ import annotations

from collections.abc import Sequence

from synctui.i18n import _, number
from synctui.tui.screens.menu import Entry
from synctui.tui.tabs.base import ReviewTab


def whom(tab: ReviewTab, at: int) -> tuple[dict[str, Sequence[int]], list[Entry]]:
    """Return the items that each entry of the menu stands for, and the entries; line *at* has the cursor."""
    shown = tab.shown
    many: dict[str, Sequence[int]] = {"all": shown}
    entries = [Entry("all", _("all shown"), number(len(shown)))]
    for place, (told, items) in enumerate(tab.like(at)):
        many[f"like {place}"] = items
        entries.append(Entry(f"like {place}", _("all with {what}").format(what=told), number(len(items))))
    many["none"] = shown
    entries.append(Entry("none", _("none"), number(len(shown))))
    if tab.inverts:
        entries.append(Entry("invert", _("invert: the undecided, and not the others"), number(len(shown))))
    return many, entries
