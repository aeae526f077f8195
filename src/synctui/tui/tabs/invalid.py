"""Tab 4, invalid: each row with its reason in words, the offending value and where it came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from synctui.core.fields import FIELDS
from synctui.core.intake import Problem
from synctui.core.normalise.national_number import masked
from synctui.i18n import _, ngettext, number
from synctui.tui.safe import visible
from synctui.tui.tabs.base import Likeness, ReviewTab
from synctui.tui.tabs.decided import Told, told
from synctui.tui.tabs.values import name_of
from synctui.tui.widgets.cells import Cell, Column, Row
from synctui.tui.widgets.lines import TextLine
from synctui.tui.widgets.tabs import Tab
from synctui.tui.widths import cut_middle, wrapped

_NARROW = 78
"""What a line of the detail holds at 80 columns."""


class InvalidTab(ReviewTab):
    """Items are rows of the import."""

    place = "invalid"
    orders = ("where", "client", "value", "reason")

    @property
    def columns(self) -> list[Column]:
        """Where, client, value, reason."""
        return [
            Column("where", _("Where"), 13),
            Column("client", _("Client"), 18, 1),
            Column("value", _("Value"), 20, 1),
            Column("reason", _("Reason"), 21, 2),
        ]

    def groups(self) -> list[Sequence[int]]:
        """One group, in the import's order."""
        return [sorted(self.review.comparison.intake.invalid)]

    def problems(self, item: int) -> tuple[Problem, ...]:
        """Return the reasons of a row."""
        return self.review.comparison.intake.invalid[item]

    def text(self, item: int) -> str:
        """Name, values and reasons."""
        told = [f"{each.where} {each.value} {each.reason}" for each in self.problems(item)]
        return " ".join([name_of(self.review.comparison.intake.values[item]), *told])

    def item(self, item: int, widths: list[int]) -> Row:
        """Mark, place, name, value, first reason and how many more there are."""
        first, *others = self.problems(item)
        aside = self.review.set_aside(item)
        more = f" +{len(others)}" if others else ""
        mark: Cell = ("[=]", "text") if aside else (" ! ", "wrong")
        tone = "dim" if aside else "wrong"
        where = cut_middle(visible(first.where), widths[0])  # its end is the cell
        name = name_of(self.review.comparison.intake.values[item])
        return Row(mark, [(where, "dim"), (name, "text"), (_hidden(first), tone), (f"{first.reason}{more}", "text")])

    def tab(self) -> Tab:
        """How many rows."""
        return Tab(_("Invalid"), _("Invalid"), number(len(self.review.comparison.intake.invalid)), "wrong")

    def summary(self) -> tuple[TextLine, TextLine]:
        """How many are not loaded, and how many are set aside."""
        rows = self.groups()[0]
        aside = sum(self.review.set_aside(row) for row in rows)
        left = ngettext("{n} left out until it changes", "{n} left out until they change", aside)
        told = ngettext("{n} row cannot be loaded", "{n} rows cannot be loaded", len(rows))
        return [(told, "wrong" if rows else "text")], [(left, "dim")] if aside else []

    def detail(self, item: int) -> Sequence[TextLine]:
        """Every reason in words."""
        told = " · ".join(f"{self._field(each)}{each.reason}" for each in self.problems(item))
        return [[(line, "text")] for line in [*wrapped(told, _NARROW), ""][:2]]

    def _field(self, problem: Problem) -> str:
        return f"{FIELDS[problem.field].title}: " if problem.field is not None else ""

    def needs(self, item: int) -> bool:
        """Whether it is neither corrected nor set aside."""
        return not self.review.set_aside(item)

    def no(self, lines: Iterable[int]) -> Told:
        """Leave out until it changes, or take that back."""
        rows = self.items(lines)
        return self.all(rows, not all(self.review.set_aside(row) for row in rows))

    def likenesses(self, item: int) -> list[Likeness]:
        """Return the first reason."""
        reason = self.problems(item)[0].reason
        return [Likeness(str(reason), reason, lambda row: self.problems(row)[0].reason)]

    def all(self, items: Sequence[int], on: bool) -> Told:
        """Leave all of them out until they change, or take that back."""
        return self._put_aside(items, aside=on)

    def _put_aside(self, rows: Sequence[int], *, aside: bool) -> Told:
        step = self.review.put_aside(rows, aside=aside)
        if step is None and not aside:
            return Told(_("It was left out at an earlier run and has not changed since."), "change")
        return told(step, _("left out until changed") if aside else _("no longer left out"))


def _hidden(problem: Problem) -> str:
    """Return the offending value as a list shows it: of a person's number the year and the check digits alone.

    >>> from synctui.core.fields import NATIONAL_NUMBER
    >>> from synctui.i18n import message
    >>> _hidden(Problem(NATIONAL_NUMBER, "85.07.30-033.29", "R1", message("wrong")))
    '85.••.••-•••.29'
    """
    if problem.field is None or FIELDS[problem.field].kind != "national_number":
        return problem.value or "—"
    digits = [char for char in problem.value if char.isdecimal()]
    if len(digits) == 11:
        return masked("".join(digits))
    return f"{problem.value[:2]}••••" if problem.value else "—"
