"""Read the configuration file, and name a mistake by file, line, dotted path and the nearest known key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from synctui.config.check import Complaint, complaints
from synctui.config.folders import config_file
from synctui.config.mistakes import mistakes
from synctui.config.place import line_of
from synctui.config.settings import Config
from synctui.errors import UsageError
from synctui.i18n import _

Check = Callable[[Config], Iterable[Complaint]]
"""Says what is wrong with settings that are of the right types."""


def load(path: Path | None, check: Check = complaints) -> Config:
    """Return the configuration in *path*, or in the platform's config folder where there may be none.

    *check* says what is wrong with it beyond types.
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
    return _understood(file, text, check)


def _understood(file: Path, text: str, check: Check) -> Config:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        raise _wrong(file, int(at[1]) if at else 0, str(error), _("Mend that line; the file is TOML.")) from error
    for path, what, step in mistakes(content, Config):
        raise _wrong(file, line_of(text, path), what, step)
    config = msgspec.convert(content, Config)
    for dotted, what, step in check(config):
        raise _wrong(file, line_of(text, dotted.split(".")), f"{dotted}: {what}", step)
    return config


def _wrong(file: Path, line: int, what: str, step: str) -> UsageError:
    place = f"{file}:{line}" if line else str(file)
    return UsageError(f"{place}: {what}", step)
