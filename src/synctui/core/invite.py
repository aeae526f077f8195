"""The last check: who would get a mail and what there is to know about it, before anything is written or sent.

In: the register's candidates and what was asked for. Out: rows with warnings and ticks. It sends nothing, reads no
clock and knows no template.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from synctui.core.fields import EMAIL, RESPONSIBLE, Values, full_name
from synctui.core.forewarned import Office, blocked, folded, warnings
from synctui.core.outbox import Attempt, Candidate, Kind
from synctui.core.records import RunDetail
from synctui.core.snapshot import MAILED, SEND_AGAIN, STATUSES
from synctui.errors import UsageError
from synctui.i18n import N_, Message, _, message

REMINDABLE = ("sent", "opened")
"""The statuses of those who were mailed and have not answered: who is *to process* has."""


NEW_LINK = message(N_("another link: whether the old one still opens depends on the portal"))


class Asked(NamedTuple):
    """What is asked for.

    status: of the dossiers; with those not sent go those whom a review has sent again. first: only the first so many
    that can be mailed, as a pilot; nobody else is listed. remind: those whose last mail left more than so many days
    ago. clients: these alone, whatever their status (a run's newcomers, the ticked ones). again: those who were mailed
    already are meant to be mailed again, with another link.
    """

    status: str = "not-sent"
    first: int | None = None
    remind: int | None = None
    clients: Collection[int] | None = None
    again: bool = False


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

    def turn(self, clients: Collection[int]) -> bool:
        """Tick *clients*, or take their ticks away where all have one; return whether they are ticked now.

        Blocked ones among them stay as they are.
        """
        meant = set(clients)
        able = {row.client for row in self.rows if row.client in meant and row.blocked is None}
        on = not able <= self.ticked
        self.ticked = self.ticked | able if on else self.ticked - able
        return on

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
    shared = Counter(folded(each.values[EMAIL]) for each in candidates)
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


def sent_again_by(run: RunDetail) -> frozenset[int]:
    """Return the clients of whom a run's review said that they are to be mailed once more."""
    return frozenset(
        line.client
        for line in run.lines
        if line.field == SEND_AGAIN and line.before is None and line.client is not None
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
    return asked.clients is not None or each.status == asked.status or (each.again and asked.status == "not-sent")


def _due(each: Candidate, days: int, now: str) -> bool:
    """Tell whether the last mail that may have left did so more than *days* ago, and none is on its way."""
    last = [attempt.changed for attempt in each.attempts if attempt.state != "cancelled"]
    return bool(last) and datetime.fromisoformat(last[-1]) < datetime.fromisoformat(now) - timedelta(days=days)


def _row(each: Candidate, asked: Asked, office: Office, shared: Mapping[str, int]) -> Row:
    mailed = bool(each.left) or each.status in MAILED - {"queued"}
    kind: Kind = "reminder" if asked.remind is not None else "again" if mailed else "invite"
    suppressed = folded(each.values[EMAIL]) in office.suppressed
    on_purpose = each.again or asked.again or (asked.clients is None and asked.status != "not-sent")
    return Row(
        client=each.client,
        values=each.values,
        tax_year=each.tax_year,
        questionnaire=each.questionnaire,
        language=each.language,
        status=each.status,
        kind=kind,
        attempts=each.attempts,
        blocked=blocked(each),
        warnings=(*warnings(each, office, shared), *((NEW_LINK,) if kind == "again" and each.left else ())),
        unticked=suppressed or (kind == "again" and not on_purpose),
        number=each.attempts[-1].number if each.status == "queued" and each.attempts else 0,
    )
