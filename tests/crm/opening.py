"""How tests open the local CRMs, and what they read there."""

from __future__ import annotations

from synctui.core.ports import Progress
from synctui.core.table import Delivery
from synctui.sources.address import address
from synctui.sources.adminconsult import AdminConsult
from synctui.sources.adminpulse import AdminPulse
from synctui.sources.http import Patience
from synctui.sources.servers.base import Server

QUICK = Patience(
    tries=3, first=0.01, throttled=0.02, longest=5, connect=5, read=20, whole=60, answer=3_000_000, total=30_000_000
)
HASTY = QUICK._replace(tries=2, read=0.8, whole=0.8)
"""For an answer that drips."""
YEAR = 2026


def open_pulse(server: Server, key: str = "demo-key-adminpulse", patience: Patience = QUICK, **more: int) -> AdminPulse:
    """Return AdminPulse as a source, by pages of a hundred."""
    return AdminPulse(address(server.url), key, YEAR, patience=patience, **{"page": 100, "calls": 0, **more})


def open_consult(
    server: Server, key: str = "demo-key-adminconsult", route: str = "data", patience: Patience = QUICK
) -> AdminConsult:
    """Return Admin-Consult as a source."""
    return AdminConsult(address(server.url), key, YEAR, patience=patience, route=route)


def silent(_progress: Progress) -> None:
    """Hear progress and say nothing."""


def column(delivery: Delivery, name: str) -> list[str]:
    """Return the cells of one attribute."""
    at = delivery.table.columns.index(name)
    return [row[at] for row in delivery.table.rows]
