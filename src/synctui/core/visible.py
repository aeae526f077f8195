"""Make hostile characters of data visible: nothing a cell holds may steer a terminal, a viewer or the reader's eye."""

from __future__ import annotations

import re

_HOSTILE = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # control characters, C0 and C1, line ends included
    "\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # invisible, bidi, separators
    "\ud800-\udfff\U000e0000-\U000e007f]"  # lone surrogates, tag characters
)


def visible(text: str) -> str:
    r"""Return *text* with every such character as a token: ``␛`` for C0 controls, else ``<U+202E>``.

    >>> visible("a\x1b[31m\u202eb"), visible("Noël 👩‍⚕️"[:6])
    ('a␛[31m<U+202E>b', 'Noël 👩')
    """
    return _HOSTILE.sub(_token, text) if not text.isprintable() else text


def _token(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"<U+{code:04X}>"
