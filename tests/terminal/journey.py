"""The way to a review and what is saved of it."""

from __future__ import annotations

from pathlib import Path

from synctui.core.draft import Draft, decode
from synctui.errors import InputError
from terminal.terminal import Terminal


def to_clients(terminal: Terminal) -> None:
    """Wait for the first screen."""
    terminal.see("12 clients")


def to_review(terminal: Terminal) -> None:
    """Go from the clients to the review of the file."""
    to_clients(terminal)
    terminal.press("i")
    terminal.see("Where do the clients come from?", "Excel or CSV file")
    terminal.press("1")
    terminal.see("clients.csv")
    terminal.press("j\r")
    terminal.see("▶3 In both", "0/12")


def saved(home: Path) -> Draft | None:
    """Return the one review that is saved, or None."""
    for path in (home / ".local" / "state" / "synctui" / "reviews").glob("*.json"):
        try:
            return decode(path.read_bytes())
        except (InputError, FileNotFoundError):
            return None
    return None


def decided(home: Path) -> int:
    """Return how much is decided in the saved review."""
    draft = saved(home)
    return draft.decided if draft else 0


def steps(home: Path) -> int:
    """Return how many steps of the saved review can be undone."""
    draft = saved(home)
    return len(draft.steps) if draft else 0


def resume(terminal: Terminal) -> None:
    """Go from the clients to the review that waits."""
    to_clients(terminal)
    terminal.press("i")
    terminal.see("Review of clients.csv")
    terminal.press("1")
    terminal.see("A review of this source is saved", "go on with its")
    terminal.press("\r")
    terminal.see("▶3 In both")
