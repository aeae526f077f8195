"""One client for the pane beside the list, where the window has room for it."""

from __future__ import annotations

from synctui.core.byhand import care
from synctui.core.fields import FIELDS, NATIONAL_NUMBER, PARTNER, full_name
from synctui.core.normalise.national_number import masked
from synctui.core.records import ClientRow
from synctui.i18n import _
from synctui.tui.widgets.lines import TextLine
from synctui.tui.widths import fit
from synctui.tui.words import status

LABEL = 16
"""How wide a label is, as in the pane of Review."""


def beside(row: ClientRow) -> list[TextLine]:
    """Return what there is of a client, national numbers masked as in the list, and what needs care."""
    told = [(field.title, _shown(at, row.values[at])) for at, field in enumerate(FIELDS)]
    told += [(_("Questionnaire"), row.questionnaire), (_("Status"), status(row.status)[0] if row.status else "")]
    lines: list[TextLine] = [[(f"{fit(label, LABEL)} ", "head"), (value, "text")] for label, value in told if value]
    reasons: list[TextLine] = [[(str(each), "change")] for each in care(row)]
    return [[(full_name(row.values), "strong")], [], *lines, [], *reasons]


def _shown(at: int, value: str) -> str:
    return masked(value) if value and at in {NATIONAL_NUMBER, PARTNER} else value
