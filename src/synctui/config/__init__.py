"""The configuration: strict TOML in, frozen settings out, each mistake named with its line. Never writes a file."""

from synctui.config.folders import config_file, data_folder, state_folder
from synctui.config.read import load
from synctui.config.settings import Config

__all__ = ["Config", "config_file", "data_folder", "load", "state_folder"]
