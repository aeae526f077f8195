"""Settings: every key of the configuration, its value, and where that comes from. Nothing is edited here."""

from __future__ import annotations

from collections.abc import Sequence

from synctui.i18n import N_, _
from synctui.tui.keys import bindings
from synctui.tui.screens.listing import Listing
from synctui.tui.services import Setting
from synctui.tui.widgets.cells import Cell, Column
from synctui.tui.widgets.lines import Part, TextLine
from synctui.tui.widgets.rows import Items

_FROM = {
    "option": (N_("option"), "act"),
    "environment": (N_("environment"), "guess"),
    "file": (N_("file"), "change"),
    "default": (N_("default"), "dim"),
}


class SettingsPage(Listing[None, Setting]):
    """Lists *settings*; *file* is where the configuration is, or would be."""

    place = "settings"
    title_text = N_("Settings")
    BINDINGS = bindings("settings")

    def __init__(self, settings: Sequence[Setting], file: str) -> None:
        super().__init__(classes="-ruled")
        self.file = file
        columns = [
            Column("key", _("Setting"), 31),
            Column("value", _("Value"), 27, 1),
            Column("origin", _("From"), 12),
        ]
        self.items = Items(columns, settings, _cells, ranks={}, column="value")

    def words(self) -> list[Part]:
        """Which file it is."""
        return [(self.file, "strong")]

    def detail(self) -> Sequence[TextLine]:
        """Return what the setting does; the value whole, and where exactly it comes from."""
        here = self.current
        if here is None:
            return []
        where = here.where or _("nothing is said about it")
        return [[(here.does, "strong")], [(f"= {here.value or '–'}", "text"), (f"   {where}", "dim")]]


def _cells(setting: Setting) -> list[Cell]:
    word, tone = _FROM[setting.origin]
    return [(setting.key, "head"), (setting.value or "–", "text" if setting.value else "dim"), (_(word), tone)]
