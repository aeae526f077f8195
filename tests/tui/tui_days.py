"""Days at the office as keys and what is seen: a step presses keys and waits for what they bring."""

from __future__ import annotations

from pathlib import Path

from tui.tui_driver import Desk

Step = tuple[str, ...]
"""The keys, between blanks, and the texts that are seen then; ``"an"`` is typed, ``Backspace×2`` is pressed twice."""
TOUR = Path(__file__).parents[2] / "docs" / "tour.md"
_NAMES = {"Enter": "enter", "Space": "space", "PgDn": "pagedown", "Esc": "escape", "Backspace": "backspace"}


async def walk(desk: Desk, steps: list[Step]) -> str:
    """Press the keys of *steps*, those of each once what the one before brings is seen; returns all keys."""
    for keys, *seen in steps:
        for key in keys.split():
            if key == "y":
                await desk.confirm()
            else:
                await desk.press(*_pressed(key))
        await desk.see(*seen)
    return " ".join(keys for keys, *_seen in steps)


def _pressed(key: str) -> list[str]:
    """Return the keys that a word of a step stands for."""
    name, _times, n = key.partition("×")
    return list(key.strip('"')) if key.startswith('"') else [_NAMES.get(name, name)] * int(n or 1)


def count(keys: str) -> int:
    """Return how many keys that is, a letter of a typed text being one.

    >>> count('f "denis" Enter Backspace×3')
    10
    """
    return sum(len(_pressed(key)) for key in keys.split())


def told(day: str) -> tuple[str, int]:
    """Return the keys of a day as the tour writes them below its heading, and their number in its table."""
    page = TOUR.read_text("utf-8")
    below = page.split(f"### {day}\n")[1].split("```")[1]
    row = next(line for line in page.splitlines() if line.startswith(f"| {day} |"))
    return " ".join(below.split()), int(row.split("|")[3])
