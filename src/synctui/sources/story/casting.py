"""Who fits a part, and what the chapters do alike."""

from __future__ import annotations

from synctui.core.fields import CITY, COUNTRY, LANGUAGE, MOBILE, PARTNER, POSTAL_CODE, STREET, Values
from synctui.sources.office import Cast, Changes, HandEdit


def alone(values: Values) -> bool:
    """Whether a client has a return of their own."""
    return not values[PARTNER]


def joint(values: Values) -> bool:
    """Whether a client files a joint return."""
    return bool(values[PARTNER])


def reachable(values: Values) -> bool:
    """Whether a client without partner has a mobile number."""
    return alone(values) and bool(values[MOBILE])


def on_saints_street(values: Values) -> bool:
    """Whether a client lives in a street that is named after a saint."""
    return values[STREET].startswith("Sint-")


def home(values: Values) -> dict[int, str]:
    """Return what people who live together share, by field index."""
    return {at: values[at] for at in (STREET, POSTAL_CODE, CITY, COUNTRY, LANGUAGE)}


def added_by_hand(cast: Cast, changes: Changes) -> Values:
    """Add a stranger in the register after the first season, and return the values."""
    values = cast.stranger({PARTNER: "", **changes})
    cast.by_hand(cast.first, HandEdit("add", "", dict(enumerate(values))))
    return values
