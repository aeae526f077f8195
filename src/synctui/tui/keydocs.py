"""The page of all keys, ``docs/keys.md``, made from the key table: ``python -m synctui.tui.keydocs > docs/keys.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from synctui.i18n import _
from synctui.tui.key import PLACES, Key
from synctui.tui.keytable import TABLE

HEAD = """# Keys

Made from the key table (`tui/keytable.py`) by `python -m synctui.tui.keydocs`; a test fails when this page is behind.

One letter has one meaning in the whole app. Nothing needs AltGr or Ctrl; on a Belgian AZERTY keyboard the digits have
the unshifted row beside them. Confirming is `y`, half a second after the question was painted, never Enter. What an
accountant may not do is grey in the line of keys and says why.

The name in the third column is what `[keys]` in the configuration calls it, for instance `filter = "f,ctrl+f"`. Where
two actions of one place would share a key, or a name is unknown, the app says all of it at the start and keeps its own.
"""


def page() -> str:
    """Return the page, in the current language."""
    return HEAD + "".join(f"\n{line}" for place in PLACES for line in _section(place)) + "\n"


def _section(place: str) -> Iterator[str]:
    above, title = PLACES[place]
    rows = [key for key in TABLE if key.place == place]
    if not rows:
        return
    yield f"## {_(title)}"
    yield ""
    if above:
        yield f"Beside the keys of *{_(PLACES[above][1])}*."
        yield ""
    yield "| key | what it does | name |"
    yield "|---|---|---|"
    yield from map(_row, rows)
    yield ""


def _row(key: Key) -> str:
    keys = " ".join(f"`{each}`" for each in key.all_shown.split(" "))
    admin = " *(admin)*" if key.admin else ""
    return f"| {keys} | {_(key.help)}{admin} | `{key.id}` |"


if __name__ == "__main__":
    sys.stdout.write(page())
