"""Mobile numbers in the international form E.164; one without a country code is Belgian.

>>> normalise("0470/12.34.56")
'+32470123456'
>>> normalise("+31 6 12345678")
'+31612345678'
>>> normalise("09 234 56 78")
Traceback (most recent call last):
    ...
synctui.core.normalise.outcome.RefusedError: This is the number of a landline, not of a mobile.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from synctui.core.normalise.outcome import RefusedError, Repair, silent
from synctui.core.normalise.text import tidy, too_long
from synctui.i18n import N_, message

CAP = 60
_PATTERN = r"(?:\+32|0032|0)(4[5-9][0-9]{7})"
"""The one pattern of Belgian mobiles in the metadata of phonenumbers: 45 to 49 and seven digits."""
_BELGIAN = re.compile(_PATTERN).fullmatch
_LINES = re.compile(rf"{_PATTERN}\n|.*\n").findall

WRONG = N_("This is no mobile number. Write it like +32470123456.")
LANDLINE = N_("This is the number of a landline, not of a mobile.")


def normalise(raw: str, repair: Repair = silent) -> str:
    """Return *raw* as ``+`` and digits, or raise `RefusedError`; nothing but blanks is empty."""
    if plain := _BELGIAN(_bare(raw)):
        return "+32" + plain[1]
    text = tidy(raw, repair)
    return _parsed(text.removesuffix(".0")) if text else ""


def quickly(texts: Sequence[str]) -> list[str]:
    """Return what `normalise` makes of each text that is plainly a Belgian mobile, else empty text.

    All texts at once, twice as fast as one by one; what is empty here is for `normalise` to judge.
    """
    found = _LINES(_bare("\n".join([*texts, ""])))
    if len(found) != len(texts):  # a line break in a text
        return [""] * len(texts)
    return ["+32" + plain if plain else "" for plain in found]


def _bare(text: str) -> str:
    return text.replace(" ", "").replace(".", "").replace("/", "").replace("-", "")


def _parsed(text: str) -> str:
    """Ask the library."""
    import phonenumbers as library

    if len(text) > CAP:
        raise too_long(CAP)
    try:
        number = library.parse(text, "BE")
    except library.NumberParseException:
        raise RefusedError(message(WRONG)) from None
    kind = library.number_type(number)
    if number.extension or kind == library.PhoneNumberType.UNKNOWN:
        raise RefusedError(message(WRONG))
    if kind not in {library.PhoneNumberType.MOBILE, library.PhoneNumberType.FIXED_LINE_OR_MOBILE}:
        raise RefusedError(message(LANDLINE))
    return str(library.format_number(number, library.PhoneNumberFormat.E164))
