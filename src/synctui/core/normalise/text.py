r"""Texts: NFC, trimmed, inner white space folded, nothing in them that cannot be seen.

>>> normalise("  Van\u00a0den  Berghe ")
'Van den Berghe'
>>> normalise("Kerkstraat 5_x000D_bus 2")
'Kerkstraat 5 bus 2'
>>> normalise("Noe\u0308l\u202e")
'Noël'
>>> normalise("x" * 201)
Traceback (most recent call last):
    ...
synctui.core.normalise.outcome.RefusedError: This text is longer than 200 characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from synctui.core.normalise.outcome import RefusedError, Repair, silent
from synctui.i18n import N_, Message, message

CAP = 200
"""No name, street or city is longer."""
_RAW_CAP = 2000
"""No cell is looked into beyond this: what a library does with a long text can cost more than it is worth."""

_CLEAN = "[!-^`-~À-ž]+(?: [!-^`-~À-ž]+)*"
"""Texts that are clean already: composed letters, single blanks, no underscore (which may start an escape)."""
_PLAIN = re.compile(_CLEAN).fullmatch
_LINES = re.compile(rf"(?=.{{1,{CAP}}}\n)({_CLEAN})\n|.*\n").findall

_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e00ff]"
)
"""Control, zero-width, bidi and tag characters, lone surrogates. Variation selectors stay."""

_ESCAPED = re.compile(r"_x00(?:[01][0-9A-F]|7F)_", re.IGNORECASE)
"""How a workbook writes a control character inside a text (ECMA-376, ST_Xstring)."""

_BROKEN = re.compile("[ÂÃ][\x80-\xbfŠŒŽšœžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|â€|\ufffd")
"""What UTF-8 looks like once it was read as Windows-1252, and the sign for bytes that were not understood."""

TOO_LONG = N_("This text is longer than {cap} characters.")
HIDDEN = N_("Characters that cannot be seen were taken out.")
BROKEN = N_("This text looks broken (accents read in another encoding), so it overwrites nothing.")


def tidy(raw: str, repair: Repair = silent) -> str:
    """Return *raw* as NFC without unseen characters, white space folded, whatever its length up to 2,000.

    Raises `RefusedError` beyond that.
    """
    if len(raw) > _RAW_CAP:
        raise too_long(_RAW_CAP)
    if _PLAIN(raw):
        return raw
    seen = unicodedata.normalize("NFC", _UNSEEN.sub("", raw))
    plain = _ESCAPED.sub(" ", seen)
    if _UNSEEN.search(raw) or plain != seen:
        repair(message(HIDDEN))
    return " ".join(plain.split())


def normalise(raw: str, repair: Repair = silent) -> str:
    """Return *raw* as a clean text of at most `CAP` characters, or raise `RefusedError`."""
    text = raw if _PLAIN(raw) else tidy(raw, repair)
    if len(text) > CAP:
        raise too_long(CAP)
    return text


def quickly(texts: Sequence[str]) -> list[str]:
    """Return each text that `normalise` would leave as it is, else empty text.

    All texts at once, twice as fast as one by one; what is empty here is for `normalise` to judge.
    """
    found = _LINES("\n".join([*texts, ""]))
    return found if len(found) == len(texts) else [""] * len(texts)


def doubt(text: str) -> Message | None:
    """Return why a clean text is not to be trusted, or None.

    >>> doubt("Hélène"), doubt("HÃ©lÃ¨ne") is None
    (None, False)
    """
    return message(BROKEN) if _BROKEN.search(text) else None


def too_long(cap: int) -> RefusedError:
    """Return the refusal of a text of more than *cap* characters."""
    return RefusedError(message(TOO_LONG, cap=cap))
