"""What must not be in the bytes that a terminal is sent: anything but our own codes and characters that only draw."""

from __future__ import annotations

import re
import unicodedata

_OWN = re.compile(
    rb"\x1b\[[0-9;]*[Hm]"  # the place of what is drawn, and how it is drawn
    rb"|\x1b\[\?(?:25|1049|7|1000|1003|1015|1006|1004|2004|2026|2048)(?:[hl]|\$p)|\x1b\[>[0-9]+u|\x1b\[<u"  # modes
    rb"|\x1b\]22;[a-z-]+\x07"  # the pointer of the mouse
    rb"|\r\n"  # the end of a line, once the screen is left
)
_LAST_LINE, _LAST_CELL = 24, 80
_PLACE = re.compile(rb"\x1b\[([0-9]+);([0-9]+)H")


def steering(raw: bytes) -> list[str]:
    """Return what was sent that we did not mean: other codes, places off the screen, characters that hide or steer."""
    places = ((int(line), int(cell)) for line, cell in _PLACE.findall(raw))
    found = [f"a move to {place}" for place in places if place[0] > _LAST_LINE or place[1] > _LAST_CELL]
    drawn = _OWN.sub(b"", raw).decode("utf-8")
    return found + sorted({f"U+{ord(char):04X}" for char in drawn if _harms(char)})


def _harms(char: str) -> bool:
    kind = unicodedata.category(char)
    return kind[0] == "C" or kind in {"Zl", "Zp"}
