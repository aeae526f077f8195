"""The options that every verb takes, wherever they stand on the line."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import click

from synctui.cli.given import TEXT, Text
from synctui.cli.out import say, write
from synctui.config import Config, config_file, load
from synctui.config.check import Complaint
from synctui.errors import UsageError
from synctui.i18n import LANGUAGES, _


@dataclass
class Common:
    """What the common options say; the last one on the line wins. Everything is filled in before a verb runs."""

    register: str = ""
    config: str = ""
    lang: str = ""
    format: str = ""
    quiet: bool = False
    mouse: bool = True
    ascii: bool = False
    show_numbers: bool = False

    @property
    def config_path(self) -> Path:
        """Where the configuration is, or would be: as named by option, else environment, else the platform's place."""
        named = self.config or os.environ.get("SYNCTUI_CONFIG", "")
        return Path(named) if named else config_file()

    @cached_property
    def settings(self) -> Config:
        """The configuration; where no file is named there may be none."""
        file, named = self.config_path, self.config or os.environ.get("SYNCTUI_CONFIG", "")
        config = load(file if named else None, _complaints)
        if not self.quiet and file.exists() and file.stat().st_mode & stat.S_IROTH:
            say(_("Everybody on this machine can read {file}: 'chmod 600 {file}' keeps it private.").format(file=file))
        return config

    @property
    def register_url(self) -> str:
        """The register that was named: by option, else environment, else configuration; empty for the default one."""
        configured = self.settings.register.url  # read first: a wrong configuration is told whatever is named
        return self.register or os.environ.get("SYNCTUI_REGISTER", "") or configured

    @property
    def plain(self) -> bool:
        """Whether our own signs are written in plain ASCII."""
        return self.ascii or self.settings.look.ascii

    @property
    def json(self) -> bool:
        """Whether JSON was asked for."""
        return self.format == "json"

    def check_format(self, formats: Sequence[str]) -> None:
        """Raise `UsageError` where the format asked for is none of a verb's *formats*."""
        if self.format and self.format not in formats:
            raise UsageError(
                _("This verb does not write {format}.").format(format=self.format),
                _("It knows: {formats}.").format(formats=", ".join(formats)),
            )


FORMATS = ("text", "json", "csv", "xlsx")
"""The forms that some verb writes."""


def common_options(formats: Sequence[str] = FORMATS) -> list[click.Parameter]:
    """Return the common options, to be added to a verb's own; *formats* are those it writes."""
    return [
        _option("--register", type=TEXT, metavar="URL", help=_("the register: a file, or sqlite:///…")),
        _option("--config", type=Text(), metavar="FILE", help=_("the configuration file")),
        _option("--lang", type=click.Choice(LANGUAGES), help=_("the language of screens and sentences")),
        _option("--format", type=click.Choice(formats), help=_("the form of what is printed")),
        _flag("--json", "format", "json", _("the same as --format json")),
        _flag("--quiet", "quiet", True, _("say nothing on stderr but errors")),
        _flag("--no-mouse", "mouse", False, _("leave the mouse to the terminal")),
        _flag("--ascii", "ascii", True, _("draw lines and marks in plain ASCII")),
        _flag("--show-numbers", "show_numbers", True, _("show national numbers whole in text")),
        eager("--help", lambda ctx: ctx.get_help(), _("print this and do nothing else")),
    ]


def eager(name: str, text: Callable[[click.Context], str], told: str) -> click.Option:
    """Return an option that prints *text* and ends the program, whatever else stands on the line."""

    def show(ctx: click.Context, _parameter: click.Parameter, given: bool) -> None:
        if given:
            write(f"{text(ctx)}\n")
            ctx.exit()

    return click.Option([name], is_flag=True, is_eager=True, expose_value=False, callback=show, help=told)


def _complaints(config: Config) -> Iterable[Complaint]:
    """Return what is wrong with a configuration; what knows its words is imported where there is one."""
    from synctui.cli.vocabulary import complaints

    return complaints(config)


def _option(name: str, **settings: Any) -> click.Option:
    return click.Option([name], expose_value=False, callback=_keep, **settings)


def _flag(name: str, field: str, value: Any, text: str) -> click.Option:
    """Return an option without a value of its own that sets *field* to *value*."""

    def keep(ctx: click.Context, _parameter: click.Parameter, given: bool) -> None:
        if given:
            setattr(ctx.find_root().obj, field, value)

    return click.Option([name], is_flag=True, expose_value=False, callback=keep, help=text)


def _keep(ctx: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value is not None and parameter.name is not None:
        setattr(ctx.find_root().obj, parameter.name, value)
