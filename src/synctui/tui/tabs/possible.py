"""Tab 5, possible matches: households first, then the same people perhaps, each with its own answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from synctui.core.comparison import Possible
from synctui.core.fields import FIRST_NAME, LAST_NAME, NATIONAL_NUMBER, PARTNER
from synctui.core.normalise.national_number import masked
from synctui.core.words import POSSIBLE, word
from synctui.i18n import _, day, ngettext, number
from synctui.tui.safe import visible
from synctui.tui.tabs.base import ReviewTab
from synctui.tui.tabs.decided import Told
from synctui.tui.tabs.values import name_of
from synctui.tui.widgets.cells import Cell, Column, Row
from synctui.tui.widgets.lines import Part, TextLine
from synctui.tui.widgets.tabs import Tab
from synctui.tui.widths import wrapped

_NARROW = 78
"""What a line of the detail holds at 80 columns."""


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

    def build(self) -> None:
        """Give each match a line for each of the people on the side that has more."""
        super().build()
        tall = ((line, self._height(self.match(line.item))) for line in self.lines)
        self.lines = [line._replace(part=part) for line, height in tall for part in range(height)]

    @staticmethod
    def _height(match: Possible) -> int:
        return max(len(match.clients), len(match.rows), 1)

    def match(self, item: int) -> Possible:
        """Return the possible match that an item stands for."""
        return self.review.comparison.possible[item]

    def text(self, item: int) -> str:
        """Return what it is and who."""
        match = self.match(item)
        return " ".join([word(POSSIBLE, match.kind), *self._here(match), *self._there(match)])

    def _here(self, match: Possible) -> list[str]:
        return [self._couple(match, client) for client in match.clients]

    def _couple(self, match: Possible, client: int) -> str:
        """Return a client's name, with the partner's where there is one: as known on either side, else the number."""
        comparison = self.review.comparison
        values = comparison.snapshot.values(client)
        if not match.household or not (number_ := values[PARTNER]):
            return name_of(values)
        people = [
            *(comparison.intake.values[row] for row in match.rows),
            *map(comparison.snapshot.values, match.clients),
        ]
        known = (f"{each[FIRST_NAME]} {each[LAST_NAME]}".strip() for each in people if each[NATIONAL_NUMBER] == number_)
        return f"{name_of(values)} + {next(known, masked(number_))}"

    def _there(self, match: Possible) -> list[str]:
        return [name_of(self.review.comparison.intake.values[row]) for row in match.rows]

    def _kind(self, match: Possible) -> str:
        """Return what it looks like; of a death its day, where the source tells it."""
        told_ = word(POSSIBLE, match.kind)
        if match.kind != "partner-died":
            return told_
        comparison = self.review.comparison
        links = (comparison.snapshot.links.get(client) for client in match.clients)
        known = (comparison.intake.delivery.elsewhere.get(link.source_id) for link in links if link)
        days = (day(each.when) for each in known if each and each.when)
        return f"{told_} {next(days, '')}".rstrip()

    def row(self, index: int, widths: list[int]) -> Row:
        """Return one line of a match: the first with its mark and kind, the others with further people."""
        line = self.lines[index]
        whole, match = self.item(line.item, widths), self.match(line.item)
        here, there = self._here(match), self._there(match)
        left: Cell = (here[line.part] if line.part < len(here) else "", "text")
        right: Cell = ("", "text")
        if line.part < len(there):
            new = match.household and match.rows[line.part] in match.waiting
            right = (f"{there[line.part]}  {_('new')}", "add") if new else (there[line.part], "text")
        if line.part:
            return Row(("", "dim"), [("", "dim"), left, right])
        return Row(whole.mark, [whole.cells[0], left if here else ("—", "dim"), right])

    def item(self, item: int, _widths: list[int]) -> Row:
        """Mark, kind, the people on both sides."""
        match = self.match(item)
        answer = self.review.answer(match.key)
        mark: Cell = ("[ ]", "dim")
        if answer:
            mark = ("[=]", "text") if answer == match.options[-1].name else ("[x]", "guess")
        here, there = " + ".join(self._here(match)), " + ".join(self._there(match))
        return Row(mark, [(self._kind(match), "guess"), (here or "—", "text"), (there, "text")])

    def tab(self) -> Tab:
        """How many."""
        return Tab(_("Possible"), _("Possible"), number(len(self.review.comparison.possible)), "guess")

    def summary(self) -> tuple[TextLine, TextLine]:
        """How many are to settle and of which kind; how many rows wait."""
        possible = self.review.comparison.possible
        open_ = [each for each in possible if not self.review.answer(each.key)]
        parts: list[Part] = [(_("{n} to settle").format(n=number(len(open_))), "text")]
        for kind, n in Counter(each.kind for each in open_).items():
            parts += [(f" · {number(n)} ", "text"), (word(POSSIBLE, kind), "guess")]
        waiting = sum(len(each.waiting) for each in open_)
        return parts, [(ngettext("{n} row waits", "{n} rows wait", waiting), "dim")] if waiting else []

    def detail(self, item: int) -> Sequence[TextLine]:
        """Return the evidence for and against, in words."""
        match = self.match(item)
        pros, cons = " · ".join(map(str, match.pros)), " · ".join(map(str, match.cons))
        if not pros:
            return [[(self._kind(match), "guess")], [("− ", "wrong"), (cons, "dim")] if cons else []]
        first, *more = wrapped(pros, _NARROW - 2) if not cons else [visible(pros)]
        second: TextLine = [("− ", "wrong"), (cons, "dim")] if cons else [(f"  {' '.join(more)}", "text")]
        return [[("+ ", "add"), (first, "text")], second]

    def below(self, item: int) -> Sequence[TextLine]:
        """Return the answers for the match under the cursor, the given one marked."""
        match = self.match(item)
        answer = self.review.answer(match.key)
        values = self.review.comparison.snapshot.values
        who = " + ".join(dict.fromkeys([*(name_of(values(each)) for each in match.clients), *self._there(match)]))
        answers = _("answers for this row")
        lines: list[TextLine] = [[(f"┄ {who} ┄ {answers} ┄", "dim")]]
        for option in match.options:
            mine = option.name == answer
            first, *more = wrapped(str(option.text), _NARROW - 5)
            lines.append([(" (•) " if mine else " ( ) ", "guess" if mine else "dim"), (first, "text")])
            lines += [[(f"     {each}", "text")] for each in more]
        return lines

    def place_of(self, item: int) -> str:
        """Return ``household`` for one: its keys are called otherwise."""
        return "household" if self.match(item).household else self.place

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

    def settle(self, item: int, name: str, *, again: bool = False) -> Told:
        """Give an answer by its name; *again*: with another mail to those mailed already."""
        match = self.match(item)
        self.review.settle(match, name, again=again)
        text = next((str(option.text) for option in match.options if option.name == name), _("no answer"))
        return Told(f"{text} · {_('u takes it back')}", "guess", moved=True)

    def _answer(self, items: list[int], at: int) -> Told:
        if len(items) != 1:
            return Told(_("These are answered one by one."), "change")
        match = self.match(items[0])
        name = match.options[at].name
        return self.settle(items[0], "" if self.review.answer(match.key) == name else name)
