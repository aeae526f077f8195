"""The answers on Confirm: a plan and its sums as lines, each with what stands behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from synctui.core.fields import FIELDS, INDEX
from synctui.core.plan import Hold, Plan
from synctui.core.review import Review
from synctui.core.summary import Summary, Sums, summary, sums
from synctui.core.words import REASON, word
from synctui.i18n import _, moment, ngettext, number
from synctui.tui.arrived import fallen
from synctui.tui.safe import visible
from synctui.tui.tabs.base import Names
from synctui.tui.widths import cut_middle, width, wrapped
from synctui.tui.words import hold

TEXT = 58
"""Columns that an answer's text has at 80; a longer one goes on in lines below."""


class Answer(NamedTuple):
    """One line. question: empty where it goes on with the one above. opens: what Enter does; empty for nothing."""

    question: str
    text: str
    tone: str = "text"
    opens: str = ""


class Told(NamedTuple):
    """A plan with its numbers."""

    plan: Plan
    summary: Summary
    sums: Sums


def told(review: Review, plan: Plan) -> Told:
    """Return a plan with its numbers."""
    return Told(plan, summary(plan), sums(review.comparison, plan.operations))


def answers(review: Review, made: Told, names: Names, role: str, *, mails: bool | None = None) -> list[Answer]:
    """Return every line of Confirm. mails: whether invitations leave right after; None where none can."""
    lacking = review.newcomers.lacking()
    no_language = sum(not review.newcomers.language(row) for row in lacking)
    return [
        _language(review, no_language),
        _questionnaire(review, made, len(lacking)),
        Answer(_("Who gets a mail?"), _mailed(made.summary) if mails else _nobody(made.summary)),
        _at_once(mails) if mails is not None else Answer("", ""),
        *_changes(made, _mailed_leavers(review, made.plan)),
        *_wrapped(_("What does not?"), "", _rest(made.summary), " · ", Answer("", "", "dim", "rest")),
        Answer(
            _("Can it be undone?"), _("yes, as run {run}, until mails leave").format(run=(made.plan.last_run or 0) + 1)
        ),
        Answer("", ""),
        *_sums(made.sums, names),
        *(line for held in made.plan.held for line in _held(held)),
        Answer("", ""),
        *_wrapped(_("Read on"), "", _read(made.plan, role), " · ", Answer("", "", "dim")),
    ]


def fitting(lines: Sequence[Answer], room: int) -> Sequence[Answer]:
    """Return *lines*, without the blank ones where those would push others out of sight."""
    return lines if len(lines) <= room else [line for line in lines if line.question or line.text]


def _language(review: Review, lacking: int) -> Answer:
    batch = review.newcomers.batch("language")
    if lacking:
        text = ngettext("{n} new client has none: Enter chooses", "{n} new clients have none: Enter chooses", lacking)
        return Answer(_("Language"), text, "wrong", "language")
    each = _counted(Counter(review.newcomers.language(row) for row in review.newcomers.to_add()))
    text = _("as in the import: {each}").format(each=each or "–")
    if batch:
        text = _("{language} where there is none · {each}").format(language=batch, each=each)
    return Answer(_("Language"), text, opens="language")


def _questionnaire(review: Review, made: Told, lacking: int) -> Answer:
    batch = review.newcomers.batch("questionnaire")
    if lacking and not batch:
        text = ngettext("{n} new client has none: Enter chooses", "{n} new clients have none: Enter chooses", lacking)
        return Answer(_("Questionnaire"), text, "wrong", "questionnaire")
    if batch:
        return Answer(_("Questionnaire"), _("by language: {name}").format(name=batch), opens="questionnaire")
    kept = _("carried over from last year") if made.summary.opened else "–"
    return Answer(_("Questionnaire"), kept, opens="questionnaire")


def _nobody(numbers: Summary) -> str:
    ready = numbers.added + numbers.opened
    line = ngettext("{n} questionnaire will be ready", "{n} questionnaires will be ready", ready)
    return _("nobody: {line}, not sent").format(line=line)


def _mailed(numbers: Summary) -> str:
    ready = numbers.added + numbers.opened
    return ngettext("up to {n} client, right after, unchecked", "up to {n} clients, right after, unchecked", ready)


def _at_once(mails: bool) -> Answer:
    """Return the line that sends right after the import; it advises against itself."""
    words = _("send invitations right after import: not advised")
    return Answer("", f"{'[x]' if mails else '[ ]'} {words}", "wrong" if mails else "dim", "mail")


def _mailed_leavers(review: Review, plan: Plan) -> int:
    """Return how many are archived who were mailed in the plan's year."""
    snapshot = review.comparison.snapshot
    return sum(op.op == "archive" and snapshot.mailed(op.client.id or 0) for op in plan.operations)


