"""What the five tabs share: an outline over a review, words about its lines, verbs that say no."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from synctui.core.review import Review
from synctui.core.steps import Step
from synctui.i18n import _
from synctui.tui.tabs.decided import Told
from synctui.tui.tabs.outline import Outline
from synctui.tui.widgets.lines import TextLine
from synctui.tui.widgets.tabs import Tab


class Names(NamedTuple):
    """What the two sides are called, and the year."""

    source: str
    register: str
    tax_year: int


class Likeness(NamedTuple):
    """What an item has in common with others. told: in words; mine: what it is; of: what it is of another item."""

    told: str
    mine: object
    of: Callable[[int], object]

    def among(self, others: Sequence[int]) -> list[int]:
        """Return those of *others* that have it in common."""
        return [other for other, its in zip(others, map(self.of, others), strict=True) if its == self.mine]


class ReviewTab(Outline):
    """One tab over a review."""

    place = ""
    inverts = False
    """Whether what is decided on its items can be turned round."""

    def __init__(self, review: Review, names: Names) -> None:
        super().__init__()
        self.review, self.names = review, names
        self.build()

    def took(self, _step: Step, *, back: bool = False) -> None:  # noqa: ARG002
        """Follow a step of the review (*back*: undone); most tabs count anew when they draw."""
        return

    # Words

    @abstractmethod
    def tab(self) -> Tab:
        """Return the tab's label and number."""

    @abstractmethod
    def summary(self) -> tuple[TextLine, TextLine]:
        """Return what stands above the list: what will happen, and what is equal or out of sight."""

    def place_of(self, _item: int) -> str:
        """Return the place in the key table whose words fit an item."""
        return self.place

    @abstractmethod
    def detail(self, item: int) -> Sequence[TextLine]:
        """Return two lines about an item."""

    def group_detail(self, _group: int) -> Sequence[TextLine]:
        """Return two lines about a group."""
        return []

    def below(self, _item: int) -> Sequence[TextLine]:
        """Return lines to show under the list, for the item under the cursor."""
        return []

    # What is alike

    def likenesses(self, _item: int) -> list[Likeness]:
        """Return what an item has in common with others, to decide on all of them."""
        return []

    def like(self, at: int) -> list[tuple[str, list[int]]]:
        """Return the shown items that have something in common with the one on line *at*, with what that is."""
        if at >= len(self.lines) or self.lines[at].heading:
            return []
        shown = self.shown
        return [(each.told, each.among(shown)) for each in self.likenesses(self.lines[at].item)]

    # Verbs; a tab says here which it knows

    def do(self, _lines: Iterable[int]) -> Told:
        """Do what the import says."""
        return self.unknown()

    def keep(self, _lines: Iterable[int]) -> Told:
        """Leave ours as it is, and remember."""
        return self.unknown()

    def no(self, _lines: Iterable[int]) -> Told:
        """Say no to it."""
        return self.unknown()

    def advice(self, _lines: Iterable[int]) -> Told:
        """Decide as proposed."""
        return self.unknown()

    def together(self, items: Sequence[int]) -> int:
        """Return how many of the items a decision on many takes along."""
        return len(items)

    def all(self, _items: Sequence[int], _on: bool) -> Told:
        """Do what the import says with many items, or take that back."""
        return self.unknown()

    def invert(self, _items: Sequence[int]) -> Told:
        """Do what the import says with those of the items that are undecided, and take it back where it was."""
        return self.unknown()

    def unknown(self) -> Told:
        """Say that the key has no meaning on this tab."""
        return Told(_("That key does nothing on this tab; ? shows what does."))
