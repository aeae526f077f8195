"""Run one command line: the language first, then the verb, then whatever went wrong as one exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import click
from click.shell_completion import shell_complete

from synctui import i18n
from synctui.cli import signals
from synctui.cli.crash import crashed
from synctui.cli.group import root
from synctui.cli.out import complain
from synctui.config import load
from synctui.errors import Exit, SynctuiError
from synctui.i18n import _

COMPLETE = "_SYNCTUI_COMPLETE"
"""The variable by which a shell asks for completions."""


def run(arguments: Sequence[str]) -> int:
    """Run *arguments* and return the exit code; every error of the program ends here."""
    signals.catch()
    _plain_streams()
    try:
        i18n.use(_language(arguments))
        return _run(list(arguments))
    except BaseException as error:  # noqa: BLE001 - the last door: told without locals, never swallowed
        return _told(error)


def _run(arguments: list[str]) -> int:
    """Run the verb; click's own ``main`` is left out because it makes one exit code of all its errors."""
    command = root()
    if instruction := os.environ.get(COMPLETE):
        return shell_complete(command, {}, "synctui", COMPLETE, instruction)
    try:
        with command.make_context("synctui", arguments) as context:
            answer = command.invoke(context)
    except click.exceptions.Exit as done:
        return done.exit_code
    return answer if isinstance(answer, int) else Exit.DONE


def _told(error: BaseException) -> int:
    """Say on stderr what a person should know of *error* and return its exit code."""
    match error:
        case SynctuiError():
            complain(error.what, error.next_step)
            return error.exit_code
        case click.ClickException():
            complain(error.format_message().replace("\t", ""), _help_line(error))
            return Exit.USAGE
        case signals.Stopped():
            return error.exit_code
        case KeyboardInterrupt() | click.Abort():
            return Exit.INTERRUPTED
        case BrokenPipeError():
            return Exit.BROKEN_PIPE
    return crashed(error)


def _language(arguments: Sequence[str]) -> str | None:
    """Return the language asked for: an option beats the environment, that the configuration, that the locale.

    It is settled before the verb is known, because help texts are made with it.
    """
    if asked := _asked(arguments, "--lang") or os.environ.get("SYNCTUI_LANG"):
        return asked
    named = _asked(arguments, "--config") or os.environ.get("SYNCTUI_CONFIG")
    try:
        configured = load(Path(named) if named else None).language
    except SynctuiError:  # told by the verb that needs the configuration
        configured = None
    return configured or i18n.from_environment()


def _asked(arguments: Sequence[str], option: str) -> str:
    """Return the value that *arguments* give to *option*, empty where they do not."""
    for argument, following in pairwise([*arguments, ""]):
        if argument == option:
            return following
        if argument.startswith(f"{option}="):
            return argument.removeprefix(f"{option}=")
    return ""


def _help_line(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    verb = context.command_path if isinstance(context, click.Context) else "synctui"
    return _("See '{verb} --help'.").format(verb=verb)


def _plain_streams() -> None:
    """Let a terminal that cannot show a character show its number, rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
