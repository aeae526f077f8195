"""Who may do what: an admin everything, an accountant look."""

from __future__ import annotations

from synctui.errors import NotPermittedError
from synctui.i18n import _

ADMIN = "admin"
ACCOUNTANT = "accountant"
ROLES = (ADMIN, ACCOUNTANT)

LOOKING = frozenset({"app", "clients", "runs", "show", "template", "sources", "doctor", "completions"})
"""What an accountant may run; on a file register this guards against slips, not against who may write the file."""


def permits(role: str, verb: str) -> bool:
    """Return whether *role* may do *verb*, one of the command line's verbs or ``app``.

    >>> permits("accountant", "clients"), permits("accountant", "apply"), permits("admin", "apply")
    (True, False, True)
    """
    return role == ADMIN or verb in LOOKING


def require(role: str, verb: str) -> None:
    """Raise `NotPermittedError` where *role* may not do *verb*."""
    if not permits(role, verb):
        raise NotPermittedError(
            _("Your role in this register is {role}: it may look, but not “{verb}”.").format(role=role, verb=verb),
            _("Ask an admin of the office to do it, or to change your role with 'synctui users'."),
        )
