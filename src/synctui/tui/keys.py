"""What is made from the key table: the keys of a place, its footer, the bindings of a screen; and what would clash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from textual.binding import Binding, BindingType

from synctui.i18n import _
from synctui.tui.key import PLACES, Key
from synctui.tui.keytable import TABLE


def lineage(place: str) -> list[str]:
    """Return a place and those whose keys hold there too, nearest first."""
    names = [place]
    while above := PLACES[names[-1]][0]:
        names.append(above)
    return names if "everywhere" in names else [*names, "everywhere"]


@cache
def keys_of(place: str) -> tuple[Key, ...]:
    """Return the keys that act in *place*, as they are configured: its own, then the inherited it does not say anew."""
    return tuple(key._replace(keys=_configured.get(key.id, key.keys)) for key in _rows_of(place))


def _rows_of(place: str) -> list[Key]:
    found: dict[str, Key] = {}
    for name in lineage(place):
        for key in TABLE:
            if key.place == name:
                found.setdefault(key.id, key)
    return list(found.values())


_configured: dict[str, str] = {}


def configure(keys: Mapping[str, str]) -> None:
    """Show the keys that the configuration gives to meanings, in place of the table's; they are known to be sound."""
    _configured.clear()
    _configured.update(keys)
    keys_of.cache_clear()


def footer(place: str) -> list[Key]:
    """Return the keys that *place* shows in its footer, at most six and help."""
    mine = [key for key in keys_of(place) if key.foot]
    own = [key for key in mine if key.place == place]
    back = [key for key in mine if key.place != place and key.id == "back" and "review" not in lineage(place)]
    return [*own, *back]


def bindings(*places: str) -> list[BindingType]:
    """Return the bindings for a screen that serves *places*, with the table's keys; `set_keymap` changes them."""
    keys = {(key.id, name): key for place in places for key in _rows_of(place) for name in key.keys.split(",")}
    return [
        Binding(name, f"key({id_!r}, {name!r})", key.label, show=False, id=id_) for (id_, name), key in keys.items()
    ]


def clashes(table: Iterable[Key] = TABLE) -> list[str]:
    """Return a sentence for each key that would mean two things in one place."""
    rows, found = list(table), []
    for place in PLACES:
        taken: dict[str, str] = {}
        named: set[str] = set()
        for name in lineage(place):
            mine = [key for key in rows if key.place == name and key.id not in named]
            named |= {key.id for key in mine}
            for key in mine:
                found += [
                    _("In “{place}” the key {key} means both “{one}” and “{other}”.").format(
                        place=_(PLACES[place][1]), key=one, one=taken[one], other=key.id
                    )
                    for one in key.keys.split(",")
                    if taken.setdefault(one, key.id) != key.id
                ]
    return found
