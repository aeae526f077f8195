"""The state of a review: one flat dictionary of decisions, and the steps that change it, to undo and redo."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import NamedTuple

from synctui.errors import NotPermittedError
from synctui.i18n import N_, Message, message

Key = tuple[str | int, ...]
"""What a decision is kept under: its topic first, then what it is about.

``("line", client, field)`` · ``("new", row)`` · ``("absent", client)`` · ``("aside", row)`` ·
``("set", row, field or "questionnaire")`` · ``("answer", possible key)`` · ``("fix", row, field)`` ·
``("batch", what)`` · ``("again", client)``
"""


class Decision(NamedTuple):
    """One decision. how: its word (``overwrite``, ``keep``, ``typed``, ``add``, ``leave``, ``archive``, ``stay``, …).

    value: the typed value or the chosen answer. why: ``hand, rule, option`` or ``default``.
    """

    how: str
    value: str = ""
    why: str = "hand"


UNDECIDED = Decision("undecided")
LABELS = {
    "overwrite": message(N_("overwrite")),
    "typed": message(N_("typed")),
    "again": message(N_("changed, and to be sent again")),
    "keep": message(N_("keep")),
    "undecided": message(N_("undecided")),
    "add": message(N_("add")),
    "leave": message(N_("do not add")),
    "archive": message(N_("archive")),
    "stay": message(N_("stays")),
}
"""What a step is called, by the word of its decisions."""


class Step(NamedTuple):
    """One undoable step: what it is called, and each decision before and after (None: none taken)."""

    label: Message
    before: Mapping[Key, Decision | None]
    after: Mapping[Key, Decision | None]

    @property
    def keys(self) -> Iterable[Key]:
        """What the step touched."""
        return self.after.keys()

    @property
    def topics(self) -> Counter[str | int]:
        """How many decisions of each topic it touched."""
        return Counter(map(itemgetter(0), self.after))

    @property
    def lines(self) -> int:
        """How many lines it decided; *again* goes with one of them."""
        return len(self.after) - self.topics["again"]


class Ledger:
    """Decisions taken, with their history. A step that changes nothing is no step.

    version: grows with every change, so that whoever saves the decisions sees that there is something new.
    closed: why nothing can be decided here, or None; every step raises `NotPermittedError` with it then.
    """

    def __init__(self) -> None:
        self.taken: dict[Key, Decision] = {}
        self.tally: dict[str, Counter[str]] = defaultdict(Counter)
        self.version = 0
        self.closed: tuple[Message, Message] | None = None
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def last(self) -> Step | None:
        """The step that `undo` would take back, or None."""
        return self._done[-1] if self._done else None

    def past(self) -> tuple[Step, ...]:
        """Return the steps that can be undone, the oldest first."""
        return tuple(self._done)

    def recall(self, steps: Iterable[Step]) -> None:
        """Put *steps* in the place of the steps that can be undone; the decisions stay as they are."""
        self._done = list(steps)
        self._undone.clear()

    def check_open(self) -> None:
        """Raise `NotPermittedError` where somebody else is deciding."""
        if self.closed:
            raise NotPermittedError(*map(str, self.closed))

    def get(self, key: Key) -> Decision | None:
        """Return the decision taken on *key*, or None."""
        return self.taken.get(key)

    def count(self, topic: str, how: str) -> int:
        """Return how many decisions of that topic say *how*."""
        return self.tally.get(topic, Counter())[how]

    def take(self, label: Message, after: Mapping[Key, Decision | None]) -> Step | None:
        """Write the decisions *after* as one step; None where nothing changes."""
        self.check_open()
        before: Mapping[Key, Decision | None] = dict(zip(after, map(self.taken.get, after), strict=True))
        changed = [key for key, was, made in zip(after, before.values(), after.values(), strict=True) if was != made]
        if not changed:
            return None
        if len(changed) < len(before):
            before, after = ({key: made[key] for key in changed} for made in (before, after))
        step = Step(label, before, after)
        self._write(before, after)
        self._done.append(step)
        self._undone.clear()
        return step

    def undo(self) -> Step | None:
        """Take the last step back and return it, or None where there is none."""
        return self._move(self._done, self._undone, back=True)

    def redo(self) -> Step | None:
        """Do the step undone last again and return it, or None where there is none."""
        return self._move(self._undone, self._done, back=False)

    def _move(self, from_: list[Step], to: list[Step], *, back: bool) -> Step | None:
        self.check_open()
        if not from_:
            return None
        step = from_.pop()
        self._write(*((step.after, step.before) if back else (step.before, step.after)))
        to.append(step)
        return step

    def _write(self, before: Mapping[Key, Decision | None], after: Mapping[Key, Decision | None]) -> None:
        """Put *after* in the place of *before*; by whole dictionaries, for a step may hold a hundred thousand."""
        self._count(before, -1)
        self._count(after, 1)
        self.taken |= {key: made for key, made in after.items() if made}
        for key in [key for key, made in after.items() if made is None]:
            self.taken.pop(key, None)
        self.version += 1

    def _count(self, decisions: Mapping[Key, Decision | None], by: int) -> None:
        topics = map(itemgetter(0), decisions)
        for (topic, made), n in Counter(zip(topics, decisions.values(), strict=True)).items():
            if made:
                self.tally[str(topic)][made.how] += by * n
