"""A mapping as text and as JSON: per field its columns, how sure that is, and what stands in them."""

from __future__ import annotations

from typing import Any

from synctui.core.mapping import TARGETS, VALUES, Mapping
from synctui.core.proposal import Proposal, samples
from synctui.core.table import Table
from synctui.i18n import _
from synctui.report.text import Hide, columns


def mapping_text(table: Table, shown: Mapping, proposal: Proposal, *, confirmed: bool, hide: Hide) -> str:
    """Return the mapping as a table, then the columns that fill nothing and what is in doubt."""
    head = [_("Field"), _("Column"), _("For example")]
    rows = [[name, hide(header), hide(" | ".join(_samples(table, shown, name)))] for name, header in _headers(shown)]
    rows += [[name, hide(shown.headers[name]), ""] for name in VALUES if name in shown.headers]
    lines = columns([head, *rows])
    if unknown := [hide(table.columns[at]) for at in _unused(table, shown, proposal)]:
        lines += ["", _("Columns that fill nothing: {names}").format(names=", ".join(unknown))]
    if confirmed:
        lines += ["", _("Confirmed.")]
    else:
        lines += ["", *(f"{each.target}: {each.why}" for each in proposal.doubts), _("Not confirmed yet.")]
    return "\n".join(lines) + "\n"


def mapping_data(table: Table, shown: Mapping, proposal: Proposal, source: str, *, confirmed: bool) -> dict[str, Any]:
    """Return the mapping as scripts read it."""
    return {
        "source": source,
        "confirmed": confirmed,
        "fields": [
            {"field": name, "column": header, "samples": list(_samples(table, shown, name))}
            for name, header in _headers(shown)
        ],
        "values": {name: shown.headers[name] for name in VALUES if name in shown.headers},
        "unused": [table.columns[at] for at in _unused(table, shown, proposal)],
        "doubts": [] if confirmed else [{"field": each.target, "why": each.why.plain} for each in proposal.doubts],
    }


def _headers(shown: Mapping) -> list[tuple[str, str]]:
    """Return what is filled and from where, in the order of the fields."""
    return [(name, shown.headers[name]) for name in TARGETS if name in shown.headers]


def _samples(table: Table, shown: Mapping, name: str) -> tuple[str, ...]:
    return samples(table, shown.targets[name][0])


def _unused(table: Table, shown: Mapping, proposal: Proposal) -> list[int]:
    """Return the columns with a header that fill no field and are not known to be none."""
    used = {at for columns_ in shown.targets.values() for at in columns_} | set(proposal.ignored)
    return [at for at, header in enumerate(table.columns) if header and at not in used]
