"""Six clients with all that an office may see of them, and the list that shows them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from synctui.core.catalogue import CHECKLIST
from synctui.core.fields import EMAIL, LANGUAGE, PARTNER, RESPONSIBLE
from synctui.core.records import ClientRow, Edit
from synctui.register import Store
from synctui.sources.people import people
from tui.tui_driver import Desk, at_desk
from tui.tui_office import ACTOR


def six_clients(store: Store) -> Store:
    """Fill an empty register with six clients: one is archived, one on a joint return, three have a dossier."""
    folk = [(*each[:PARTNER], "") for each in people(7, seed=8)]
    folk[5] = (*folk[5][:PARTNER], folk[6][PARTNER - 1])
    for at, each in enumerate(folk[:6]):
        values = list(each)
        values[0], values[1], values[LANGUAGE] = "Lotte", f"Baert{chr(65 + at)}", ("nl", "fr")[at % 2]
        values[EMAIL], values[RESPONSIBLE] = (
            f"lotte{at}@mail.example",
            ("an@office.example", "tom@office.example")[at % 2],
        )
        folk[at] = tuple(values)
    edits = [Edit("add", values=each, value=CHECKLIST["nl"] if at < 3 else "") for at, each in enumerate(folk[:6])]
    store.hand(edits, ACTOR)
    store.hand([Edit("archive", 5)], ACTOR)
    return store


def row(store: Store, client: int) -> ClientRow:
    """Return one client as the register has it."""
    return next(each for each in store.clients() if each.id == client)


@asynccontextmanager
async def at_clients(store: Store, role: str = "admin") -> AsyncIterator[Desk]:
    """Open the app on the register of six, and wait for its list."""
    async with at_desk(store, role=role) as desk:
        await desk.see("5 clients")
        yield desk
