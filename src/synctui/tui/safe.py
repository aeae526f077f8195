"""Make any data safe to draw: what could steer a terminal, reverse a line or hide becomes a visible token.

Every screen puts data through `visible` or `safe`; nothing else stands between a cell of a source and a terminal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from rich.text import Text

from synctui.core import visible as core

LONGEST = 1000
"""Characters of one value that are drawn at most; the rest is cut with an ellipsis."""
_MARKS = 2
_PLAIN = re.compile(r"[\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u20ac]*")
_HIDDEN = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\u034f\u115f\u1160\u3164\uffa0]")


def visible(text: str, longest: int = LONGEST) -> str:
    r"""Return *text* with control, bidi, zero-width and unassigned characters as tokens and at most two marks a letter.

    >>> visible("A\x1b]0;x\x07")
    'A␛]0;x␇'
    >>> visible("\u202etxt")
    '<U+202E>txt'
    """
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    if _PLAIN.fullmatch(text):
        return text
    return "".join(_drawn(core.visible(text)))


def safe(text: str, style: str = "", longest: int = LONGEST) -> Text:
    """Return *text* as `Text` that can be drawn: never markup, never a control character."""
    return Text(visible(text, longest), style=style, no_wrap=True, end="")


def typeable(text: str) -> str:
    r"""Return *text* as a line to type in may hold it: without the characters that would be drawn as tokens.

    >>> typeable("A\x1b]0;x\x07\u202e"), typeable("e\u0301 ")
    ('A]0;x', 'é ')
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join(char for char in composed if unicodedata.category(char)[0] == "M" or visible(char) == char)


def _drawn(text: str) -> Iterator[str]:
    """Yield what is drawn for each character; a mark without a letter before it gets a circle to stand on."""
    marks = -1
    for char in text:
        if unicodedata.category(char) not in {"Mn", "Me"} or _HIDDEN.match(char):
            marks = 0
            yield _token(char)
            continue
        if marks < 0:
            marks = 0
            yield "◌"
        marks += 1
        if marks <= _MARKS:
            yield char


def _token(char: str) -> str:
    """Return the character itself where it has a place and a shape of its own, else what stands for it."""
    category = unicodedata.category(char)
    hidden = category[0] == "C" or (category[0] == "Z" and char != " ") or _HIDDEN.match(char)
    return f"<U+{ord(char):04X}>" if hidden else char
