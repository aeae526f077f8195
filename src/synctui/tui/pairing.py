"""The fields of a mapping with the columns that fill them, as the page lists them.

In come a table, what was proposed for it and what was chosen; out come `Pair` values and words. Chooses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import NamedTuple

from synctui.core.fields import FIELDS, INDEX
from synctui.core.mapping import FULL_NAME, SCOPE, SOURCE_ID, VALUES
from synctui.core.proposal import Proposal, samples
from synctui.core.table import Table
from synctui.i18n import N_, _
from synctui.tui.filling import Filled

MANDATORY = frozenset({field.name for field in FIELDS if field.mandatory} | {FULL_NAME})
_DIGIT = re.compile(r"\d")
SCOPED = {
    "kind": N_("Person or company"),
    "kind.person": N_("  means a person"),
    "kind.company": N_("  means a company"),
    "status": N_("Customer or not"),
    "status.customer": N_("  means a customer"),
    "status.prospect": N_("  means a prospect"),
    "ended": N_("Relation ended"),
    "ended.yes": N_("  means ended"),
    "death": N_("Deceased"),
    "death.yes": N_("  means deceased"),
}
"""What tells of a CRM's record whether it is a client, and under each the values that say so, as people call them."""


class Pair(NamedTuple):
    """One field with the columns that fill it. doubt: somebody must look at it. values: of one of `VALUES`."""

    target: str
    columns: tuple[int, ...]
    doubt: bool
    why: str
    values: str = ""


def pairs(data: Table, proposal: Proposal, filled: Filled) -> list[Pair]:
    """Return every field with its columns; of a CRM's records also what tells who is a client."""
    doubts = {each.target for each in proposal.doubts} - filled.looked
    names = [*(field.name for field in FIELDS), SOURCE_ID, FULL_NAME]
    if FULL_NAME in filled.targets:
        names = [FULL_NAME, *(name for name in names if name not in {FULL_NAME, "first_name", "last_name"})]
    needed = MANDATORY - {FULL_NAME} - filled.targets.keys()
    found = [_pair(name, proposal, filled, doubts | needed) for name in names]
    return found + (list(_scope(proposal, filled, doubts)) if data.attributes else [])


def _scope(proposal: Proposal, filled: Filled, doubts: Set[str]) -> Iterator[Pair]:
    """Yield what tells who is a client, and under each attribute its values."""
    for name in SCOPE:
        pair = _pair(name, proposal, filled, doubts)
        yield pair
        if pair.columns:
            for each in VALUES:
                if each.partition(".")[0] == name:
                    yield Pair(each, (), False, "", filled.values.get(each, ""))


def _pair(name: str, proposal: Proposal, filled: Filled, doubts: Set[str]) -> Pair:
    found = proposal.found.get(name)
    return Pair(name, filled.targets.get(name, ()), name in doubts, str(found.why) if found else "")


def sampled(table: Table, column: int) -> str:
    """Return a column's sample values; what may be a national number is masked, as in every list."""
    return " · ".join(
        f"{each[:2]}{_DIGIT.sub('•', each[2:-2])}{each[-2:]}"
        if len(_DIGIT.findall(each)) == 11 and "+" not in each
        else each
        for each in samples(table, column)
    )


def title(target: str) -> str:
    """Return what a target of the mapping is called."""
    if target in INDEX:
        return FIELDS[INDEX[target]].title
    if target in SCOPED:
        return _(SCOPED[target])
    return _("Full name") if target == FULL_NAME else _("Source's own id")
