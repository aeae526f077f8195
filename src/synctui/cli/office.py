"""Verbs that set an office up: init, template, completions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
from click.shell_completion import get_completion_class

from synctui.cli.common import Common
from synctui.cli.given import PATH
from synctui.cli.group import verb
from synctui.cli.out import say, write
from synctui.cli.session import actor, make_register, register_place
from synctui.cli.show import put
from synctui.core import plan_file
from synctui.core.visible import visible
from synctui.errors import UsageError
from synctui.i18n import _, current
from synctui.report.as_json import encode

YEARS = click.IntRange(plan_file.YEARS[0], plan_file.YEARS[-1])
"""The assessment years that an office can be at."""


@verb("init")
@click.option("--tax-year", type=YEARS, metavar="Y", help=_("the assessment year; by default this calendar year"))
@click.option("--shared", is_flag=True, help=_("readable and writable by the folder's group"))
@click.pass_obj
def init(common: Common, tax_year: int | None, shared: bool) -> None:
    """Make the register and tell where it is."""
    place = register_place(common)
    store = make_register(common, tax_year or date.today().year, shared=shared)
    info = store.info()
    store.close()
    if common.json:
        write(encode({"register": info.id, "place": place, "name": info.name, "tax_year": info.tax_year}))
        return
    write(f"{place}\n")
    if not common.quiet:
        say(
            _("{name} was made for assessment year {year}; {login} is its admin.").format(
                name=info.name, year=info.tax_year, login=actor().login
            )
        )


@verb("template")
@click.argument("file", metavar="FILE.xlsx", type=PATH)
@click.pass_obj
def template(common: Common, file: Path) -> None:
    """Save the import template in the language of the screens."""
    if file.suffix.lower() != ".xlsx":
        raise UsageError(
            _("The template is a workbook; {file} does not end in .xlsx.").format(file=file), _("Name it FILE.xlsx.")
        )
    from synctui.report.output import write_file
    from synctui.report.template import template_workbook

    write_file(file, template_workbook(current()), protected=(register_place(common),))
    put(common, "", {"file": visible(str(file))})
    if not common.quiet:
        told = _("{file} was saved: one row a return, the partner's number in column O.")
        say(told.format(file=visible(str(file))))


@verb("completions")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completions(shell: str) -> None:
    """Print the script that a shell's start file evaluates."""
    from synctui.cli.start import COMPLETE

    kind = get_completion_class(shell)
    assert kind is not None
    root = click.get_current_context().find_root().command
    write(kind(root, {}, "synctui", COMPLETE).source() + "\n")
