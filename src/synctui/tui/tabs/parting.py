"""One difference whole: before, here and the import below each other, marked where the two sides part."""

from __future__ import annotations

from collections.abc import Iterator

from synctui.core.comparison import Difference
from synctui.core.fields import FIELDS
from synctui.core.normalise.national_number import shown
from synctui.i18n import _
from synctui.tui.safe import visible
from synctui.tui.tabs.base import Names
from synctui.tui.widgets.lines import Part, TextLine
from synctui.tui.widths import cut, fit, parting, width
from synctui.tui.words import kind

LABEL = 16
"""Cells of the labels before the values."""


def laid_out(line: Difference, names: Names, cells: int) -> list[TextLine]:
    """Return the field and who moved; then the values, as many lines as they need in *cells*."""
    field, moved = FIELDS[line.field].title, kind(line, names.source, names.register)
    here, there = _whole(line, line.register), _whole(line, line.import_)
    start, end = parting(here, there)
    lines: list[TextLine] = [[(field, "strong"), (f" · {moved}", "dim")]]
    if line.base is not None:
        lines += _value(_("Before"), _whole(line, line.base), (0, 0), "dim", cells)
    lines += _value(names.register, here, (start, len(here) - end), "strong", cells)
    lines += _value(names.source, there, (start, len(there) - end), "new", cells)
    return lines


def _whole(line: Difference, value: str) -> str:
    if not value:
        return ""
    return visible(shown(value) if FIELDS[line.field].kind == "national_number" else value)


def _value(label: str, value: str, span: tuple[int, int], tone: str, cells: int) -> Iterator[TextLine]:
    """Yield a value's lines, *span* of it in *tone*, with a line of marks below where that is not empty."""
    room, (first, last) = cells - LABEL - 1, span
    for at in range(0, max(len(value), 1), room):
        part = value[at : at + room]
        left, right = min(max(first - at, 0), len(part)), min(max(last - at, 0), len(part))
        parts: list[Part] = [(part[:left], "text"), (part[left:right], tone), (part[right:], "text")]
        name = fit(cut(label, LABEL), LABEL) if not at else " " * LABEL
        yield [(f"{name} ", "head"), *(parts if part else [("—", "dim")])]
        if right > left and tone != "dim":
            marks = " " * (LABEL + 1 + width(part[:left])) + "▲" * width(part[left:right])
            yield [(marks, "act")]
