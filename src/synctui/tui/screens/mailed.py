"""What was mailed already is decided after one question more: what left, to whom, and whether a mail goes again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from synctui.core.comparison import Absent, Difference
from synctui.core.fields import full_name
from synctui.core.mailed import guarded, mailed_again, mailed_archived
from synctui.core.outbox import MAY_HAVE_LEFT
from synctui.core.records import ClientCard
from synctui.core.snapshot import Dossier
from synctui.core.steps import Decision, Step
from synctui.core.words import DECISION, STATUS, word
from synctui.errors import SynctuiError
from synctui.i18n import _, day
from synctui.tui.safe import visible
from synctui.tui.screens.menu import Entry, Menu
from synctui.tui.tabs.absent import AbsentTab
from synctui.tui.tabs.both import BothTab
from synctui.tui.tabs.decided import Told
from synctui.tui.tabs.possible import PossibleTab

if TYPE_CHECKING:
    from synctui.tui.screens.review import ReviewPage

_DONE = frozenset({"overwrite", "typed"})


def asks(page: ReviewPage) -> bool:
    """Ask about the one line that Space is about, where its client was mailed; tell whether there is a question.

    Raises `NotPermittedError` where somebody else decides.
    """
    rows, tab, review = page.table.selection, page.tab, page.review
    if len(rows) != 1 or tab.lines[rows.start].heading:
        return False
    item = tab.lines[rows.start].item
    if isinstance(tab, BothTab):
        line = tab.difference(item)
        asks = line and not line.household and guarded(review.comparison.snapshot, *line.key)
        if line and asks and review.decision(line).how not in _DONE:
            decide(page, line, Decision("overwrite"))
            return True
    elif isinstance(tab, AbsentTab):
        absent = tab.leaver(item)
        if review.comparison.snapshot.mailed(absent.client) and review.leaver(absent.client).how != "archive":
            _begin(page, partial(_archive, page, absent))
            return True
    elif isinstance(tab, PossibleTab):
        match = tab.match(item)
        first = match.options[0].name
        return review.answer(match.key) != first and answers(page, tab, item, first)
    return False


def answers(page: ReviewPage, tab: PossibleTab, item: int, option: str) -> bool:
    """Ask before an answer that concerns somebody who was mailed already is given; tell whether there is a question.

    Raises `NotPermittedError` where somebody else decides.
    """
    snapshot, match = page.review.comparison.snapshot, tab.match(item)
    changed, gone = mailed_again(snapshot, match, option), mailed_archived(snapshot, match, option)
    if not changed and not gone:
        return False
    entries = [_entry("only", _("this answer"))]
    if changed:
        entries.append(_entry("again", _("this answer")))
    _begin(page, partial(_answer, page, [*changed, *gone][0], entries, partial(tab.settle, item, option)))
    return True


def decide(page: ReviewPage, line: Difference, decision: Decision) -> None:
    """Ask what is to become of a guarded line, then take *decision* on it, with or without another mail.

    Raises `NotPermittedError` where somebody else decides.
    """
    _begin(page, partial(_decide, page, line, decision))


def _begin(page: ReviewPage, question: Callable[[], Awaitable[None]]) -> None:
    page.review.ledger.check_open()
    page.run_worker(question, group="ask", exclusive=True)


def _entry(name: str, decision: str) -> Entry:
    """Return the entry of a *decision* without another mail (``only``), or with one (``again``)."""
    told, again = _("{decision}: {mail}"), name == "again"
    text = told.format(decision=decision, mail=_("to be sent again") if again else _("no mail goes again"))
    return Entry(name, text, _("ticked at the last check") if again else "")


async def _decide(page: ReviewPage, line: Difference, decision: Decision) -> None:
    entries = {name: _entry(name, word(DECISION, decision.how)) for name in ("only", "again")}
    if answer := await _ask(page, line.client, list(entries.values())):
        verb = partial(page.review.decide_mailed, line, decision, again=answer == "again")
        _act(page, verb, entries[answer].text)


async def _answer(page: ReviewPage, client: int, entries: Sequence[Entry], settle: Callable[..., Told]) -> None:
    if answer := await _ask(page, client, entries):
        page.act(lambda _lines: settle(again=answer == "again"))


async def _archive(page: ReviewPage, absent: Absent) -> None:
    if await _ask(page, absent.client, [Entry("archive", _("archive all the same"))]):
        _act(page, partial(page.review.leave, [absent.client], "archive"), word(DECISION, "archive"))


async def _ask(page: ReviewPage, client: int, entries: Sequence[Entry]) -> str | None:
    """Ask with what is known of the mails to *client*; return the answer's name, empty or None to leave it."""
    try:
        card = await asyncio.to_thread(page.services.register.card, client)
    except SynctuiError as error:
        page.say_error(error)
        return None
    snapshot = page.review.comparison.snapshot
    told = _known(card, snapshot.dossiers[client])
    title = _("{client} was mailed already").format(client=full_name(snapshot.values(client)))
    leave = Entry("", _("leave it as it is for now"))
    answer: str | None = await page.app.push_screen_wait(Menu(title, [leave, *entries], words=told))
    return answer


def _known(card: ClientCard, dossier: Dossier) -> str:
    """Return when and where to the questionnaire was mailed, as far as that is known, and the dossier's status."""
    left = [mail for mail in card.mails if mail.tax_year == dossier.tax_year and mail.state in MAY_HAVE_LEFT]
    sent = _("mailed on {day} to {address}")
    told = [sent.format(day=day(mail.changed), address=visible(mail.address)) for mail in left[-1:]]
    return " · ".join([*told, _("status: {status}").format(status=word(STATUS, dossier.status))])


def _act(page: ReviewPage, verb: Callable[[], Step | None], sentence: str) -> None:
    def acted(_lines: Iterable[int]) -> Told:
        return Told(f"{sentence} · {_('u takes it back')}" if verb() else _("Nothing changed."))

    page.act(acted)
