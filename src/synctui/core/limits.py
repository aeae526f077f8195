"""How much a plan may do before somebody has to say that it is meant.

In come counts; out come the `Hold` values of a plan. Looks at no client.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from synctui.core.plan import Hold
from synctui.errors import UsageError
from synctui.i18n import N_, _, message

Limit = int | str | None
"""A number, a share as ``"5%"``, or None for the rule that holds by default."""

FEW = 10
"""Up to so many clients nothing is held by default, whatever their share."""


class Limits(NamedTuple):
    """The limits of a plan; None stands for the default.

    archive: more than 10 clients and more than 2 % of those in the source's scope. overwrite: one field in more than
    10 clients and more than half of those in both. shrunk: records fewer than last time, more than a fifth.
    """

    archive: Limit = None
    overwrite: Limit = None
    shrunk: Limit = None


def exceeds(count: int, whole: int, limit: Limit, share: float, few: int = 0) -> bool:
    """Tell whether *count* of *whole* is above *limit*; without one, above *few* and above *share*.

    >>> exceeds(11, 400, None, 0.02, 10), exceeds(11, 400, "5%", 0.02, 10), exceeds(11, 400, 10, 0.02)
    (True, False, True)
    """
    if limit is None:
        return count > few and count > whole * share
    number, percent = parsed(limit)
    return count > (whole * number / 100 if percent else number)


def parsed(limit: int | str) -> tuple[float, bool]:
    """Return the number of a limit, and whether it is a share in percent.

    Raises `UsageError` for a limit that is neither.
    """
    found = re.fullmatch(r"(\d+)|(\d+(?:\.\d+)?) ?%", str(limit).strip(), re.ASCII)
    if found is None:
        raise UsageError(
            _("The limit {limit} is neither a number nor a share.").format(limit=limit), _('Write 50 or "5%".')
        )
    return float(found[1] or found[2]), found[1] is None


def archive_hold(count: int, scope: int, limit: Limit = None) -> Hold | None:
    """Return the hold on archiving *count* of the *scope* clients of the source, or None."""
    if not exceeds(count, scope, limit, 0.02, FEW):
        return None
    text = message(N_("The plan archives {count} of {scope} clients of this source."), count=count, scope=scope)
    return Hold(name="archive", was=str(scope), now=str(count), text=text.plain)


def overwrite_holds(overwritten: Mapping[str, int], in_both: int, limit: Limit = None) -> list[Hold]:
    """Return a hold for each field that is overwritten in too many of the *in_both* clients, by field."""
    return [
        Hold(name="overwrite", was=str(in_both), now=str(count), text=_overwritten(field, count, in_both))
        for field, count in sorted(overwritten.items())
        if exceeds(count, in_both, limit, 0.5, FEW)
    ]


def _overwritten(field: str, count: int, in_both: int) -> str:
    text = N_("The plan overwrites {field} in {count} of {all} clients in both.")
    return message(text, field=field, count=count, all=in_both).plain


def holds(
    archived: int, scope: int, overwritten: Mapping[str, int], in_both: int, limits: Limits | None = None
) -> list[Hold]:
    """Return what the limits hold. archived: of *scope* clients; overwritten: field → in how many of *in_both*."""
    limits = limits or Limits()
    archive = archive_hold(archived, scope, limits.archive)
    return [*([archive] if archive else []), *overwrite_holds(overwritten, in_both, limits.overwrite)]
