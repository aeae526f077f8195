"""What differs where the gate holds: then and now of the numbers, the columns, the clients and their values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from synctui.core.comparison import Comparison
from synctui.core.diff import NEVER, same
from synctui.core.fields import FIELDS, INDEX, full_name
from synctui.core.plan import Hold
from synctui.i18n import N_, _
from synctui.tui.tabs.facts import Fact
from synctui.tui.tabs.values import shown
from synctui.tui.words import reason

MOST = 2000
"""So many values are listed for one hold at most."""
_WHAT = {"workflow": N_("Workflow"), "shrunk": N_("Records"), "empty": N_("Records")}


def differing(comparison: Comparison, held: Sequence[Hold]) -> list[Fact]:
    """Return, for each hold, what was last time and what is now."""
    return [fact for hold in held for fact in _of(comparison, hold)]


def _of(comparison: Comparison, hold: Hold) -> Iterator[Fact]:
    if hold.name == "mapping":
        yield from _columns(comparison)
    elif hold.name == "all-changed":
        yield from _values(comparison)
    else:
        yield Fact(_(_WHAT[hold.name]), hold.was, hold.now)
    if hold.name in {"empty", "shrunk"}:
        yield from _missing(comparison)


def _columns(comparison: Comparison) -> Iterator[Fact]:
    """Yield the fields that another column fills than last time."""
    last, now = comparison.snapshot.last_fetch, comparison.intake.columns
    before = last.columns if last else {}
    for name in sorted(before.keys() | now.keys(), key=lambda name: INDEX.get(name, -1)):
        if before.get(name) != now.get(name):
            title = FIELDS[INDEX[name]].title if name in INDEX else name
            yield Fact(title, before.get(name, ""), now.get(name, ""))


def _values(comparison: Comparison) -> Iterator[Fact]:
    """Yield the first values that the source sends otherwise than last time."""
    left = MOST
    for row in comparison.in_both:
        values = comparison.intake.values[row]
        base = comparison.snapshot.bases.get(comparison.clients[row], NEVER)
        for at in sorted(comparison.intake.mapped):
            was = base[at]
            if left and was is not None and not same(at, was, values[at]):
                left -= 1
                told = f"{full_name(values)} · {FIELDS[at].short_title}"
                yield Fact(told, shown(at, was), shown(at, values[at]))


def _missing(comparison: Comparison) -> Iterator[Fact]:
    """Yield the first clients that are not in the import, and why."""
    for absent in comparison.leavers[:MOST]:
        yield Fact(full_name(comparison.snapshot.values(absent.client)), reason(absent), "")
