"""Questions before something is written: asked on a terminal, answered beforehand by ``--yes`` elsewhere."""

from __future__ import annotations

import sys

from synctui.cli.out import can_ask, say
from synctui.errors import UsageError
from synctui.i18n import _


def sure(question: str, *, yes: bool) -> bool:
    """Return whether the person agrees to *question*. Raises `UsageError` where nobody can be asked."""
    if yes:
        return True
    if not can_ask():
        raise UsageError(
            _("Nobody can be asked here: there is no terminal."), _("Give --yes when what was planned is meant.")
        )
    say(f"{question} [y/N]")
    return sys.stdin.readline().strip().casefold() in {"y", "yes", "j", "ja", "o", "oui"}
