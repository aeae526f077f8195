"""Names of languages and countries, looked up without regard to case, accents and punctuation around them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping


def plain(name: str) -> str:
    """Return *name* as it is looked up.

    >>> plain("(Néerlandais.)")
    'neerlandais'
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c)).strip(" .,;:()*'")


def lookup(names: Mapping[str, str]) -> dict[str, str]:
    """Return name → code for codes with their names, separated by commas; each code is its own name too."""
    return {plain(name): code for code, row in names.items() for name in (code, *row.split(", "))}
