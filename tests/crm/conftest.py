"""Both local CRMs, and sources that are impatient enough for tests."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring

from cli.conftest import call, environment, home  # noqa: F401 - fixtures
from synctui.sources.servers.adminconsult import AdminConsultServer
from synctui.sources.servers.adminpulse import AdminPulseServer


@pytest.fixture
async def pulse() -> AsyncIterator[AdminPulseServer]:
    """Return a running AdminPulse with the sample office."""
    async with AdminPulseServer() as server:
        yield server


@pytest.fixture
async def consult() -> AsyncIterator[AdminConsultServer]:
    """Return a running Admin-Consult with the sample office."""
    async with AdminConsultServer() as server:
        yield server


@pytest.fixture
def crms() -> Iterator[tuple[AdminPulseServer, AdminConsultServer]]:
    """Return both in a thread of their own, for tests of the command line."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    both = AdminPulseServer(), AdminConsultServer()
    try:
        for server in both:
            asyncio.run_coroutine_threadsafe(server.start(), loop).result()
        yield both
    finally:
        for server in both:
            asyncio.run_coroutine_threadsafe(server.close(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@pytest.fixture(autouse=True)
def _no_ring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())  # type: ignore[no-untyped-call]  # the library's own
    yield
    keyring.set_keyring(before)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
