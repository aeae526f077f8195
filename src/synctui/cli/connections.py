"""The CRMs that the office is connected to: opened, tested, kept and forgotten; also for the app's screens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from synctui import secrets
from synctui.config import Config
from synctui.config.settings import SourceSettings
from synctui.core.ports import Source
from synctui.errors import SourceError, UsageError
from synctui.i18n import N_, _

if TYPE_CHECKING:
    from synctui.sources.address import Address
    from synctui.sources.adminconsult import AdminConsult
    from synctui.sources.adminpulse import AdminPulse
    from synctui.sources.crm import Found

TITLES = {"adminpulse": N_("AdminPulse"), "adminconsult": N_("Admin-Consult")}
"""The CRMs by their names, as people call them."""
HOMES = {"adminpulse": "https://api.adminpulse.be"}
"""The addresses that are the same for every office."""


class State(NamedTuple):
    """How a CRM is connected. host: with its port; since: UTC, ISO 8601; key: ``environment, keyring, file, demo``."""

    host: str
    since: str
    key: str


class Connections:
    """The connections as the configuration, the environment and the stored keys make them.

    year: the assessment year. made: the CRMs of a demo, address and key by name; nothing else is looked at or kept.
    """

    def __init__(self, config: Config, year: int, made: Mapping[str, tuple[str, str]] | None = None) -> None:
        self._config, self._year, self._made = config, year, made

    def state(self, name: str) -> State | None:
        """Return how a CRM is connected, None where it is not. Raises `UsageError` for an address that is wrong."""
        if self._made is not None:
            return State(self._address(name, self._made[name][0]).place, "", "demo")
        known, url = secrets.connection(name), self.url(name)
        return State(self._address(name, url).place, known.since, known.place) if known and url else None

    def url(self, name: str) -> str:
        """Return the address of a CRM: the configuration's, else the stored one, else everybody's; empty for none."""
        if self._made is not None:
            return self._made[name][0]
        known = secrets.connection(name)
        return self._settings(name).url or (known.url if known else "") or HOMES.get(name, "")

    def open(self, name: str) -> AdminPulse | AdminConsult:
        """Return a connected CRM as a source. Raises `SourceError` where it is not connected."""
        key, url = self._made[name][1] if self._made is not None else secrets.find(name), self.url(name)
        if not key:
            raise SourceError(
                _("{crm} is not connected.").format(crm=_(TITLES[name])),
                _("Connect it with: synctui connect {name}, or give the key in {variable}.").format(
                    name=name, variable=secrets.variable(name)
                ),
            )
        return self._source(name, self._address(name, url), key)

    async def test(self, name: str, url: str, key: str) -> Found:
        """Return what a key opens at an address, keeping neither. Raises `SourceError` and `UsageError`."""
        return await self._source(name, self._address(name, url or self.url(name)), key).test()

    def keep(self, name: str, url: str, key: str) -> State:
        """Keep a key that was tested, with its address; returns the connection."""
        from synctui.sources.address import clean_key

        base = self._address(name, url or self.url(name))
        if self._made is not None:
            return State(base.place, "", "demo")
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        kept = secrets.store(name, clean_key(key), base.url, now)
        return State(base.place, kept.since, kept.place)

    def forget(self, name: str) -> bool:
        """Forget a key and its address; returns whether there was one."""
        return self._made is None and secrets.remove(name)

    def _settings(self, name: str) -> SourceSettings:
        return self._config.sources.get(name) or SourceSettings()

    def _address(self, name: str, url: str) -> Address:
        from synctui.sources.address import address

        if not url:
            raise UsageError(
                _("The address of {crm} is not known: every office has its own.").format(crm=_(TITLES[name])),
                _("Give it with --url https://host:port."),
            )
        settings = self._settings(name)
        return address(url, allow_http=settings.allow_http and url.rstrip("/") == settings.url.rstrip("/"))

    def _source(self, name: str, base: Address, key: str) -> AdminPulse | AdminConsult:
        from synctui.sources.address import clean_key

        if name == "adminpulse":
            from synctui.sources.adminpulse import AdminPulse

            return AdminPulse(base, clean_key(key), self._year)
        from synctui.sources.adminconsult import AdminConsult

        return AdminConsult(base, clean_key(key), self._year, route=self._settings(name).route)


def opener(config: Config, year: int) -> Callable[[str], Source]:
    """Return what opens a connected CRM by its name, when it is asked for."""
    return Connections(config, year).open
