"""The invalid rows as a workbook: their columns as they came, and the reasons; corrected, it can be read again."""

from __future__ import annotations

from synctui.core.intake import Intake, Problem
from synctui.core.visible import visible
from synctui.i18n import _
from synctui.report.workbook import list_workbook, sheet_name


def rejects_workbook(intake: Intake) -> bytes:
    """Return the invalid rows of *intake*, each with all its reasons in a column at the end.

    The reader knows that column and leaves it out; at the end it moves no column to another letter.
    """
    table = intake.delivery.table
    headers = (*table.columns, _("Reason"))
    rows = ((*table.rows[row], _reasons(problems)) for row, problems in sorted(intake.invalid.items()))
    return list_workbook(sheet_name(table.sheet or _("Invalid")), headers, rows)


def _reasons(problems: tuple[Problem, ...]) -> str:
    return "; ".join(f"{visible(problem.where)}: {problem.reason}" for problem in problems)
