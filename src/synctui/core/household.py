"""Which questions about households are open, and what earlier answers settle.

In come the couples of both sides and the remembered answers; out comes one `Households`. Decides nothing anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from synctui.core.comparison import Comparison, Possible
from synctui.core.couples import Couples
from synctui.core.diff import Line
from synctui.core.events import Event, events
from synctui.core.plan import Hold, Operation
from synctui.core.returns import clash_hold, clashes
from synctui.core.snapshot import Choice

SILENT = frozenset({"joint-again", "apart-again", "not-these", "fold"})
"""The answers that go on holding: the others change the register, so that the event is over."""


@dataclass(slots=True)
class Households:
    """What households mean for a comparison.

    possible: the open questions. waiting: the rows that wait for them. lines: client and field → the question that
    decides it. left_out: row → ``settled`` or ``folded``. kept: lines that an earlier answer leaves as they are.
    explained: clients whose absence an earlier answer explains.
    """

    possible: list[Possible] = field(default_factory=list)
    waiting: set[int] = field(default_factory=set)
    lines: dict[Line, str] = field(default_factory=dict)
    left_out: dict[int, str] = field(default_factory=dict)
    kept: set[Line] = field(default_factory=set)
    explained: set[int] = field(default_factory=set)


def households(couples: Couples) -> Households:
    """Return the open questions about households and what earlier answers settle."""
    found = Households()
    remembered = {choice.key: choice for choice in couples.snapshot.choices if choice.kind == "household"}
    for event in events(couples):
        choice = remembered.get(event.couple.key)
        if choice and choice.answer in _silent(event) and _holds(event, choice):
            _apply(found, event, choice.answer)
        elif event.moved or (choice and choice.answer in SILENT):
            _ask(found, event)
    return found


def _silent(event: Event) -> frozenset[str]:
    """Return the answers that hold without a word: of a fold also two returns, once both stand apart."""
    return SILENT | {"two-returns"} if event.kind == "fold" and not event.waiting else SILENT


def _holds(event: Event, choice: Choice) -> bool:
    """Tell whether *choice* was given on what the import says now."""
    given = (
        (option.name, effect.evidence)
        for option in event.options
        for effect in option.effects
        if effect.do == "remember"
    )
    return (choice.answer, choice.evidence) in given


def _apply(found: Households, event: Event, answer: str) -> None:
    """Settle *event* as it was answered earlier."""
    effects = next(option.effects for option in event.options if option.name == answer)
    found.left_out |= {effect.row: effect.value for effect in effects if effect.do == "settle"}
    if answer != "fold":
        found.kept.update(event.lines)
        found.explained.add(event.couple.main)


def _ask(found: Households, event: Event) -> None:
    """Put *event* as a question."""
    couple = event.couple
    rows = tuple(row for row in dict.fromkeys((couple.main_row, couple.partner_row)) if row >= 0)
    clients = tuple(client for client in dict.fromkeys((couple.main, couple.partner)) if client)
    found.possible.append(Possible(couple.key, event.kind, rows, clients, event.waiting, event.options, event.pros))
    found.waiting.update(event.waiting)
    found.lines |= dict.fromkeys(event.lines, couple.key)


def household_clashes(comparison: Comparison, operations: Iterable[Operation]) -> list[Hold]:
    """Return the hold of a plan that puts a national number on more than one live return; none can be accepted."""
    return clash_hold(clashes(comparison.snapshot, operations))
