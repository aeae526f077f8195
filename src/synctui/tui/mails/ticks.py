"""The rows of a last check as a table draws them: a tick, the client, and whom the mail goes to."""

from __future__ import annotations

from synctui.core.invite import LastCheck
from synctui.core.invite import Row as Checked
from synctui.i18n import _
from synctui.tui.widgets.cells import Cell, Column, Row
from synctui.tui.widgets.rows import Items


class Ticks(Items[Checked]):
    """Draws *check* as it is ticked now."""

    marks = True

    def __init__(self, check: LastCheck) -> None:
        columns = [
            Column("client", _("Client"), 19, 2),
            Column("email", _("E-mail"), 20, 2),
            Column("language", _("Lang"), 4),
            Column("questionnaire", _("Questionnaire"), 13, 1),
            Column("responsible", _("Responsible"), 13, 1),
            Column("known", "", 1),
        ]
        super().__init__(columns, check.rows, _cells, ranks={})
        self.check = check

    def row(self, index: int, _widths: list[int]) -> Row:
        """Return one line; a row that cannot be mailed has no box to tick."""
        item = self.shown[index]
        mark = ("[x]", "add") if item.client in self.check.ticked else ("[ ]", "dim")
        return Row((" – ", "wrong") if item.blocked is not None else mark, _cells(item))


def _cells(row: Checked) -> list[Cell]:
    tone = "dim" if row.blocked is not None else "text"
    known = ("×", "wrong") if row.blocked is not None else ("!", "change") if row.warnings else ("", "dim")
    texts = (row.address or "–", row.language or "–", row.questionnaire or "–", row.responsible or "–")
    return [(row.name, tone), *((text, tone) for text in texts), known]
