"""Guess a client's language from a Belgian postal code: a guess is shown as one and never for bilingual Brussels."""

from __future__ import annotations

from synctui.core.fields import COUNTRY, POSTAL_CODE, Values

_RANGES = (
    (1300, 1499, "fr"),
    (1500, 1999, "nl"),
    (2000, 3999, "nl"),
    (4000, 4699, "fr"),
    (4700, 4799, "de"),
    (4800, 7999, "fr"),
    (8000, 9999, "nl"),
)
"""First and last code, and the language of the region (bpost's provinces; 4700–4799: the German-speaking cantons)."""


def guess(values: Values) -> str:
    """Return ``nl``, ``fr`` or ``de``, or empty text where there is no ground for a guess.

    >>> guess(("",) * 7 + ("9000",) + ("",) * 5), guess(("",) * 7 + ("1000",) + ("",) * 5)
    ('nl', '')
    """
    code = values[POSTAL_CODE]
    if values[COUNTRY] not in {"", "BE"} or len(code) != 4 or not code.isdecimal():
        return ""
    return next((language for first, last, language in _RANGES if first <= int(code) <= last), "")
