"""Verbs on where client data comes from: sources, mapping."""

from __future__ import annotations

import asyncio
from typing import Any

import click

from synctui.cli.common import Common
from synctui.cli.connections import Connections, State, opener
from synctui.cli.given import naming
from synctui.cli.group import verb
from synctui.cli.origin import CRMS, FILE_SOURCE, NAMED, SOURCE, Origin, origin
from synctui.cli.out import say
from synctui.cli.prepare import configured, in_doubt
from synctui.cli.progress import clear, reporter
from synctui.cli.session import actor, register
from synctui.cli.show import hide, put
from synctui.core import engine
from synctui.core.mapping import amended, headers_digest, resolve, to_spec
from synctui.core.records import SourceRow
from synctui.core.settling import unanswered
from synctui.core.table import Table
from synctui.errors import UsageError
from synctui.i18n import _
from synctui.report.lists import sources_text
from synctui.report.mapping import mapping_data, mapping_text


@verb("sources")
@click.pass_obj
def sources(common: Common) -> None:
    """List the sources there are, each with its last applied run that still stands."""
    with register(common, "sources") as store:
        used = {row.source: row for row in store.sources()}
        connections = Connections(common.settings, store.info().tax_year)
    kinds = {FILE_SOURCE: "file"} | {name: name for name in NAMED}
    unused = [SourceRow(name, kind, 0, "", 0, None) for name, kind in kinds.items() if name not in used]
    rows = [*used.values(), *unused]
    states = {name: connections.state(name) for name in CRMS}
    text = sources_text(rows, hide(common)) + "".join(_connected(name, state) for name, state in states.items())
    put(common, text, [_row(row, states.get(row.source)) for row in rows])


def _row(row: SourceRow, state: State | None) -> dict[str, Any]:
    known = {**row._asdict(), "connected": state._asdict() if state else None}
    return known if row.run else {**known, "run": None, "when": None, "fetched": None}


def _connected(name: str, state: State | None) -> str:
    if state is None:
        return _("{name}: not connected").format(name=name) + "\n"
    told = {
        "environment": _("key from the environment"),
        "keyring": _("key in the keyring"),
        "file": _("key in a file"),
    }
    text = (
        _("{name}: connected to {host}, {key}")
        if not state.since
        else _("{name}: connected to {host} since {since}, {key}")
    )
    return text.format(name=name, host=state.host, since=state.since[:10], key=told[state.key]) + "\n"


@verb("mapping")
@click.argument("source", type=SOURCE)
@naming()
@click.option("--accept", is_flag=True, help=_("confirm what is shown"))
@click.option("--set", "columns", metavar="FIELD=COLUMN", multiple=True, help=_("fill FIELD from COLUMN, and confirm"))
@click.pass_obj
def mapping(common: Common, source: str, as_name: str | None, accept: bool, columns: tuple[str, ...]) -> None:
    """Show which column fills which field and, when asked, remember it for files with these headers."""
    with register(common, "mapping", write=accept or bool(columns)) as store:
        chosen = origin(source, as_name, opener(common.settings, store.info().tax_year))
        table = _table(common, chosen)
        settled = engine.settle_mapping(table, store, chosen.name, configured(common.settings, chosen.name))
        shown = settled.mapping or settled.proposal.mapping
        confirmed = settled.confirmed
        given = _spec(columns)
        if given:
            shown = resolve(table, amended(to_spec(shown), given))
        if accept or given:
            if open_ := unanswered(settled.proposal, shown, given):
                raise in_doubt(open_)
            store.save_mapping(chosen.name, headers_digest(table), to_spec(shown), actor())
            confirmed = True
            if not common.quiet:
                say(_("Remembered for {name} and files with these headers.").format(name=chosen.name))
    text = mapping_text(table, shown, settled.proposal, confirmed=confirmed, hide=hide(common))
    put(common, text, mapping_data(table, shown, settled.proposal, chosen.name, confirmed=confirmed))


def _table(common: Common, chosen: Origin) -> Table:
    try:
        return asyncio.run(engine.fetch(chosen.source, None, reporter(common))).table
    finally:
        clear(common)


def _spec(columns: tuple[str, ...]) -> dict[str, str]:
    """Return what ``--set`` says. Raises `UsageError` for what is no FIELD=COLUMN."""
    spec: dict[str, str] = {}
    for each in columns:
        field, equals, column = each.partition("=")
        if not equals:
            raise UsageError(
                _("“{text}” is not FIELD=COLUMN.").format(text=each), _("For example: --set email=E-mailadres")
            )
        spec[field.strip()] = column.strip()
    return spec
