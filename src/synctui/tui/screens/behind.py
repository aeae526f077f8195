"""What stands behind a line: a list of facts, here and in the import."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from synctui.i18n import N_, _
from synctui.tui.journey import Journey
from synctui.tui.keys import bindings
from synctui.tui.screens.listing import Listing
from synctui.tui.tabs.base import Names
from synctui.tui.tabs.facts import Fact
from synctui.tui.widgets.cells import Cell, Column
from synctui.tui.widgets.lines import Lines, Part, Summary, TextLine
from synctui.tui.widgets.rows import Items
from synctui.tui.widgets.table import LineTable


class BehindPage(Listing[None, Fact]):
    """Lists facts under a title, and under the lines of *above* where there are any.

    *sides*: what the two columns of values are called, here and in the import unless told otherwise.
    """

    place = "lines"
    title_text = N_("Details")
    BINDINGS = bindings("lines")

    def __init__(
        self,
        title: str,
        facts: Sequence[Fact],
        journey: Journey | None,
        names: Names,
        *,
        above: Sequence[TextLine] = (),
        sides: tuple[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.heading, self.journey, self.above = title, journey, above
        told = _("In {name}")
        here, there = sides or (told.format(name=names.register), told.format(name=names.source))
        columns = [
            Column("what", "", 24, 1),
            Column("here", here, 25, 2),
            Column("there", there, 25, 2),
        ]
        self.items = Items(columns, facts, _cells, column="here")

    def body(self) -> ComposeResult:
        """Lay out the words, what stands above the list, and the list."""
        yield Summary()
        if self.above:
            yield Lines(self.above, classes="status")
        yield LineTable(self.items)

    def words(self) -> list[Part]:
        """Return what it is about."""
        return [(self.heading, "strong")]

    def detail(self) -> Sequence[TextLine]:
        """Return the whole of both values, where the columns had to cut them."""
        fact = self.current
        if fact is None:
            return []
        both = [each for each in (fact.here, fact.there) if each]
        return [[(" → ".join(both) if len(set(both)) > 1 else "".join(both[:1]), "text")]]


def _cells(fact: Fact) -> list[Cell]:
    differs = bool(fact.here and fact.there and fact.here != fact.there)
    return [(fact.what, "head"), (fact.here or "–", "text"), (fact.there or "–", "new" if differs else "text")]
