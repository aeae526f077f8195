"""An office for the tests of the command line: CSV exports of synthetic people, as a firm would save them."""

from __future__ import annotations

import csv
import subprocess
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from synctui.core.fields import INDEX, STREET, Values
from synctui.sources.people import people

Run = Callable[..., subprocess.CompletedProcess[str]]
"""Runs the program with arguments: the fixtures ``run`` (a process) and ``call`` (this one)."""

HEADERS = (
    "First name", "Last name", "E-mail", "Mobile number", "Language", "Responsible", "Street", "Postal code", "City",
    "Country", "Company", "National number", "Partner's national number",
)  # fmt: skip
CHECKLIST = "checklist van de personenbelasting"
ADDING = ("--language", "nl", "--questionnaire", CHECKLIST)


def staff(n: int = 40) -> list[Values]:
    """Return *n* people whose street starts with *St.*, as the register has them at first."""
    return [changed(values, street=f"St. Annastraat {at}") for at, values in enumerate(people(n), 1)]


def changed(values: Values, **fields: str) -> Values:
    """Return *values* with some fields changed, by name."""
    new = list(values)
    for name, text in fields.items():
        new[INDEX[name]] = text
    return tuple(new)


def moved(values: Values) -> Values:
    """Return *values* with the street as the source writes it later."""
    return changed(values, street=values[STREET].replace("St. ", "Sint-"))


def export(path: Path, rows: Iterable[Values], headers: Sequence[str] = HEADERS) -> Path:
    """Write *rows* as a CSV file with semicolons, as Belgian Excel does."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(headers)
        writer.writerows(rows)
    return path
