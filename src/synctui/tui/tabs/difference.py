"""One difference: as a line with both values cut around where they part, and as the two lines below the list."""

from __future__ import annotations

from collections.abc import Sequence

from synctui.core.comparison import Comparison, Difference
from synctui.core.fields import FIELDS, NATIONAL_NUMBER
from synctui.core.steps import Decision
from synctui.i18n import N_, _
from synctui.tui.safe import visible
from synctui.tui.tabs.base import Names
from synctui.tui.tabs.decided import MARKS
from synctui.tui.tabs.values import shown
from synctui.tui.widgets.cells import Cell, Column, Row
from synctui.tui.widgets.lines import TextLine
from synctui.tui.widths import parted
from synctui.tui.words import kind, sign

_TONES = {"overwrite": ("old", "new"), "typed": ("old", "new"), "keep": ("strong", "dim")}
"""Decision → how the value here and that of the import look; what gives way is struck."""
_LINKED = {
    "source-id": N_("same id"),
    "national-number": N_("same national number"),
    "email-name": N_("same e-mail and name"),
    "verdict": N_("said to be the same"),
}


def columns(names: Names, *, field: bool) -> list[Column]:
    """Return the columns: the client, the *field* where it is asked for, here and the import."""
    here, there = _("In {name}").format(name=names.register), _("In {name}").format(name=names.source)
    room = 19 if field else 25
    who = [Column("client", _("Client"), 16 if field else 21, 1), *([Column("field", _("Field"), 11)] if field else [])]
    return [*who, Column("here", here, room, 2), Column("sign", "", 1), Column("import", there, room, 2)]


def row(line: Difference, made: Decision, name: str, widths: Sequence[int], *, field: bool) -> Row:
    """Return the mark, the client's *name*, the *field* where it is asked for, and both values."""
    who: list[Cell] = [(f"  {name}", "text"), *([(FIELDS[line.field].short_title, "dim")] if field else [])]
    there = made.value if made.how == "typed" else line.import_
    here_tone, there_tone = _TONES.get(made.how, ("text", "text"))
    mark: Cell = ("[5]", "guess") if line.household else MARKS[made.how]
    here: Cell = (shown(line.field, line.register), here_tone)
    return two_sided(Row(mark, [*who, here, (sign(line), "act"), (shown(line.field, there), there_tone)]), widths)


def two_sided(row: Row, widths: Sequence[int]) -> Row:
    """Return *row* with both values, around its last sign, cut around where they part; what differs is underlined."""
    *who, (here, here_tone), sign_, (there, there_tone) = row.cells
    one, other = parted(visible(here), visible(there), widths[-3], widths[-1])
    differing = {len(who): (one.first, one.last), len(who) + 2: (other.first, other.last)}
    return row._replace(cells=[*who, (one.text, here_tone), sign_, (other.text, there_tone)], differing=differing)


def detail(line: Difference, name: str, comparison: Comparison, names: Names) -> Sequence[TextLine]:
    """Return whom it is about and why both sides are one client; then all three values and who moved."""
    linked = _LINKED.get(comparison.linked_by[line.row], "")
    number = shown(NATIONAL_NUMBER, comparison.snapshot.values(line.client)[NATIONAL_NUMBER])
    who = [name, _(linked) if linked else "", number, f"{names.source} {comparison.intake.where(line.row)}"]
    before: TextLine = []
    if line.base is not None and line.base not in {line.register, line.import_}:
        before = [(_("before: {value}").format(value=shown(line.field, line.base)) + " · ", "dim")]
    values: TextLine = [
        (f"{FIELDS[line.field].short_title}  ", "head"),
        *before,
        (shown(line.field, line.register), "text"),
        (f" {sign(line)} ", "act"),
        (shown(line.field, line.import_), "new"),
        (f"  {kind(line, names.source, names.register)}", "dim"),
    ]
    return [[(" · ".join(each for each in who if each), "text")], values]
