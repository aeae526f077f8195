"""Find the line of a TOML text that sets a dotted path, for messages only."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PART = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*(?:\.|$)""")
_HEADER = re.compile(r"\s*\[\[?([^\]]+)\]")
_KEY = re.compile(r"\s*((?:\"[^\"]*\"|'[^']*'|[\w.\s-])+?)\s*=")


def line_of(text: str, path: Sequence[str]) -> int:
    r"""Return the number of the line that sets *path* or the nearest part of it above, 0 where none does.

    >>> line_of('a = 1\n[b]\nc.d = 2\n', ["b", "c", "d"])
    3
    """
    wanted, best, found = tuple(path), 0, 0
    table: tuple[str, ...] = ()
    for line, content in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(content):
            here = table = _parts(header[1])
        elif key := _KEY.match(content):
            here = (*table, *_parts(key[1]))
        else:
            continue
        common = min(len(here), len(wanted))
        if here[:common] == wanted[:common] and common > best:
            best, found = common, line
    return found


def _parts(dotted: str) -> tuple[str, ...]:
    """Split a dotted key, quoted or bare."""
    return tuple(next(part for part in found if part) for found in _PART.findall(dotted) if any(found))
