"""Languages as ``nl``, ``fr``, ``de`` or ``en``, from a code or a name in any of the four.

>>> [normalise(text) for text in ("NL", "Néerlandais", "fr-BE", "Deutsch", "E", "")]
['nl', 'nl', 'fr', 'de', 'en', '']
>>> normalise("Español")
Traceback (most recent call last):
    ...
synctui.core.normalise.outcome.RefusedError: This language is none of nl, fr, de and en.
"""

from __future__ import annotations

from synctui.core.normalise.names import lookup, plain
from synctui.core.normalise.outcome import RefusedError, Repair, silent
from synctui.core.normalise.text import tidy
from synctui.i18n import N_, message

_NAMES = lookup({
    "nl": "n, nld, dut, ned, nederlands, vlaams, dutch, flemish, néerlandais, flamand, niederländisch, flämisch",
    "fr": "f, fra, fre, frans, français, french, französisch",
    "de": "d, deu, ger, duits, deutsch, allemand, german",
    "en": "e, eng, engels, english, anglais, englisch",
})  # fmt: skip

UNKNOWN = N_("This language is none of nl, fr, de and en.")


def normalise(raw: str, repair: Repair = silent) -> str:
    """Return the code of the language in *raw*, or raise `RefusedError`; nothing but blanks is empty."""
    text = plain(tidy(raw, repair))
    code = _NAMES.get(text) or _NAMES.get(text[:2] if text[2:3] in {"-", "_"} else "")
    if text and not code:
        raise RefusedError(message(UNKNOWN))
    return code or ""
