"""A page whose table may have groups under headings: fold one or all, go from one to the next."""

from __future__ import annotations

from typing import Generic, Protocol, cast

from synctui.i18n import _
from synctui.tui.screens.page import R
from synctui.tui.screens.tabular import Tabular


class Folding(Protocol):
    """Lines with groups among them; each verb says None where there is nothing to do."""

    def fold(self, at: int, *, closed: bool) -> int | None:
        """Fold or unfold the group of line *at*; returns where its heading stands then."""
        ...

    def fold_all(self, at: int) -> int | None:
        """Fold all groups; where all are folded, unfold them; returns where the heading of line *at* stands then."""
        ...

    def seek_group(self, start: int, by: int) -> int | None:
        """Return the next heading after *start*, in the direction *by*."""
        ...


class Grouped(Tabular[R], Generic[R]):
    """What pages with groups share."""

    @property
    def folding(self) -> Folding:
        """The lines of the table."""
        return cast("Folding", self.table.source)

    def fold(self, *, closed: bool) -> bool:
        """Fold or unfold the group that the cursor stands in; returns whether that changed anything."""
        at = self.folding.fold(self.table.cursor_row, closed=closed)
        if at is not None:
            self.table.load(cursor=at)
            self._reveal_group()
        return at is not None

    def do_fold_all(self) -> None:
        """Fold all groups, or unfold all; the cursor goes to the heading of its group."""
        at = self.folding.fold_all(self.table.cursor_row)
        if at is None:
            self.say(_("There are no groups here."))
        else:
            self.table.load(cursor=at)
            self._reveal_group()

    def do_next_group(self) -> None:
        """Go to the next heading."""
        self._seek_group(1)

    def do_previous_group(self) -> None:
        """Go to the previous heading."""
        self._seek_group(-1)

    def _seek_group(self, by: int) -> None:
        at = self.folding.seek_group(self.table.cursor_row, by)
        if at is None:
            self.say(_("There is no other group that way."))
        else:
            self.table.go(at)
            self._reveal_group()

    def _reveal_group(self) -> None:
        """Bring the lines under the heading of the cursor into view: what is decided there is seen before."""
        following = self.folding.seek_group(self.table.cursor_row, 1)
        self.table.reveal((len(self.table.source) if following is None else following) - 1)
