"""The last check: who would get a mail and what there is to know about it, before anything is written or sent.

In: the register's candidates and what was asked for. Out: rows with warnings and ticks. It sends nothing, reads no
clock and knows no template.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from synctui.core.fields import EMAIL, NATIONAL_NUMBER, RESPONSIBLE, Values, full_name
from synctui.core.outbox import Attempt, Candidate, Kind
from synctui.core.records import RunDetail
from synctui.core.snapshot import MAILED, STATUSES
from synctui.errors import UsageError
from synctui.i18n import LANGUAGES, N_, Message, _, message

MAY_HAVE_LEFT = frozenset({"sent", "unknown"})
REMINDABLE = ("sent", "opened")
"""The statuses of those who were mailed and have not answered: who is *to process* has."""


class Asked(NamedTuple):
    """What is asked for.

    status: of the dossiers. first: only the first so many that can be mailed, as a pilot; nobody else is listed.
    remind: those whose last mail left more than so many days ago. clients: these alone, whatever their status (a run's
    newcomers, the ticked ones). again: those who were mailed already are meant to be mailed again, with another link.
    """

    status: str = "not-sent"
    first: int | None = None
    remind: int | None = None
    clients: Collection[int] | None = None
    again: bool = False


class Office(NamedTuple):
    """What the check knows beside the register.

    suppressed: addresses, case folded, that get no mail. responsibles: those the configuration knows, case folded;
    empty where it names none. now: UTC, ISO 8601.
    """

    now: str
    suppressed: frozenset[str] = frozenset()
    responsibles: frozenset[str] = frozenset()


class Row(NamedTuple):
    """One line of the last check.

    kind: what it would be. blocked: why it cannot be mailed, or None. warnings: what a person should know before.
    unticked: whether it is left out unless somebody ticks it. number: of the attempt that is queued already, else 0.
    """

    client: int
    values: Values
    tax_year: int
    questionnaire: str
    language: str
    status: str
    kind: Kind
    attempts: tuple[Attempt, ...]
    blocked: Message | None
    warnings: tuple[Message, ...]
    unticked: bool
    number: int = 0

    @property
    def name(self) -> str:
        """The name as lists show it."""
        return full_name(self.values)

    @property
    def address(self) -> str:
        """The address that the mail would go to."""
        return self.values[EMAIL]

    @property
    def responsible(self) -> str:
        """The colleague's address, empty where there is none."""
        return self.values[RESPONSIBLE]


@dataclass(slots=True)
class LastCheck:
    """Who would get a mail. rows: by client id. ticked: the clients that will. asked: what was asked for."""

    rows: Sequence[Row]
    asked: Asked
    ticked: set[int] = field(default_factory=set)

    def toggle(self, client: int) -> bool:
        """Tick *client*, or take its tick away; return whether it is ticked now. A blocked one stays as it is."""
        row = next(row for row in self.rows if row.client == client)
        if client in self.ticked:
            self.ticked.remove(client)
        elif row.blocked is None:
            self.ticked.add(client)
        return client in self.ticked

    @property
    def chosen(self) -> list[Row]:
        """The rows that will be mailed, in their order."""
        return [row for row in self.rows if row.client in self.ticked]

    @property
    def blocked(self) -> list[Row]:
        """The rows that cannot be mailed."""
        return [row for row in self.rows if row.blocked is not None]

    @property
    def left_out(self) -> list[Row]:
        """The rows that could be mailed and are not ticked."""
        return [row for row in self.rows if row.blocked is None and row.client not in self.ticked]

    def languages(self) -> dict[str, int]:
        """Return how many of the chosen are in each language, the most frequent first."""
        return dict(Counter(row.language for row in self.chosen).most_common())


def last_check(candidates: Sequence[Candidate], asked: Asked, office: Office) -> LastCheck:
    """Return who would get a mail, with warnings, and the ticks that hold unless somebody changes them.

    Raises `UsageError` for a status that is none, or that a reminder makes no sense for.
    """
    _sensible(asked)
    shared = Counter(_folded(each.values[EMAIL]) for each in candidates)
    rows = [_row(each, asked, office, shared) for each in candidates if _wanted(each, asked, office)]
    ticked = [row for row in rows if row.blocked is None and not row.unticked]
    if asked.first is not None:
        rows = ticked = ticked[: asked.first]
    return LastCheck(rows, asked, {row.client for row in ticked})


def prepared_by(run: RunDetail) -> frozenset[int]:
    """Return the clients whose dossier a run opened: those it added, and those in both that got one for the year."""
    return frozenset(
        line.client
        for line in run.lines
        if line.entity in {"client", "dossier"} and line.before is None and line.client is not None
    )


def left_behind(candidates: Sequence[Candidate]) -> dict[str, int]:
    """Return how many dossiers wait for a decision since an earlier sending: ``queued``, ``unknown``, ``failed``."""
    counts = Counter(each.status for each in candidates)
    return {status: counts[status] for status in ("queued", "unknown", "failed") if counts[status]}


