"""Make a register, or open one that is whole and ours; the file is refused before anything of it is believed."""

from __future__ import annotations

import os
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from synctui import __version__
from synctui.core.background import beside
from synctui.core.paths import taken
from synctui.core.ports import Actor
from synctui.errors import RegisterError
from synctui.i18n import _
from synctui.register.connection import Readable, one, reading, writing
from synctui.register.location import foreign_kind, identity, not_ours, path_of
from synctui.register.schema import APPLICATION_ID, VERSION, insert
from synctui.register.store import Store
from synctui.register.trouble import code, damaged

_REGISTER = ("only", "id", "name", "tax_year", "shared", "next_client", "program")


def create(url: str | Path, *, name: str, tax_year: int, actor: Actor, shared: bool = False) -> Store:
    """Make a register and return it open for writing; *actor* becomes its first admin.

    The file appears whole under its name or not at all. It is readable by its owner alone (0600), or when *shared*
    by its folder's group too (0660). Raises `RegisterError` when something is there already or cannot be made.
    """
    path = path_of(url)
    if taken(path):
        raise RegisterError(
            _("There is already something at {path}.").format(path=path),
            _("Choose another path; an existing file is never replaced."),
        )
    with _fresh(path, shared) as draft, writing(draft, 1.0, lambda _who: None) as connection:
        from synctui.register.migrations.run import upgrade

        upgrade(connection)
        values = (1, str(uuid.uuid4()), name, tax_year, int(shared), 1, __version__)
        connection.exec_driver_sql(insert("register", _REGISTER), values)
        connection.exec_driver_sql(insert("users", ("login", "role")), (actor.login, "admin"))
    return open_store(path, write=True)


@contextmanager
def _fresh(path: Path, shared: bool) -> Iterator[Path]:
    """Give an empty file beside *path* that takes its name when all went well, and is gone otherwise."""
    draft = path.with_name(f".synctui-{secrets.token_hex(6)}.tmp")
    try:
        _touch(draft, shared)
        yield draft
        os.link(draft, path)
        _settle(path.absolute().parent)
    except OSError as error:
        raise RegisterError(
            _("No register can be made at {path}: {reason}.").format(path=path, reason=error.strerror),
            _("Check that its folder exists and that you may write there, or choose another path."),
        ) from error
    finally:
        with suppress(OSError):  # nothing was made, or it has its name by now
            draft.unlink()


def _touch(draft: Path, shared: bool) -> None:
    """Make the file with its rights before SQLite opens it: the files that SQLite lays beside it take them over."""
    made = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        if shared:
            os.fchown(made, -1, draft.absolute().parent.stat().st_gid)
            os.fchmod(made, 0o660)
    finally:
        os.close(made)


def _settle(folder: Path) -> None:
    """Bring the folder's new entry to the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def open_store(url: str | Path, *, write: bool, wait: bool = True) -> Store:
    """Return the register at *url*; without *write* nothing of it can be changed.

    Raises `RegisterError` when there is none, when the file is something else, damaged or of a newer version, and
    with *write* when the file or its folder is read-only. Nothing is written. Without *wait* the pages are looked
    through meanwhile: what the store reads is returned, and its transactions begin, once they are known to be whole.
    """
    path = path_of(url)
    which = identity(path)
    try:
        with reading(path) as connection:
            _check(connection, path)
            found = one(connection, "SELECT id FROM register")
    except RegisterError as error:
        if error.__cause__ is not None and code(error.__cause__) == "SQLITE_NOTADB":  # type: ignore[arg-type]
            raise not_ours(path, foreign_kind(path)) from error
        raise
    if found is None:
        raise damaged(path)
    if write and not (os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)):
        raise RegisterError(
            _("The register {path} is read-only for this user, or its folder is.").format(path=path),
            _("It can be looked at. To change it, make the file and its folder writable."),
        )
    whole = beside(partial(_look_through, path))
    if wait:
        whole.result()
    return Store(path, which, found[0], whole, write=write)


def _check(connection: Readable, path: Path) -> None:
    """Refuse another program's database and another version."""
    ours, version = (_pragma(connection, name) for name in ("application_id", "user_version"))
    if ours != APPLICATION_ID:
        raise not_ours(path, _("another program's database"))
    if not isinstance(version, int) or not 1 <= version <= VERSION:
        raise RegisterError(
            _("The register {path} was made by another version of synctui (tables {theirs}, here {ours}).").format(
                path=path, theirs=version, ours=VERSION
            ),
            _("Update synctui on this machine. The file was not touched."),
        )


def _look_through(path: Path) -> None:
    """Refuse damage: SQLite looks at every page, which takes a tenth of a second for 100,000 clients."""
    with reading(path) as connection:
        if _pragma(connection, "quick_check(1)") != "ok":
            raise damaged(path)


def _pragma(connection: Readable, name: str) -> object:
    found = one(connection, f"PRAGMA {name}")
    return found[0] if found else None
