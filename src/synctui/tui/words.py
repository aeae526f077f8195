"""How the screens tell what the data names by a code: colours, signs, names and numbers beside `synctui.core.words`.

English source texts; the translations of nl, fr and de follow the vendor's own words where they are known.
"""

from __future__ import annotations

from collections.abc import Mapping

from synctui.core.comparison import Absent, Difference
from synctui.core.plan import Hold
from synctui.core.words import KIND, REASON, STATUS, word
from synctui.i18n import N_, _, day

_TONES = {
    "not-sent": "dim", "queued": "act", "sent": "act", "opened": "act", "to-process": "change", "processed": "add",
    "failed": "wrong", "unknown": "guess",
}  # fmt: skip
"""Status of a dossier → the meaning of its colour."""

KINDS: Mapping[str, tuple[str, str]] = {
    "import-changed": (N_("changed in {source}"), "→"),
    "changed-here": (N_("changed in {register}"), "←"),
    "both-changed": (N_("both changed"), "↔"),
    "first-seen": (N_("first compared"), "·"),
    "cleared": (N_("empty in {source}"), "∅"),
    "already-sent": (N_("already sent"), "!"),
    "household": (N_("household, see tab 5"), "⌂"),
}
"""Kind of difference → its words and the sign between the values, which says who moved."""

_DATED: Mapping[str, str] = {"ended": N_("relation ended {day}"), "deceased": N_("deceased {day}")}

LEFT_OUT: Mapping[str, str] = {
    "company": N_("companies"),
    "prospect": N_("prospects"),
    "contact": N_("contacts"),
    "ended": N_("ended relations"),
    "settled": N_("settled earlier"),
    "folded": N_("on a partner's return"),
}
"""What takes no part in a comparison."""

LINKED_BY: Mapping[str, str] = {
    "source-id": N_("by its id"),
    "national-number": N_("by national number"),
    "email-name": N_("by e-mail and name"),
    "verdict": N_("as somebody said"),
}
"""Which key said that a record and a client are one person."""

HOLDS: Mapping[str, str] = {
    "empty": N_("The import holds no clients."),
    "shrunk": N_("The import holds {now} records; last time it held {was}."),
    "all-changed": N_("Every one of the {now} clients in both has changed since the last run."),
    "mapping": N_("Fields come from other columns than last time: {now}; before: {was}."),
    "workflow": N_("The import is narrowed to another workflow: {now}; before: {was}."),
    "archive": N_("{now} of the {was} clients of this source would be archived."),
}
"""What holds a plan, in words with the numbers then and now; others are told as the plan tells them."""


def hold(held: Hold) -> str:
    """Return what holds a plan, in the reader's language."""
    told = HOLDS.get(held.name)
    return _(told).format(was=held.was or "–", now=held.now) if told else held.text


def status(name: str) -> tuple[str, str]:
    """Return a status's word and its meaning, a dash where no dossier is open."""
    return (word(STATUS, name), _TONES[name]) if name in STATUS else ("–", "dim")


def kind(line: Difference, source: str, register: str) -> str:
    """Return who moved, in words."""
    name = "household" if line.household else line.kind
    return _(KINDS[name][0]).format(source=source, register=register)


def kind_alone(name: str) -> str:
    """Return a kind of difference in words that do for any source."""
    return word(KIND, name) if name in KIND else _(KINDS[name][0])


def sign(line: Difference) -> str:
    """Return the sign between the values: who moved."""
    return KINDS["household" if line.household else line.kind][1]


def reason(absent: Absent) -> str:
    """Return why a client is not in the import, with the day where there is one."""
    if not absent.when:
        return word(REASON, absent.reason)
    dated = _DATED.get(absent.reason)
    return _(dated).format(day=day(absent.when)) if dated else f"{word(REASON, absent.reason)} {day(absent.when)}"
