"""The lines of Sync: how far each step is, what the source left out, and what holds at the gate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from synctui.core.plan import Hold
from synctui.core.ports import Progress
from synctui.core.table import Delivery
from synctui.i18n import N_, _, number
from synctui.tui.widgets.lines import Part, TextLine
from synctui.tui.widths import width, wrapped
from synctui.tui.words import LEFT_OUT, hold

_STEPS = {
    "fetch": N_("Fetch"),
    "read": N_("Read"),
    "validate": N_("Validate"),
    "link": N_("Find the clients"),
    "compare": N_("Compare"),
}
_BAR = 30
_EDGE, _BESIDE, _NARROW = 5, 25, 79
"""Where a step's name begins, where its bar does, and the cells of the narrowest line."""


def step_lines(steps: Mapping[str, Progress]) -> list[TextLine]:
    """Return two lines for every step, begun or not: how far it is, and its note."""
    lines: list[TextLine] = [[]]
    for name, words in _STEPS.items():
        lines += [_step_line(_(words), steps.get(name)), note_line(steps.get(name))]
    return lines


def _step_line(words: str, progress: Progress | None) -> list[Part]:
    """Return one step's line: a tick when done, a bar, the numbers."""
    if progress is None:
        return [(f"     {words:<20}", "dim"), ("·" * _BAR, "line")]
    done = progress.total > 0 and progress.done >= progress.total
    filled = _BAR if done or not progress.total else _BAR * progress.done // progress.total
    counted = number(progress.done) if progress.total else ""
    if progress.total and not done:
        counted = _("{done} of {total}").format(done=counted, total=number(progress.total))
    return [
        ("   √ " if done else "     ", "add"),
        (f"{words:<20}", "text"),
        ("━" * filled, "act"),
        ("─" * (_BAR - filled), "line"),
        (f"  {counted}", "dim"),
    ]


def note_line(progress: Progress | None) -> list[Part]:
    """Return what a step waits for, or how many calls it has left; under its bar, or from the edge where it is long."""
    if not progress or not progress.note:
        return []
    indent = _BESIDE if width(progress.note) <= _NARROW - _BESIDE else _EDGE
    return [(" " * indent + progress.note, "dim")]


def left_out(delivery: Delivery) -> list[TextLine]:
    """Return what the source left out, and what its reader warns of."""
    counted = [f"{number(n)} {_(LEFT_OUT.get(kind, kind))}" for kind, n in sorted(delivery.left_out.items()) if n]
    lines: list[TextLine] = [[("     " + _("left out: ") + " · ".join(counted), "dim")]] if counted else []
    return lines + [[("     ", "text"), (str(warning), "change")] for warning in delivery.warnings]


def hold_lines(held: Sequence[Hold], cells: int) -> list[TextLine]:
    """Return what is unusual, with the numbers then and now, and the answers; *cells* wide."""
    lines: list[TextLine] = [[], [(_("Something is unusual. Is this expected?"), "strong")], []]
    for each in held:
        first, *others = wrapped(hold(each), cells - 5)
        lines += [[("  ! ", "wrong"), (first, "text")], *([(f"    {other}", "text")] for other in others), []]
    answers: list[TextLine] = [
        [("  y     ", "key"), (_("expected, go on to the review; nothing is written yet"), "text")],
        [("  Enter ", "key"), (_("show what differs"), "text")],
        [("  q     ", "key"), (_("stop here"), "text")],
    ]
    return [*lines, *answers, []]
