"""A register's clients by everything that a record can be found by, made once and asked by every comparison.

In come the clients and links of a snapshot; out come look-ups. What a find is worth is for `finder` to judge.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from synctui.core.fields import EMAIL, PARTNER, Values
from synctui.core.lookup import Lookup

if TYPE_CHECKING:
    from synctui.core.snapshot import Link


Clients = Mapping[int, Values]
"""Client id → values."""


class Directory:
    """The keys of a register's clients.

    live, gone: the clients that are there, and the archived. emails: the clean addresses of the live. by_id: a
    source's own id → its client, a live one before an archived. joint: a partner's number → the live client with it.
    """

    def __init__(self, clients: Clients, archived: Clients, links: Mapping[int, Link]) -> None:
        self.live, self.gone = Lookup(clients), Lookup(archived)
        self.emails = list(map(itemgetter(EMAIL), clients.values()))
        self.by_id = _by_id(clients, archived, links)
        self.joint = dict(zip(map(itemgetter(PARTNER), clients.values()), clients, strict=True))
        self.joint.pop("", None)


def _by_id(clients: Clients, archived: Clients, links: Mapping[int, Link]) -> dict[str, int]:
    """Return source id → client; of several the last one, but a live one before every archived one."""
    found = {links[client].source_id: client for client in archived if client in links}
    live = links if links.keys() <= clients.keys() else {client: links[client] for client in links if client in clients}
    found |= zip(map(attrgetter("source_id"), live.values()), live, strict=True)
    found.pop("", None)
    return found
