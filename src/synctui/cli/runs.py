"""Verbs on what was done: runs, show, undo."""

from __future__ import annotations

from pathlib import Path

import click

from synctui.cli.ask import sure
from synctui.cli.common import Common
from synctui.cli.files import read_plan
from synctui.cli.group import verb
from synctui.cli.out import say, write
from synctui.cli.session import actor, register
from synctui.cli.show import hide, put, put_text
from synctui.core.plan import encode as encode_plan
from synctui.core.records import Undone
from synctui.errors import Exit
from synctui.i18n import _
from synctui.report import as_json
from synctui.report.lists import detail_text, runs_text, undone_text
from synctui.report.plan import plan_text


@verb("runs")
@click.pass_obj
def runs(common: Common) -> None:
    """List the runs, the newest last."""
    with register(common, "runs") as store:
        rows = store.runs()
    put(common, runs_text(rows, hide(common)), [as_json.run(row) for row in rows])


@verb("show")
@click.argument("what", metavar="RUN|PLAN.json")
@click.pass_obj
def show(common: Common, what: str) -> None:
    """Show a run by its number, or a saved plan; a plan needs no register."""
    if not what.isdecimal():
        plan = read_plan(Path(what))
        text = plan_text(plan, common.settings.register.name, hide(common))
        if common.json:
            write(encode_plan(plan))
        else:
            put_text(common, text)
        return
    with register(common, "show") as store:
        found = store.run(int(what))
    put(common, detail_text(found, hide(common)), as_json.detail(found))


@verb("undo")
@click.argument("run", type=click.IntRange(min=1))
@click.option("--yes", is_flag=True, help=_("do not ask"))
@click.pass_obj
def undo(common: Common, run: int, yes: bool) -> int:
    """Take a run back after telling what that does; exit code 6 where something changed since and stays."""
    with register(common, "undo", write=True) as store:
        before, row = store.undo_check(run), store.run(run).row
        if not yes:
            say(runs_text([row], hide(common)) + undone_text(before, hide(common)))
        if not sure(_("Undo run {run}?").format(run=run), yes=yes):
            return Exit.INTERRUPTED
        done = store.undo(run, actor())
    text = _("Run {run} was undone by run {undo}.").format(run=run, undo=done.run)
    put(common, f"{text}\n{undone_text(done, hide(common))}", _undone(run, done))
    return Exit.CONFLICT if done.refused else Exit.DONE


def _undone(run: int, done: Undone) -> dict[str, object]:
    return {
        "run": done.run,
        "undone": run,
        "restored": done.restored,
        "archived": list(done.archived),
        "refused": as_json.conflicts(done.refused),
    }
