"""Decide on many lines of Review at once: all shown, those alike, none, the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from synctui.i18n import N_, _, number
from synctui.tui.screens.menu import Entry, Menu
from synctui.tui.tabs.base import ReviewTab

if TYPE_CHECKING:
    from synctui.tui.screens.review import ReviewPage


_VERBS = {"new": N_("add"), "absent": N_("archive"), "both": N_("overwrite"), "invalid": N_("leave out")}
"""Tab → what is done with all that are chosen."""


def ask(page: ReviewPage) -> None:
    """Ask for which of them and which way, then decide."""
    shown = page.tab.shown
    if page.place == "possible" or not shown:
        page.say(_("These are answered one by one.") if shown else _("There is nothing here to decide."))
    else:
        page.run_worker(_ask(page, page.tab), exclusive=True, group="ask")


async def _ask(page: ReviewPage, tab: ReviewTab) -> None:
    many, entries = whom(tab, page.table.cursor_row)
    answer: str | None = await page.app.push_screen_wait(
        Menu(_("For many at once: {verb}").format(verb=_(_VERBS[page.place])), entries)
    )
    if answer == "invert":
        page.act(lambda _lines: tab.invert(tab.shown), all_rows=True)
    elif answer:
        page.act(lambda _lines: tab.all(many[answer], answer != "none"), all_rows=True)


def whom(tab: ReviewTab, at: int) -> tuple[dict[str, Sequence[int]], list[Entry]]:
    """Return the items that each entry of the menu stands for, and the entries; line *at* has the cursor."""
    shown = tab.shown
    many: dict[str, Sequence[int]] = {"all": shown}
    entries = [Entry("all", _("all shown"), _taken(tab, shown))]
    for place, (told, items) in enumerate(tab.like(at)):
        many[f"like {place}"] = items
        entries.append(Entry(f"like {place}", _("all with {what}").format(what=told), _taken(tab, items)))
    many["none"] = shown
    entries.append(Entry("none", _("none"), number(len(shown))))
    if tab.inverts:
        entries.append(Entry("invert", _("invert: the undecided, and not the others"), number(len(shown))))
    return many, entries


def _taken(tab: ReviewTab, items: Sequence[int]) -> str:
    """Return how many of the items are decided on, where some of them go one by one with the number of all."""
    able, all_ = tab.together(items), number(len(items))
    return all_ if able == len(items) else _("{n} of {all}").format(n=number(able), all=all_)