def _sensible(asked: Asked) -> None:
    if asked.status not in STATUSES:
        raise UsageError(
            _("{status} is no status.").format(status=asked.status),
            _("The statuses are {statuses}.").format(statuses=" · ".join(STATUSES)),
        )
    if asked.remind is not None and asked.status not in {"not-sent", *REMINDABLE}:
        raise UsageError(
            _("A reminder for {status} makes no sense.").format(status=asked.status),
            _("Only those who were mailed and did not answer are reminded: {statuses}.").format(
                statuses=" · ".join(REMINDABLE)
            ),
        )


def _wanted(each: Candidate, asked: Asked, office: Office) -> bool:
    if asked.clients is not None and each.client not in asked.clients:
        return False
    if asked.remind is not None:
        statuses = REMINDABLE if asked.status == "not-sent" else (asked.status,)
        return each.status in statuses and _due(each, asked.remind, office.now)
    return asked.clients is not None or each.status == asked.status


def _due(each: Candidate, days: int, now: str) -> bool:
    """Tell whether the last mail that may have left did so more than *days* ago, and none is on its way."""
    last = [attempt.changed for attempt in each.attempts if attempt.state != "cancelled"]
    return bool(last) and datetime.fromisoformat(last[-1]) < datetime.fromisoformat(now) - timedelta(days=days)


def _row(each: Candidate, asked: Asked, office: Office, shared: Mapping[str, int]) -> Row:
    mailed = bool(_mailed(each)) or each.status in MAILED - {"queued"}
    kind: Kind = "reminder" if asked.remind is not None else "again" if mailed else "invite"
    suppressed = _folded(each.values[EMAIL]) in office.suppressed
    on_purpose = asked.again or asked.remind is not None or (asked.clients is None and asked.status != "not-sent")
    return Row(
        client=each.client,
        values=each.values,
        tax_year=each.tax_year,
        questionnaire=each.questionnaire,
        language=each.language,
        status=each.status,
        kind=kind,
        attempts=each.attempts,
        blocked=_blocked(each),
        warnings=tuple(_warnings(each, office, shared)),
        unticked=suppressed or (kind == "again" and not on_purpose),
        number=each.attempts[-1].number if each.status == "queued" and each.attempts else 0,
    )


def _mailed(each: Candidate) -> list[Attempt]:
    return [attempt for attempt in each.attempts if attempt.state in MAY_HAVE_LEFT]


def _blocked(each: Candidate) -> Message | None:
    """Return the first reason why no mail can go to a client."""
    waits = bool(each.attempts) and each.attempts[-1].state == "queued"
    texts = (full_name(each.values), each.values[EMAIL], each.questionnaire)
    reasons = (
        (not each.values[EMAIL], message(N_("no e-mail address"))),
        (not each.status, message(N_("no dossier of assessment year {year}"), year=each.tax_year)),
        (not each.questionnaire, message(N_("no questionnaire"))),
        (each.language not in LANGUAGES, message(N_("no language"))),
        (not all(map(str.isprintable, texts)), message(N_("name or address holds what no mail can hold"))),
        (each.status == "queued" and not waits, message(N_("marked as queued, but no mail waits"))),
    )
    return next((reason for holds, reason in reasons if holds), None)


def _warnings(each: Candidate, office: Office, shared: Mapping[str, int]) -> Iterator[Message]:
    values = each.values
    if not values[NATIONAL_NUMBER]:
        yield message(N_("no national number: needed for MyMinfin and Tax-on-web"))
    if values[EMAIL] and (others := shared[_folded(values[EMAIL])] - 1):
        yield message(N_("address shared with {n} more"), n=others)
    if _folded(values[EMAIL]) in office.suppressed:
        yield message(N_("address on the list of those who get no mail"))
    if mailed := _mailed(each):
        if mailed[-1].state == "unknown":
            yield message(N_("a mail of {day} may have arrived"), day=mailed[-1].changed[:10])
        else:
            yield message(N_("already invited for this assessment year, on {day}"), day=mailed[-1].changed[:10])
    elif each.status in MAILED - {"queued"}:
        yield message(N_("already invited for this assessment year"))
    if each.attempts and each.status == "failed":
        yield message(N_("the last mail failed: {words}"), words=each.attempts[-1].words or _("marked by hand"))
    yield from _about_responsible(values[RESPONSIBLE], office)


def _about_responsible(responsible: str, office: Office) -> Iterator[Message]:
    if not responsible:
        yield message(N_("no responsible"))
    elif office.responsibles and _folded(responsible) not in office.responsibles:
        yield message(N_("responsible {address} is not in the configuration"), address=responsible)


def _folded(address: str) -> str:
    return address.casefold()
