"""Values as lists show them."""

from __future__ import annotations

from synctui.core.fields import FIELDS, Values, full_name
from synctui.core.normalise.national_number import masked


def shown(field: int, value: str) -> str:
    """Return a value as lists show it: a national number masked, nothing as a dash."""
    if not value:
        return "—"
    return masked(value) if FIELDS[field].kind == "national_number" else value


def name_of(values: Values) -> str:
    """Return a client's name, or a dash."""
    return full_name(values) or "—"
