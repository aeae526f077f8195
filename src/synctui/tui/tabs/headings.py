"""The heading of a group of differences: what they have in common, an example, the advice, and what was decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from synctui.core.change import By, Group
from synctui.core.comparison import Difference
from synctui.core.fields import FIELDS
from synctui.core.words import DECISION, word
from synctui.i18n import N_, _, ngettext, number
from synctui.tui.comparing import natural
from synctui.tui.safe import visible
from synctui.tui.tabs.base import Names
from synctui.tui.tabs.decided import MARKS, SOME
from synctui.tui.tabs.deciding import in_bulk
from synctui.tui.tabs.values import shown
from synctui.tui.widgets.cells import Cell, Column, Row
from synctui.tui.widgets.lines import TextLine
from synctui.tui.widths import cut_pair, fit, width
from synctui.tui.words import kind

_LOOKED_AT = 200
"""Lines of a group that its advice is made of at most."""
ORDERS = ("change", "lines", "advice")
"""The keys of the columns that headings can be ordered by."""
LineOf = Callable[[int], Difference]
"""Returns the difference with an index of a group."""
_WAYS = {"change": N_("change"), "field": N_("field"), "client": N_("client"), "kind": N_("kind")}
_HEADS = {"change": N_("Change"), "field": N_("Field"), "client": N_("Client"), "kind": N_("Kind")}


def grouped_by(by: By) -> str:
    """Return in words what the lines are grouped by."""
    return _("grouped by {what}").format(what=_(_WAYS[by]))


def title(group: Group, told: str) -> str:
    """Return what the lines of *group* have in common as *told*, of a change with its field before it."""
    return f"{fit(FIELDS[group.field].short_title, 11)} {told}" if group.change and group.field >= 0 else told


def columns(by: By) -> list[Column]:
    """Return the columns of headings among folded ones."""
    return [
        Column("change", _(_HEADS[by]), 29, 1),
        Column("lines", _("lines"), 6, 0, True),
        Column("example", _("For example"), 24, 2),
        Column("advice", _("Advice"), 13),
    ]


def ordered(
    groups: Sequence[Group], order: tuple[str, bool], named: Callable[[int], str], line: LineOf
) -> Sequence[int]:
    """Return the groups in the order of a column: by the number of their lines, else by what stands there."""
    column, backwards = order

    def rank(at: int) -> Any:
        if column == "lines":
            return len(groups[at].indexes)
        return natural(named(at) if column == "change" else _advice(groups[at].indexes, line)[0])

    every = range(len(groups))
    return sorted(every, key=rank, reverse=backwards) if column in ORDERS else every


def closed(named: str, indexes: Sequence[int], line: LineOf, tally: Mapping[str, int], cells: int) -> Row:
    """Return a folded heading among folded ones: how many lines, an example in *cells*, the advice."""
    told: list[Cell] = [
        (f"▶ {named}", "text"),
        (number(len(indexes)), "text"),
        (_example(line(indexes[0]), cells), "dim"),
        _advice(indexes, line),
    ]
    return Row(_mark(tally), told)


def over(named: str, n: int, tally: Mapping[str, int], *, folded: bool) -> Row:
    """Return a heading over the lines of open groups: how many, and how many were decided how."""
    sign = "▶" if folded else "▼"
    return Row(_mark(tally), [(f"{sign} {named}  {number(n)}", "strong"), _decided(tally)], span=True)


def detail(named: str, lines: Sequence[Difference], mailed: int, names: Names) -> Sequence[TextLine]:
    """Return what the group is, what a decision does and leaves alone, and how many of its lines were *mailed*."""
    clients, kinds = len({line.client for line in lines}), {line.kind for line in lines}
    one = lines[0]._replace(household="")
    moved = kind(one, names.source, names.register) if len(kinds) == 1 else _("different kinds")
    alone = sum(not in_bulk(line) for line in lines)
    first = [
        " ".join(named.split()),
        ngettext("{n} line", "{n} lines", len(lines)),
        ngettext("{n} client", "{n} clients", clients),
        moved,
    ]
    decides = _("Space decides {n} · l opens them").format(n=number(len(lines) - alone))
    left = [_("{n} only one by one").format(n=number(alone))] if alone else []
    sent = _("{n} of them already mailed").format(n=number(mailed))
    return [[(" · ".join(first), "text")], [(" · ".join([decides, *left, sent]), "change" if mailed else "dim")]]


def _mark(tally: Mapping[str, int]) -> Cell:
    hows = [how for how, n in tally.items() if n]
    return MARKS[hows[0]] if len(hows) == 1 else SOME


def _decided(tally: Mapping[str, int]) -> Cell:
    parts = [f"{number(tally[how])} {word(DECISION, how)}" for how in DECISION if tally[how]]
    return " · ".join(parts), "change" if tally["overwrite"] or tally["typed"] else "dim"


def _example(line: Difference, cells: int) -> str:
    if line.kind == "both-changed":
        return _("three values: open")
    here, there = visible(shown(line.field, line.register)), visible(shown(line.field, line.import_))
    half, room = (cells - 3) // 2, cells - 3
    left = min(width(here), max(half, room - width(there)))
    here, there = cut_pair(here, there, left, room - left)
    return f"{here} → {there}"


def _advice(indexes: Sequence[int], line: LineOf) -> Cell:
    lines = [line(at) for at in indexes[:_LOOKED_AT]]
    if all(line.household for line in lines):
        return _("see 5"), "guess"
    advised = {line.recommended for line in lines}
    if len(advised) > 1:
        return _("differs"), "dim"
    advice = advised.pop()
    return (word(DECISION, advice), "change" if advice == "overwrite" else "text") if advice else (_("none"), "dim")
