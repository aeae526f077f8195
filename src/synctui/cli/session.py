"""What a verb needs of the world: who acts, and the register it acts on."""

from __future__ import annotations

import os
import pwd
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from synctui.cli.common import Common
from synctui.config import data_folder
from synctui.core.ports import Actor
from synctui.core.roles import require
from synctui.errors import RegisterError
from synctui.i18n import _

if TYPE_CHECKING:
    from synctui.register import Store


def actor() -> Actor:
    """Return who runs the program: the login of the process's real user id, never what ``$USER`` claims."""
    uid = os.getuid()
    try:
        login = pwd.getpwuid(uid).pw_name
    except KeyError:
        login = str(uid)
    return Actor(login, socket.gethostname())


def register_place(common: Common) -> str:
    """Return the path or URL of the register that the verb acts on."""
    return common.register_url or str(data_folder() / "register.sqlite")


@contextmanager
def register(common: Common, verb: str, *, write: bool = False) -> Iterator[Store]:
    """Open the register for *verb* and close it afterwards.

    Raises `RegisterError` where there is none or it cannot be opened, and `NotPermittedError` where the user's role
    does not allow the verb, before anything else is read.
    """
    from synctui.register import open_store

    store = open_store(register_place(common), write=write, wait=write)
    try:
        require(store.role(actor().login), verb)
        yield store
    finally:
        store.close()


def make_register(common: Common, tax_year: int, *, shared: bool = False) -> Store:
    """Make the register that the options name, or the default one, and return it open for writing.

    Raises `RegisterError` where something is there already, or nothing can be made.
    """
    from synctui.register import create

    if not common.register_url:
        _own_folder(data_folder())
    name = common.settings.register.name
    return create(register_place(common), name=name, tax_year=tax_year, actor=actor(), shared=shared)


def _own_folder(folder: Path) -> None:
    """Make the folder of the default register, for this user alone. Raises `RegisterError` where that fails."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise RegisterError(
            _("The folder {folder} cannot be made: {reason}.").format(folder=folder, reason=error.strerror),
            _("Name another place for the register with --register, or set XDG_DATA_HOME."),
        ) from error
