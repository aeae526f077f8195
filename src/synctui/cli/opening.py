"""Open what the app works on: the office's register, or a throw-away one that the sample office has filled."""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

from synctui.cli.common import Common
from synctui.cli.connections import Connections
from synctui.cli.drafts import Drafts
from synctui.cli.mailroom import wrong_words
from synctui.cli.services import services
from synctui.cli.session import actor, make_register, register_place
from synctui.config import state_folder
from synctui.core.mapping import ATTRIBUTES
from synctui.core.roles import ADMIN
from synctui.errors import RegisterError
from synctui.register import Store, create, open_store
from synctui.tui.services import Services


def office(common: Common, after: ExitStack) -> Services:
    """Return the services on the register that was named, or on the default one, which is made where there is none.

    Raises `RegisterError`.
    """
    if not common.register_url and not Path(register_place(common)).exists():
        make_register(common, date.today().year).close()
    store, refused = _opened(register_place(common))
    after.callback(store.close)
    given = services(common, store)
    drafts = Drafts(state_folder() / "reviews", store.info().id, actor())
    amiss = [error for error in (wrong_words(common), refused) if error]
    return replace(given, drafts=drafts, amiss=[*given.amiss, *amiss])


def sample(common: Common, after: ExitStack) -> Services:
    """Return the services on a register that the sample office has filled, with CRMs and mails of its own."""
    from synctui.sources.demo import FIRST_YEAR, fill
    from synctui.sources.servers.together import MAPPINGS, running

    folder = Path(after.enter_context(tempfile.TemporaryDirectory(prefix="synctui-demo-")))
    store = create(folder / "demo.sqlite", name=common.settings.register.name, tax_year=FIRST_YEAR, actor=actor())
    after.callback(store.close)
    asyncio.run(fill(store, actor()))
    for name, mapping in MAPPINGS.items():
        store.save_mapping(name, ATTRIBUTES, mapping, actor())
    made = after.enter_context(running())
    connections = Connections(common.settings, store.info().tax_year, made)
    return services(common, store, connections, folder / "mails")


def _opened(place: str) -> tuple[Store, RegisterError | None]:
    """Open the register for changes where the user is an admin, else to look; tells why where the file refuses them."""
    looking = open_store(place, write=False)
    if looking.role(actor().login) != ADMIN:
        return looking, None
    try:
        store = open_store(place, write=True)
        store.outbox.settle()
    except RegisterError as error:
        return looking, error
    return store, None
