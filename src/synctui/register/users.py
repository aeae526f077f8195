"""Who of the office may do what, as the register knows it."""

from __future__ import annotations

from synctui.core.records import UserRow
from synctui.errors import UsageError
from synctui.i18n import _
from synctui.register.changes import Change, add_change
from synctui.register.connection import Readable, one, rows

ROLES = ("admin", "accountant")


def role(connection: Readable, login: str) -> str:
    """Return the role of *login*; whoever the register does not know is an accountant."""
    found = one(connection, "SELECT role FROM users WHERE login = ?", (login,))
    return str(found[0]) if found else "accountant"


def users(connection: Readable) -> list[UserRow]:
    """Return the known users by login."""
    return [UserRow(*row) for row in rows(connection, "SELECT login, role FROM users ORDER BY login")]


def set_user(connection: Readable, login: str, new: str) -> list[Change]:
    """Return what gives *login* a role. Raises `UsageError` for what is no login or no role."""
    if not login.isprintable() or login.split() != [login]:
        raise UsageError(
            _("“{login}” is no login.").format(login=login), _("Give the name that the system knows the user by.")
        )
    if new not in ROLES:
        raise UsageError(
            _("{role} is no role.").format(role=new), _("The roles are {roles}.").format(roles=" · ".join(ROLES))
        )
    changes: list[Change] = []
    found = one(connection, "SELECT role FROM users WHERE login = ?", (login,))
    add_change(changes, "user", (login,), {"role": found[0]} if found else None, {"role": new})
    return changes


def remove_user(connection: Readable, login: str) -> list[Change]:
    """Return what removes *login*. Raises `UsageError` for an unknown one."""
    found = one(connection, "SELECT role FROM users WHERE login = ?", (login,))
    if found is None:
        raise UsageError(_("{login} is no known user.").format(login=login), _("'synctui users' lists them."))
    return [Change("user", (login,), {"role": found[0]}, None)]
