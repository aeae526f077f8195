"""Start the app: on the office's register, or on a sample office that is gone afterwards."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from synctui.cli.common import Common
from synctui.cli.connections import Connections
from synctui.cli.group import verb
from synctui.cli.mailroom import wrong_words
from synctui.cli.out import complain, say
from synctui.cli.session import actor, make_register, register_place
from synctui.config import state_folder
from synctui.core.mapping import ATTRIBUTES
from synctui.core.roles import ADMIN
from synctui.errors import RegisterError, UsageError
from synctui.i18n import _

if TYPE_CHECKING:
    from synctui.register import Store


def start(common: Common) -> int:
    """Run the app on the register that was named, or on the default one, which is made where there is none."""
    _need_terminal()
    if not common.register_url and not Path(register_place(common)).exists():
        make_register(common, date.today().year).close()
    if wrong := wrong_words(common):
        complain(wrong.what, wrong.next_step)
    return _run(common, _opened(common))


@verb("demo")
@click.pass_obj
def demo(common: Common) -> int:
    """Run the app on a throw-away register that the sample office has filled."""
    _need_terminal()
    from synctui.register import create
    from synctui.sources.demo import FIRST_YEAR, fill
    from synctui.sources.servers.together import MAPPINGS, running

    with tempfile.TemporaryDirectory(prefix="synctui-demo-") as folder:
        place = Path(folder) / "demo.sqlite"
        store = create(place, name=common.settings.register.name, tax_year=FIRST_YEAR, actor=actor())
        asyncio.run(fill(store, actor()))
        for name, mapping in MAPPINGS.items():
            store.save_mapping(name, ATTRIBUTES, mapping, actor())
        with running() as made:
            connections = Connections(common.settings, store.info().tax_year, made)
            return _run(common, store, connections, Path(folder) / "mails")


def _need_terminal() -> None:
    """Raise `UsageError` unless all three streams are a terminal: elsewhere the app would write codes into a pipe."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise UsageError(
            _("The app needs a terminal."),
            _("In scripts use 'synctui plan' and 'synctui apply'; see 'synctui --help'."),
        )


def _opened(common: Common) -> Store:
    """Open the register for changes where the user is an admin and the file allows them, else to look."""
    from synctui.register import open_store

    place = register_place(common)
    looking = open_store(place, write=False)
    if looking.role(actor().login) != ADMIN:
        return looking
    try:
        store = open_store(place, write=True)
        store.outbox.settle()
        return store
    except RegisterError as error:
        say(str(error))
        return looking


def _run(common: Common, store: Store, demo: Connections | None = None, mails: Path | None = None) -> int:
    """Draw the app until it is left, and close the register; *demo* leads to a demo's CRMs, *mails* keeps its mails."""
    from synctui.tui.hacks import before_textual

    before_textual()
    from synctui.cli.drafts import Drafts
    from synctui.cli.leaving import leaving
    from synctui.cli.services import services
    from synctui.tui.app import SynctuiApp

    try:
        drafts = None if demo else Drafts(state_folder() / "reviews", store.info().id, actor())
        app = SynctuiApp(replace(services(common, store, demo, mails), drafts=drafts))
        with leaving(app.leave, app.save_review):
            return app.draw(mouse=common.mouse and common.settings.look.mouse)
    finally:
        store.close()
