"""A saved review is offered, opened and taken over; what no longer applies is listed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from synctui.core.draft import Draft, Head
from synctui.core.mapping import Mapping, headers_digest, present, resolve, to_spec
from synctui.core.options import lead
from synctui.core.restoring import Lost, restore, same_state
from synctui.core.review import Review
from synctui.core.table import Table
from synctui.core.words import DECISION, word
from synctui.errors import InputError, NotPermittedError, SynctuiError, UsageError
from synctui.i18n import N_, Message, _, message, moment, ngettext
from synctui.tui.journey import Journey, located
from synctui.tui.screens.menu import Entry, Menu
from synctui.tui.services import Services
from synctui.tui.tabs.facts import Fact

if TYPE_CHECKING:
    from synctui.tui.screens.page import Page


# What is there


def offered(services: Services) -> tuple[Sequence[Head], Sequence[int]]:
    """Return the saved reviews of the register, and the runs of those that were applied before the program ended.

    The latter are done: nothing is kept of them. Blocks.
    """
    drafts, found, runs = services.drafts, list[Head](), list[int]()
    for told in drafts.heads() if drafts else ():
        run = services.register.applied_as(told.applying) if told.applying else None
        if drafts and run and not drafts.claim(told.origin.source):
            drafts.discard(told.origin.source)
            runs.append(run)
        else:
            found.append(told)
    return found, runs


def told_of(head: Head) -> str:
    """Return when a review was saved, how much was decided and by whom."""
    decided = ngettext("{n} decided", "{n} decided", head.decided)
    when = moment(head.saved_at)
    return _("{when} UTC · {decided} · {who}").format(when=when, decided=decided, who=head.owner)


def waiting(head: Head) -> str:
    """Return the sentence that tells of a saved review on the clients' page."""
    return _("A review of {title} waits: {what}.").format(title=head.origin.title, what=told_of(head))


async def greet(page: Page[None]) -> None:
    """Tell on the first page what was applied before the program ended, else which review waits."""
    try:
        found, runs = await asyncio.to_thread(offered, page.services)
    except SynctuiError as error:
        page.say_error(error)
        return
    if runs:
        page.say(_("Run {run} was applied before the program ended; r shows it.").format(run=runs[-1]), "add")
    elif found:
        page.say(waiting(found[0]), "act", _("i goes on with it."))


async def ask(page: Page[None], services: Services, source: str) -> tuple[str, Draft | None]:
    """Ask what to do with the saved review of a source: ``resume`` (with the review), ``anew``, ``discard``, or empty.

    Where there is none the answer is ``anew``. What cannot be read can only be discarded. Raises `NotPermittedError`
    where somebody else is deciding on what is to be discarded.
    """
    draft, words = None, ""
    try:
        draft = services.drafts.read(source) if services.drafts else None
        if draft is None:
            return "anew", None
        words = f"{draft.origin.title} · {told_of(draft)}"
    except InputError as error:
        words = error.what
    entries = [
        Entry("anew", _("start anew; kept until you decide something")),
        Entry("discard", _("discard it, and start anew")),
    ]
    if draft:
        go_on = ngettext("go on with its {n} decision", "go on with its {n} decisions", draft.decided)
        entries.insert(0, Entry("resume", go_on))
    menu = Menu(_("A review of this source is saved"), entries, words=words)
    answer: str | None = await page.app.push_screen_wait(menu)
    if answer == "discard" and services.drafts:
        if holder := services.drafts.claim(source):
            raise NotPermittedError(*map(str, _busy(holder)))
        services.drafts.discard(source)
    return answer or "", draft if answer == "resume" else None


def journey_of(draft: Draft, services: Services) -> Journey:
    """Return the journey that a review was saved on, its source opened again.

    Raises `InputError` where the file is gone, `SourceError`.
    """
    origin = draft.origin
    path = located(origin.path) if origin.path else None
    source = (
        services.open_file(path, origin.source, origin.sheet or None) if path else services.open_source(origin.source)
    )
    return Journey(source, origin.title, path=path, sheet=origin.sheet or None, workflow=origin.workflow, draft=draft)


# Taking over


def mapping_of(draft: Draft | None, table: Table) -> Mapping | None:
    """Return the mapping that a review was saved with, where the table has the same headers."""
    if draft is None or not draft.origin.mapping or draft.origin.headers != headers_digest(table):
        return None
    try:
        return resolve(table, present(table, draft.origin.mapping))
    except UsageError:
        return None


def begin(journey: Journey, review: Review, services: Services) -> None:
    """Take the decisions of the configuration, and over them those of the saved review. Blocks.

    Where nothing moved since, the saved ones are all: what the reader took back of the others stays so.
    """
    draft = journey.draft
    same = draft is not None and same_state(draft, review)
    if journey.mapping and draft and to_spec(journey.mapping) != dict(draft.origin.mapping):
        same = False
    if not same:
        lead(review, services.options)
    if draft:
        journey.lost = restore(draft, review).lost
        journey.view, journey.saved, journey.draft = draft.view, True, None
    if draft and same:
        journey.accepted |= set(draft.accepted)


def claim(journey: Journey, services: Services) -> None:
    """Take the right to decide; where somebody else has it, the review can only be looked at."""
    holder = services.drafts.claim(journey.source.name) if services.drafts else ""
    if holder and journey.review:
        journey.review.ledger.closed = _busy(holder)


def _busy(holder: str) -> tuple[Message, Message]:
    """Return what is said where somebody else decides, and the next step."""
    return (
        message(N_("{who} is deciding on this source; here it can be looked at."), who=holder),
        message(N_("Open it again once that review is applied, or that program has ended.")),
    )


def lost_title(lost: Sequence[Lost]) -> str:
    """Return what is said above decisions that no longer apply."""
    return ngettext(
        "{n} decision no longer applies and is asked again", "{n} decisions no longer apply and are asked again",
        len(lost),
    )  # fmt: skip


def lost_facts(lost: Sequence[Lost]) -> list[Fact]:
    """Return decisions that no longer apply as facts: about whom, what was decided, why not any more."""
    return [
        Fact(
            " · ".join(part for part in (each.subject.name, each.subject.field.replace("_", " ")) if part),
            word({**DECISION, **_WORDS}, each.how) + (f": {each.value}" if each.value else ""),
            _("no longer asked") if each.gone else _("other values now"),
        )
        for each in lost
    ]


_WORDS = {
    "answered": N_("answered"),
    "fixed": N_("corrected"),
    "chosen": N_("chosen"),
    "aside": N_("left out"),
}
