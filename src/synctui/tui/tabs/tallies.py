"""The numbers of differences: on the line of tabs, and in words above the list."""

from __future__ import annotations

from synctui.core.review import Review
from synctui.core.words import DECISION, word
from synctui.i18n import _, ngettext, number
from synctui.tui.widgets.lines import TextLine
from synctui.tui.widgets.tabs import Tab

_DONE = (("overwrite", "change"), ("typed", "change"), ("keep", "text"))


def tab(review: Review) -> Tab:
    """Return the label with how many are decided, and how many there are."""
    told = f"{_short(review.decided().total())}/{_short(len(review.lines))}"
    return Tab(_("In both"), _("In both"), told, "change")


def decided(review: Review, clients: int) -> TextLine:
    """Return how many are decided how; before any decision how many there are, of how many *clients*."""
    lines, counted = len(review.lines), review.decided()
    undecided = (_("{n} undecided").format(n=number(lines - counted.total())), "dim")
    done = [(f"{number(counted[how])} {word(DECISION, how)}", tone) for how, tone in _DONE if counted[how]]
    if not done:
        told = ngettext("{n} difference", "{n} differences", lines)
        done = [(f"{told} {ngettext('in {n} client', 'in {n} clients', clients)}", "text")]
    return [*(part for each in done for part in (each, (" · ", "dim"))), undecided]


def _short(n: int) -> str:
    """Return a number for the tab: from ten thousand on in thousands.

    >>> _short(357), _short(98765)
    ('357', '98k')
    """
    return f"{n // 1000}k" if n >= 10_000 else number(n)
