"""Tab 5, possible matches: households first, then the same people perhaps, each with its own answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from synctui.core.comparison import Possible
from synctui.i18n import _, number
from synctui.tui.tabs.base import ReviewTab, Told, name_of
from synctui.tui.widgets.cells import Cell, Column, Row
from synctui.tui.widgets.lines import Part, TextLine
from synctui.tui.widgets.tabs import Tab
from synctui.tui.words import POSSIBLE


class PossibleTab(ReviewTab):
    """Items are positions among the possible matches; a match takes as many lines as it has people on one side."""

    place = "possible"

    @property
    def columns(self) -> list[Column]:
        """What it looks like, here, the import."""
        return [
            Column("kind", _("What it looks like"), 25, 1),
            Column("here", _("In {name}").format(name=self.names.register), 24, 1),
            Column("import", _("In {name}").format(name=self.names.source), 24, 1),
        ]

    def groups(self) -> list[Sequence[int]]:
        """One group: households first, then in order of doubt."""
        possible = self.review.comparison.possible
        order = sorted(range(len(possible)), key=lambda at: not possible[at].household)
        return [order]

    def match(self, item: int) -> Possible:
        """Return the possible match that an item stands for."""
        return self.review.comparison.possible[item]

    def text(self, item: int) -> str:
        """Return what it is and who."""
        match = self.match(item)
        return " ".join([_(POSSIBLE[match.kind]), *self._here(match), *self._there(match)])

    def _here(self, match: Possible) -> list[str]:
        return [name_of(self.review.comparison.snapshot.values(client)) for client in match.clients]

    def _there(self, match: Possible) -> list[str]:
        return [name_of(self.review.comparison.intake.values[row]) for row in match.rows]

    def item(self, item: int, _widths: list[int]) -> Row:
        """Mark, kind, the people on both sides."""
        match = self.match(item)
        answer = self.review.answer(match.key)
        mark: Cell = ("[ ]", "dim")
        if answer:
            mark = ("[=]", "text") if answer == match.options[-1].name else ("[x]", "guess")
        there = " + ".join(self._there(match))
        return Row(
            mark, [(_(POSSIBLE[match.kind]), "guess"), (" + ".join(self._here(match)) or "—", "text"), (there, "text")]
        )

    def tab(self) -> Tab:
        """How many."""
        return Tab(_("Possible"), _("Possible"), number(len(self.review.comparison.possible)), "guess")

    def summary(self) -> tuple[TextLine, TextLine]:
        """How many are to settle and of which kind; how many rows wait."""
        possible = self.review.comparison.possible
        open_ = [each for each in possible if not self.review.answer(each.key)]
        parts: list[Part] = [(_("{n} to settle").format(n=number(len(open_))), "text")]
        for kind, n in Counter(each.kind for each in open_).items():
            parts += [(f" · {number(n)} ", "text"), (_(POSSIBLE[kind]), "guess")]
        waiting = sum(len(each.waiting) for each in open_)
        return parts, [(_("{n} rows wait").format(n=number(waiting)), "dim")] if waiting else []

    def detail(self, item: int) -> Sequence[TextLine]:
        """Return the evidence for and against, in words."""
        match = self.match(item)
        pros, cons = " · ".join(map(str, match.pros)), " · ".join(map(str, match.cons))
        for_ = [("+ ", "add"), (pros, "text")] if pros else [(_(POSSIBLE[match.kind]), "guess")]
        return [for_, [("− ", "wrong"), (cons, "dim")] if cons else []]

    def below(self, item: int) -> Sequence[TextLine]:
        """Return the answers for the match under the cursor, the given one marked."""
        match = self.match(item)
        answer = self.review.answer(match.key)
        who = " + ".join(dict.fromkeys([*self._here(match), *self._there(match)]))
        lines: list[TextLine] = [[(f"┄ {who} ┄ {_('answers for this row')} ┄", "dim")]]
        for option in match.options:
            mine = option.name == answer
            lines.append([(" (•) " if mine else " ( ) ", "guess" if mine else "dim"), (str(option.text), "text")])
        return lines

    def needs(self, item: int) -> bool:
        """Whether it has no answer."""
        return not self.review.answer(self.match(item).key)

    # Verbs

    def do(self, lines: Iterable[int]) -> Told:
        """Give the first answer, or take it back; one row at a time."""
        return self._answer(self.items(lines), 0)

    def no(self, lines: Iterable[int]) -> Told:
        """Give the last answer, which says no; or take it back."""
        return self._answer(self.items(lines), -1)

    def settle(self, item: int, name: str) -> Told:
        """Give an answer by its name."""
        match = self.match(item)
        self.review.settle(match, name)
        text = next((str(option.text) for option in match.options if option.name == name), _("no answer"))
        return Told(f"{text} · {_('u takes it back')}", "guess", moved=True)

    def _answer(self, items: list[int], at: int) -> Told:
        if len(items) != 1:
            return Told(_("These are answered one by one."), "change")
        match = self.match(items[0])
        name = match.options[at].name
        return self.settle(items[0], "" if self.review.answer(match.key) == name else name)
