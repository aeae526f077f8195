"""The last check and what a sending did, in text and as JSON. Texts name the client; why is told in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from synctui.core.invite import LastCheck, Row
from synctui.core.mailing import NotSent, Sent
from synctui.core.words import STATUS, word
from synctui.i18n import _, ngettext, number
from synctui.report.text import SHOWN, Hide, columns, some, tally

_NAMED = 4
"""How many clients a warning names."""


def last_check_text(check: LastCheck, left_behind: Mapping[str, int], hide: Hide) -> str:
    """Return who would get a mail, who not and why, and what there is to know before."""
    chosen = check.chosen
    lines = [ngettext("{n} mail would leave.", "{n} mails would leave.", len(chosen))]
    if chosen:
        lines[0] += f"  {tally(check.languages().items())}"
        table = columns([_head(), *(_cells(row, hide) for row in chosen[:SHOWN])])
        rest = len(chosen) - SHOWN
        lines += ["", *table]
        lines += [_("  … {n} more; --json lists them all").format(n=number(rest))] if rest > 0 else []
    lines += _to_know(chosen, hide)
    lines += some(
        _("Not ticked"), check.left_out, lambda row: _told(row, "; ".join(map(str, row.warnings)) or "–", hide)
    )
    lines += some(_("Cannot be mailed"), check.blocked, lambda row: _told(row, str(row.blocked), hide))
    if left_behind:
        told = tally((word(STATUS, status), n) for status, n in left_behind.items())
        lines += ["", _("Since an earlier sending: {counts}").format(counts=told)]
    return "\n".join(lines) + "\n"


def _to_know(rows: Sequence[Row], hide: Hide) -> list[str]:
    """Return the warnings about *rows*, each once with how many it is about and the first of their names."""
    about: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        for warning in row.warnings:
            about[str(warning)].append(row.name)
    told = [
        f"  {hide(warning)} ({number(len(names))}): {hide(' · '.join(names[:_NAMED]))}{' …' * (len(names) > _NAMED)}"
        for warning, names in about.items()
    ]
    return ["", _("To know before"), *told] if told else []


def _head() -> list[str]:
    return [_("Client"), _("E-mail"), _("Language"), _("Questionnaire"), _("Responsible")]


def _cells(row: Row, hide: Hide) -> list[str]:
    return [hide(text) for text in (row.name, row.address, row.language, row.questionnaire, row.responsible)]


def _told(row: Row, words: str, hide: Hide) -> str:
    return f"{hide(row.name)}: {hide(words)}"


def sent_text(sent: Sent, hide: Hide) -> str:
    """Return what a sending did."""
    lines = [ngettext("{n} mail left.", "{n} mails left.", sent.sent)]
    if sent.run:
        lines[0] += "  " + _("Run {run} holds it.").format(run=sent.run)
    for title, entries in (
        (_("Not sent"), sent.failed),
        (_("Unknown whether they left: nobody is mailed again before you say so"), sent.unknown),
        (_("Changed since the last check, and left alone"), sent.moved),
    ):
        lines += some(title, entries, lambda each: f"{hide(each.name)}: {hide(_(each.words))}")
    if sent.cancelled:
        taken = ngettext("{n} mail was taken back.", "{n} mails were taken back.", sent.cancelled)
        lines += ["", f"{taken} {hide(sent.stopped)}"]
    return "\n".join(lines) + "\n"


def last_check_json(check: LastCheck, left_behind: Mapping[str, int]) -> dict[str, Any]:
    """Return the last check with every row."""
    counts = {"listed": len(check.rows), "ticked": len(check.chosen), "blocked": len(check.blocked)}
    return {
        "counts": counts,
        "left_behind": dict(left_behind),
        "rows": [_row(row, ticked=row.client in check.ticked) for row in check.rows],
    }


def _row(row: Row, *, ticked: bool) -> dict[str, Any]:
    return {
        "client": {"id": row.client, "name": row.name},
        "email": row.address,
        "language": row.language,
        "questionnaire": row.questionnaire,
        "responsible": row.responsible,
        "status": row.status,
        "mail": row.kind,
        "ticked": ticked,
        "blocked": row.blocked and row.blocked.plain,
        "warnings": [warning.plain for warning in row.warnings],
    }


def sent_json(sent: Sent, check: LastCheck) -> dict[str, Any]:
    """Return what a sending did, and whom the last check kept out of it."""
    return {
        "run": sent.run or None,
        "sent": sent.sent,
        **{name: [_who(each) for each in getattr(sent, name)] for name in ("failed", "unknown", "moved")},
        "cancelled": sent.cancelled,
        "stopped": sent.stopped,
        "blocked": [_who(NotSent(row.client, row.name, row.blocked.plain)) for row in check.blocked if row.blocked],
        "left_out": [
            _who(NotSent(row.client, row.name, "; ".join(warning.plain for warning in row.warnings)))
            for row in check.left_out
        ],
    }


def _who(each: NotSent) -> dict[str, Any]:
    return {"client": {"id": each.client, "name": each.name}, "why": each.words}
