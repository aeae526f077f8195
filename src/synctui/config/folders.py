"""Where the program keeps things on this machine: the platform's folders, or those that XDG variables name."""

from __future__ import annotations

from pathlib import Path

import platformdirs

from synctui.errors import UsageError
from synctui.i18n import _

APP = "synctui"


def config_file() -> Path:
    """Return the place of the configuration, whether or not it exists. Raises `UsageError`, as its siblings do."""
    return _absolute(platformdirs.user_config_path(APP, appauthor=False)) / "config.toml"


def data_folder() -> Path:
    """Return the folder of the default register."""
    return _absolute(platformdirs.user_data_path(APP, appauthor=False))


def state_folder() -> Path:
    """Return the folder of saved reviews and crash reports."""
    return _absolute(platformdirs.user_state_path(APP, appauthor=False))


def _absolute(folder: Path) -> Path:
    """Return *folder*; a relative one, which XDG rules out, would move with the shell."""
    if not folder.is_absolute():
        raise UsageError(
            _("The folder {folder} is relative to where the program was started.").format(folder=folder),
            _("Give HOME and the XDG_… variables whole paths, or unset them."),
        )
    return folder
