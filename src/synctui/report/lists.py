"""Clients, runs, users and sources as lists in text."""

from __future__ import annotations

from collections.abc import Sequence

from synctui.core.deeds import did, what
from synctui.core.fields import EMAIL, LANGUAGE, NATIONAL_NUMBER, RESPONSIBLE, full_name
from synctui.core.ports import Conflict
from synctui.core.records import ClientRow, JournalLine, RunDetail, RunRow, SourceRow, Undone, UserRow
from synctui.core.words import STATUS, word
from synctui.i18n import _, moment, ngettext, number
from synctui.report.text import SHOWN, Hide, columns, some, value


def clients_text(rows: Sequence[ClientRow], hide: Hide) -> str:
    """Return clients as a table with their most telling fields; nothing for none."""
    head = [_("Id"), _("Client"), _("E-mail"), _("Language"), _("Responsible"), _("National number")]
    head += [_("Questionnaire"), _("Status")]
    return _table([head, *(_client(row, hide) for row in rows)]) if rows else ""


def _client(row: ClientRow, hide: Hide) -> list[str]:
    values = row.values
    own_number = value("national_number", values[NATIONAL_NUMBER], hide)
    status = _("archived") if row.archived else word(STATUS, row.status)
    shown = [full_name(values), values[EMAIL], values[LANGUAGE], values[RESPONSIBLE]]
    return [str(row.id), *map(hide, shown), own_number, hide(row.questionnaire), status]


def runs_text(rows: Sequence[RunRow], hide: Hide) -> str:
    """Return runs as a table, the newest last; nothing for none."""
    head = [_("Run"), _("When (UTC)"), _("Who"), _("What"), _("Source"), _("Did"), ""]
    return _table([head, *(_run(row, hide) for row in rows)]) if rows else ""


def _run(row: RunRow, hide: Hide) -> list[str]:
    source = f"{row.source} ({row.workflow})" if row.workflow else row.source or ""
    undone = _("undone by run {run}").format(run=row.undone_by) if row.undone_by else ""
    return [str(row.run), moment(row.when), hide(row.who), what(row), hide(source), hide(did(row)), undone]


def detail_text(found: RunDetail, hide: Hide, *, whole: bool = False) -> str:
    """Return one run with what it did, line by line; all lines with *whole*, else the first."""
    shown = len(found.lines) if whole else SHOWN
    lines = some(_("Journal"), found.lines, lambda line: _line(line, hide), shown)
    return runs_text([found.row], hide) + "\n".join(lines) + ("\n" if lines else "")


def _line(line: JournalLine, hide: Hide) -> str:
    before, after = (value(line.field, text, hide) for text in (line.before, line.after))
    return f"{hide(line.name)}  {line.entity} {line.field}: {before} → {after}".replace(" :", ":")


def undone_text(found: Undone, hide: Hide) -> str:
    """Return what an undo does or did."""
    lines = [ngettext("{n} value goes back.", "{n} values go back.", found.restored)]
    lines += some(_("Archived instead of removed, because their invitation has left"), found.archived, hide)
    lines += some(_("Changed since, and left as it is"), found.refused, lambda each: conflict(each, hide))
    return "\n".join(lines) + "\n"


def conflict(each: Conflict, hide: Hide) -> str:
    """Return one value that is no longer what was expected; without a field it is the whole client.

    >>> conflict(Conflict(0, "Maes, An", "", "Maes, An", "changed since", ""), str)
    'Maes, An: then Maes, An, now changed since, mine —'
    """
    then, now, mine = (value(each.field, text, hide) for text in (each.then, each.now, each.mine))
    where = f"{hide(each.client)}  {each.field}".rstrip()
    return _("{where}: then {then}, now {now}, mine {mine}").format(where=where, then=then, now=now, mine=mine)


def users_text(rows: Sequence[UserRow], hide: Hide) -> str:
    """Return who works here, and as what."""
    return _table([[hide(row.login), row.role] for row in rows])


def sources_text(rows: Sequence[SourceRow], hide: Hide) -> str:
    """Return the sources; one that was never applied has run 0."""
    head = [_("Source"), _("Kind"), _("Last run"), _("When (UTC)"), _("Fetched"), _("Workflow")]
    return _table([head, *(_source(row, hide) for row in rows)])


def _source(row: SourceRow, hide: Hide) -> list[str]:
    if not row.run:
        return [hide(row.source), row.kind, "—", "", "", ""]
    return [hide(row.source), row.kind, str(row.run), moment(row.when), number(row.fetched), hide(row.workflow or "")]


def _table(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(columns(rows)) + "\n" if rows else ""
