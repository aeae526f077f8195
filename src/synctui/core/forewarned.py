"""What there is to know about one client before a mail goes out: why none can, and what a person should see first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from synctui.core.fields import EMAIL, NATIONAL_NUMBER, RESPONSIBLE, full_name
from synctui.core.outbox import Candidate
from synctui.core.snapshot import MAILED
from synctui.i18n import LANGUAGES, N_, Message, _, message


class Office(NamedTuple):
    """What the check knows beside the register.

    suppressed: addresses, case folded, that get no mail. responsibles: those the configuration knows, case folded;
    empty where it names none. now: UTC, ISO 8601.
    """

    now: str
    suppressed: frozenset[str] = frozenset()
    responsibles: frozenset[str] = frozenset()


def blocked(each: Candidate) -> Message | None:
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


def warnings(each: Candidate, office: Office, shared: Mapping[str, int]) -> Iterator[Message]:
    """Yield what a person should know of a client; *shared*: folded address → how many clients have it."""
    values = each.values
    if not values[NATIONAL_NUMBER]:
        yield message(N_("no national number: needed for MyMinfin and Tax-on-web"))
    if each.again:
        yield message(N_("to be sent again, as the review decided"))
    if values[EMAIL] and (others := shared[folded(values[EMAIL])] - 1):
        yield message(N_("address shared with {n} more"), n=others)
    if folded(values[EMAIL]) in office.suppressed:
        yield message(N_("address on the list of those who get no mail"))
    if mailed := each.left:
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
    elif office.responsibles and folded(responsible) not in office.responsibles:
        yield message(N_("responsible {address} is not in the configuration"), address=responsible)


def folded(address: str) -> str:
    """Return an address as two of them are compared."""
    return address.casefold()
