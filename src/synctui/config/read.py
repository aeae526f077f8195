"""Read the configuration file, and name a mistake by file, line, dotted path and the nearest known key."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import msgspec
from msgspec import Struct

from synctui.config.check import complaints
from synctui.config.folders import config_file
from synctui.config.place import line_of
from synctui.config.settings import Config
from synctui.errors import UsageError
from synctui.i18n import _

SECRETS = frozenset({"key", "api_key", "apikey", "token", "password", "secret"})
"""Keys that somebody might put a secret under: refused with where it belongs."""


def load(path: Path | None) -> Config:
    """Return the configuration in *path*, or in the platform's config folder where there may be none.

    Raises `UsageError` for a file that is named and missing, cannot be read, or holds anything unknown or wrong.
    """
    file = path or config_file()
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError) as error:
        if path is None:
            return Config()
        raise _wrong(file, 0, _("there is no such file"), _("Check the path after --config.")) from error
    except OSError as error:
        raise _wrong(file, 0, str(error.strerror), _("Check the path and its permissions.")) from error
    except UnicodeDecodeError as error:
        raise _wrong(file, 0, _("it is not UTF-8"), _("Save it as UTF-8 text.")) from error
    return _understood(file, text)


def _understood(file: Path, text: str) -> Config:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        raise _wrong(file, int(at[1]) if at else 0, str(error), _("Mend that line; the file is TOML.")) from error
    _known_only(file, text, content, Config, ())
    try:
        config = msgspec.convert(content, Config)
    except msgspec.ValidationError as error:
        what, _at, where = str(error).partition(" - at `$.")
        path = where.rstrip("`")
        raise _wrong(
            file, line_of(text, path.split(".")), f"{path}: {what}", _("docs/config.md tells what it takes.")
        ) from error
    for path, what, step in complaints(config):
        raise _wrong(file, line_of(text, path.split(".")), f"{path}: {what}", step)
    return config


def _known_only(file: Path, text: str, content: Mapping[str, Any], kind: Any, path: tuple[str, ...]) -> None:
    """Refuse the first key of *content* that the settings *kind* do not have, and look into its sections."""
    known = {field.name: _plain(field.type) for field in msgspec.structs.fields(kind)}
    for key, value in content.items():
        if key not in known:
            raise _unknown(file, text, (*path, key), known)
        for part, inner, section in _sections(known[key], key, value):
            _known_only(file, text, inner, section, (*path, *part))


def _sections(kind: Any, key: str, value: Any) -> list[tuple[tuple[str, ...], Mapping[str, Any], Any]]:
    """Return the sections inside *value*: its path, content and settings."""
    if isinstance(kind, type) and issubclass(kind, Struct):
        return [((key,), value, kind)] if isinstance(value, Mapping) else []
    inner = get_args(kind)[-1] if get_origin(kind) is dict else None
    if isinstance(inner, type) and issubclass(inner, Struct) and isinstance(value, Mapping):
        return [((key, name), each, inner) for name, each in value.items() if isinstance(each, Mapping)]
    return []


def _plain(kind: Any) -> Any:
    """Return a setting's type without the note beside it."""
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


def _unknown(file: Path, text: str, path: tuple[str, ...], known: Mapping[str, Any]) -> UsageError:
    if path[-1].casefold() in SECRETS:
        step = _("Secrets never stand in the configuration: use the environment, such as SYNCTUI_ADMINPULSE_KEY.")
    else:
        near = difflib.get_close_matches(path[-1], known, n=1, cutoff=0)
        step = _("The nearest known key is {near}.").format(near=".".join((*path[:-1], *near)))
    return _wrong(file, line_of(text, path), _("unknown key {path}").format(path=".".join(path)), step)


def _wrong(file: Path, line: int, what: str, step: str) -> UsageError:
    place = f"{file}:{line}" if line else str(file)
    return UsageError(f"{place}: {what}", step)
