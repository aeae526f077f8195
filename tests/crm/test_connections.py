"""Keys of CRMs: where they come from, where they are kept, and that they are seen nowhere else."""

from __future__ import annotations

import stat
from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend

from synctui import secrets
from synctui.config import data_folder

NOW = "2026-03-16T08:00:00Z"


class Ring(KeyringBackend):
    """A keyring in memory."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the library's own
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """Return a password."""
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a password."""
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget a password."""
        del self.kept[service, username]


@pytest.fixture
def ring() -> Iterator[Ring]:
    """Return the keyring of this machine for the test."""
    before, made = keyring.get_keyring(), Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def test_without_a_keyring_the_key_lies_in_a_file_for_its_owner_alone() -> None:
    assert secrets.store("adminpulse", "k-1", "https://crm.example", NOW).place == "file"
    file = data_folder() / "connections.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [each.name for each in file.parent.iterdir()] == [file.name]
    assert secrets.find("adminpulse") == "k-1"
    assert secrets.connection("adminpulse") == ("adminpulse", "https://crm.example", NOW, "file")


def test_with_a_keyring_the_key_is_in_no_file(ring: Ring) -> None:
    assert secrets.store("adminpulse", "k-2", "https://crm.example", NOW).place == "keyring"
    assert "k-2" not in (data_folder() / "connections.json").read_text()
    assert secrets.find("adminpulse") == "k-2"
    assert secrets.remove("adminpulse")
    assert not ring.kept
    assert secrets.connection("adminpulse") is None


def test_a_key_in_the_environment_wins_and_counts_as_connected(ring: Ring, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets.store("adminpulse", "k-3", "https://crm.example", NOW)
    monkeypatch.setenv("SYNCTUI_ADMINPULSE_KEY", " k-env \n")
    assert secrets.find("adminpulse") == "k-env"
    found = secrets.connection("adminpulse")
    assert found is not None
    assert found.place == "environment"


def test_a_key_that_somebody_put_into_the_keyring_counts_as_connected(ring: Ring) -> None:
    ring.set_password("synctui", "adminconsult", "k-4")
    found = secrets.connection("adminconsult")
    assert found is not None
    assert found.place == "keyring"


def test_a_keyring_that_waits_for_somebody_is_given_up(ring: Ring, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    never = threading.Event()
    monkeypatch.setattr(secrets, "_PATIENCE", 0.1)
    monkeypatch.setattr(secrets, "_silent", threading.Event())
    monkeypatch.setattr(ring, "get_password", lambda *_names: never.wait(5))
    assert secrets.find("adminpulse") == ""
    monkeypatch.setattr(ring, "get_password", lambda *_names: "too late")
    assert secrets.find("adminpulse") == ""
    never.set()


def test_a_broken_file_of_connections_is_none() -> None:
    data_folder().mkdir(parents=True)
    (data_folder() / "connections.json").write_text("[1, 2")
    assert secrets.connection("adminpulse") is None
