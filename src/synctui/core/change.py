"""What differences have in common, so that three hundred equal changes are one decision.

In come differences; out come groups of them, each with its title. Decides nothing and drops no line.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Literal, NamedTuple

from synctui.core.comparison import Difference, Kind
from synctui.core.fields import (
    CITY,
    COUNTRY,
    EMAIL,
    FIELDS,
    MOBILE,
    NATIONAL_NUMBER,
    PARTNER,
    POSTAL_CODE,
    RESPONSIBLE,
    STREET,
)
from synctui.i18n import N_, Message, message

By = Literal["change", "field", "client", "kind"]
Key = tuple[str | int | bool, ...]


class Change(NamedTuple):
    """What a difference shares with others.

    what: ``words`` (*old* became *new*, the rest is the same), else a class: ``household, both-changed, cleared,
    was-empty, form`` (blanks and hyphens), ``one-letter, another``. here: it was the register that moved.
    """

    field: int
    what: str
    old: str = ""
    new: str = ""
    here: bool = False

    @property
    def title(self) -> Message:
        """The change in words, without its field."""
        if self.what == "words":
            return message(N_("{old} → {new}"), old=self.old or "—", new=self.new or "—")
        return message(_ANOTHER.get(self.field, N_("another value")) if self.what == "another" else _CLASSES[self.what])


class Group(NamedTuple):
    """Differences folded into one line. key: stable while they have it in common. indexes: into what was folded.

    field: the one field that all are of, -1 for several. change: what they share, where they are folded by it.
    """

    key: Key
    field: int
    indexes: list[int]
    change: Change | None = None

    def title(self, lines: Sequence[Difference], name: Callable[[int], str] = str) -> Message:
        """Return what its *lines* have in common, in words; *name* tells a client's name from its id."""
        line = lines[self.indexes[0]]
        if self.change:
            return self.change.title
        if self.key[0] == "client":
            return Message("{name}", (("name", name(line.client)),))
        return Message(FIELDS[line.field].label if self.key[0] == "field" else _KINDS[line.kind])


_CLASSES = {
    "household": N_("household"),
    "both-changed": N_("both changed"),
    "cleared": N_("cleared"),
    "was-empty": N_("was empty here"),
    "form": N_("blanks and hyphens"),
    "one-letter": N_("one letter"),
}
_ANOTHER = {
    EMAIL: N_("another address"),
    RESPONSIBLE: N_("another colleague"),
    STREET: N_("another address"),
    POSTAL_CODE: N_("another place"),
    CITY: N_("another place"),
    COUNTRY: N_("another country"),
    MOBILE: N_("another number"),
    NATIONAL_NUMBER: N_("another number"),
    PARTNER: N_("another number"),
}
_KINDS: dict[Kind, str] = {
    "first-seen": N_("first compared"),
    "import-changed": N_("import changed"),
    "changed-here": N_("changed here"),
    "both-changed": N_("both changed"),
    "cleared": N_("cleared"),
    "already-sent": N_("already sent"),
}
_NUMBERS = frozenset({MOBILE, NATIONAL_NUMBER, PARTNER})
_letter = re.compile(r"[^\W\d_]").search


def change_of(line: Difference) -> Change:
    """Return what *line* may share with others, as finely as can be.

    >>> change_of(Difference(1, 0, 6, "import-changed", None, "St. Annalaan 12", "Sint-Annalaan 12")).title.plain
    'St. → Sint-'
    """
    here = line.kind == "changed-here"
    if coarse := _coarse(line):
        return Change(line.field, coarse, here=here)
    if line.field in _NUMBERS:
        return Change(line.field, "another", here=here)
    old, new = _differing(line.register, line.import_)
    if not old and not new:
        return Change(line.field, "form", here=here)
    if line.field == STREET and not _letter(old + new):
        return Change(line.field, "another", here=here)
    return Change(line.field, "words", old, new, here)


def _coarse(line: Difference) -> str:
    """Return the class of a line whose values say nothing of what it shares, or empty text."""
    if line.household:
        return "household"
    if line.kind == "both-changed" or not line.import_:
        return "both-changed" if line.import_ else "cleared"
    return "" if line.register else "was-empty"


def _differing(old: str, new: str) -> tuple[str, str]:
    """Return the words that differ once the common ones at both ends are taken off, whatever joins words.

    >>> _differing("Dreef St.-Niklaas 8 bus 2", "Dreef Sint-Niklaas 8 bus 2"), _differing("Dorp 1", "Dorp-1")
    (('St.', 'Sint-'), ('', ''))
    """
    before, after = _parts(old), _parts(new)
    start, shorter = 0, min(len(before), len(after))
    while start < shorter and before[start] == after[start]:
        start += 1
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    left, right = before[start : len(before) - end], after[start : len(after) - end]
    replacement = " ".join(right)
    joined = end and right and f"{right[-1]}-{after[-end]}" in new
    return " ".join(left), f"{replacement}-" if joined else replacement


def _parts(text: str) -> list[str]:
    """Return the words of *text*; replacing one sign after the other is twice as fast as a pattern."""
    return text.replace("-", " ").replace("@", " ").replace(",", " ").replace("/", " ").split()


def _class_of(line: Difference) -> Change:
    """Return the class of a line whose words nobody shares."""
    what = "one-letter" if _one_letter(line.register, line.import_) else "another"
    return Change(line.field, what, here=line.kind == "changed-here")


def _one_letter(one: str, other: str) -> bool:
    """Tell whether one letter was added, left out or replaced.

    >>> _one_letter("Janssen", "Janssens"), _one_letter("Dorp 1", "Dorp 2")
    (True, False)
    """
    if abs(len(one) - len(other)) > 1:
        return False
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    at = next((i for i, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    rest = shorter[at + 1 :] if len(one) == len(other) else shorter[at:]
    return longer[at : at + 1].isalpha() and longer[at + 1 :] == rest


def fold_groups(lines: Sequence[Difference], by: By) -> list[Group]:
    """Return *lines* folded ``by`` change, field, client or kind; the largest group first, then by key.

    Clients come in the order of the lines.
    """
    if by == "change":
        return sorted(_by_change(lines), key=lambda group: (-len(group.indexes), group.key))
    keyed: dict[int | str, list[int]] = defaultdict(list)
    for index, about in enumerate(map(attrgetter(by), lines)):
        keyed[about].append(index)
    return [Group((by, about), _field_of(lines, indexes), indexes) for about, indexes in keyed.items()]


def _field_of(lines: Sequence[Difference], indexes: list[int]) -> int:
    """Return the field that all of these lines are of, -1 for several."""
    first = lines[indexes[0]].field
    return first if len(indexes) == 1 or all(lines[index].field == first for index in indexes) else -1


def _by_change(lines: Sequence[Difference]) -> list[Group]:
    """Fold by change; words that only one line has give way to their class."""
    found: dict[Change, list[int]] = defaultdict(list)
    for index, change in enumerate(map(change_of, lines)):
        found[change].append(index)
    for change in [change for change, indexes in found.items() if change.what == "words" and len(indexes) == 1]:
        index = found.pop(change)[0]
        found[_class_of(lines[index])].append(index)
    return [Group(("change", *change), change.field, sorted(at), change) for change, at in found.items()]
