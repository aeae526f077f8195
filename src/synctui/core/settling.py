"""A proposed mapping beside what a person or the configuration said: what then holds, and what is still open."""

from __future__ import annotations

from collections.abc import Container
from collections.abc import Mapping as MappingOf
from dataclasses import replace

from synctui.core.fields import NAMES
from synctui.core.mapping import FULL_NAME, FULL_NAME_FIRST, SCOPE, Mapping, amended, lacking, resolve, to_spec
from synctui.core.proposal import Found, Proposal, samples
from synctui.core.table import Table
from synctui.i18n import N_, message


def overridden(proposal: Proposal, table: Table, given: MappingOf[str, str]) -> Proposal:
    """Return *proposal* with the columns that the configuration gives. Raises what `resolve` raises."""
    mapping = resolve(table, amended(to_spec(proposal.mapping), given))
    why = message(N_("The configuration says so."))
    named = {FULL_NAME if name == FULL_NAME_FIRST else name.partition(".")[0] for name in given}
    other_form = {"first_name", "last_name"} if FULL_NAME in mapping.targets else {FULL_NAME}
    found = {name: one for name, one in proposal.found.items() if name not in named | other_form}
    for name in sorted(named - other_form):
        if at := mapping.targets.get(name, ()):
            found[name] = Found(name, at, "header", why, samples(table, at[0]))
        elif name in NAMES:
            found[name] = Found(name, (), "none", why)
    return replace(proposal, mapping=mapping, found=found)


def unanswered(proposal: Proposal, mapping: Mapping, given: Container[str]) -> list[Found]:
    """Return what keeps *mapping* from being confirmed, when its reader has seen it and *given* some targets.

    A mandatory field needs a column; what tells a CRM's clients apart needs one, or the word that there is none.
    """
    scope = [each for each in proposal.doubts if each.target in SCOPE]
    return [
        *(Found(name, (), "none", message(N_("No column was found."))) for name in lacking(mapping)),
        *(each for each in scope if each.target not in mapping.targets and each.target not in given),
    ]
