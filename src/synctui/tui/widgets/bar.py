"""The bar on top: name and crumbs to the left, source → register and assessment year to the right."""

from __future__ import annotations

from rich.text import Text
from textual.widget import Widget

from synctui.i18n import _
from synctui.tui.safe import visible
from synctui.tui.theme import tones
from synctui.tui.widths import cut_middle, width

NAME = " synctui "


class Bar(Widget):
    """One line. *crumbs*: where the reader is, outermost first; *place*: whose data this is."""

    def __init__(self, crumbs: list[str], place: str) -> None:
        super().__init__()
        self.crumbs, self.place = crumbs, place

    def show(self, crumbs: list[str], place: str) -> None:
        """Draw other crumbs or another place."""
        self.crumbs, self.place = crumbs, place
        self.refresh()

    def render(self) -> Text:
        """Return the line; crumbs give way from the left until it fits, the place is cut in its middle."""
        tone, cells = tones(self.app.theme_variables), self.size.width
        least = fitting(self.crumbs, 0)
        place = cut_middle(visible(self.place), cells - width(NAME) - width(" › ".join(least)) - 4)
        room = cells - width(NAME) - width(place) - 4
        crumbs = fitting(self.crumbs, room)
        text = Text(no_wrap=True, end="").append(NAME, style=tone["name"])
        text.append("  " if room > width(" › ".join(crumbs)) else " ")
        text.append(" › ".join([*crumbs[:-1], ""]), style=tone["dim"])
        text.append(crumbs[-1], style=tone["strong"])
        text.append(" " * max(1, cells - text.cell_len - width(place) - 1))
        return text.append(place, style=tone["dim"])


def fitting(crumbs: list[str], cells: int) -> list[str]:
    """Return the crumbs that fit, an ellipsis for those left out; the last one whether it fits or not.

    >>> fitting(["Clients", "Import", "Review"], 20)
    ['…', 'Import', 'Review']
    """
    shown, left = crumbs, crumbs[1:]
    while width(" › ".join(shown)) > cells and left:
        shown, left = ["…", *left], left[1:]
    return shown


def register_place(register: str, tax_year: int, source: str = "", role: str = "") -> str:
    """Return whose data this is, for the right of the bar: ``source → register · AY 2026``."""
    name = f"{source} → {register}" if source else register
    return " · ".join(part for part in (name, role, _("AY {year}").format(year=tax_year)) if part)
