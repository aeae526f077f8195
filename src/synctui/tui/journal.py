"""The lines of a journal in words: what changed, and values as lists show them, national numbers masked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from synctui.core.fields import FIELDS, INDEX, PARTNER
from synctui.core.intake import fold
from synctui.core.normalise.national_number import masked
from synctui.core.records import JournalLine
from synctui.core.snapshot import SEND_AGAIN
from synctui.core.words import STATUS, word
from synctui.i18n import N_, _
from synctui.tui.words import LINKED_BY

_FIELDS = {
    "status": N_("Status"),
    "questionnaire": N_("Questionnaire"),
    "dossier_language": N_("Language"),
    "tax_year": N_("Assessment year"),
    "archived": N_("Archived"),
    SEND_AGAIN: N_("Send again"),
}
_ENTITIES = {
    "client": N_("client"),
    "dossier": N_("dossier"),
    "link": N_("link"),
    "verdict": N_("same person?"),
    "correction": N_("correction"),
    "choice": N_("answer"),
    "user": N_("user"),
    "register": N_("register"),
}
_NUMBER = re.compile(r"(?<![+\d])\d{11}(?!\d)")


def by_client(lines: Sequence[JournalLine]) -> list[JournalLine]:
    """Return *lines* with those of one client together, by name; in the journal's order otherwise."""
    names = {line.name: fold(line.name) for line in lines}
    return sorted(lines, key=lambda line: (names[line.name], line.client or 0))


def field_of(line: JournalLine, title: Callable[[str], str]) -> str:
    """Return what changed, in words: a field, or the kind of entry that came or went whole; *title* names a source."""
    if line.field in INDEX:
        return FIELDS[INDEX[line.field]].short_title
    if line.entity == "dossier" and line.field == "partner":
        return FIELDS[PARTNER].short_title
    if line.field in _FIELDS:
        return _(_FIELDS[line.field])
    kind = _(_ENTITIES.get(line.entity, line.entity))
    return f"{kind} {title(line.field)}".rstrip()


def value_of(line: JournalLine, value: str | None) -> str:
    """Return a value as lists show it: a status by its word, archived as yes or no."""
    if value and (line.field == "status" or line.entity == "dossier"):
        return hidden(" · ".join(word(STATUS, part) for part in value.split(" · ")))
    if value and line.field == "archived":
        return _("no") if value == "0" else _("yes")
    if value and line.entity == "verdict":
        return _("somebody else") if value.startswith("0") else _("the same person")
    return _linked(value) if value and line.entity == "link" else hidden(value)


def _linked(value: str) -> str:
    """Return a link as people know it: the record's own id, and which key said that it is the same person."""
    parts = value.split(" · ")
    told = [parts[0], *(_(LINKED_BY[part]) for part in parts if part in LINKED_BY)]
    return " · ".join(part for part in told if part)


def hidden(value: str | None) -> str:
    """Return a journal's value as lists show it, national numbers masked.

    >>> hidden("Lotte · 85073003328"), hidden("+32470123456")
    ('Lotte · 85.••.••-•••.28', '+32470123456')
    """
    return _NUMBER.sub(lambda found: masked(found[0]), value) if value else "–"
