"""What is to be put right in the source, so that it is not asked again: kept, typed, corrected and invalid values.

In comes a review; out comes one `Wrong` a value, by who is responsible. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from synctui.core.comparison import Difference
from synctui.core.fields import RESPONSIBLE, full_name
from synctui.core.intake import Problem
from synctui.core.review import Review
from synctui.i18n import N_, Message, message

_WHY = {
    "keep": message(N_("ours was kept")),
    "typed": message(N_("another value was typed")),
    "corrected": message(N_("corrected here")),
}


class Wrong(NamedTuple):
    """One value to put right.

    responsible: a colleague's e-mail address, or empty. client: a name. where: the record's id, or its place in the
    file. field: its index, or None for the whole record. sent: what the source says; right: what it should say, empty
    where nobody knows. why: in words.
    """

    responsible: str
    client: str
    where: str
    field: int | None
    sent: str
    right: str
    why: Message


def put_right(review: Review) -> list[Wrong]:
    """Return every value to put right, by responsible, client and field; whoever has none comes last."""
    found = [*_lines(review), *_corrected(review), *_invalid(review)]
    return sorted(found, key=lambda each: (not each.responsible, each.responsible, each.client, each.field or 0))


def _lines(review: Review) -> Iterator[Wrong]:
    """Yield what was kept or typed, now or earlier; what belongs to a household is no fault of the source."""
    for line in (*review.lines, *review.still_kept()):
        made = review.decision(line)
        if made.how in {"keep", "typed"} and not line.household:
            right = made.value if made.how == "typed" else line.register
            yield _line(review, line, right, _WHY[made.how])


def _line(review: Review, line: Difference, right: str, why: Message) -> Wrong:
    intake, values = review.comparison.intake, review.comparison.snapshot.values(line.client)
    return Wrong(
        values[RESPONSIBLE], full_name(values), _where(review, line.row), line.field, intake.sent(line.row, line.field),
        right, why,
    )  # fmt: skip


def _corrected(review: Review) -> Iterator[Wrong]:
    intake = review.comparison.intake
    for (row, field), bad in intake.corrected.items():
        values = intake.values[row]
        name = full_name(values)
        yield Wrong(values[RESPONSIBLE], name, _where(review, row), field, bad, values[field], _WHY["corrected"])


def _invalid(review: Review) -> Iterator[Wrong]:
    intake = review.comparison.intake
    for row, problems in intake.invalid.items():
        for each in problems:
            yield _refused(review, row, each)


def _refused(review: Review, row: int, problem: Problem) -> Wrong:
    values = review.comparison.intake.values[row]
    name = full_name(values) or problem.where
    return Wrong(values[RESPONSIBLE], name, _where(review, row), problem.field, problem.value, "", problem.reason)


def _where(review: Review, row: int) -> str:
    intake = review.comparison.intake
    return intake.ids[row] or intake.where(row)
