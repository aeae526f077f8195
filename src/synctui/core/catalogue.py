"""The questionnaires an office may send, grouped: one name a language, all of a group being counterparts."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import NamedTuple

from synctui.errors import UsageError
from synctui.i18n import _

QUESTIONNAIRE = "questionnaire"
"""What the choice of one is called, beside the names of fields."""
CHECKLIST: Mapping[str, str] = {
    "nl": "checklist van de personenbelasting",
    "fr": "checklist de l'impôt des personnes physiques",
    "de": "Checkliste Steuer der natürlichen Personen",
    "en": "personal income tax checklist",
}
"""The questionnaire that the article names, and what its counterparts are called here."""


class Catalogue(NamedTuple):
    """groups: per questionnaire its names by language."""

    groups: tuple[Mapping[str, str], ...] = (CHECKLIST,)

    def names(self, language: str = "") -> list[str]:
        """Return all names, or those in one language, in the catalogue's order."""
        return [name for group in self.groups for code, name in group.items() if language in {"", code}]

    def check(self, name: str) -> str:
        """Return *name* as the catalogue writes it, or raise `UsageError` with the nearest one."""
        names = {each.casefold(): each for each in self.names()}
        if found := names.get(name.casefold()):
            return found
        near = difflib.get_close_matches(name.casefold(), names, n=1, cutoff=0)
        raise UsageError(
            _("No questionnaire is called “{name}”.").format(name=name),
            _("The nearest one is “{near}”; the catalogue stands under [questionnaires] in the configuration.").format(
                near=names[near[0]] if near else "–"
            ),
        )

    def counterpart(self, name: str, language: str) -> str:
        """Return what stands for *name* in *language*: empty where its group has none, itself where it is unknown.

        >>> Catalogue().counterpart("checklist van de personenbelasting", "fr")
        "checklist de l'impôt des personnes physiques"
        """
        for group in self.groups:
            if name in group.values():
                return group.get(language, "")
        return name
