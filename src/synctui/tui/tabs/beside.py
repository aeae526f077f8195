"""What is not asked under tab 3, below the differences: kept earlier, by form only, equal; folded until somebody looks.

Items are numbered on from the differences: first the lines kept earlier, then clients that differ by form only, then
the equal ones. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from synctui.core.comparison import Difference
from synctui.core.fields import EMAIL, FIELDS, Values
from synctui.core.review import Review
from synctui.i18n import N_, _, number
from synctui.tui.tabs.decided import MARKS, SOME
from synctui.tui.tabs.difference import two_sided
from synctui.tui.tabs.values import name_of, shown
from synctui.tui.widgets.cells import Cell, Row
from synctui.tui.widgets.lines import TextLine

SAME: Cell = ("   ", "dim")
"""The mark of what there is nothing to decide on."""
_TITLES = {"kept": N_("Kept earlier"), "form": N_("By form only"), "equal": N_("Equal")}
_WORDS = {
    "kept": N_("Kept in an earlier run; asked again when a value moves. Space on one line decides it anew."),
    "form": N_("Written in another way, but the same: nothing is written."),
    "equal": N_("The same on both sides: nothing is written."),
}


class Part(NamedTuple):
    """One of the three groups. name: ``kept, form`` or ``equal``; items: its items."""

    name: str
    items: range

    @property
    def title(self) -> str:
        """What it is called."""
        return _(_TITLES[self.name])


class Beside:
    """The groups beside the asked differences; the first item is number *first*."""

    def __init__(self, review: Review, first: int) -> None:
        self.review, self.first = review, first
        comparison = review.comparison
        self.kept: Sequence[Difference] = comparison.kept
        self._differing = {line.client for lines in (comparison.differences, comparison.kept) for line in lines}
        form = len(comparison.by_form)
        counted = {"kept": len(self.kept), "form": form, "equal": len(comparison.in_both) - len(self._differing) - form}
        self.parts: list[Part] = []
        for name, n in counted.items():
            if n > 0:
                self.parts.append(Part(name, range(first, first + n)))
            first += max(n, 0)

    @cached_property
    def _clients(self) -> list[int]:
        """The clients that differ by form only, then the equal ones, each by name."""
        comparison = self.review.comparison
        form, values = set(comparison.by_form), comparison.snapshot.values
        other = self._differing | form
        equal = [client for row in comparison.in_both if (client := comparison.clients[row]) not in other]
        both = (
            [(name_of(values(client)).casefold(), client) for client in form],
            [(name_of(values(client)).casefold(), client) for client in equal],
        )
        return [client for clients in both for _name, client in sorted(clients)]

    @cached_property
    def _rows(self) -> dict[int, int]:
        comparison = self.review.comparison
        return {comparison.clients[row]: row for row in comparison.in_both}

    def difference(self, item: int) -> Difference | None:
        """Return the line kept earlier that an item stands for, or None for an equal client."""
        at = item - self.first
        return self.kept[at] if at < len(self.kept) else None

    def sides(self, item: int) -> tuple[Values, Values]:
        """Return an equal client's values here and in the import."""
        client = self._clients[item - self.first - len(self.kept)]
        comparison = self.review.comparison
        return comparison.snapshot.values(client), comparison.intake.values[self._rows[client]]

    def where(self, item: int) -> str:
        """Return where in the import an equal client stands."""
        client = self._clients[item - self.first - len(self.kept)]
        return self.review.comparison.intake.where(self._rows[client])

    # How it looks

    def counted(self) -> TextLine:
        """Return how many clients are equal, differ by form only, or were kept earlier."""
        found = {part.name: number(len(part.items)) for part in self.parts}
        told = [_("{n} equal").format(n=found.get("equal", number(0)))]
        told += [_("{n} by form").format(n=found["form"])] if "form" in found else []
        told += [_("{n} kept earlier").format(n=found["kept"])] if "kept" in found else []
        return [(f" · {each}" if at else each, "dim") for at, each in enumerate(told)]

    def heading(self, part: Part, *, folded: bool, columns: int) -> Row:
        """Return a group's heading: among folded ones in four *columns*, else over the whole width."""
        title = f"{'▶' if folded else '▼'} {part.title}"
        if columns:
            cells: list[Cell] = [(title, "dim"), (number(len(part.items)), "dim"), *[("", "dim")] * (columns - 2)]
            return Row(self._mark(part), cells)
        return Row(self._mark(part), [(f"{title}  {number(len(part.items))}", "dim"), ("", "dim")], span=True)

    def _mark(self, part: Part) -> Cell:
        if part.name != "kept":
            return SAME
        return SOME if self.review.reopened() else MARKS["keep"]

    def row(self, item: int, widths: Sequence[int]) -> Row:
        """Return an equal client's line: name, and what is written in another way, or the e-mail."""
        here, there = self.sides(item)
        at = self._unlike(here, there)
        field, sign = (EMAIL, "=") if at is None else (at, "≈")
        who: list[Cell] = [(f"  {name_of(here)}", "dim")]
        if len(widths) > 4:
            who.append((FIELDS[field].short_title, "dim"))
        values: list[Cell] = [(shown(field, here[field]), "dim"), (sign, "dim"), (shown(field, there[field]), "dim")]
        return two_sided(Row(SAME, [*who, *values]), widths)

    def detail(self, item: int) -> Sequence[TextLine]:
        """Return who it is, and what is written in another way."""
        here, there = self.sides(item)
        unlike = [at for at in range(len(FIELDS)) if there[at] and here[at] != there[at]]
        told = [f"{FIELDS[at].short_title} {shown(at, here[at])} ≈ {shown(at, there[at])}" for at in unlike]
        who = f"{name_of(here)} · {self.where(item)}"
        return [[(who, "text")], [(" · ".join(told) or _(_WORDS["equal"]), "dim")]]

    def group_detail(self, part: Part) -> Sequence[TextLine]:
        """Return what the group is."""
        return [[(f"{part.title} · {number(len(part.items))}", "text")], [(_(_WORDS[part.name]), "dim")]]

    @staticmethod
    def _unlike(here: Values, there: Values) -> int | None:
        return next((at for at in range(len(FIELDS)) if there[at] and here[at] != there[at]), None)
