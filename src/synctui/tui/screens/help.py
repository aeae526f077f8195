"""Help: the keys that act where it was asked for, made from the key table."""

from __future__ import annotations

from collections.abc import Sequence

from synctui.i18n import N_, _
from synctui.tui.key import PLACES, Key
from synctui.tui.keys import bindings, keys_of
from synctui.tui.screens.listing import Listing
from synctui.tui.widgets.cells import Cell, Column
from synctui.tui.widgets.lines import Part, TextLine
from synctui.tui.widgets.rows import Items


class HelpPage(Listing[None, Key]):
    """Lists the keys of one place."""

    place = "help"
    title_text = N_("Help")
    BINDINGS = bindings("help")

    def __init__(self, about: str) -> None:
        super().__init__()
        self.about = about
        columns = [Column("keys", _("Keys"), 22), Column("help", _("What they do"), 50, 1)]
        self.items = Items(columns, keys_of(about), _cells)

    def words(self) -> list[Part]:
        """Which place it is about."""
        return [(_("The keys in “{place}”").format(place=_(PLACES[self.about][1])), "strong")]

    def detail(self) -> Sequence[TextLine]:
        """Return what the key does, whole, where the column had to cut it."""
        return [[(_(self.current.help), "text")]] if self.current else []

    def do_help(self) -> None:
        """Close: it is already open."""
        self.do_back()


def _cells(key: Key) -> list[Cell]:
    return [(key.all_shown, "key"), (_(key.help), "text")]
