"""The verb apply: carry out a saved plan, once it was looked at."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path

import click

from synctui.cli.ask import sure
from synctui.cli.common import Common
from synctui.cli.files import read_plan
from synctui.cli.given import PATH
from synctui.cli.group import verb
from synctui.cli.origin import CRMS
from synctui.cli.out import say
from synctui.cli.progress import clear, reporter
from synctui.cli.session import actor, register
from synctui.cli.show import hide, put
from synctui.core import engine
from synctui.core.plan import Plan
from synctui.core.ports import Applied, ChangedSinceError, Register
from synctui.errors import Exit, HeldError
from synctui.i18n import _, day, ngettext, number
from synctui.report.lists import conflict
from synctui.report.plan import plan_text


@verb("apply")
@click.argument("file", metavar="PLAN.json", type=PATH)
@click.option("--yes", is_flag=True, help=_("do not ask"))
@click.option("--rehearse", is_flag=True, help=_("do everything, check it, and roll it back"))
@click.pass_obj
def apply(common: Common, file: Path, yes: bool, rehearse: bool) -> int:
    """Apply the plan in *file* in one transaction and tell how much was read back right."""
    with register(common, "apply", write=True) as store:
        plan = read_plan(file)
        if plan.held:
            raise HeldError(
                _("The plan is held: {names}.").format(names=", ".join(each.name for each in plan.held)),
                _("Look at it with 'synctui show {file}'; plan again with --accept where it is meant.").format(
                    file=file
                ),
            )
        if (age := _age(plan)) and not common.quiet:
            say(age)
        if not (yes or rehearse):
            say(plan_text(plan, store.info().name, hide(common)))
        if not sure(_("Apply this plan?"), yes=yes or rehearse):
            return Exit.INTERRUPTED
        done = _applied(common, store, plan, rehearse=rehearse)
    text = _("Run {run}: {verified} of {of} as planned, read back.")
    if rehearse:
        text = _("Rehearsed: {verified} of {of} as planned; nothing was written.")
    if not done.run:
        text = _("Nothing to do: the register holds all of it already. No run was made.")
    said = text.format(run=done.run, verified=number(done.verified), of=number(done.of))
    put(common, said + "\n", done._asdict() | {"run": done.run or None})
    return Exit.DONE


def _age(plan: Plan) -> str:
    """Return how old a plan's records are, where a CRM may say otherwise by now; empty for today's."""
    made = plan.made_from
    days = (datetime.now(UTC).date() - date.fromisoformat(made.fetched_at[:10])).days
    if made.kind not in CRMS or days < 1:
        return ""
    old = ngettext("This plan is {n} day old.", "This plan is {n} days old.", days)
    read = _("The CRM was read on {day}; plan again for what it says now.")
    return f"{old} {read.format(day=day(made.fetched_at))}"


def _applied(common: Common, store: Register, plan: Plan, *, rehearse: bool) -> Applied:
    try:
        return asyncio.run(engine.apply(store, plan, actor(), reporter(common), rehearse=rehearse))
    except ChangedSinceError as error:
        clear(common)
        for each in error.conflicts:
            say(conflict(each, hide(common)))
        raise
    finally:
        clear(common)
