"""A register to invite from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.conftest import call, environment, home, run  # noqa: F401 - the command line's fixtures
from mail.server import Post, certificate
from register.office import ACTOR
from synctui.mail.folder import FolderTransport
from synctui.register import Store, create


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty register for assessment year 2026."""
    made = create(tmp_path / "office.db", name="Accounton", tax_year=2026, actor=ACTOR)
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> FolderTransport:
    """Where mails arrive."""
    return FolderTransport(tmp_path / "mails")


@pytest.fixture
def post() -> Post:
    """What a mail server takes."""
    return Post()


@pytest.fixture(scope="session")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of this machine and its key."""
    return certificate(tmp_path_factory.mktemp("certificates"))
