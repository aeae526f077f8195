"""Saved reviews on the disk: one file a register and source, in the platform's state folder, and who decides on each.

Files are 0600 and written whole or not at all. Who decides holds a lock beside the file, which the system lets go when
its process ends, however it ends.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from synctui.core.draft import Draft, Head, decode, head
from synctui.core.ports import Actor
from synctui.errors import InputError, OutputError
from synctui.i18n import _
from synctui.report.output import write_file

_LONGEST = 200
"""Bytes that are read of who holds a lock."""


class Drafts:
    """The saved reviews of one register; *register* is its id, *actor* who runs the program."""

    def __init__(self, folder: Path, register: str, actor: Actor) -> None:
        self._folder, self._register, self._actor = folder, register, actor
        self._held: dict[str, int] = {}

    def heads(self) -> Sequence[Head]:
        """Return what each saved review tells about itself, the newest first; what cannot be read is left out."""
        found = []
        for path in sorted(self._folder.glob("*.json")):
            with suppress(InputError, OSError):
                if (told := head(path.read_bytes())).register == self._register:
                    found.append(told)
        return sorted(found, key=lambda told: told.saved_at, reverse=True)

    def read(self, source: str) -> Draft | None:
        """Return the saved review of a source, None where there is none. Raises `InputError` for what is no review."""
        try:
            data = self._path(source).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise InputError(
                _("The saved review cannot be read: {reason}").format(reason=error.strerror),
                _("Look at the rights of {path}.").format(path=self._path(source)),
            ) from None
        return decode(data)

    def claim(self, source: str) -> str:
        """Take the right to decide on a source until `release`; returns who has it, empty where it is ours now.

        Where the system knows no locks, everybody has it.
        """
        if source in self._held:
            return ""
        try:
            self._make_folder()
            place = os.open(self._path(source, ".lock"), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        except OSError:  # told when the review is saved, which is no more possible
            return ""
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(place, _LONGEST).decode("utf-8", "replace")
            os.close(place)
            return holder or _("another process")
        except OSError:
            os.close(place)
            return ""
        os.truncate(place, 0)
        os.write(place, f"{self._actor.login}@{self._actor.host} ({os.getpid()})".encode())
        self._held[source] = place
        return ""

    def release(self, source: str) -> None:
        """Let others decide on a source again; what was not claimed here stays as it is."""
        if source in self._held:
            os.close(self._held.pop(source))

    def write(self, source: str, data: bytes) -> None:
        """Save a review. Raises `OutputError` where that fails; what was saved before is unchanged then."""
        try:
            self._make_folder()
        except OSError as error:
            raise OutputError(
                _("The folder {folder} cannot be made: {reason}.").format(folder=self._folder, reason=error.strerror),
                _("Set XDG_STATE_HOME to a folder of your own."),
            ) from None
        write_file(self._path(source), data)

    def discard(self, source: str) -> None:
        """Remove the saved review of a source. Raises `OutputError` where that fails."""
        try:
            self._path(source).unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(
                _("{path} could not be removed: {reason}.").format(path=self._path(source), reason=error.strerror),
                _("Remove it by hand."),
            ) from None

    def _make_folder(self) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def _path(self, source: str, suffix: str = ".json") -> Path:
        """Return the place of a source's review; names of sources are the user's, so the file goes by a digest."""
        name = hashlib.sha256(f"{self._register}\x1f{source}".encode()).hexdigest()[:24]
        return self._folder / f"{name}{suffix}"
