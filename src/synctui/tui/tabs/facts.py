"""Every value of the client behind a line: here and in the import, as a page or as a pane beside the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from synctui.core.fields import FIELDS, Values
from synctui.core.normalise.national_number import shown
from synctui.core.review import Review
from synctui.i18n import _
from synctui.tui.tabs.absent import AbsentTab
from synctui.tui.tabs.base import ReviewTab
from synctui.tui.tabs.both import BothTab
from synctui.tui.tabs.possible import PossibleTab
from synctui.tui.tabs.values import name_of
from synctui.tui.widgets.lines import TextLine
from synctui.tui.widths import fit, width
from synctui.tui.words import kind, reason

_LABEL = 16
"""Cells for what a fact of the pane is."""


class Fact(NamedTuple):
    """One line: what it is, what stands here, what the import says. short: what it is where there is little room."""

    what: str
    here: str
    there: str
    short: str = ""


def whole(field: int, value: str) -> str:
    """Return a value as an opened client shows it: a national number with its signs."""
    return shown(value) if value and FIELDS[field].kind == "national_number" else value


def facts(tab: ReviewTab, item: int) -> tuple[str, list[Fact]]:
    """Return a client's name and every fact about it."""
    if isinstance(tab, BothTab):
        return _difference(tab, item)
    if isinstance(tab, AbsentTab):
        absent = tab.leaver(item)
        values = tab.review.comparison.snapshot.values(absent.client)
        return name_of(values), [Fact(_("Why not in the import"), reason(absent), ""), *_sides(values, None)]
    if isinstance(tab, PossibleTab):
        return _match(tab, item)
    return _row(tab.review, item)


def _difference(tab: BothTab, item: int) -> tuple[str, list[Fact]]:
    line, comparison = tab.difference(item), tab.review.comparison
    if line is None:
        same = tab.asked.beside.sides(item)
        return name_of(same[0]), _sides(*same)
    here, there = comparison.snapshot.values(line.client), comparison.intake.values[line.row]
    moved = kind(line, tab.names.source, tab.names.register)
    told = [Fact(_("Who moved"), moved, ""), Fact(_("Before"), whole(line.field, line.base or ""), "")]
    return tab.asked.client_name(line.client), [*told, *_sides(here, there)]


def _match(tab: PossibleTab, item: int) -> tuple[str, list[Fact]]:
    match, comparison = tab.match(item), tab.review.comparison
    here = [comparison.snapshot.values(client) for client in match.clients]
    there = [comparison.intake.values[row] for row in match.rows]
    told = [Fact("+", str(each), "") for each in match.pros] + [Fact("−", str(each), "") for each in match.cons]
    for values in here:
        told += [Fact("", name_of(values), ""), *_sides(values, None)]
    for values in there:
        told += [Fact("", "", name_of(values)), *_sides(None, values)]
    return " + ".join(dict.fromkeys(name_of(each) for each in (*here, *there))), told


def _row(review: Review, item: int) -> tuple[str, list[Fact]]:
    """Return the facts about a row of the import: what is wrong with it first, wrong values as they came."""
    values = review.newcomers.values(item)
    problems = review.comparison.intake.invalid.get(item, ())
    came = {each.field: each.value for each in problems}
    told = [Fact(each.where, "", str(each.reason)) for each in problems]
    sides = [fact._replace(there=came.get(at, fact.there)) for at, fact in enumerate(_sides(None, values))]
    return name_of(values), [*told, *sides]


def _sides(here: Values | None, there: Values | None) -> list[Fact]:
    return [
        Fact(each.title, whole(at, here[at]) if here else "", whole(at, there[at]) if there else "", each.short_title)
        for at, each in enumerate(FIELDS)
    ]


def pane(tab: ReviewTab, item: int) -> Sequence[TextLine]:
    """Return the facts for the pane: label and value, the import's below where it differs."""
    title, told = facts(tab, item)
    lines: list[TextLine] = [[(title, "strong")], []]
    for fact in told:
        first, second = fact.here or fact.there, fact.there if fact.here and fact.there != fact.here else ""
        if first:
            what = fact.what if width(fact.what) <= _LABEL else fact.short or fact.what
            lines.append([(f"{fit(what, _LABEL)} ", "head"), (first, "text")])
        if second:
            lines.append([(" " * (_LABEL - 1) + "→ ", "act"), (second, "new")])
    return lines
