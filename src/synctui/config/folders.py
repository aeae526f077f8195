"""Where the program keeps things on this machine: the platform's folders, or those that XDG variables name.

A relative XDG folder counts as unset, as the XDG specification says.
"""

from __future__ import annotations

from pathlib import Path

import platformdirs

APP = "synctui"


def config_file() -> Path:
    """Return the place of the configuration, whether or not it exists."""
    return platformdirs.user_config_path(APP, appauthor=False) / "config.toml"


def data_folder() -> Path:
    """Return the folder of the default register."""
    return platformdirs.user_data_path(APP, appauthor=False)


def state_folder() -> Path:
    """Return the folder of saved reviews and crash reports."""
    return platformdirs.user_state_path(APP, appauthor=False)
