"""The palette: everything that can be done where it was asked for, by name; typing narrows it."""

from __future__ import annotations

from collections.abc import Callable

from synctui.i18n import N_, _
from synctui.tui.keys import bindings, keys_of
from synctui.tui.screens.menu import Entry, Menu
from synctui.tui.widgets.prompt import Asked

_LEFT_OUT = frozenset({"yes", "palette", "escape", "tab", "number"})
"""A confirmation is given by its own key alone, a tab and a line need a digit; the other two are here already."""


class Palette(Menu):
    """Offers the actions of *about*, a place of the key table; dismissed with the id of one that can act, or None."""

    place = "palette"
    title_text = N_("Palette")
    BINDINGS = bindings("palette")

    def __init__(self, about: str, why_not: Callable[[str], str]) -> None:
        keys = [key for key in keys_of(about) if key.id not in _LEFT_OUT]
        super().__init__(_("What do you want to do?"), [Entry(key.id, _(key.help), key.all_shown) for key in keys])
        self.source.columns = [self.source.columns[0]._replace(width=58), self.source.columns[1]._replace(width=14)]
        self.cannot = why_not

    def on_mount(self) -> None:
        """Listen at once."""
        super().on_mount()
        self.ask(_("Palette"), "", Asked(lambda _text: self.do_open(), self.narrow, self.do_back))

    def narrow(self, text: str) -> None:
        """Show the actions that hold these words."""
        self.source.narrow(text)
        self.table.load(cursor=0)

    def do_open(self) -> None:
        """Do what the cursor stands on; say why where that cannot be done now."""
        if not len(self.source):
            self.dismiss(None)
            return
        id_ = self.source.shown[self.table.cursor_row].name
        if why := self.cannot(id_):
            self.say(why)
        else:
            self.dismiss(id_)

    def do_palette(self) -> None:
        """Close: it is already open."""
        self.do_back()
