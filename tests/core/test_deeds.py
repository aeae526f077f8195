"""What a run did reads the same everywhere: numbers first, in the order in which it matters."""

from __future__ import annotations

import pytest

from synctui import i18n
from synctui.core.deeds import did
from synctui.core.records import RunRow


def run(kind: str, **counts: int) -> RunRow:
    """Return a run that counted this."""
    return RunRow(5, "2026-11-24T09:12:00Z", "an", "office", kind, None, None, counts, None, None)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            run("import", seen=440, added=1_440, dossiers_opened=1, changed=0),
            "1,440 added · 1 dossier opened · 440 seen",
        ),
        (run("undo", restored=1, archived=0, refused=2), "1 value put back · 2 left as they are"),
        (run("hand", dossier=18, client=1), "1 client · 18 dossiers"),
        (run("invite", **{"sent": 2, "reminder-failed": 1, "cancelled": 0}), "2 mails sent · 1 reminder failed"),
        (run("import", of_tomorrow=3, added=1), "1 added · 3 of tomorrow"),
        (run("import"), "–"),
    ],
)
def test_counts_are_told_in_words(row: RunRow, told: str) -> None:
    """Nothing is told of what did not happen; what a later version counts is told by its name."""
    assert did(row) == told


def test_a_run_is_told_in_the_readers_language() -> None:
    """Numbers are grouped as there."""
    i18n.use("nl")
    assert did(run("import", added=1_440, dossiers_opened=2)) == "1.440 toegevoegd · 2 dossiers geopend"
