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


def refusal(role: str, verb: str) -> str:
    """Return why *role* may not do *verb*, empty where it may."""
    if permits(role, verb):
        return ""
    return _("Your role in this register is {role}: it may look, but not “{verb}”.").format(role=_(role), verb=verb)


def require(role: str, verb: str) -> None:
    """Raise `NotPermittedError` where *role* may not do *verb*."""
    if why := refusal(role, verb):
        raise NotPermittedError(
            why,
            _("Ask an admin of the office to do it, or to change your role with 'synctui users'."),
        )
