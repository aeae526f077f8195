"""How people type clean values into a CRM or a sheet: numbers, mobiles and languages in mixed notations."""

from __future__ import annotations

from synctui.core.fields import LANGUAGE, MOBILE, NATIONAL_NUMBER, PARTNER, Values

_LANGUAGES = {"nl": "Nederlands", "fr": "Français", "de": "Deutsch"}


def written(values: Values, place: int) -> Values:
    """Return *values* as typed in; *place* decides the notation, so that neighbouring rows differ.

    Normalising the result gives *values* again.
    """
    typed = list(values)
    for at in (NATIONAL_NUMBER, PARTNER):
        if (number := values[at]) and place % 4:
            typed[at] = f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}"
    if (mobile := values[MOBILE]) and place % 3:
        typed[MOBILE] = f"0{mobile[3:6]} {mobile[6:8]} {mobile[8:10]} {mobile[10:]}"
    if place % 2:
        typed[LANGUAGE] = _LANGUAGES.get(values[LANGUAGE], values[LANGUAGE])
    return tuple(typed)
