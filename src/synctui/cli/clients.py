"""The register's clients as a list, a file, or a firm's own import template filled in."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from synctui.cli.common import FORMATS, Common
from synctui.cli.given import PATH
from synctui.cli.group import verb
from synctui.cli.out import write
from synctui.cli.session import register, register_place
from synctui.cli.show import hide
from synctui.core.records import ClientRow
from synctui.core.snapshot import STATUSES
from synctui.errors import UsageError
from synctui.i18n import _
from synctui.report import as_json
from synctui.report.lists import clients_text


@verb("clients", formats=FORMATS)
@click.option("--status", type=click.Choice(STATUSES), help=_("only those whose questionnaire is at this"))
@click.option("--out", type=PATH, metavar="FILE", help=_("write here instead of printing"))
@click.option("--template", type=PATH, metavar="FILE.xlsx", help=_("fill a copy of this import template"))
@click.pass_obj
def clients(common: Common, status: str | None, out: Path | None, template: Path | None) -> None:
    """Print or save the clients by id."""
    if template and not out:
        raise UsageError(_("A filled template is a file of its own."), _("Name it with --out FILE.xlsx."))
    if template and common.format not in {"", "xlsx"}:
        raise UsageError(_("A filled template is a workbook."), _("Leave --format and --json out."))
    form = common.format or _by_name(out)
    if form == "xlsx" and not out and sys.stdout is not None and sys.stdout.isatty():
        raise UsageError(_("A workbook cannot be shown on a terminal."), _("Name a file with --out FILE.xlsx."))
    with register(common, "clients") as store:
        rows = store.clients(status)
    data = _filled(template, rows) if template else _data(common, form, rows)
    if out:
        from synctui.report.output import write_file

        write_file(out, data, protected=[register_place(common), *([template] if template else [])])
    else:
        write(data)


def _by_name(out: Path | None) -> str:
    """Return the form that the name of a file asks for, text where it asks for none."""
    ending = out.suffix.lower().removeprefix(".") if out else ""
    return ending if ending in FORMATS else "text"


def _data(common: Common, form: str, rows: Sequence[ClientRow]) -> bytes:
    if form == "json":
        return as_json.encode([as_json.client(row) for row in rows])
    if form == "text":
        return clients_text(rows, hide(common)).encode("utf-8", "backslashreplace")
    from synctui.report.clients import csv_bytes, xlsx_bytes

    return csv_bytes(rows) if form == "csv" else xlsx_bytes(rows)


def _filled(template: Path, rows: Sequence[ClientRow]) -> bytes:
    from synctui.report.handover import fill_template

    return fill_template(template, [row for row in rows if not row.archived])
