"""Walk what a configuration holds beside the settings it should hold; name what is unknown or of another type."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

import msgspec
from msgspec import Struct

from synctui.config.settings import Limit, told
from synctui.i18n import N_, _

SECRETS = frozenset({"key", "api_key", "apikey", "token", "password", "secret"})
"""Keys that somebody might put a secret under: refused with where it belongs."""

_EXPECTED: dict[Any, str] = {
    bool: N_("expected true or false"),
    int: N_("expected a whole number"),
    str: N_("expected a text in quotes"),
    list[str]: N_("expected a list of texts in quotes"),
    Limit: N_('expected a number, or a share as "5%"'),
}
"""What a value of each type looks like in the file."""


class Mistake(NamedTuple):
    """One mistake: where it stands, what it is, and the next step."""

    path: tuple[str, ...]
    what: str
    step: str


def mistakes(content: Any, kind: Any, path: tuple[str, ...] = (), note: str = "") -> Iterator[Mistake]:
    """Yield the mistakes in *content*, which should be of type *kind*, in the order of the file.

    *note* tells what the setting at *path* does.
    """
    if isinstance(kind, type) and issubclass(kind, Struct):
        known = {field.name: _plain(field.type) for field in msgspec.structs.fields(kind)}
        yield from _section(content, known, told(kind), path)
    elif get_origin(kind) is dict:
        names, inner = get_args(kind)
        known = dict.fromkeys(_choices(names) or (content if isinstance(content, Mapping) else ()), inner)
        yield from _section(content, known, dict.fromkeys(known, note), path)
    else:
        yield from _value(content, kind, path, note)


def _section(
    content: Any, known: Mapping[str, Any], notes: Mapping[str, str], path: tuple[str, ...]
) -> Iterator[Mistake]:
    if not isinstance(content, Mapping):
        what = _("{path}: expected a section").format(path=_dotted(path))
        yield Mistake(path, what, _("Write it as [{path}].").format(path=_dotted(path)))
        return
    for key, value in content.items():
        if key in known:
            yield from mistakes(value, known[key], (*path, key), notes.get(key, ""))
        else:
            what = _("unknown key {path}").format(path=_dotted((*path, key)))
            yield Mistake((*path, key), what, _instead(key, known, path))


def _instead(key: str, known: Mapping[str, Any], path: tuple[str, ...]) -> str:
    if key.casefold() in SECRETS:
        variable = "SYNCTUI_SMTP_PASSWORD" if path[:1] == ("mail",) else "SYNCTUI_ADMINPULSE_KEY"
        return _("Secrets never stand in the configuration: use the environment, such as {variable}.").format(
            variable=variable
        )
    near = difflib.get_close_matches(key, known, n=1, cutoff=0)
    return _("The nearest known key is {near}.").format(near=_dotted((*path, *near)))


def _value(value: Any, kind: Any, path: tuple[str, ...], note: str) -> Iterator[Mistake]:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        choices = _choices(kind)
        if choices:
            near = difflib.get_close_matches(str(value), choices, n=1, cutoff=0)[0]
            what = _("“{value}” is none of {choices}").format(value=value, choices=", ".join(choices))
            yield Mistake(path, f"{_dotted(path)}: {what}", _("The nearest one is “{near}”.").format(near=near))
        else:
            yield Mistake(path, f"{_dotted(path)}: {_(_EXPECTED[kind])}", _(note))


def _choices(kind: Any) -> tuple[str, ...]:
    """Return the texts that *kind* allows; none where it allows any."""
    if get_origin(kind) is Literal:
        return get_args(kind)
    return next((found for each in get_args(kind) if (found := _choices(each))), ())


def _plain(kind: Any) -> Any:
    """Return a setting's type without the note beside it."""
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


def _dotted(path: tuple[str, ...]) -> str:
    return ".".join(path)
