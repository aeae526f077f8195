"""How tests open the local CRMs, and what they read there."""

from __future__ import annotations

from pathlib import Path

from cli.office import Run
from synctui.core.table import Delivery
from synctui.sources.address import address
from synctui.sources.adminconsult import AdminConsult
from synctui.sources.adminpulse import AdminPulse
from synctui.sources.http import Patience
from synctui.sources.servers.adminconsult import AdminConsultServer
from synctui.sources.servers.adminpulse import AdminPulseServer
from synctui.sources.servers.base import Server

QUICK = Patience(
    tries=3, first=0.01, throttled=0.02, longest=5, connect=5, read=20, whole=60, answer=3_000_000, total=30_000_000
)
HASTY = QUICK._replace(tries=2, read=1.2, whole=1.2)
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


def column(delivery: Delivery, name: str) -> list[str]:
    """Return the cells of one attribute."""
    at = delivery.table.columns.index(name)
    return [row[at] for row in delivery.table.rows]


def connected(call: Run, crms: tuple[AdminPulseServer, AdminConsultServer]) -> tuple[dict[str, str], dict[str, str]]:
    """Make a register; return the environments that lead to both CRMs, as a configuration and two keys."""
    call("init", "--tax-year", "2026")
    urls = "".join(
        f'[sources.{name}]\nurl = "{server.url}"\n'
        for name, server in zip(("adminpulse", "adminconsult"), crms, strict=True)
    )
    Path("crm.toml").write_text(urls)
    config = str(Path("crm.toml").resolve())
    return (
        {"SYNCTUI_CONFIG": config, "SYNCTUI_ADMINPULSE_KEY": crms[0].key},
        {"SYNCTUI_CONFIG": config, "SYNCTUI_ADMINCONSULT_KEY": crms[1].key},
    )
