"""Tab 1, only in import: new clients, ticked; archived ones of ours are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from synctui.core.catalogue import QUESTIONNAIRE
from synctui.core.fields import EMAIL, INDEX, NATIONAL_NUMBER, RESPONSIBLE
from synctui.core.inverting import invert
from synctui.core.newcomers import Newcomers
from synctui.core.postcode import guess
from synctui.core.words import DECISION, word
from synctui.i18n import _, ngettext, number
from synctui.tui.tabs.base import Likeness, ReviewTab
from synctui.tui.tabs.decided import MARKS, Told, inverted, told
from synctui.tui.tabs.values import name_of, shown
from synctui.tui.widgets.cells import Cell, Column, Row
from synctui.tui.widgets.lines import Part, TextLine
from synctui.tui.widgets.tabs import Tab


class NewTab(ReviewTab):
    """Items are rows of the import."""

    place = "new"
    inverts = True
    orders = ("client", "email", "language", "questionnaire")

    @property
    def columns(self) -> list[Column]:
        """Client, e-mail, language, questionnaire."""
        return [
            Column("client", _("Client"), 21, 1),
            Column("email", _("E-mail"), 27, 1),
            Column("language", _("Lang"), 4),
            Column("questionnaire", _("Questionnaire"), 20, 1),
        ]

    @property
    def newcomers(self) -> Newcomers:
        """The review's, as they are now."""
        return self.review.newcomers

    def groups(self) -> list[Sequence[int]]:
        """One group: all newcomers, in the import's order."""
        return [self.newcomers.rows]

    def text(self, item: int) -> str:
        """Every value of the row."""
        return " ".join(self.newcomers.values(item))

    def item(self, item: int, _widths: list[int]) -> Row:
        """Mark, name, e-mail, language, questionnaire."""
        values = self.newcomers.values(item)
        how = self.newcomers.decision(item).how
        here = item in self.review.comparison.archived_here
        name, tone = name_of(values), "dim" if how == "leave" else "text"
        last: Cell = (_("archived here"), "guess") if here else self._questionnaire(item)
        return Row(MARKS[how], [(name, tone), (values[EMAIL], "dim"), self._language(item), last])

    def _language(self, item: int) -> Cell:
        if language := self.newcomers.language(item):
            return language, "text"
        guessed = guess(self.newcomers.values(item))
        return (f"{guessed}?", "guess") if guessed else ("—", "wrong")

    def _questionnaire(self, item: int) -> Cell:
        chosen = self.newcomers.questionnaire(item)
        return (chosen, "dim") if chosen else (_("chosen at the end"), "dim")

    def tab(self) -> Tab:
        """How many newcomers."""
        return Tab(_("New"), _("Only in import"), number(len(self.newcomers.rows)), "add")

    def summary(self) -> tuple[TextLine, TextLine]:
        """How many are added, left, undecided; how many lack a language."""
        counted = Counter(self.newcomers.decision(row).how for row in self.newcomers.rows)
        parts: list[Part] = [(ngettext("{n} is added", "{n} are added", counted["add"]), "add")]
        if counted["leave"]:
            parts.append((" · " + _("{n} left out").format(n=number(counted["leave"])), "text"))
        if counted["undecided"]:
            parts.append((" · " + _("{n} undecided").format(n=number(counted["undecided"])), "dim"))
        lacking = len(self.without("language"))
        return parts, [(_("{n} without language: s").format(n=number(lacking)), "guess")] if lacking else []

    def detail(self, item: int) -> Sequence[TextLine]:
        """Return number, mobile, responsible and place; then where it came from and what was mended or not taken."""
        values, intake = self.newcomers.values(item), self.review.comparison.intake
        number_ = shown(NATIONAL_NUMBER, values[NATIONAL_NUMBER])
        facts = [name_of(values), number_, *(each for each in values[3:9] if each)]
        noted = [each.reason for each in (*intake.warnings.get(item, ()), *intake.repairs.get(item, ()))]
        return [[(" · ".join(facts), "text")], [(" · ".join([intake.where(item), *map(str, noted)]), "dim")]]

    def needs(self, item: int) -> bool:
        """Whether it is undecided or lacks a language."""
        how = self.newcomers.decision(item).how
        return how == "undecided" or (how == "add" and not self.newcomers.language(item))

    def without(self, what: str) -> list[int]:
        """Return the rows to add without a language, a questionnaire or a responsible of their own."""

        def have(row: int) -> str:
            return new.questionnaire(row) if what == QUESTIONNAIRE else new.values(row)[INDEX[what]]

        new = self.newcomers
        return [row for row in new.to_add() if not have(row)]

    # Verbs

    def do(self, lines: Iterable[int]) -> Told:
        """Add, or not decided where all of them are added."""
        return self._tick(self.items(lines), "add")

    def keep(self, lines: Iterable[int]) -> Told:
        """Do not add and remember it, or not decided."""
        return self._tick(self.items(lines), "leave")

    def likenesses(self, item: int) -> list[Likeness]:
        """Language, and who is responsible."""
        values, none = self.newcomers.values, _("none")
        language, responsible = self.newcomers.language(item), values(item)[RESPONSIBLE]
        return [
            Likeness(f"{_('Language')} {language or none}", language, self.newcomers.language),
            Likeness(f"{_('Responsible')} {responsible or none}", responsible, lambda row: values(row)[RESPONSIBLE]),
        ]

    def all(self, items: Sequence[int], on: bool) -> Told:
        """Add all of them, or none."""
        how = "add" if on else "undecided"
        return told(self.newcomers.tick(items, how), word(DECISION, how))

    def invert(self, items: Sequence[int]) -> Told:
        """Add what is undecided, and the other way round."""
        return inverted(invert(self.review, ((("new", row), self.newcomers.decision(row).how) for row in items)))

    def _tick(self, rows: list[int], how: str) -> Told:
        if rows and all(self.newcomers.decision(row).how == how for row in rows):
            how = "undecided"
        return told(self.newcomers.tick(rows, how), word(DECISION, how))
