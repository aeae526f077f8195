"""What a decision looks like in a line, and the sentence that tells what a verb did."""

from __future__ import annotations

from typing import NamedTuple

from synctui.core.review import Outcome
from synctui.core.steps import Step
from synctui.core.words import DECISION, word
from synctui.i18n import _, ngettext
from synctui.tui.words import kind_alone

MARKS = {
    "overwrite": ("[x]", "change"), "typed": ("[x]", "change"), "keep": ("[=]", "text"), "undecided": ("[ ]", "dim"),
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


def told(outcome: Outcome | Step | None, n: int, what: str) -> Told:
    """Return the sentence for a decision on *n* items: how many, what was left alone, and how to take it back."""
    step = outcome.step if isinstance(outcome, Outcome) else outcome
    alone = outcome.left_alone if isinstance(outcome, Outcome) else {}
    parts = []
    if step:
        done = len(step.after) if isinstance(outcome, Outcome) else n
        parts.append(ngettext("{n} line", "{n} lines", done) + f": {word(DECISION, what)}")
    if alone:
        each = ", ".join(f"{n} {kind_alone(kind)}" for kind, n in alone.items())
        parts.append(_("left alone, one by one: {kinds}").format(kinds=each))
    if step:
        parts.append(_("u takes it back"))
    return Told(" · ".join(parts) or _("Nothing changed."), "text" if step else "change")


def inverted(step: Step | None) -> Told:
    """Return the sentence for decisions that were turned round."""
    if step is None:
        return Told(_("Nothing changed."), "change")
    turned = ngettext("{n} line", "{n} lines", len(step.after))
    return Told(_("{lines} inverted · u takes it back").format(lines=turned))
