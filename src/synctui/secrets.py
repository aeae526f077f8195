"""Keys of CRMs and the mail server's password: from the environment, the keyring, or a file only its owner can read.

What a connection is beside its key (address, since when, where the key lies) stands in a 0600 file in the data folder.
The key itself stands there only where no keyring takes it. Nothing in here ever tells a key but `find`.
"""

from __future__ import annotations

import json
import os
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, NamedTuple

from synctui.config import data_folder
from synctui.errors import OutputError
from synctui.i18n import N_, _

SERVICE = "synctui"
SMTP = "smtp"
"""The name of the mail server's password."""
_PATIENCE = 5.0
"""A keyring that has not answered after so many seconds asks somebody who cannot see it: it counts as none."""
_silent = threading.Event()
"""Set once a keyring did not answer: it is not asked again."""
Place = Literal["environment", "keyring", "file"]
KEPT = {
    "keyring": N_("The key lies in the keyring of this system."),
    "file": N_("There is no keyring here: the key lies in a file that only you can read."),
}
"""Place → how somebody who gave a key is told that it lies there."""


class Connection(NamedTuple):
    """What is known of a connection without its key. since: UTC, ISO 8601, empty for a key in the environment."""

    name: str
    url: str
    since: str
    place: Place


def variable(name: str) -> str:
    """Return the environment variable of a source's key, or of the mail server's password.

    >>> variable("adminpulse"), variable(SMTP)
    ('SYNCTUI_ADMINPULSE_KEY', 'SYNCTUI_SMTP_PASSWORD')
    """
    return f"SYNCTUI_{name.upper()}_{'PASSWORD' if name == SMTP else 'KEY'}"


def connection(name: str) -> Connection | None:
    """Return the connection of a source, or None where it has no key."""
    stored = _read().get(name, {})
    url, since = str(stored.get("url", "")), str(stored.get("since", ""))
    if os.environ.get(variable(name), "").strip():
        return Connection(name, url, since, "environment")
    if stored.get("key"):
        return Connection(name, url, since, "file")
    if stored or _from_keyring(name):
        return Connection(name, url, since, "keyring")
    return None


def find(name: str) -> str:
    """Return a key or password, empty where there is none: environment, keyring, file, in that order."""
    given = os.environ.get(variable(name), "").strip()
    return given or _from_keyring(name) or str(_read().get(name, {}).get("key", ""))


def store(name: str, key: str, url: str, now: str) -> Connection:
    """Keep a key and its address; returns where the key lies now. Raises `OutputError`."""
    known = _read()
    kept = _to_keyring(name, key)
    known[name] = {"url": url, "since": now} | ({} if kept else {"key": key})
    _write(known)
    return Connection(name, url, now, "keyring" if kept else "file")


def remove(name: str) -> bool:
    """Forget a key and its address; returns whether there was one. A key in the environment is not ours to remove."""
    known = _read()
    stored = known.pop(name, None)
    rung = bool(_from_keyring(name))
    if rung:
        _patiently(lambda ring: ring.delete_password(SERVICE, name))
    if stored is not None:
        _write(known)
    return stored is not None or rung


def _from_keyring(name: str) -> str:
    return str(_patiently(lambda ring: ring.get_password(SERVICE, name)) or "")


def _to_keyring(name: str, key: str) -> bool:
    """Tell whether the keyring took a key, by reading it back."""
    _patiently(lambda ring: ring.set_password(SERVICE, name, key))
    return _from_keyring(name) == key


def _patiently(call: Callable[[Any], Any]) -> Any:
    """Return what a call of the keyring gives, None where there is no keyring, it fails, or it does not answer."""
    if _silent.is_set():
        return None
    found: list[Any] = []

    def work() -> None:
        import keyring

        with suppress(Exception):  # every backend has failures of its own; none of them may stop the program
            found.append(call(keyring))

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(_PATIENCE)
    if thread.is_alive():
        _silent.set()
    return found[0] if found else None


def _file() -> Path:
    return data_folder() / "connections.json"


def _read() -> dict[str, dict[str, Any]]:
    try:
        content = json.loads(_file().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {k: v for k, v in content.items() if isinstance(v, dict)} if isinstance(content, dict) else {}


def _write(known: dict[str, dict[str, Any]]) -> None:
    """Replace the file whole, 0600 from its first byte on."""
    place = _file()
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(prefix=".connections-", dir=place.parent)  # made 0600
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(known, file, indent=1)
            Path(draft).replace(place)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(
            _("The connection cannot be kept in {file}: {reason}.").format(file=place, reason=error.strerror),
            _("Make room there, or give the key in the environment instead."),
        ) from error
