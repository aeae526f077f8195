"""Start the app: on the office's register, or on a sample office that is gone afterwards.

What the register and the services need is imported while they are opened, behind the app's first paint.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from synctui.cli.common import Common
from synctui.cli.group import verb
from synctui.errors import UsageError
from synctui.i18n import _

if TYPE_CHECKING:
    from synctui.tui.services import Services

Opening = Callable[[ExitStack], "Services"]
"""Opens the register and gives the services on it; what is to be closed afterwards is left to the stack."""


def start(common: Common) -> int:
    """Run the app on the register that was named, or on the default one, which is made where there is none."""

    def opening(after: ExitStack) -> Services:
        from synctui.cli.opening import office

        return office(common, after)

    _need_terminal()
    return _run(common, opening)


@verb("demo")
@click.pass_obj
def demo(common: Common) -> int:
    """Run the app on a throw-away register that the sample office has filled."""
    _need_terminal()
    from synctui.cli.opening import sample

    with ExitStack() as kept:
        services = sample(common, kept)
        return _run(common, lambda _after: services)


def _need_terminal() -> None:
    """Raise `UsageError` unless all three streams are a terminal: elsewhere the app would write codes into a pipe."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise UsageError(
            _("The app needs a terminal."),
            _("In scripts use 'synctui plan' and 'synctui apply'; see 'synctui --help'."),
        )


def _run(common: Common, opening: Opening) -> int:
    """Draw the app until it is left, and close what was opened for it."""
    look = common.settings.look
    from synctui.tui.hacks import before_textual

    before_textual()
    from synctui.cli.keymap import sound
    from synctui.cli.leaving import leaving
    from synctui.tui.app import Look, SynctuiApp

    with ExitStack() as after:
        app = SynctuiApp(Look(look.theme, sound(common.settings.keys), common.plain), lambda: opening(after))
        with leaving(app.leave, app.save_review):
            return app.draw(mouse=common.mouse and look.mouse)
