"""The verb plan: what a source would change, decided by options, printed and saved."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import click

from synctui.cli.common import Common
from synctui.cli.given import PATH, TEXT, naming, narrowing
from synctui.cli.group import verb
from synctui.cli.office import YEARS
from synctui.cli.origin import SOURCE, Origin
from synctui.cli.out import write
from synctui.cli.prepare import catalogue, defaults, reviewed, sourced
from synctui.cli.session import actor, register_place
from synctui.cli.show import hide, put_text
from synctui.core.limits import Limits, parsed
from synctui.core.options import Options, check, lead, selection
from synctui.core.plan import Plan, encode
from synctui.core.planning import Terms, build
from synctui.core.review import Review
from synctui.errors import Exit, UsageError
from synctui.i18n import LANGUAGES, _
from synctui.report.plan import plan_text

ACCEPTABLE = ("empty", "shrunk", "all-changed", "mapping", "workflow", "archive", "overwrite")
"""What ``--accept`` takes; a household clash is not among them."""


class Ask(NamedTuple):
    """The options of ``plan``, as click names them."""

    source: str
    as_name: str | None
    workflow: str | None
    tax_year: int | None
    language: str | None
    questionnaire: str | None
    overwrite: str | None
    keep: str | None
    archive_missing: bool
    max_archive: str | None
    open_dossiers: bool
    accept: tuple[str, ...]
    detailed_exitcode: bool
    out: Path | None
    rejects: Path | None


@verb("plan")
@click.argument("source", type=SOURCE)
@naming()
@narrowing()
@click.option("--tax-year", type=YEARS, metavar="Y", help=_("a later assessment year than the register's"))
@click.option("--language", type=click.Choice(LANGUAGES), help=_("for new clients without one"))
@click.option("--questionnaire", type=TEXT, metavar="NAME", help=_("for new clients, in each one's language"))
@click.option(
    "--overwrite",
    type=TEXT,
    metavar="FIELDS",
    help=_("take the import's value: field, field:kind, all, all:kind, none"),
)
@click.option("--keep", type=TEXT, metavar="FIELDS", help=_("leave ours as it is, and remember"))
@click.option("--archive-missing", is_flag=True, help=_("archive who is gone or ended"))
@click.option("--max-archive", type=TEXT, metavar="N|P%", help=_("how many may be archived before the plan is held"))
@click.option(
    "--no-open-dossiers",
    "open_dossiers",
    flag_value=False,
    default=True,
    help=_("open no dossier of the assessment year for clients in both"),
)
@click.option("--accept", type=click.Choice(ACCEPTABLE), multiple=True, help=_("what is meant although it looks odd"))
@click.option("--detailed-exitcode", is_flag=True, help=_("exit code 10 where something differs"))
@click.option("--out", type=PATH, metavar="PLAN.json", help=_("save the plan here as well"))
@click.option("--rejects", type=PATH, metavar="FILE.xlsx", help=_("save the invalid rows here, each with its reason"))
@click.pass_obj
def plan(common: Common, /, **options: object) -> int:
    """Make the plan, save what was asked, print it, and end with what it found."""
    ask = Ask(**options)  # type: ignore[arg-type]  # click hands over what the options above declare
    with sourced(common, "plan", ask.source, ask.as_name, ask.tax_year) as (store, chosen):
        led, terms = _options(common, ask), _terms(common, ask)
        review = reviewed(common, store, chosen, ask.workflow, ask.tax_year)
        lead(review, led)
        made, name = build(review, terms), store.info().name
    _save(common, ask, chosen, review, made)
    if common.json:
        write(encode(made))
    else:
        put_text(common, plan_text(made, name, hide(common)))
    return _ending(ask, review, made)


def _options(common: Common, ask: Ask) -> Options:
    """Return what the options decide. Raises `UsageError` for what cannot be meant, before anything is fetched."""
    if ask.max_archive:
        parsed(ask.max_archive)
    if ask.questionnaire:
        catalogue(common.settings).check(ask.questionnaire)
    if ask.out and ask.rejects and ask.out.resolve() == ask.rejects.resolve():
        raise UsageError(_("--out and --rejects name the same file."), _("Give each a file of its own."))
    led = Options(
        overwrite=None if ask.overwrite is None else selection(ask.overwrite, "overwrite"),
        keep=None if ask.keep is None else selection(ask.keep, "keep"),
        language=ask.language or "",
        questionnaire=ask.questionnaire or "",
        archive_missing=ask.archive_missing,
        defaults=defaults(common.settings),
    )
    check(led.overwrite or {}, led.keep or {})
    return led


def _terms(common: Common, ask: Ask) -> Terms:
    limits = common.settings.limits
    return Terms(
        author=actor().login,
        accepted=frozenset(ask.accept),
        limits=Limits(ask.max_archive or limits.archive, limits.overwrite, limits.shrunk),
        open_dossiers=ask.open_dossiers,
    )


def _save(common: Common, ask: Ask, chosen: Origin, review: Review, made: Plan) -> None:
    protected: list[str | Path] = [register_place(common), *chosen.files]
    if ask.out or ask.rejects:
        from synctui.report.output import write_file
    if ask.out:
        write_file(ask.out, encode(made), protected=protected)
    if ask.rejects:
        from synctui.report.rejects import rejects_workbook

        write_file(ask.rejects, rejects_workbook(review.comparison.intake), protected=protected)


def _ending(ask: Ask, review: Review, made: Plan) -> Exit:
    """Return the exit code: held before differences before rejects."""
    if made.held:
        return Exit.HELD
    if ask.detailed_exitcode and (made.operations or made.counts.different):
        return Exit.DIFFERENCES
    lacking = review.newcomers.lacking() or (ask.open_dossiers and _without_dossier(review, made))
    return Exit.REJECTS if made.invalid or lacking else Exit.DONE


def _without_dossier(review: Review, made: Plan) -> bool:
    """Return whether a client in both stays without a dossier, for want of a language or a questionnaire."""
    comparison = review.comparison
    settled = {op.client.id for op in made.operations if op.op in {"open_dossier", "archive"}}
    settled |= comparison.snapshot.dossiers.keys()
    return any(comparison.clients[row] not in settled for row in comparison.in_both)
