"""One client as a line of the list: what stands in its columns, and what it is found, ordered and grouped by."""

from __future__ import annotations

from synctui.core.fields import LANGUAGE, RESPONSIBLE, full_name
from synctui.core.intake import fold
from synctui.core.records import ClientRow
from synctui.core.snapshot import STATUSES
from synctui.i18n import _
from synctui.tui.comparing import folded
from synctui.tui.widgets.cells import Cell, Column
from synctui.tui.words import status

ARCHIVED = "archived"


def columns() -> list[Column]:
    """Return the columns of clients."""
    return [
        Column("client", _("Client"), 24, 2),
        Column("responsible", _("Responsible"), 13, 1),
        Column("language", _("Lang"), 4),
        Column("questionnaire", _("Questionnaire"), 17, 1),
        Column("status", _("Status"), 16),
    ]


def group_of(row: ClientRow, by: str) -> str:
    """Return what *row* is grouped under: a responsible's address, or a status."""
    return row.values[RESPONSIBLE] if by == "responsible" else state(row)


def group_name(key: str, by: str) -> str:
    """Return the heading of a group."""
    if by == "responsible":
        return key or _("nobody is responsible")
    return state_word(key)


def state(row: ClientRow) -> str:
    """Return the dossier's status, ``archived``, or empty where no dossier is open."""
    return ARCHIVED if row.archived else row.status


def state_word(name: str) -> str:
    """Return the word for a `state`."""
    return _("archived") if name == ARCHIVED else status(name)[0] if name else _("no dossier")


def cells(row: ClientRow) -> list[Cell]:
    """Return what stands in the columns."""
    word, tone = status(row.status)
    told: Cell = (f"● {word}" if row.status else word, tone)
    return [
        (full_name(row.values), "dim" if row.archived else "text"),
        (row.values[RESPONSIBLE].split("@")[0], "dim"),
        (row.values[LANGUAGE], "dim"),
        (row.questionnaire, "dim"),
        (_("archived"), "leave") if row.archived else told,
    ]


def sought(row: ClientRow) -> str:
    """Return what a filter looks for in: every value, and the words of the list."""
    return folded(" ".join((full_name(row.values), *row.values, row.questionnaire, state_word(state(row)))))


def group_rank(key: str) -> tuple[int, str]:
    """Return what groups are ordered by: statuses as a dossier passes them, else by their names."""
    return (STATUSES.index(key) if key in STATUSES else len(STATUSES) * (key == ARCHIVED), fold(key))


def rank(row: ClientRow, column: str) -> str:
    """Return what a client is ordered by in a column, then by name."""
    name = fold(full_name(row.values))
    if column == "status":
        return f"{STATUSES.index(row.status) if row.status in STATUSES else 9}{name}"
    texts = {
        "responsible": row.values[RESPONSIBLE],
        "language": row.values[LANGUAGE],
        "questionnaire": row.questionnaire,
    }
    return fold(texts.get(column, "")) + "\x1f" + name
