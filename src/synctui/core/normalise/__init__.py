"""Cleaning: one value as it came in, the same value as it is compared and kept out. One normaliser a file.

Each is ``normalise(raw, repair) -> str``: the clean text, empty for nothing; it raises `RefusedError` with the
reason, and tells *repair* of what was mended. Cleaning what is clean changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from synctui.core.fields import FIELDS
from synctui.core.normalise import country, email, language, mobile, national_number, postal_code, text
from synctui.core.normalise.outcome import RefusedError, Repair, silent

__all__ = ["Normaliser", "RefusedError", "Repair", "compare_key", "normaliser", "silent"]

Normaliser = Callable[[str, Repair], str]

_BY_KIND: dict[str, Normaliser] = {
    "text": text.normalise,
    "email": email.normalise,
    "mobile": mobile.normalise,
    "language": language.normalise,
    "responsible": email.normalise,
    "postal_code": postal_code.normalise,
    "country": country.normalise,
}
_KINDS = tuple(field.kind for field in FIELDS)
_ONE_SIGN = {ord("’"): "'", ord("‘"): "'", ord("ʼ"): "'"} | dict.fromkeys(map(ord, "‐‑‒–−"), "-")


def normaliser(field: int, today: date) -> Normaliser:
    """Return what cleans a field's values; *today* decides on birth dates. Postal codes are taken for Belgian."""
    if _KINDS[field] == "national_number":
        return partial(national_number.normalise, today=today)
    return _BY_KIND[_KINDS[field]]


def compare_key(field: int, value: str) -> str:
    """Return what a clean value is compared by; values that share it are equal *by form only*.

    >>> compare_key(2, "Lotte@example.be") == compare_key(2, "lotte@example.be")
    True
    >>> compare_key(1, "D’Hondt") == compare_key(1, "D'Hondt")
    True
    """
    kind = _KINDS[field]
    if kind in {"email", "responsible"}:
        return value.casefold()
    return value if value.isascii() or kind != "text" else value.translate(_ONE_SIGN)
