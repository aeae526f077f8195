"""What a decision looks like in a line, and the sentence that tells what a verb did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from synctui.core.steps import Step
from synctui.i18n import _, ngettext, number

MARKS = {
    "overwrite": ("[x]", "change"), "typed": ("[e]", "change"), "keep": ("[=]", "text"), "undecided": ("[ ]", "dim"),
    "add": ("[x]", "add"), "leave": ("[=]", "text"), "archive": ("[x]", "leave"), "stay": ("[=]", "text"),
}  # fmt: skip
"""Decision → its mark and the meaning of its colour."""
SOME = ("[-]", "text")
NOT = (" ! ", "change")


class Told(NamedTuple):
    """What a verb did: a sentence for the line above the keys; moved: lines came or went."""

    sentence: str
    tone: str = "text"
    moved: bool = False


def told(step: Step | None, what: str, alone: Mapping[str, int] | None = None) -> Told:
    """Return the sentence for a decision: how many lines, how to take it back, how many were left *alone* as what."""
    parts = [_("{lines}: {decision}").format(lines=_lines(step), decision=what), _("u takes it back")] if step else []
    if alone:
        each = ", ".join(f"{number(n)} {name}" for name, n in alone.items())
        parts.append(_("left alone, one by one: {kinds}").format(kinds=each))
    return Told(" · ".join(parts) or _("Nothing changed."), "text" if step else "change")


def inverted(step: Step | None) -> Told:
    """Return the sentence for decisions that were turned round."""
    if step is None:
        return Told(_("Nothing changed."), "change")
    return Told(_("{lines} inverted · u takes it back").format(lines=_lines(step)))


def _lines(step: Step) -> str:
    return ngettext("{n} line", "{n} lines", step.lines)
