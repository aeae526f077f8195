"""Replaces a saved review again and again, each time killed at one system call later, until it comes to its end.

``killed.py FOLDER`` prints after each time how the process ended and what is saved then. Prints 77 where the system
lets nobody watch calls.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import msgspec

from drafts.making import ME
from register.tracing import UNWATCHED, killed_at_call
from synctui.cli.drafts import Drafts
from synctui.core.draft import Draft, Origin


def draft(decided: int) -> bytes:
    """Return a saved review that tells itself apart by a number."""
    origin = Origin(source="file", kind="excel", title="clients.xlsx")
    told = Draft(schema=1, register="r1", origin=origin, owner="an", host="o", saved_at="2026", decided=decided)
    return msgspec.json.encode(told)


def main() -> None:
    """Kill later and later, until the new one is saved or nothing can be watched."""
    drafts = Drafts(Path(sys.argv[1]), "r1", ME)
    for point in range(1, 1000):
        drafts.write("file", draft(1))
        ended = killed_at_call(point, lambda: drafts.write("file", draft(2)))
        found = drafts.read("file")
        print(ended, found.decided if found else 0, flush=True)
        if ended in {0, UNWATCHED}:
            break


if __name__ == "__main__":
    main()