def _changes(made: Told, mailed_leavers: int) -> list[Answer]:
    numbers, lines = made.summary, []
    added = ngettext("{n} added", "{n} added", numbers.added)
    lines.append(_line(numbers.added, added, _counted(numbers.by_language), "add"))
    if numbers.restored:
        restored = ngettext("{n} restored from the archive", "{n} restored from the archive", numbers.restored)
        lines.append(_line(numbers.restored, restored, "", "restore"))
    lines.append(_overwritten(numbers))
    if numbers.typed:
        lines.append(_among(numbers.typed, _("of them typed here"), "typed"))
    if numbers.mailed:
        lines.append(_among(numbers.mailed, _("of them already mailed: no mail goes again"), "mailed"))
    if numbers.again:
        lines.append(_among(numbers.again, _("of them already mailed: to be sent again"), "again"))
    lines += _archived(numbers)
    if mailed_leavers:
        lines.append(_among(mailed_leavers, _("of them already mailed"), "archive"))
    if numbers.followed:
        followed = ngettext("{n} dossier in another language", "{n} dossiers in another language", numbers.followed)
        lines.append(_line(numbers.followed, followed, "", "change_dossier"))
    for_year = _("for AY {year}").format(year=made.plan.tax_year)
    opened = ngettext("{n} dossier opened", "{n} dossiers opened", numbers.opened)
    lines.append(_line(numbers.opened, f"{opened} {for_year}", "", "open_dossier"))
    return [line._replace(question=_("What changes?") if not at else "") for at, line in enumerate(lines)]


def _overwritten(numbers: Summary) -> Answer:
    """Return how many values give way, in which fields: by their names where there is room for all of them."""
    clients = ngettext("{n} client", "{n} clients", numbers.in_clients)
    names = ", ".join(FIELDS[INDEX[name]].short_title for name in numbers.by_field)
    counted = ngettext("{n} field", "{n} fields", len(numbers.by_field))
    where = [_("in {clients}, {fields}").format(clients=clients, fields=each) for each in (names, counted)]
    told_ = ngettext("{n} overwritten", "{n} overwritten", numbers.overwritten)
    lines = [_line(numbers.overwritten, told_, each if names else "", "change") for each in where]
    return next((line for line in lines if width(line.text) <= TEXT), lines[-1])


def _archived(numbers: Summary) -> list[Answer]:
    """Return how many are archived and why, on as many lines as that takes."""
    line = _line(numbers.archived, ngettext("{n} archived", "{n} archived", numbers.archived), "", "archive")
    reasons = [f"{number(n)} {word(REASON, why)}" for why, n in numbers.by_reason.items()]
    return _wrapped("", f"{line.text}   ", reasons, " · ", line) if reasons else [line]


_TONES = {"add": "add", "restore": "add", "change": "change", "archive": "leave"}


def _among(n: int, words: str, opens: str) -> Answer:
    """Return how many of those on the line above are so."""
    return _line(n, f"{number(n)} {words}", "", opens)


def _line(n: int, counted: str, more: str, opens: str) -> Answer:
    """Return one line of what changes: *counted* begins with the number, the numbers of all lines end at one edge."""
    text = " " * (6 - len(number(n))) + counted + (f"   {more}" if more else "")
    return Answer("", text, _TONES.get(opens, "text") if n else "dim", opens if n else "")


def _rest(numbers: Summary) -> list[str]:
    kept = _("{n} kept").format(n=number(numbers.kept))
    undecided = _("{n} undecided, asked again").format(n=number(numbers.undecided))
    invalid = _("{n} invalid, left out").format(n=number(numbers.invalid))
    return [kept, undecided, invalid]


def _wrapped(question: str, lead: str, parts: Sequence[str], sign: str, like: Answer) -> list[Answer]:
    """Return *parts* with *sign* between them as one answer or more, none wider than `TEXT`; each looks *like*."""
    lines, blank = [lead + parts[0]], " " * min(len(lead), 10)
    for part in parts[1:]:
        if width(lines[-1] + sign + part) <= TEXT:
            lines[-1] += sign + part
        else:
            lines.append(f"{blank}{sign.lstrip() if blank else ''}{part}")
    return [like._replace(question="" if at else question, text=text) for at, text in enumerate(lines)]


def _sums(both: Sums, names: Names) -> list[Answer]:
    tone = "text" if both.tie_out else "wrong"
    source = f"{cut_middle(visible(names.source), 24)} {number(both.fetched)} = "
    moved = [f"{names.register} {number(both.before)}", ngettext("{n} added", "{n} added", both.added)]
    moved += [ngettext("{n} restored", "{n} restored", both.restored)] if both.restored else []
    archived = ngettext("{n} archived", "{n} archived", both.archived)
    register = f"{' + '.join(moved)} − {archived} = {number(both.after)}"
    like = Answer("", "", tone, "left-out" if both.left_out else "")
    lines = [*_wrapped(_("Does it add up?"), source, fallen(both), " + ", like), Answer("", register, tone)]
    if not both.tie_out:
        lines.append(Answer("", _("It does not add up: nothing can be applied. Please report this."), "wrong"))
    return lines


def _read(plan: Plan, role: str) -> list[str]:
    digest = f"{plan.digest[:4]}-{plan.digest[4:8]}"
    when = _("{when} UTC").format(when=moment(plan.made_from.fetched_at))
    who = _("as {who}, {role}").format(who=visible(plan.author), role=_(role))
    return [when, _("plan {digest}").format(digest=digest), who]


def _held(held: Hold) -> list[Answer]:
    lines = wrapped(hold(held), TEXT)
    return [Answer(_("Held:") if not at else "", line, "wrong") for at, line in enumerate(lines)]


def _counted(counts: Mapping[str, int]) -> str:
    return " · ".join(
        f"{name or '–'} {number(n)}" for name, n in sorted(counts.items(), key=lambda each: (-each[1], each))
    )
