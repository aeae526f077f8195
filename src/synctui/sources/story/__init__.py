"""What befell the sample office's clients, so that every word the program has is said once: one function a chapter.

Each chapter says which group of the review it fills. Nothing in here depends on a clock.
"""

from __future__ import annotations

from synctui.sources.office import Cast, HandEdit
from synctui.sources.story import both, faults, households, turnover


def _statuses(cast: Cast) -> None:
    """Let last year's dossiers be processed, nearly all of them."""
    left = {1: "to-process", 2: "opened", 3: "sent", 4: "failed", 5: "not-sent"}
    for place, who in enumerate(cast.first.records):
        cast.by_hand(cast.first, HandEdit("status", who, {}, left.get(place % 37, "processed")))


CHAPTERS = (
    both.renamed_streets,
    both.kept,
    households.changed,
    households.settled,
    both.simple_changes,
    both.written_otherwise,
    both.changed_here,
    both.cleared,
    both.early_birds,
    turnover.leavers,
    turnover.newcomers,
    turnover.known_by_hand,
    households.possible,
    faults.invalid,
    faults.doubtful,
    _statuses,
)
"""In this order, for each takes its people from those that are left."""


def told() -> Cast:
    """Return the cast after every chapter."""
    cast = Cast()
    for chapter in CHAPTERS:
        chapter(cast)
    for season, companies in ((cast.first, 36), (cast.second, 38), (cast.now, 41)):
        season.left_out = {"company": companies, "prospect": 12, "contact": 5}
    return cast
