"""What Review asks in more than one step: typed values, corrections, choices for newcomers, answers, whole values."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from synctui.core.catalogue import QUESTIONNAIRE
from synctui.core.fields import FIELDS, LANGUAGE, NAMES, RESPONSIBLE
from synctui.core.mailed import guarded
from synctui.core.postcode import guess
from synctui.core.steps import Decision, Step
from synctui.core.validate import clean_value
from synctui.errors import InputError, SynctuiError
from synctui.i18n import LANGUAGES, _, number
from synctui.tui.screens import mailed
from synctui.tui.screens.behind import BehindPage
from synctui.tui.screens.menu import Entry, Menu
from synctui.tui.tabs.both import BothTab
from synctui.tui.tabs.decided import Told
from synctui.tui.tabs.facts import facts
from synctui.tui.tabs.invalid import InvalidTab
from synctui.tui.tabs.new import NewTab
from synctui.tui.tabs.parting import laid_out
from synctui.tui.tabs.possible import PossibleTab
from synctui.tui.widgets.lines import TextLine
from synctui.tui.widgets.prompt import Asked

if TYPE_CHECKING:
    from synctui.tui.screens.review import ReviewPage


def edit(page: ReviewPage) -> None:
    """Ask for a value for the line under the cursor."""
    tab, rows = page.tab, page.table.selection
    if not rows or tab.lines[rows.start].heading:
        page.say(_("Stand on one line: l opens a group."))
        return
    if len(rows) > 1:
        page.say(_("A value is typed for one line: Esc ends the range."))
        return
    item = tab.lines[rows.start].item
    if isinstance(tab, BothTab):
        _type_value(page, tab, item)
    elif isinstance(tab, InvalidTab):
        page.run_worker(_correct(page, tab, item), group="ask", exclusive=True)
    elif isinstance(tab, NewTab):
        page.run_worker(_edit_new(page, item), group="ask", exclusive=True)
    else:
        page.say(tab.unknown().sentence)


def _type_value(page: ReviewPage, tab: BothTab, item: int) -> None:
    line = tab.difference(item)
    if line is None:
        page.say(_("There is nothing to decide here: both sides are the same."))
        return
    if line.household:
        page.say(_("This belongs to a household: answer it on tab 5."))
        return

    def typed(text: str) -> None:
        if guarded(page.review.comparison.snapshot, *line.key):
            mailed.decide(page, line, Decision("typed", clean_value(line.field, text)))
        else:
            page.act(lambda _lines: _told(page.review.type_value(line, text), _("typed · u takes it back")))

    made = page.review.decision(line)
    _ask_for(page, line.field, made.value if made.how == "typed" else line.import_ or line.register, typed)


def _ask_for(page: ReviewPage, field: int, value: str, use: Callable[[str], object]) -> None:
    """Ask for a value of a field; one that *use* refuses stays in the input, below the reason."""

    def typed(text: str) -> None:
        try:
            use(text)
        except InputError as error:
            _ask_for(page, field, text, use)
            page.say_error(error)
        except SynctuiError as error:
            page.say_error(error)

    page.ask(FIELDS[field].title, value, Asked(typed))


async def _correct(page: ReviewPage, tab: InvalidTab, item: int) -> None:
    """Ask which value where several are wrong, then for the right one; the row is checked again at once."""
    wrong = {each.field: each for each in tab.problems(item) if each.field is not None}
    fields = list(wrong) or list(range(len(FIELDS)))
    at = await _field(page, fields)
    if at is None:
        return
    before = wrong[at].value if at in wrong else page.review.comparison.intake.values[item][at]

    def typed(text: str) -> None:
        good = clean_value(at, text)
        page.run_worker(_recheck(page, item, at, good), group="ask", exclusive=True)

    _ask_for(page, at, before, typed)


async def _recheck(page: ReviewPage, item: int, at: int, text: str) -> None:
    page.say(_("checking again …"), "dim")
    try:
        step = await asyncio.to_thread(page.review.correct, item, at, text)
    except SynctuiError as error:
        page.say_error(error)
        return
    page.rebuild()
    still = item in page.review.comparison.intake.invalid
    told = (
        _("corrected, but another reason is left")
        if still
        else _("corrected: the row takes part now · u takes it back")
    )
    page.say(told if step else _("Nothing changed."), "change" if still else "add")


async def _edit_new(page: ReviewPage, item: int) -> None:
    at = await _field(page, range(len(FIELDS)))
    if at is None:
        return

    def typed(text: str) -> None:
        newcomers = page.review.newcomers
        page.act(lambda _lines: _told(newcomers.choose([item], NAMES[at], text), _("changed · u takes it back")))

    _ask_for(page, at, page.review.newcomers.values(item)[at], typed)


async def _field(page: ReviewPage, fields: Sequence[int]) -> int | None:
    if len(fields) == 1:
        return fields[0]
    entries = [Entry(str(at), FIELDS[at].title) for at in fields]
    answer: str | None = await page.app.push_screen_wait(Menu(_("Which value?"), entries))
    return int(answer) if answer else None


def set_for_new(page: ReviewPage) -> None:
    """Ask what to set for newcomers, for whom, and to which value."""
    page.run_worker(_set_for_new(page), group="ask", exclusive=True)


async def _set_for_new(page: ReviewPage) -> None:
    tab = page.tabs[0]
    if not isinstance(tab, NewTab):
        raise TypeError(tab)
    rows = tab.items(page.table.selection)
    here = _("these {n}").format(n=number(len(rows))) if len(rows) > 1 else _("this client")
    language, questionnaire = tab.without(NAMES[LANGUAGE]), tab.without(QUESTIONNAIRE)
    responsible = tab.without(NAMES[RESPONSIBLE])
    guessed = [row for row in language if guess(page.review.newcomers.values(row))]
    offered = [
        (Entry("language", _("Language"), here), rows),
        (Entry("language all", _("Language"), _all_without(language)), language),
        (Entry("guess", _("Language, as guessed from the postal code"), number(len(guessed))), guessed),
        (Entry("questionnaire", _("Questionnaire"), here), rows),
        (Entry("questionnaire all", _("Questionnaire"), _all_without(questionnaire)), questionnaire),
        (Entry("responsible", _("Responsible"), here), rows),
        (Entry("responsible all", _("Responsible"), _all_without(responsible)), responsible),
    ]
    whom = {entry.name: chosen for entry, chosen in offered if chosen}
    entries = [entry for entry, _chosen in offered if entry.name in whom]
    if answer := await page.app.push_screen_wait(Menu(_("Set"), entries)):
        await _set(page, answer, whom[answer])


def _all_without(rows: Sequence[int]) -> str:
    return _("all without one: {n}").format(n=number(len(rows)))


async def _set(page: ReviewPage, answer: str, rows: Sequence[int]) -> None:
    """Ask for the value of what was chosen, and set it for *rows*."""
    what = answer.split(maxsplit=1)[0]
    if what == "guess":
        page.act(lambda _lines: _guess(page, rows))
    elif what == NAMES[RESPONSIBLE]:
        _ask_responsible(page, rows)
    elif chosen := await choose(page, what):
        told = f"{chosen} · {number(len(rows))}"
        page.act(lambda _lines: _told(page.review.newcomers.choose(rows, what, chosen), told))


def _guess(page: ReviewPage, rows: Sequence[int]) -> Told:
    newcomers = page.review.newcomers
    step = newcomers.choose_each({row: guess(newcomers.values(row)) for row in rows}, NAMES[LANGUAGE])
    return _told(step, _("{n} languages taken from the postal code").format(n=number(len(rows))))


def _ask_responsible(page: ReviewPage, rows: Sequence[int]) -> None:
    newcomers = page.review.newcomers

    def typed(text: str) -> None:
        page.act(lambda _lines: _told(newcomers.choose(rows, NAMES[RESPONSIBLE], text), _("set · u takes it back")))

    _ask_for(page, RESPONSIBLE, newcomers.values(rows[0])[RESPONSIBLE], typed)


async def choose(page: ReviewPage, what: str) -> str | None:
    """Ask for a language, or for a questionnaire of the catalogue."""
    names = LANGUAGES if what == "language" else page.review.catalogue.names()
    title = _("Language") if what == "language" else _("Questionnaire")
    answer: str | None = await page.app.push_screen_wait(Menu(title, [Entry(name, name) for name in names]))
    return answer


def compare(page: ReviewPage, tab: PossibleTab, item: int) -> None:
    """Offer the answers of a possible match, with the evidence in sight."""
    page.run_worker(_compare(page, tab, item), group="ask", exclusive=True)


async def _compare(page: ReviewPage, tab: PossibleTab, item: int) -> None:
    match = tab.match(item)
    given = page.review.answer(match.key)
    entries = [Entry(option.name, str(option.text)) for option in match.options]
    entries.append(Entry("", _("not decided")))
    evidence = " · ".join(map(str, (*match.pros, *match.cons)))
    menu = Menu(_("Which is it?"), entries, given, evidence)
    answer: str | None = await page.app.push_screen_wait(menu)
    if answer is not None and answer != given and not mailed.answers(page, tab, item, answer):
        page.act(lambda _lines: tab.settle(item, answer))


def whole(page: ReviewPage, item: int) -> None:
    """Show every value of the client behind a line, both sides; above them a difference whole."""
    tab, above = page.tab, list[TextLine]()
    title, told = facts(tab, item)
    line = tab.difference(item) if isinstance(tab, BothTab) else None
    if line:
        above = [*laid_out(line, tab.names, page.size.width - 2), []]
    page.app.push_screen(BehindPage(title, told, page.journey, tab.names, above=above))


def _told(step: Step | None, sentence: str) -> Told:
    return Told(sentence if step else _("Nothing changed."), moved=step is not None)
