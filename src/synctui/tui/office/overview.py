"""What stands above the list of clients: the bar of statuses and its legend; and the guide where there are none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from synctui.core.records import ClientRow
from synctui.core.snapshot import STATUSES
from synctui.i18n import _, number
from synctui.tui.widgets.lines import Part, TextLine
from synctui.tui.widths import width
from synctui.tui.words import status

SIGNS: Mapping[str, str] = {
    "not-sent": "-", "queued": "›", "sent": "═", "opened": "≡", "to-process": "■", "processed": "━",
    "failed": "!", "unknown": "?", "": "∙",
}  # fmt: skip
"""Status → what its part of the bar is drawn with: the parts are told apart without colour too."""


def statuses(rows: Sequence[ClientRow], cells: int) -> list[TextLine]:
    """Return the bar of statuses, *cells* wide, and its legend."""
    counted = Counter(row.status for row in rows)
    shown = [(name, counted[name]) for name in (*STATUSES, "") if counted[name]]
    bar: list[Part] = [("  ", "text")]
    legend: list[list[Part]] = [[]]
    for (name, n), length in zip(shown, lengths([n for _name, n in shown], cells), strict=True):
        word, tone = status(name)
        bar.append((SIGNS[name] * length, tone))
        entry: list[Part] = [
            (f"  {SIGNS[name]} ", tone),
            (f"{word if name else _('no dossier')} ", "text"),
            (number(n), "strong"),
        ]
        if sum(width(text) for text, _tone in (*legend[-1], *entry)) > cells + 3:
            legend.append([])
        legend[-1] += entry
    return [bar, *legend] if shown else []


def lengths(counts: Sequence[int], cells: int) -> list[int]:
    """Return how many of *cells* each count gets: its part, but one at least; the largest gets what is left.

    >>> lengths([1, 200, 300], 50)
    [1, 19, 30]
    """
    whole = max(1, sum(counts))
    made = [max(1, cells * n // whole) for n in counts]
    if made:
        made[counts.index(max(counts))] += cells - sum(made)
    return made


def guide(sources: Sequence[str]) -> list[TextLine]:
    """Return what the empty register says: the next steps, each with its key. *sources*: those beside files."""
    whence = ", ".join([*sources, _("an Excel or CSV file")])
    return [
        [],
        [(_("There are no clients yet."), "strong")],
        [],
        [("  i   ", "key"), (_("import clients: {sources}").format(sources=whence), "text")],
        [("  w   ", "key"), (_("save a template to fill in"), "text")],
        [("  +   ", "key"), (_("add a client by hand"), "text")],
        [("  q   ", "key"), (_("quit; 'synctui demo' shows a made-up office"), "text")],
        [],
        [("  " + _("The app runs here:"), "dim"), (f"  {where()}", "text")],
        [("  " + _("A file on your own machine comes here with:"), "dim")],
        [(f"  scp clients.xlsx {where()}", "act")],
    ]


def where() -> str:
    """Return where the app runs: ``user@host:folder``."""
    import os
    import pwd
    import socket
    from pathlib import Path

    login = pwd.getpwuid(os.getuid()).pw_name
    return f"{login}@{socket.gethostname()}:{Path.cwd()}"
