"""Every key of the configuration as it holds now, and where it comes from: option, environment, file or default."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from synctui.cli.common import Common
from synctui.cli.connections import TITLES
from synctui.config.place import line_of
from synctui.config.settings import Config, SourceSettings, told
from synctui.core.catalogue import CHECKLIST
from synctui.i18n import N_, _, current
from synctui.secrets import variable
from synctui.tui.services import Setting

Walked = tuple[tuple[str, ...], str, str]
"""The path of a setting, its value as text, and what it does."""

SECRETS = {
    **{variable(name): N_("The key of this CRM, where synctui connect keeps none.") for name in TITLES},
    "SYNCTUI_SMTP_PASSWORD": N_("The password at the mail server, where the keyring keeps none."),
}
"""The variables that hold secrets, and what they are for: told as given or not, never shown."""


def settings(common: Common, register: Path) -> list[Setting]:
    """Return every setting in the order of the configuration's sections; *register* is the one that was opened."""
    text = _text(common.config_path)
    raw = tomllib.loads(text)
    over = dict(_overrides(common, register))
    listed = []
    for path, value, note in _walk(common.settings, ()):
        key = ".".join(path)
        if key in over:
            found = over[key]
        elif _in(raw, path):
            found = Setting(key, value, "file", f"{common.config_path}:{line_of(text, path)}")
        else:
            found = Setting(key, value, "default", "")
        listed.append(found._replace(does=_(note)))
    return [*listed, *map(_secret, SECRETS)]


def _text(file: Path) -> str:
    return file.read_bytes().decode("utf-8-sig") if file.is_file() else ""


def _overrides(common: Common, register: Path) -> Iterator[tuple[str, Setting]]:
    """Yield the settings that an option or the environment decides, and what the defaults of two come down to."""
    environment = os.environ
    yield from _chosen("language", common.lang, "--lang", environment.get("SYNCTUI_LANG", ""), "SYNCTUI_LANG")
    if not (common.lang or environment.get("SYNCTUI_LANG") or common.settings.language):
        yield "language", Setting("language", current(), "default", _("the locale's language, where it is known"))
    named = environment.get("SYNCTUI_REGISTER", "")
    yield from _chosen("register.url", common.register, "--register", named, "SYNCTUI_REGISTER")
    if not common.register_url:
        yield "register.url", Setting("register.url", str(register), "default", _("the platform's data folder"))
    if not common.mouse:
        yield "look.mouse", Setting("look.mouse", "false", "option", "--no-mouse")
    if common.ascii:
        yield "look.ascii", Setting("look.ascii", "true", "option", "--ascii")


def _chosen(key: str, option: str, name: str, given: str, variable: str) -> Iterator[tuple[str, Setting]]:
    """Yield the setting as the option gives it, else as the environment does."""
    if option:
        yield key, Setting(key, option, "option", name)
    elif given:
        yield key, Setting(key, given, "environment", variable)


def _walk(section: msgspec.Struct, path: tuple[str, ...]) -> Iterator[Walked]:
    notes = told(type(section))
    for name in section.__struct_fields__:
        value, here = getattr(section, name), (*path, name)
        if isinstance(value, msgspec.Struct):
            yield from _walk(value, here)
        elif isinstance(section, Config) and isinstance(value, Mapping):
            yield from _named(name, value, notes[name])
        else:
            yield here, _as_text(value), notes[name]


def _named(section: str, entries: Mapping[str, Any], note: str) -> Iterator[Walked]:
    """Yield the entries of a section whose names are the office's own; the known ones also where they are not given."""
    if section == "sources":
        entries = {name: SourceSettings() for name in TITLES} | dict(entries)
    elif section == "questionnaires" and not entries:
        entries = {"pit": CHECKLIST}
    if not entries:
        yield (section,), "", note
    for name, entry in entries.items():
        if isinstance(entry, msgspec.Struct):
            yield from _walk(entry, (section, name))
        else:
            yield (section, name), _as_text(entry), note


def _as_text(value: Any) -> str:
    """Return a value as the file would write it, without quotes."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} = {each}" for name, each in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _in(raw: Mapping[str, Any], path: tuple[str, ...]) -> bool:
    here: Any = raw
    for part in path:
        if not isinstance(here, Mapping) or part not in here:
            return False
        here = here[part]
    return True


def _secret(name: str) -> Setting:
    given = bool(os.environ.get(name, "").strip())
    value = _("given, and never shown") if given else ""
    return Setting(name, value, "environment" if given else "default", name if given else "", _(SECRETS[name]))
