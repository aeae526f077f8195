"""The words for what the data names by a code: groups, statuses, kinds, reasons. Shown through `word`."""

from __future__ import annotations

from collections.abc import Mapping

from synctui.i18n import N_, _

STATUS: Mapping[str, str] = {
    "not-sent": N_("Not sent"),
    "queued": N_("Queued"),
    "sent": N_("Sent"),
    "opened": N_("Opened"),
    "to-process": N_("To process"),
    "processed": N_("Processed"),
    "failed": N_("Failed"),
    "unknown": N_("Unknown"),
}

KIND: Mapping[str, str] = {
    "import-changed": N_("changed in the import"),
    "changed-here": N_("changed here"),
    "both-changed": N_("both changed"),
    "first-seen": N_("first compared"),
    "cleared": N_("empty in the import"),
    "already-sent": N_("already sent"),
}

REASON: Mapping[str, str] = {
    "gone": N_("gone from the source"),
    "ended": N_("relation ended"),
    "deceased": N_("deceased"),
    "left-workflow": N_("left the workflow"),
    "partners-return": N_("on the partner's return"),
    "prospect": N_("now a prospect"),
    "company": N_("now a company"),
    "never-from-source": N_("never from this source"),
}
"""Why a client is not in the import, in the order in which the groups are shown."""

POSSIBLE: Mapping[str, str] = {
    "separated": N_("separated"),
    "partner-died": N_("partner died"),
    "newly-joint": N_("now joint"),
    "changed-places": N_("changed places"),
    "fold": N_("on the partner's return?"),
    "choice": N_("several clients fit"),
    "bis": N_("BIS and national number"),
    "same-person": N_("same person?"),
}

DECISION: Mapping[str, str] = {
    "overwrite": N_("overwrite"),
    "keep": N_("keep"),
    "kept": N_("kept earlier"),
    "typed": N_("typed"),
    "undecided": N_("undecided"),
    "add": N_("add"),
    "leave": N_("do not add"),
    "archive": N_("archive"),
    "stay": N_("stays"),
}

MAIL: Mapping[str, str] = {
    "invite": N_("invitation"),
    "again": N_("once more"),
    "reminder": N_("reminder"),
}
"""What a mail is."""

ATTEMPT: Mapping[str, str] = {
    "queued": N_("waits"),
    "sending": N_("on its way"),
    "sent": N_("sent"),
    "failed": N_("failed"),
    "unknown": N_("unknown"),
    "cancelled": N_("taken back"),
}
"""What became of a mail."""

RUN: Mapping[str, str] = {
    "import": N_("import"),
    "undo": N_("undo"),
    "hand": N_("by hand"),
    "invite": N_("invitations"),
}


def word(words: Mapping[str, str], code: str) -> str:
    """Return the word for *code* in the current language, or the code itself where there is none."""
    return _(words[code]) if code in words else code
