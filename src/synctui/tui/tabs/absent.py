"""Tab 2, only in the register: clients that are not in the import, grouped by why; nothing is ticked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from synctui.core.comparison import BULK_REASONS, Absent
from synctui.core.fields import EMAIL, NATIONAL_NUMBER, RESPONSIBLE
from synctui.core.inverting import invert
from synctui.core.review import Review
from synctui.core.words import DECISION, KIND, REASON, word
from synctui.i18n import N_, _, day, ngettext, number
from synctui.tui.tabs.base import Likeness, Names, ReviewTab
from synctui.tui.tabs.decided import MARKS, NOT, SOME, Told, inverted, told
from synctui.tui.tabs.values import name_of, shown
from synctui.tui.widgets.cells import Cell, Column, Row
from synctui.tui.widgets.lines import Part, TextLine
from synctui.tui.widgets.tabs import Tab
from synctui.tui.words import reason, status

_TONES = {"gone": "leave", "ended": "leave", "deceased": "guess"}
_NOTES = {
    "deceased": N_("not in bulk: a return is still due"),
    "left-workflow": N_("still in the source: one by one"),
    "partners-return": N_("on the partner's return: one by one"),
    "prospect": N_("one by one"),
    "company": N_("one by one"),
    "never-from-source": N_("one by one"),
}


class AbsentTab(ReviewTab):
    """Items are indexes into the comparison's leavers."""

    place = "absent"
    inverts = True
    orders = ("client", "why", "dossier")
    headed = True

    def __init__(self, review: Review, names: Names) -> None:
        self._groups: list[Sequence[int]] = []
        self._reasons: list[str] = []
        super().__init__(review, names)
        if len(review.comparison.leavers) > 16:
            self.turn_all()

    @property
    def columns(self) -> list[Column]:
        """Client, why, last dossier."""
        return [
            Column("client", _("Client"), 24, 1),
            Column("why", _("Why not in the import"), 28, 1),
            Column("dossier", _("Last dossier"), 20),
        ]

    def build(self) -> None:
        """Group by reason, in the order of the words, then make the lines."""
        by_reason: dict[str, list[int]] = {}
        for at, absent in enumerate(self.review.comparison.leavers):
            by_reason.setdefault(absent.reason, []).append(at)
        self._reasons = [each for each in REASON if each in by_reason]
        self._groups = [by_reason[each] for each in self._reasons]
        super().build()

    def groups(self) -> list[Sequence[int]]:
        """By reason."""
        return self._groups

    def leaver(self, item: int) -> Absent:
        """Return the client that an item stands for."""
        return self.review.comparison.leavers[item]

    def text(self, item: int) -> str:
        """Every value of the client, and why."""
        absent = self.leaver(item)
        return " ".join([*self.review.comparison.snapshot.values(absent.client), reason(absent)])

    def heading(self, group: int, _widths: list[int]) -> Row:
        """Mark, the reason, how many; and why it cannot go in bulk."""
        why, items = self._reasons[group], self.within(group)
        sign = "▶" if group in self.folded else "▼"
        note = _(_NOTES[why]) if why in _NOTES else ""
        left = f"{sign} {word(REASON, why)}  {number(len(items))}"
        return Row(self._mark(group), [(left, _TONES.get(why, "text")), (note, "dim")], span=True)

    def _mark(self, group: int) -> Cell:
        if self._reasons[group] not in BULK_REASONS:
            return NOT
        hows = {self.review.leaver(self.leaver(item).client).how for item in self.within(group)}
        return MARKS[hows.pop()] if len(hows) == 1 else SOME

    def item(self, item: int, _widths: list[int]) -> Row:
        """Mark, name, reason, last dossier."""
        absent = self.leaver(item)
        how = self.review.leaver(absent.client).how
        name = "  " + name_of(self.review.comparison.snapshot.values(absent.client))
        cells = [(name, "text"), (reason(absent), _TONES.get(absent.reason, "dim")), self._dossier(absent.client)]
        return Row(MARKS[how], cells)

    def rank(self, by: str, item: int, cell: Cell) -> Any:
        """Return the day of a reason that has one, and the year of a dossier before its status."""
        absent = self.leaver(item)
        if by == "why":
            return absent.when
        dossier = self.review.comparison.snapshot.latest.get(absent.client)
        if by == "dossier":
            return (dossier.tax_year, dossier.status) if dossier else (0, "")
        return super().rank(by, item, cell)

    def _dossier(self, client: int) -> Cell:
        dossier = self.review.comparison.snapshot.latest.get(client)
        if dossier is None:
            return "—", "dim"
        told_ = f"{_('AY {year}').format(year=dossier.tax_year)} {status(dossier.status)[0].lower()}"
        return (f"{told_} !", "change") if self.review.comparison.snapshot.mailed(client) else (told_, "dim")

    def tab(self) -> Tab:
        """How many leavers."""
        long = _("Only in {register}").format(register=self.names.register)
        return Tab(_("Only here"), long, number(len(self.review.comparison.leavers)), "leave")

    def summary(self) -> tuple[TextLine, TextLine]:
        """How many are archived, and how many may go together."""
        leavers = self.review.comparison.leavers
        counted = Counter(self.review.leaver(each.client).how for each in leavers)
        bulk = len(self.review.bulk_leavers())
        parts: list[Part] = [(_("nothing is archived yet"), "text")]
        if counted["archive"]:
            parts = [(ngettext("{n} is archived", "{n} are archived", counted["archive"]), "leave")]
        if counted["stay"]:
            parts.append((" · " + ngettext("{n} stays", "{n} stay", counted["stay"]), "text"))
        together = _("{n} of {all} may be ticked together").format(n=number(bulk), all=number(len(leavers)))
        parts.append((f" · {together}", "dim"))
        return parts, [(_("{n} shown").format(n=number(len(self.shown))), "dim")]

    def detail(self, item: int) -> Sequence[TextLine]:
        """Who it is, then why and since when."""
        absent = self.leaver(item)
        snapshot = self.review.comparison.snapshot
        values, link = snapshot.values(absent.client), snapshot.links.get(absent.client)
        facts = [name_of(values), shown(NATIONAL_NUMBER, values[NATIONAL_NUMBER]), values[EMAIL], values[RESPONSIBLE]]
        why = [reason(absent)]
        if snapshot.mailed(absent.client):
            why.append(_("the questionnaire was mailed"))
        if link:
            why.append(self._last_seen(link.seen_run))
        if absent.stays:
            why.append(_("it was said to stay"))
        return [[(" · ".join(each for each in facts if each), "text")], [(" · ".join(why), "dim")]]

    def _last_seen(self, run: int) -> str:
        """Return which import held a client last, with its day where that is known."""
        last = self.review.comparison.snapshot.last_fetch
        if last and last.run == run:
            return _("last in the import of {day} (run {run})").format(day=day(last.when), run=run)
        return _("last in the import of run {run}").format(run=run)

    def group_detail(self, group: int) -> Sequence[TextLine]:
        """Return what a decision on the heading does."""
        items = self.within(group)
        bulk = self.together(items)
        line = _("Space archives {n} of {all} together; the others one by one")
        told_ = line.format(n=number(bulk), all=number(len(items)))
        return [[(word(REASON, self._reasons[group]), "text")], [(told_, "dim")]]

    def needs(self, item: int) -> bool:
        """Whether it is undecided."""
        return self.review.leaver(self.leaver(item).client).how == "undecided"

    # Verbs

    def do(self, lines: Iterable[int]) -> Told:
        """Archive, or not decided; a heading and a range take those of them that may go together."""
        at = list(lines)
        items = self.items(at)
        together = len(at) > 1 or self.lines[at[0]].heading
        able = self._able(items) if together else items
        return self._leave(able, "undecided" if self._all(able, "archive") else "archive", items if together else ())

    def keep(self, lines: Iterable[int]) -> Told:
        """Stays, until the reason changes; or not decided."""
        items = self.items(lines)
        return self._leave(items, "undecided" if self._all(items, "stay") else "stay")

    def likenesses(self, item: int) -> list[Likeness]:
        """Why it is not in the import, and who is responsible."""
        absent, clients = self.leaver(item), self.review.comparison.snapshot.values
        responsible = clients(absent.client)[RESPONSIBLE]
        return [
            Likeness(word(REASON, absent.reason), absent.reason, lambda other: self.leaver(other).reason),
            Likeness(
                f"{_('Responsible')} {responsible or _('none')}",
                responsible,
                lambda other: clients(self.leaver(other).client)[RESPONSIBLE],
            ),
        ]

    def together(self, items: Sequence[int]) -> int:
        """Return how many of the items may be archived together."""
        return len(self._able(items))

    def all(self, items: Sequence[int], on: bool) -> Told:
        """Archive those of them that may go together, or take back what was decided on all of them."""
        return self._leave(self._able(items), "archive", items) if on else self._leave(items, "undecided")

    def invert(self, items: Sequence[int]) -> Told:
        """Archive what is undecided and may go together, and take back what was to be archived."""
        clients = [(absent.client, absent.bulk) for absent in map(self.leaver, items)]
        standing = [(("absent", client), self.review.leaver(client).how, bulk) for client, bulk in clients]
        return inverted(invert(self.review, ((key, how) for key, how, bulk in standing if bulk or how == "archive")))

    def _leave(self, items: Sequence[int], how: str, of: Iterable[int] = ()) -> Told:
        """Decide on items; tell which others *of* some were left alone."""
        step = self.review.leave([self.leaver(item).client for item in items], how)
        return told(step, word(DECISION, how), Counter(filter(None, map(self._alone, of))))

    def _able(self, items: Iterable[int]) -> list[int]:
        return [item for item in items if self._together(item)]

    def _together(self, item: int) -> bool:
        """Tell whether a client may be archived together with others: not once somebody said that it stays."""
        return self.leaver(item).bulk and self._how(item) != "stay"

    def _all(self, items: Sequence[int], how: str) -> bool:
        return bool(items) and all(self._how(item) == how for item in items)

    def _how(self, item: int) -> str:
        return self.review.leaver(self.leaver(item).client).how

    def _alone(self, item: int) -> str:
        """Return why a client was left alone in bulk; empty text where it was not."""
        absent, how = self.leaver(item), self._how(item)
        if how == "archive" or self._together(item):
            return ""
        if how == "stay":
            return word(DECISION, how)
        mailed = absent.reason in BULK_REASONS and self.review.comparison.snapshot.mailed(absent.client)
        return word(KIND, "already-sent") if mailed else word(REASON, absent.reason)
