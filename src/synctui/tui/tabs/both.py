"""Tab 3, in both: one line a difference, folded by what they have in common; undecided until the reader says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import get_args

from synctui.core.change import By, fold_groups
from synctui.core.collector import quiet_collector
from synctui.core.comparison import Difference
from synctui.core.fields import FIELDS, NATIONAL_NUMBER
from synctui.core.inverting import invert
from synctui.core.review import NEVER_IN_BULK
from synctui.core.steps import Step
from synctui.i18n import N_, _, ngettext, number
from synctui.tui.safe import visible
from synctui.tui.tabs.base import MARKS, SOME, Likeness, ReviewTab, Told, inverted, name_of, shown, told
from synctui.tui.tabs.beside import Beside, Part
from synctui.tui.tabs.grouping import Grouping
from synctui.tui.widgets.cells import Cell, Column, Row
from synctui.tui.widgets.lines import Part as Words
from synctui.tui.widgets.lines import TextLine
from synctui.tui.widgets.tabs import Tab
from synctui.tui.widths import cut_pair, fit, width
from synctui.tui.words import DECISIONS, kind, sign

WAYS: tuple[By, ...] = get_args(By)
_WORDS = {"change": N_("change"), "field": N_("field"), "client": N_("client"), "kind": N_("kind")}
_HEADS = {"change": N_("Change"), "field": N_("Field"), "client": N_("Client"), "kind": N_("Kind")}
FITS = 14
"""Lines up to which nothing is folded at first: they fit the screen."""
_LINKED = {
    "source-id": N_("same id"),
    "national-number": N_("same national number"),
    "email-name": N_("same e-mail and name"),
    "verdict": N_("said to be the same"),
}


class BothTab(ReviewTab):
    """Items are indexes into the review's lines."""

    place = "both"
    inverts = True
    orders = ("client", "here", "import")
    headed = True
    by: By = "change"

    def build(self) -> None:
        """Group anew where the review's lines are others than before, what was open stays open; then make the lines."""
        grouping: Grouping | None = getattr(self, "grouping", None)
        if grouping is None:
            self.regroup()
        elif grouping.lines is not self.review.asked:
            opened = {key for at, key in enumerate(self._keys()) if at not in self.folded}
            self.regroup()
            self.folded -= {at for at, key in enumerate(self._keys()) if key in opened}
        super().build()

    def _keys(self) -> list[tuple[str | int | bool, ...]]:
        """Return what every group is known by when all is grouped anew."""
        return [*(each.key for each in self.grouping.groups), *((part.name,) for part in self.beside.parts)]

    def regroup(self) -> None:
        """Fold the review's lines by what was chosen; all folded where they do not fit the screen."""
        lines = self.review.asked
        with quiet_collector():
            groups = fold_groups(lines, self.by, self.client_name)
        self.grouping = Grouping(lines, groups, self.review.decision)
        self.beside = Beside(self.review, len(lines))
        asked = len(self.grouping.groups)
        self.folded = set(range(0 if len(lines) > FITS else asked, asked + len(self.beside.parts)))
        self._alike = self._count_alike()
        self._titles = [field.title for field in FIELDS]

    def _count_alike(self) -> list[Words]:
        """Return how many clients are equal, differ by form only, or were kept earlier."""
        counted = {part.name: number(len(part.items)) for part in self.beside.parts}
        told_ = [_("{n} equal").format(n=counted.get("equal", number(0)))]
        told_ += [_("{n} by form").format(n=counted["form"])] if "form" in counted else []
        told_ += [_("{n} kept earlier").format(n=counted["kept"])] if "kept" in counted else []
        return [(f" · {each}" if at else each, "dim") for at, each in enumerate(told_)]

    def next_way(self) -> Told:
        """Group by the next of change, field, client, kind."""
        self.by = WAYS[(WAYS.index(self.by) + 1) % len(WAYS)]
        self.regroup()
        self.build()
        return Told(_("grouped by {what}").format(what=_(_WORDS[self.by])), moved=True)

    def groups(self) -> list[Sequence[int]]:
        """As folded, the clients by name; then what is not asked, in which a filter looks once it is open."""
        asked = [
            group.indexes if at in self.folded else self.grouping.by_name(at, self._name)
            for at, group in enumerate(self.grouping.groups)
        ]
        hidden = self.folded if self.filtered else set[int]()
        more = enumerate(self.beside.parts, len(asked))
        return [*asked, *(range(0) if at in hidden else part.items for at, part in more)]

    def part(self, group: int) -> Part | None:
        """Return the group of what is not asked, or None for one of differences."""
        at = group - len(self.grouping.groups)
        return self.beside.parts[at] if at >= 0 else None

    def fold_all(self) -> None:
        """Fold all groups; where all are folded, unfold those of differences."""
        every, asked = len(self._keys()), len(self.grouping.groups)
        self.folded = set(range(asked if self.all_folded else 0, every))
        self.build()

    @property
    def shown(self) -> list[int]:
        """All differences that the filter lets through."""
        return [item for items in self._let_through[: len(self.grouping.groups)] for item in items]

    def client_name(self, client: int) -> str:
        """Return a client's name as the register has it."""
        return name_of(self.review.comparison.snapshot.values(client))

    def _name(self, item: int) -> str:
        return self.client_name(self.line(item).client)

    def line(self, item: int) -> Difference:
        """Return the difference that an item stands for. Raises `LookupError` for an equal client."""
        line = self.difference(item)
        if line is None:
            raise LookupError(item)
        return line

    def difference(self, item: int) -> Difference | None:
        """Return the difference that an item stands for, or None for an equal client."""
        asked = self.review.asked
        return asked[item] if item < len(asked) else self.beside.difference(item)

    def text(self, item: int) -> str:
        """Name, field and both values; of an equal client every value."""
        line = self.difference(item)
        if line is None:
            return " ".join(self.beside.sides(item)[0])
        return f"{self.client_name(line.client)} {self._titles[line.field]} {line.register} {line.import_}"

    def took(self, step: Step, *, back: bool = False) -> None:
        """Follow a step in the numbers of the headings."""
        self.grouping.took(step, back=back)

    # How it looks

    @property
    def all_folded(self) -> bool:
        """Whether only headings are shown, which then have columns of their own."""
        return len(self.folded) >= len(self._keys()) > 0

    @property
    def columns(self) -> list[Column]:
        """Change, lines, example, advice while all is folded; else as `columns_open`."""
        if self.all_folded:
            return [
                Column("change", _(_HEADS[self.by]), 29, 1),
                Column("lines", _("lines"), 6, 0, True),
                Column("example", _("For example"), 24, 2),
                Column("advice", _("Advice"), 13),
            ]
        return self.columns_open

    @property
    def columns_open(self) -> list[Column]:
        """The client, by some groupings the field, here and the import."""
        here = Column("here", _("In {name}").format(name=self.names.register), 25, 2)
        there = Column("import", _("In {name}").format(name=self.names.source), 25, 2)
        who = [Column("client", _("Client"), 21, 1)]
        if self.by not in {"change", "field"}:
            who = [Column("client", _("Client"), 16, 1), Column("field", _("Field"), 11)]
            here, there = here._replace(width=19), there._replace(width=19)
        return [*who, here, Column("sign", "", 1), there]

    def heading(self, group: int, widths: list[int]) -> Row:
        """Mark, change and number; folded among folded ones with an example and the advice, else what was decided."""
        if part := self.part(group):
            columns = len(widths) if self.all_folded else 0
            return self.beside.heading(part, folded=group in self.folded, columns=columns)
        title = self._title(group)
        n = len(self.grouping.groups[group].indexes)
        if self.all_folded:
            cells = [
                (f"▶ {title}", "text"),
                (number(n), "text"),
                (self._example(group, widths[2]), "dim"),
                self._advice(group),
            ]
            return Row(self._mark(group), cells)
        sign_ = "▶" if group in self.folded else "▼"
        return Row(self._mark(group), [(f"{sign_} {title}  {number(n)}", "strong"), self._decided(group)], span=True)

    def _title(self, group: int) -> str:
        folded = self.grouping.groups[group]
        title = str(folded.title)
        if self.by == "change" and folded.field >= 0:
            return f"{fit(FIELDS[folded.field].short_title, 11)} {title}"
        return title

    def _mark(self, group: int) -> Cell:
        counted = self.grouping.tally(group)
        hows = [how for how, n in counted.items() if n]
        return MARKS[hows[0]] if len(hows) == 1 else SOME

    def _decided(self, group: int) -> Cell:
        counted = self.grouping.tally(group)
        parts = [f"{number(counted[how])} {_(DECISIONS[how])}" for how in DECISIONS if counted[how]]
        return " · ".join(parts), "change" if counted["overwrite"] or counted["typed"] else "dim"

    def _example(self, group: int, cells: int) -> str:
        line = self.line(self.grouping.groups[group].indexes[0])
        if line.kind == "both-changed":
            return _("three values: open")
        here, there = visible(shown(line.field, line.register)), visible(shown(line.field, line.import_))
        half, room = (cells - 3) // 2, cells - 3
        left = min(width(here), max(half, room - width(there)))
        here, there = cut_pair(here, there, left, room - left)
        return f"{here} → {there}"

    def _advice(self, group: int) -> Cell:
        lines = [self.line(item) for item in self.grouping.groups[group].indexes[:200]]
        if all(line.household for line in lines):
            return _("see 5"), "guess"
        advised = {line.recommended for line in lines}
        if len(advised) > 1:
            return _("differs"), "dim"
        advice = advised.pop()
        return (_(DECISIONS[advice]), "change" if advice == "overwrite" else "text") if advice else (_("none"), "dim")

    def item(self, item: int, widths: list[int]) -> Row:
        """Mark, client, the two values cut around where they part; what gives way is struck."""
        line = self.difference(item)
        if line is None:
            return self.beside.row(item, widths)
        made = self.review.decision(line)
        there = made.value if made.how == "typed" else line.import_
        here_, there_ = cut_pair(
            visible(shown(line.field, line.register)), visible(shown(line.field, there)), widths[-3], widths[-1]
        )
        tones = {"overwrite": ("old", "new"), "typed": ("old", "new"), "keep": ("strong", "dim")}
        here_tone, there_tone = tones.get(made.how, ("text", "text"))
        mark: Cell = ("[5]", "guess") if line.household else MARKS[made.how]
        name = self._name(item)
        who: list[Cell] = [(f"  {name}", "text")]
        if self.by not in {"change", "field"}:
            who = [(f"  {name}", "text"), (FIELDS[line.field].short_title, "dim")]
        return Row(mark, [*who, (here_, here_tone), (sign(line), "act"), (there_, there_tone)])

    def tab(self) -> Tab:
        """Decided and all."""
        tabs = self.review.tabs()
        counted = f"{_short(tabs.decided)}/{_short(tabs.lines)}"
        return Tab(_("In both"), _("In both"), counted, "change")

    def summary(self) -> tuple[TextLine, TextLine]:
        """Return what was decided; what is equal."""
        tabs = self.review.tabs()
        counted = self.review.ledger.tally.get("line", Counter())
        undecided = (_("{n} undecided").format(n=number(tabs.lines - tabs.decided)), "dim")
        decided = [(f"{number(counted[how])} {_(DECISIONS[how])}", tone) for how, tone in _DONE if counted[how]]
        if decided:
            parts = [part for each in decided for part in (each, (" · ", "dim"))]
        else:
            told_ = ngettext("{n} difference", "{n} differences", tabs.lines)
            parts = [
                (f"{told_} {ngettext('in {n} client', 'in {n} clients', self.grouping.clients)}", "text"),
                (" · ", "dim"),
            ]
        return [*parts, undecided], self._alike

    def detail(self, item: int) -> Sequence[TextLine]:
        """Who it is and why they are linked; then all three values and who moved."""
        line, comparison = self.difference(item), self.review.comparison
        if line is None:
            return self.beside.detail(item)
        linked = _LINKED.get(comparison.linked_by[line.row], "")
        number_ = shown(NATIONAL_NUMBER, comparison.snapshot.values(line.client)[NATIONAL_NUMBER])
        who = [self._name(item), _(linked) if linked else "", number_, comparison.intake.where(line.row)]
        moved = kind(line, self.names.source, self.names.register)
        before: list[Words] = []
        if line.base is not None and line.base not in {line.register, line.import_}:
            before = [(_("before: {value}").format(value=shown(line.field, line.base)) + " · ", "dim")]
        values: list[Words] = [
            (f"{FIELDS[line.field].short_title}  ", "head"),
            *before,
            (shown(line.field, line.register), "text"),
            (f" {sign(line)} ", "act"),
            (shown(line.field, line.import_), "new"),
            (f"  {moved}", "dim"),
        ]
        return [[(" · ".join(each for each in who if each), "text")], values]

    def group_detail(self, group: int) -> Sequence[TextLine]:
        """Return what the group is, and what a decision on it does and leaves alone."""
        if part := self.part(group):
            return self.beside.group_detail(part)
        lines = [self.line(item) for item in self.grouping.groups[group].indexes]
        clients = len({line.client for line in lines})
        kinds = {line.kind for line in lines}
        one = lines[0]._replace(household="")
        moved = kind(one, self.names.source, self.names.register) if len(kinds) == 1 else _("different kinds")
        alone = sum(line.kind in NEVER_IN_BULK or bool(line.household) for line in lines)
        first = [
            " ".join(self._title(group).split()),
            ngettext("{n} line", "{n} lines", len(lines)),
            ngettext("{n} client", "{n} clients", clients),
        ]
        decides = _("Space decides {n} · l opens them").format(n=number(len(lines) - alone))
        left = " · " + _("{n} only one by one").format(n=number(alone)) if alone else ""
        return [[(" · ".join([*first, moved]), "text")], [(decides + left, "dim")]]

    def needs(self, item: int) -> bool:
        """Whether it is undecided and not decided under tab 5."""
        line = self.difference(item)
        return line is not None and not line.household and self.review.decision(line).how == "undecided"

    # Verbs

    def do(self, lines: Iterable[int]) -> Told:
        """Overwrite, or not decided."""
        return self._decide(lines, "overwrite")

    def keep(self, lines: Iterable[int]) -> Told:
        """Keep, or not decided."""
        return self._decide(lines, "keep")

    def advice(self, lines: Iterable[int]) -> Told:
        """Decide as proposed."""
        chosen = self._chosen(lines)
        outcome = self.review.propose(chosen)
        if outcome.step is None:
            return Told(_("Nothing is proposed here: decide with Space, = or e."), "change")
        return told(outcome, len(chosen), next(iter({made.how for made in outcome.step.after.values() if made})))

    def likenesses(self, item: int) -> list[Likeness]:
        """Field, kind and client."""
        line = self.difference(item)
        if line is None:
            return []
        moved = kind(line, self.names.source, self.names.register)
        return [
            Likeness(FIELDS[line.field].title, lambda other: self.line(other).field),
            Likeness(moved, lambda other: (self.line(other).kind, bool(self.line(other).household))),
            Likeness(self._name(item), lambda other: self.line(other).client),
        ]

    def all(self, items: Sequence[int], on: bool) -> Told:
        """Overwrite all of them, or take that back."""
        lines = [self.line(item) for item in items]
        how = "overwrite" if on else "undecided"
        return told(self.review.decide(lines, how, bulk=on), len(lines), how)

    def invert(self, items: Sequence[int]) -> Told:
        """Overwrite what is undecided, and take back what was overwritten; what never goes in bulk stays."""
        lines = [line for line in map(self.line, items) if not line.household and line.kind not in NEVER_IN_BULK]
        return inverted(invert(self.review, ((("line", *line.key), self.review.decision(line).how) for line in lines)))

    def _decide(self, lines: Iterable[int], how: str) -> Told:
        at = list(lines)
        bulk = len(at) > 1 or any(self.lines[one].heading for one in at)
        chosen = self._chosen(at)
        if not chosen:
            return Told(
                _("There is nothing to decide here; l opens a group, and what was kept is decided line by line.")
            )
        return self._outcome(chosen, how, bulk=bulk)

    def _chosen(self, lines: Iterable[int]) -> list[Difference]:
        """Return the differences that lines of the table stand for; of those kept earlier one that stands alone."""
        items, asked = self.items(lines), len(self.review.asked)
        kept = [line for item in items if item >= asked and (line := self.difference(item))]
        return kept if len(items) == 1 and kept else [self.line(item) for item in items if item < asked]

    def _outcome(self, chosen: list[Difference], how: str, *, bulk: bool) -> Told:
        able = [each for each in chosen if not each.household and not (bulk and each.kind in NEVER_IN_BULK)]
        if able and all(self.review.decision(each).how == how for each in able):
            how = "undecided"
        return told(self.review.decide(chosen, how, bulk=bulk), len(chosen), how)


_DONE = (("overwrite", "change"), ("typed", "change"), ("keep", "text"))


def _short(n: int) -> str:
    """Return a number for the tab: from ten thousand on in thousands.

    >>> _short(357), _short(98765)
    ('357', '98k')
    """
    return f"{n // 1000}k" if n >= 10_000 else number(n)
