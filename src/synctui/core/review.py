"""The review: a comparison under decision. A plain object; the app and the command line drive the same methods.

Every method that decides returns the `Step` it took (None where nothing changed) and can be undone. Nothing here
writes anywhere: `synctui.core.planning` turns a review into a plan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from synctui.core.catalogue import Catalogue
from synctui.core.collector import quiet_collector
from synctui.core.comparison import Absent, Comparison, Difference, Effect, Possible
from synctui.core.earlier import earlier
from synctui.core.following import follow
from synctui.core.mailed import mailed_again
from synctui.core.newcomers import Newcomers
from synctui.core.snapshot import Correction
from synctui.core.steps import LABELS, UNDECIDED, Decision, Key, Ledger, Step
from synctui.core.validate import clean_value
from synctui.i18n import N_, message

NEVER_IN_BULK = frozenset({"both-changed", "cleared", "already-sent"})
"""Kinds that a decision on a folded line leaves alone."""
_KEPT_EARLIER = Decision("keep", why="default")
Recompute = Callable[[Sequence[Correction]], Comparison]
"""Compares again with these corrections."""


class Outcome(NamedTuple):
    """What a decision on many lines did: its step, and how many lines of which kind it left alone."""

    step: Step | None
    left_alone: Mapping[str, int]


class Review:
    """A comparison and the decisions taken on it.

    asked: the differences that are asked; lines: these, and those kept earlier that are decided anew. newcomers: the
    rows only in the import. earlier: what holds from earlier runs. ledger: the decisions and their steps.
    *recompute* compares again with further corrections and is only called when one is typed or taken back.
    """

    def __init__(self, comparison: Comparison, catalogue: Catalogue, recompute: Recompute) -> None:
        self.catalogue = catalogue
        self.ledger = Ledger()
        self._recompute = recompute
        self._compared: dict[frozenset[Correction], Comparison] = {frozenset(): comparison}
        self._load(comparison)

    # What stands there

    def decision(self, line: Difference) -> Decision:
        """Return what was decided on a line: by hand, with its household, or in an earlier run."""
        key, settled = line.key, self._following.settled
        if key in settled:
            value = settled[key]
            how = {line.register: "keep", line.import_: "overwrite"}.get(value, "typed")
            return Decision(how, value if how == "typed" else "")
        taken = self.ledger.get(("line", *key))
        return taken or (_KEPT_EARLIER if key in self.earlier.kept else UNDECIDED)

    def tally(self, lines: Iterable[Difference]) -> Counter[str]:
        """Return how many of *lines* are decided how, as `decision` says of each."""
        if self._settled or self.earlier.kept:
            return Counter(self.decision(line).how for line in lines)
        taken = Counter(map(self.ledger.taken.get, [("line", line.client, line.field) for line in lines]))
        counted: Counter[str] = Counter()
        for made, n in taken.items():
            counted[(made or UNDECIDED).how] += n
        return counted

    def reopened(self) -> list[Difference]:
        """Return the lines that were kept earlier and are decided anew now."""
        return [line for line in self.earlier.kept.values() if ("line", *line.key) in self.ledger.taken]

    def still_kept(self) -> list[Difference]:
        """Return the lines that were kept earlier and stay so without being asked."""
        return [line for line in self.earlier.kept.values() if ("line", *line.key) not in self.ledger.taken]

    def leaver(self, client: int) -> Decision:
        """Return ``archive``, ``stay`` or ``undecided`` for a client that is only in the register."""
        if taken := self.ledger.get(("absent", client)):
            return taken
        return Decision("stay", why="default") if self._absent[client].stays else UNDECIDED

    def answer(self, key: str) -> str:
        """Return the name of the answer given to a possible match, or empty text."""
        taken = self.ledger.get(("answer", key))
        return taken.value if taken else ""

    def set_aside(self, row: int) -> bool:
        """Return whether an invalid row is left out until it changes."""
        return bool(self.ledger.get(("aside", row))) or row in self.earlier.aside

    def decided(self) -> Counter[str]:
        """Return how many lines are decided how: by hand, or by an answer under possible matches."""
        return self.ledger.tally.get("line", Counter()) + self._settled

    # Decisions

    def decide(self, lines: Iterable[Difference], how: str, *, why: str = "hand", bulk: bool = False) -> Outcome:
        """Decide ``overwrite``, ``keep`` or ``undecided`` on lines, as one step.

        Lines of a household are decided under possible matches only. With *bulk*, what never goes in bulk is left
        alone too. Both are counted by kind. A line kept earlier is decided anew by ``overwrite`` alone: else it stays
        kept, and so does its mark.
        """
        given, never = list(lines), NEVER_IN_BULK if bulk else frozenset[str]()
        left = [line for line in given if line.household or line.kind in never]
        able = [line for line in given if not (line.household or line.kind in never)] if left else given
        decision = None if how == "undecided" else Decision(how, why=why)
        with quiet_collector():
            keys: list[Key] = [("line", each.client, each.field) for each in able]
            after: dict[Key, Decision | None] = dict.fromkeys(keys, decision)
            if how == "keep":
                after |= dict.fromkeys(self._kept_keys & after.keys())
            step = self.ledger.take(LABELS[how], after)
        alone = Counter("household" if line.household else str(line.kind) for line in left)
        return Outcome(self._refreshed(step), alone)

    def propose(self, lines: Iterable[Difference]) -> Outcome:
        """Decide lines as recommended; what has no recommendation is left alone and counted."""
        alone: Counter[str] = Counter()
        after: dict[Key, Decision | None] = {}
        for line in lines:
            if line.household or not line.recommended or line.kind in NEVER_IN_BULK:
                alone["household" if line.household else line.kind] += 1
            else:
                after["line", *line.key] = Decision(line.recommended)
        return Outcome(self.ledger.take(message(N_("as proposed")), after), alone)

    def type_value(self, line: Difference, raw: str) -> Step | None:
        """Decide a line by a typed value, because neither side is right. Raises `InputError` for an invalid one."""
        value = clean_value(line.field, raw)
        return self._refreshed(self.ledger.take(LABELS["typed"], {("line", *line.key): Decision("typed", value)}))

    def send_again(self, client: int) -> bool:
        """Tell whether the questionnaire is to be mailed once more, should a guarded line of *client* be changed."""
        return self.ledger.get(("again", client)) is not None

    def decide_mailed(self, line: Difference, decision: Decision, *, again: bool) -> Step | None:
        """Decide one guarded line, and whether its client is mailed once more, as one step."""
        label = LABELS["again"] if again else LABELS[decision.how]
        mail = Decision("again") if again else None
        return self._refreshed(self.ledger.take(label, {("line", *line.key): decision, ("again", line.client): mail}))

    def leave(self, clients: Iterable[int], how: str, *, why: str = "hand") -> Step | None:
        """Decide ``archive``, ``stay`` or ``undecided`` on clients that are only in the register."""
        return self.ledger.take(LABELS[how], {("absent", client): Decision(how, why=why) for client in clients})

    def bulk_leavers(self) -> list[int]:
        """Return the clients that may be archived together."""
        return [absent.client for absent in self.comparison.leavers if absent.bulk]

    def settle(self, possible: Possible, option: str, *, again: bool = False) -> Step | None:
        """Answer a possible match by one of its options' names; empty text takes the answer back.

        Raises `ValueError` for a name that is none of them.
        *again*: who was mailed already and gets another address or language by it is mailed once more.
        """
        if option and option not in {each.name for each in possible.options}:
            raise ValueError(option)
        after: dict[Key, Decision | None] = {
            ("line", *line.key): None for line in self._following.joined.get(possible.key, ())
        }
        after["answer", possible.key] = Decision("answered", option) if option else None
        for client in mailed_again(self.comparison.snapshot, possible, option):
            after["again", client] = Decision("again") if again else None
        return self._refreshed(self.ledger.take(message(N_("answered")), after))

    def correct(self, row: int, field: int, raw: str) -> Step | None:
        """Replace an invalid value; the row is checked again at once. Raises `InputError` for an invalid one."""
        fixed = Decision("fixed", clean_value(field, raw))
        return self._refreshed(self.ledger.take(message(N_("corrected")), {("fix", row, field): fixed}))

    def put_aside(self, rows: Iterable[int], *, aside: bool = True) -> Step | None:
        """Leave invalid rows out until they change, or take that back."""
        chosen = Decision("aside") if aside else None
        return self.ledger.take(message(N_("left out")), {("aside", row): chosen for row in rows})

    def take_over(self, decisions: Mapping[Key, Decision]) -> Step | None:
        """Take decisions that were made earlier, as one step; corrections are compared again, once for all."""
        return self._refreshed(self.ledger.take(message(N_("taken over")), decisions))

    def undo(self) -> Step | None:
        """Take the last step back; returns it, or None where there is none."""
        return self._refreshed(self.ledger.undo())

    def redo(self) -> Step | None:
        """Do the step undone last again; returns it, or None where there is none."""
        return self._refreshed(self.ledger.redo())

    # What follows from decisions

    @property
    def first(self) -> Comparison:
        """The comparison as it was before any correction typed in this review."""
        return self._compared[frozenset()]

    def corrections(self) -> list[Correction]:
        """Return the corrections typed in this review, by row and field."""
        intake = self.first.intake
        fixes = sorted(
            (int(key[1]), int(key[2]), made.value) for key, made in self.ledger.taken.items() if key[0] == "fix"
        )
        return [Correction(intake.sent_key(row), at, intake.sent(row, at), good) for row, at, good in fixes]

    def effects(self) -> list[tuple[Possible, Effect]]:
        """Return what the answers given under possible matches do, in their order."""
        return [
            (possible, effect)
            for possible in self.comparison.possible
            for option in possible.options
            if option.name == self.answer(possible.key)
            for effect in option.effects
        ]

    def _refreshed(self, step: Step | None) -> Step | None:
        """Work out what follows from *step*, and return it."""
        topics = step.topics if step else Counter[str | int]()
        if "fix" in topics:
            fixes = frozenset(self.corrections())
            if fixes not in self._compared:
                self._compared[fixes] = self._recompute(self.corrections())
            self._load(self._compared[fixes])
        elif "answer" in topics or (step and not step.after.keys().isdisjoint(self._kept_keys)):
            self._follow()
        return step

    def _load(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.earlier = earlier(comparison)
        self._kept_keys: frozenset[Key] = frozenset(("line", *key) for key in self.earlier.kept)
        self._absent: dict[int, Absent] = {absent.client: absent for absent in comparison.leavers}
        self._follow()

    def _follow(self) -> None:
        """Work out what the answers under possible matches bring."""
        self._following = follow(self.comparison, self.effects())
        self.asked: list[Difference] = self._following.lines
        self.newcomers = Newcomers(self.comparison, self._following, self.earlier.left, self.ledger, self.catalogue)
        anew = self.reopened()
        self.lines: list[Difference] = self.asked + anew if anew else self.asked
        settled = self._following.settled
        self._settled = Counter(self.decision(line).how for line in self.lines if settled and line.key in settled)
