"""Paths as people give them: asking about one never raises, however long it is and whoever's home it names."""

# ruff: noqa: PTH110, PTH111, PTH112, PTH113 - those of `Path` raise where a name is too long or nobody has it

from __future__ import annotations

import os
from pathlib import Path

OPENED = "~$"
"""How the name of the file begins that Excel lays beside a workbook while somebody has it open."""


def expanded(text: str) -> Path:
    """Return *text* as a path, a home's ``~`` written out; one that nobody has stays as it is.

    >>> expanded("~nobody-is-called-so/clients.xlsx")
    PosixPath('~nobody-is-called-so/clients.xlsx')
    """
    return Path(os.path.expanduser(text))


def exists(path: Path) -> bool:
    """Tell whether something stands at *path*.

    >>> exists(Path("x" * 300))
    False
    """
    return os.path.exists(path)


def taken(path: Path) -> bool:
    """Tell whether the name is in use, be it by a link that leads nowhere."""
    return os.path.lexists(path)


def is_file(path: Path) -> bool:
    """Tell whether *path* leads to a regular file."""
    return os.path.isfile(path)


def is_folder(path: Path) -> bool:
    """Tell whether *path* leads to a folder."""
    return os.path.isdir(path)
