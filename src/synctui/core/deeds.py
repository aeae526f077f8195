"""What a run was and did, in words: the same in the app and on the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from synctui.core.records import RunRow
from synctui.core.words import RUN, word
from synctui.i18n import _, ngettext, number

_DEEDS: Mapping[str, Callable[[int], str]] = {
    "added": lambda n: ngettext("{n} added", "{n} added", n),
    "changed": lambda n: ngettext("{n} overwritten", "{n} overwritten", n),
    "archived": lambda n: ngettext("{n} archived", "{n} archived", n),
    "restored": lambda n: ngettext("{n} restored", "{n} restored", n),
    "refused": lambda n: ngettext("{n} left as it is", "{n} left as they are", n),
    "dossiers_opened": lambda n: ngettext("{n} dossier opened", "{n} dossiers opened", n),
    "dossiers_changed": lambda n: ngettext("{n} dossier in another language", "{n} dossiers in another language", n),
    "to_send_again": lambda n: ngettext("{n} to be sent again", "{n} to be sent again", n),
    "client": lambda n: ngettext("{n} client", "{n} clients", n),
    "dossier": lambda n: ngettext("{n} dossier", "{n} dossiers", n),
    "link": lambda n: ngettext("{n} link", "{n} links", n),
    "verdict": lambda n: ngettext("{n} answer about who is who", "{n} answers about who is who", n),
    "correction": lambda n: ngettext("{n} correction", "{n} corrections", n),
    "choice": lambda n: ngettext("{n} answer", "{n} answers", n),
    "user": lambda n: ngettext("{n} user", "{n} users", n),
    "register": lambda n: ngettext("{n} setting", "{n} settings", n),
    "queued": lambda n: ngettext("{n} mail waits", "{n} mails wait", n),
    "sent": lambda n: ngettext("{n} mail sent", "{n} mails sent", n),
    "failed": lambda n: ngettext("{n} mail failed", "{n} mails failed", n),
    "unknown": lambda n: ngettext("{n} mail unknown", "{n} mails unknown", n),
    "cancelled": lambda n: ngettext("{n} mail taken back", "{n} mails taken back", n),
    "reminder-queued": lambda n: ngettext("{n} reminder waits", "{n} reminders wait", n),
    "reminder-sent": lambda n: ngettext("{n} reminder sent", "{n} reminders sent", n),
    "reminder-failed": lambda n: ngettext("{n} reminder failed", "{n} reminders failed", n),
    "reminder-unknown": lambda n: ngettext("{n} reminder unknown", "{n} reminders unknown", n),
    "reminder-cancelled": lambda n: ngettext("{n} reminder taken back", "{n} reminders taken back", n),
    "seen": lambda n: ngettext("{n} seen", "{n} seen", n),
}
"""What a run counts → its words, in the order in which they are told."""


def what(run: RunRow) -> str:
    """Return what kind of run it was; of an undo also which run it took back."""
    return _("undo of run {run}").format(run=run.undoes) if run.undoes else word(RUN, run.kind)


def did(run: RunRow) -> str:
    """Return what a run did, and how often, in one line; a dash where that is nothing."""
    others = sorted(run.counts.keys() - _DEEDS)
    return " · ".join(_told(name, run) for name in (*_DEEDS, *others) if run.counts.get(name)) or "–"


def _told(name: str, run: RunRow) -> str:
    n = run.counts[name]
    if run.kind == "undo" and name == "restored":
        return ngettext("{n} value put back", "{n} values put back", n)
    return _DEEDS[name](n) if name in _DEEDS else f"{number(n)} {name.replace('_', ' ')}"
