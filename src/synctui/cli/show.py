"""How a verb prints: text for people with data made safe, or JSON for scripts."""

from __future__ import annotations

from typing import Any

from synctui.cli.common import Common
from synctui.cli.out import write
from synctui.report.as_json import encode
from synctui.report.text import Hide, masked, plainly


def hide(common: Common) -> Hide:
    """Return what data goes through before it is printed as text."""
    return plainly if common.show_numbers else masked


def put(common: Common, text: str, data: Any) -> None:
    """Print *text*, or *data* where JSON was asked for."""
    if common.json:
        write(encode(data))
    else:
        put_text(common, text)


def put_text(common: Common, text: str) -> None:
    """Print *text*, with the signs of reports in plain ASCII where that was asked for."""
    write(text.translate(_ASCII) if common.plain else text)


_ASCII = str.maketrans({"→": "->", "·": "-", "—": "-", "•": "*", "…": "...", "“": '"', "”": '"'})
