"""Files that a verb reads and writes beside its source."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

from synctui.core.paths import is_file
from synctui.core.plan import Plan
from synctui.core.plan_file import decode
from synctui.errors import InputError
from synctui.i18n import _


def read_plan(path: Path) -> Plan:
    """Return the plan saved at *path*. Raises `InputError` where there is none, and what `decode` raises."""
    if not is_file(path):
        raise InputError(
            _("There is no plan at {path}.").format(path=path),
            _("Make one: synctui plan SOURCE --out {path}").format(path=quote(str(path))),
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror), _("Check its permissions.")
        ) from error
    return decode(data, path.name)
