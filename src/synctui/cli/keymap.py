"""The keys that the configuration gives to the app: all of them sound, or none is taken."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from textual.keys import KEY_NAME_REPLACEMENTS, Keys

from synctui.i18n import _
from synctui.tui.keys import clashes
from synctui.tui.keytable import TABLE

_NAMED = frozenset({key.value for key in Keys} | set(KEY_NAME_REPLACEMENTS.values()) | {"comma"})
"""Keys that go by a name; every other key is written as its character."""


FIXED = frozenset({"tab", "number"})
"""Actions that read which of their keys was pressed: the digits, which stay as they are."""


def sound(configured: Mapping[str, str]) -> Mapping[str, str]:
    """Return the keys of ``[keys]``, or none of them where one is not sound."""
    return configured if configured and not complaints(configured) else {}


def complaints(configured: Mapping[str, str]) -> list[str]:
    """Return what is wrong with the keys of ``[keys]``, each naming both sides; nothing where all are sound."""
    return [*_unknown(configured)] or clashes(
        [key._replace(keys=configured[key.id]) if key.id in configured else key for key in TABLE]
    )


def _unknown(configured: Mapping[str, str]) -> Iterator[str]:
    """Yield the actions and the keys that do not exist."""
    known = {key.id for key in TABLE}
    for name, keys in configured.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0)[0]
            yield _("[keys] names {name}, which is no action; the nearest one is {near}.").format(name=name, near=near)
        if name in FIXED:
            yield _("[keys] names {name}: the digits stay as they are.").format(name=name)
        for key in keys.split(","):
            if not (len(key) == 1 or key in _NAMED):
                yield _("[keys] gives {name} the key “{key}”, which does not exist.").format(name=name, key=key)
