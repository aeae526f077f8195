"""Verbs that look without planning: drift, explain."""

from __future__ import annotations

from collections import Counter
from typing import Any

import click

from synctui.cli.common import Common
from synctui.cli.given import TEXT, naming, narrowing
from synctui.cli.group import verb
from synctui.cli.origin import SOURCE
from synctui.cli.prepare import defaults, reviewed, sourced
from synctui.cli.show import hide, put
from synctui.core.comparison import KINDS
from synctui.core.options import Options, lead
from synctui.core.review import Review
from synctui.core.words import KIND, word
from synctui.errors import Exit, InputError
from synctui.i18n import _, number
from synctui.report.explain import explain_text, explained
from synctui.report.text import columns


@verb("drift")
@click.argument("source", type=SOURCE)
@naming()
@narrowing()
@click.pass_obj
def drift(common: Common, source: str, as_name: str | None, workflow: str | None) -> int:
    """Count what has moved since the last applied run; exit code 10 where anything has."""
    with sourced(common, "drift", source, as_name) as (store, chosen):
        review = reviewed(common, store, chosen, workflow)
    found = _moved(review)
    rows = [(word(KIND, kind), number(n)) for kind, n in found["counts"].items()]
    rows += [(_("new"), number(found["new"])), (_("gone"), number(found["gone"]))]
    rows += [(_("invalid"), number(found["invalid"])), (_("possible matches"), number(found["possible"]))]
    put(common, "\n".join(columns(rows, right=frozenset({1}))) + "\n", found)
    return Exit.DIFFERENCES if _any(found) or _left(review) else Exit.DONE


def _moved(review: Review) -> dict[str, Any]:
    """Return the counts: differences by kind, else rows and clients nobody has decided on earlier."""
    comparison = review.comparison
    kinds = Counter(line.kind for line in review.lines)
    return {
        "counts": {kind: kinds[kind] for kind in KINDS},
        "new": sum(review.newcomers.decision(row).how == "add" for row in review.newcomers.rows),
        "gone": sum(absent.reason == "gone" and not absent.stays for absent in comparison.leavers),
        "absent": dict(sorted(Counter(absent.reason for absent in comparison.leavers).items())),
        "invalid": len(comparison.intake.invalid),
        "possible": sum(len(possible.waiting) for possible in comparison.possible),
    }


def _any(found: dict[str, Any]) -> bool:
    return any(found["counts"].values()) or bool(found["new"] or found["possible"])


def _left(review: Review) -> bool:
    """Return whether a client that came from this source is no longer in the import, and was not told to stay."""
    return any(not each.stays and each.reason != "never-from-source" for each in review.comparison.leavers)


@verb("explain")
@click.argument("source", type=SOURCE)
@click.argument("who", type=TEXT)
@naming()
@narrowing()
@click.pass_obj
def explain(common: Common, source: str, who: str, as_name: str | None, workflow: str | None) -> None:
    """Tell how the records and clients that WHO names came to where they stand."""
    with sourced(common, "explain", source, as_name) as (store, chosen):
        review = reviewed(common, store, chosen, workflow)
    lead(review, Options(defaults=defaults(common.settings)))
    found = explained(review, who)
    if not found:
        raise InputError(
            _("Nobody in the source or the register answers to “{who}”.").format(who=hide(common)(who)),
            _("Give a source's id, a national number, an e-mail address or a part of the name."),
        )
    put(common, "\n".join(explain_text(each, hide(common)) for each in found), found)
