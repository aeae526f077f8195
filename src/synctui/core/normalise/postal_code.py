"""Postal codes: four digits in Belgium, a text elsewhere.

>>> [normalise(text) for text in ("9000", "B-9000", "9000.0", "")]
['9000', '9000', '9000', '']
>>> normalise("1234 ab", abroad=True)
'1234 AB'
>>> normalise("1234 ab")
Traceback (most recent call last):
    ...
synctui.core.normalise.outcome.RefusedError: This is no Belgian postal code. If it lies abroad, give the country.
"""

from __future__ import annotations

import re

from synctui.core.normalise.outcome import RefusedError, Repair, silent
from synctui.core.normalise.text import tidy, too_long
from synctui.i18n import N_, message

CAP = 20
_BELGIAN = re.compile(r"(?:BE?[- ]*)?([1-9][0-9]{3})(?:[.,]0)?", re.IGNORECASE).fullmatch

WRONG = N_("This is no Belgian postal code. If it lies abroad, give the country.")


def normalise(raw: str, repair: Repair = silent, *, abroad: bool = False) -> str:
    """Return *raw* as a postal code of Belgium or, *abroad*, in capitals as it is; or raise `RefusedError`."""
    text = tidy(raw, repair)
    if abroad:
        text = tidy(text.upper())
    if len(text) > CAP:
        raise too_long(CAP)
    if abroad:
        return text
    if text and not (code := _BELGIAN(text)):
        raise RefusedError(message(WRONG))
    return code[1] if text and code else ""
