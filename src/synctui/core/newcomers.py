"""The rows that are only in the import: which of them are added, and with which values.

A part of the review, made anew whenever its comparison or an answer under possible matches changes. Every method that
decides returns the `Step` it took (None where nothing changed).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from synctui.core.catalogue import QUESTIONNAIRE, Catalogue
from synctui.core.comparison import Comparison
from synctui.core.fields import INDEX, LANGUAGE, NAMES, Values
from synctui.core.following import Following
from synctui.core.steps import LABELS, UNDECIDED, Decision, Key, Ledger, Step
from synctui.core.validate import clean_value
from synctui.i18n import N_, message


class Newcomers:
    """The newcomers of one comparison.

    rows: all of them, in the import's order; those that an answer made new come last. *left*: the rows that an earlier
    run left out.
    """

    def __init__(
        self, comparison: Comparison, following: Following, left: Set[int], ledger: Ledger, catalogue: Catalogue
    ) -> None:
        self.rows = following.newcomers
        self._comparison = comparison
        self._following = following
        self._left = left
        self._ledger = ledger
        self._catalogue = catalogue

    # Added or not

    def decision(self, row: int) -> Decision:
        """Return ``add``, ``leave`` or ``undecided``."""
        if taken := self._ledger.get(("new", row)):
            return taken
        if row in self._left:
            return Decision("leave", why="default")
        if row in self._following.answered_new:
            return Decision("add")
        return Decision("add", why="default") if self.comes_ticked(row) else UNDECIDED

    def comes_ticked(self, row: int) -> bool:
        """Tell whether a row is added unless somebody says otherwise."""
        return not (row in self._left or row in self._following.answered_new or row in self._comparison.archived_here)

    def tick(self, rows: Iterable[int], how: str, *, why: str = "hand") -> Step | None:
        """Decide ``add``, ``leave`` or ``undecided``."""
        return self._ledger.take(LABELS[how], {("new", row): Decision(how, why=why) for row in rows})

    def to_add(self) -> list[int]:
        """Return the rows that will be added as new clients, in the import's order."""
        mine = [row for row in self.rows if self.decision(row).how == "add"]
        return [row for row in mine if row not in self._comparison.archived_here]

    def to_restore(self) -> list[int]:
        """Return the rows whose archived client will be restored."""
        return [row for row in self._comparison.archived_here if self.decision(row).how == "add"]

    def lacking(self) -> list[int]:
        """Return the rows to add that still lack a language or a questionnaire."""
        return [row for row in self.to_add() if not (self.language(row) and self.questionnaire(row))]

    # With which values

    def values(self, row: int) -> Values:
        """Return a row's values as it would be added, choices for the row included."""
        values = self._comparison.intake.values[row]
        own = {LANGUAGE: self.language(row)} | self._following.inherited.get(row, {})
        own = {at: value for at, value in own.items() if not values[at]}
        own |= self._following.given.get(row, {})
        if self._ledger.tally.get("set"):
            own |= {at: chosen for at, name in enumerate(NAMES) if (chosen := self._chosen(("set", row, name)))}
        return tuple(own.get(at, value) for at, value in enumerate(values)) if own else values

    def language(self, row: int) -> str:
        """Return the language a row will be added with: its own choice, the import's, the batch's, or empty."""
        sent = self._comparison.intake.values[row][LANGUAGE]
        return self._chosen(("set", row, NAMES[LANGUAGE])) or sent or self.batch(NAMES[LANGUAGE])

    def questionnaire(self, row: int) -> str:
        """Return the questionnaire a row will be added with, or empty text where none fits yet."""
        if own := self._chosen(("set", row, QUESTIONNAIRE)):
            return own
        batch = self.batch(QUESTIONNAIRE)
        return self._catalogue.counterpart(batch, self.language(row)) if batch else ""

    def batch(self, what: str) -> str:
        """Return the *language* or *questionnaire* chosen for all that have none of their own."""
        return self._chosen(("batch", what))

    def choose(self, rows: Iterable[int], what: str, value: str) -> Step | None:
        """Set a field by name, or the questionnaire, for rows to be added; empty text takes the choice back.

        Raises `UsageError` for a questionnaire that the catalogue lacks, `InputError` for another invalid value.
        """
        chosen = Decision("chosen", self._checked(what, value)) if value else None
        return self._set(what, {("set", row, what): chosen for row in rows})

    def choose_each(self, values: Mapping[int, str], what: str) -> Step | None:
        """Set a field by name, each row to its own value, as one step. Raises as `choose` does."""
        return self._set(
            what, {("set", row, what): Decision("chosen", self._checked(what, value)) for row, value in values.items()}
        )

    def choose_batch(self, what: str, value: str, *, why: str = "hand") -> Step | None:
        """Set the *language* or *questionnaire* for all that have none of their own; empty text takes it back.

        Raises as `choose` does.
        """
        chosen = Decision("chosen", self._checked(what, value), why) if value else None
        return self._set(what, {("batch", what): chosen})

    def _set(self, what: str, chosen: Mapping[Key, Decision | None]) -> Step | None:
        return self._ledger.take(message(N_("set {what}"), what=what), chosen)

    def _checked(self, what: str, value: str) -> str:
        return self._catalogue.check(value) if what == QUESTIONNAIRE else clean_value(INDEX[what], value)

    def _chosen(self, key: Key) -> str:
        taken = self._ledger.get(key)
        return taken.value if taken else ""
