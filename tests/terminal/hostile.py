"""A list of clients that means harm: a row for each kind of text that has misled a terminal, a list or a reader."""

from __future__ import annotations

import csv
from pathlib import Path

from synctui.core.fields import NAMES
from synctui.sources.people import people

STEERS = "\x1b]0;TITLE\x07\x1b]52;c;UEFTVEU=\x07\x1b]8;;http://x.example\x07\x1b[99;99H\x9b31m\x7f\x07"
SHOWN = "␛]0;TITLE␇␛]52;c;UEFTVEU=␇"
MARKUP = "[/] [b [@click=app.quit]q[/] $primary"
TURNED = "\u202e\u200b\u2066\U000e0041❤\ufe0f"
FOLK = people(9, seed=21)
FIRST, LAST, EMAIL, STREET, CITY, NUMBER = (
    NAMES.index(name) for name in ("first_name", "last_name", "email", "street", "city", "national_number")
)
HEADERS = [*(name.replace("_", " ") for name in NAMES), f"remark {STEERS}{MARKUP}"]
FILE = "A [b]x[-b] \x1b]0;x\x07 \u202e.csv"


def rows() -> list[list[str]]:
    """Return the rows; each has its harm in its own fields, so that who it is can be told by the last name."""
    told = [[*values, f"{STEERS}{MARKUP}"] for values in FOLK]
    _put(told[0], "Steers", {FIRST: f"An{STEERS}", STREET: f"Weg {STEERS}"})
    _put(told[1], "Markup", {FIRST: MARKUP, STREET: f"{MARKUP} 1", CITY: MARKUP})
    _put(told[2], "Turned", {FIRST: f"Jan{TURNED}", STREET: f"Dorp 3{TURNED}"})
    _put(told[3], "Piled", {FIRST: "e" + "\u0301" * 40, STREET: "z" + "\u0327" * 40 + " 1"})
    _put(told[4], "Longest", {STREET: "x" * 120_000, CITY: "👩‍👩‍👧漢" * 30})
    _put(told[5], "Broken", {FIRST: "An\r\nMarie\tRose", STREET: "Dorp\n1"})
    _put(told[6], "Écrit", {FIRST: "Noe\u0308l", STREET: "Rue de l’Église\u00a01"})
    digits = told[7][NUMBER]
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in digits)
    _put(told[7], "Wide", {NUMBER: f"{wide[:6]}–{wide[6:9]}\u00a0{wide[9:]}"})
    _put(told[8], "Wrong", {EMAIL: f"nobody{STEERS}{MARKUP}", NUMBER: f"1{STEERS}"})
    return told


def _put(row: list[str], last: str, values: dict[int, str]) -> None:
    for at, value in {LAST: last, **values}.items():
        row[at] = value


def save(folder: Path) -> Path:
    """Write the list as CSV under a name that means harm too."""
    path = folder / FILE
    _write(path, rows())
    return path


def save_plainly(folder: Path) -> Path:
    """Write the same clients as they are understood, but for the one accent that one street has lost."""
    told = rows()
    told[6][FIRST], told[6][STREET] = "No\u00ebl", "Rue de l'Eglise 1"
    told[7][NUMBER] = FOLK[7][NUMBER]
    path = folder / "plain.csv"
    _write(path, told)
    return path


def _write(path: Path, told: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([HEADERS, *told])
