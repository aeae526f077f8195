"""A key of the app: one meaning in one place, and the places there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from synctui.i18n import N_


class Key(NamedTuple):
    """One meaning in one place.

    id: the meaning. keys: Textual's names or single characters, separated by commas. place: a name of `PLACES`.
    label: one or two words for the footer. help: what it does there. foot: stands in the footer. admin: it changes
    the register, so that it is greyed for whoever may only look.
    """

    id: str
    keys: str
    place: str
    label: str
    help: str
    foot: bool = False
    admin: bool = False

    @property
    def shown(self) -> str:
        """The first of its keys as a person reads it."""
        first = self.keys.split(",")[0]
        return _NAMES.get(first, first)

    @property
    def all_shown(self) -> str:
        """All of its keys as a person reads them."""
        return " ".join(_NAMES.get(key, key) for key in self.keys.split(","))


_NAMES = {
    "space": "Space", "enter": "Enter", "escape": "Esc", "f1": "F1", "tab": "Tab", "shift+tab": "Shift+Tab",
    "up": "↑", "down": "↓", "left": "←", "right": "→", "home": "Home", "end": "End", "pageup": "PgUp",
    "pagedown": "PgDn", "delete": "Delete", "insert": "Insert", "comma": ",", "ctrl+p": "Ctrl+P",
}  # fmt: skip

PLACES: Mapping[str, tuple[str, str]] = {
    "everywhere": ("", N_("Everywhere")),
    "list": ("", N_("In every list")),
    "groups": ("list", N_("In lists with groups")),
    "clients": ("groups", N_("Clients")),
    "client": ("list", N_("One client")),
    "told": ("list", N_("History of one client")),
    "form": ("", N_("Form")),
    "settings": ("list", N_("Settings")),
    "source": ("list", N_("Import: where from")),
    "files": ("list", N_("Choose a file")),
    "mapping": ("list", N_("Which column is what")),
    "workflow": ("list", N_("Which workflow")),
    "sync": ("", N_("Read and compare")),
    "gate": ("", N_("Something is unusual")),
    "review": ("groups", N_("Review, every tab")),
    "new": ("review", N_("Review, only in import")),
    "absent": ("review", N_("Review, only here")),
    "both": ("review", N_("Review, in both")),
    "invalid": ("review", N_("Review, invalid")),
    "possible": ("review", N_("Review, possible matches")),
    "household": ("possible", N_("Review, a household")),
    "confirm": ("list", N_("Confirm")),
    "result": ("", N_("Result")),
    "mails": ("list", N_("Last check")),
    "sending": ("", N_("Sending")),
    "runs": ("list", N_("History")),
    "run": ("list", N_("One run")),
    "help": ("list", N_("Help")),
    "menu": ("list", N_("Choose")),
    "palette": ("list", N_("Palette")),
    "question": ("", N_("Question")),
    "note": ("", N_("Message")),
    "lines": ("list", N_("What stands behind a line")),
}
"""Place → the place whose keys hold there too, and its title. All share those of *everywhere*."""
