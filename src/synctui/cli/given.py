"""The types of options that take a text or a path, and the options that go with a SOURCE.

What is given must say something. An empty text is what a script leaves behind where a variable has no value; taken as
*not given* it would lead to another register, source or decision than was meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from synctui.i18n import _

Verb = TypeVar("Verb", bound=Callable[..., Any])
_SURROGATE = re.compile("[\ud800-\udfff]")
"""What Python makes of bytes that are no UTF-8."""


class Text(click.ParamType[str]):
    """A text that is not empty; as a path it may hold any bytes."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return *value* as it is."""
        if not value.strip():
            self.fail(_("it is empty; give a value, or leave the option out."), param, ctx)
        return value


class _Words(Text):
    """A text that is stored or printed, and so has to be text."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return *value* as it is."""
        if _SURROGATE.search(value):
            self.fail(_("it is not UTF-8"), param, ctx)
        return super().convert(value, param, ctx)


class _Path(click.Path):
    """The path of a file: existence and kind are checked, in words, where it is used."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return *value* as a path."""
        return Path(Text().convert(value, param, ctx))


TEXT = _Words()
PATH = _Path()


def naming() -> Callable[[Verb], Verb]:
    """Return the option ``--as``."""
    told = _("what this file's source is called; by default file")
    return click.option("--as", "as_name", type=TEXT, metavar="NAME", help=told)


def narrowing() -> Callable[[Verb], Verb]:
    """Return the option ``--workflow``."""
    return click.option("--workflow", type=TEXT, metavar="NAME", help=_("only the clients of this workflow"))
