"""The last check: who is listed, ticked, blocked, and what is told."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mail.desk import NOW
from register.office import person
from synctui.core.forewarned import Office
from synctui.core.invite import NEW_LINK, Asked, LastCheck, last_check, left_behind
from synctui.core.outbox import Attempt, Candidate
from synctui.errors import UsageError

HERE = Office(NOW.isoformat(), frozenset({"lotte3@office.example"}), frozenset({"an@office.example"}))


def candidate(n: int, status: str = "not-sent", *mails: tuple[str, str], **changed: str) -> Candidate:
    """Return a client; *mails* are (state, when) of its attempts."""
    values = person(n, **({"responsible": "an@office.example"} | changed))
    attempts = tuple(
        Attempt(n * 10 + at, n, 2026, at, "invite", state, 1, f"t{at}", False, values[2], when, "550 no")
        for at, (state, when) in enumerate(mails, 1)
    )
    return Candidate(n, values, 2026, "Q" if status else "", "nl" if status else "", status, attempts)


def check(candidates: Sequence[Candidate], asked: Asked = Asked()) -> LastCheck:  # noqa: B008 - never changed
    """Return the last check."""
    return last_check(candidates, asked, HERE)


def told(found: LastCheck, client: int) -> list[str]:
    """Return the warnings of one client."""
    return [str(each) for row in found.rows if row.client == client for each in row.warnings]


def test_only_those_with_the_status_are_listed_and_ticked() -> None:
    found = check([candidate(1), candidate(2, "sent"), candidate(4), candidate(5, "")])
    assert ([row.client for row in found.rows], found.ticked) == ([1, 4], {1, 4})
    assert found.languages() == {"nl": 2}


def test_the_first_are_a_pilot() -> None:
    found = check([candidate(n) for n in (1, 2, 3, 4, 5)], Asked(first=3))
    assert found.ticked == {1, 2, 4}, "3 is suppressed"
    assert (found.left_out, [row.client for row in found.rows]) == ([], [1, 2, 4])


def test_what_there_is_to_know_before() -> None:
    found = check(
        [
            candidate(1, national_number=""),
            candidate(2, email="ONE@office.example"),
            candidate(3),
            candidate(4, email="one@office.example"),
            candidate(5, responsible=""),
            candidate(6, responsible="gone@office.example"),
        ]
    )
    assert told(found, 1) == ["no national number: needed for MyMinfin and Tax-on-web"]
    assert told(found, 2) == told(found, 4) == ["address shared with 1 more"]
    assert told(found, 3) == ["address on the list of those who get no mail"]
    assert told(found, 5) == ["no responsible"]
    assert told(found, 6) == ["responsible gone@office.example is not in the configuration"]
    assert found.ticked == {1, 2, 4, 5, 6}


def test_who_cannot_be_mailed_says_why_and_takes_no_tick() -> None:
    found = check(
        [
            candidate(1, email=""),
            candidate(2, ""),
            candidate(4)._replace(language=""),
            candidate(5, first_name="a\x1bb"),
        ],
        Asked(clients={1, 2, 4, 5}),
    )
    assert [str(row.blocked) for row in found.rows] == [
        "no e-mail address",
        "no dossier of assessment year 2026",
        "no language",
        "name or address holds what no mail can hold",
    ]
    assert not any(found.turn([row.client]) for row in found.rows)


def test_chosen_clients_that_were_mailed_are_listed_and_not_ticked_unless_meant() -> None:
    both = [candidate(1), candidate(2, "sent", ("sent", "2026-03-02T08:00:00Z")), candidate(4, "processed")]
    found = check(both, Asked(clients={1, 2, 4}))
    assert ([row.kind for row in found.rows], found.ticked) == (["invite", "again", "again"], {1})
    assert told(found, 2) == ["already invited for this assessment year, on 2026-03-02", str(NEW_LINK)]
    assert told(found, 4) == ["already invited for this assessment year"]
    assert (found.turn([2]), found.turn([1]), found.ticked) == (True, False, {2})
    assert check(both, Asked(clients={2}, again=True)).ticked == {2}


def test_an_unknown_mail_may_have_arrived_and_is_sent_again_on_purpose_only() -> None:
    one = [candidate(1, "unknown", ("unknown", "2026-03-02T08:00:00Z"))]
    assert check(one).rows == []
    found = check(one, Asked("unknown"))
    assert (found.ticked, told(found, 1)) == ({1}, ["a mail of 2026-03-02 may have arrived", str(NEW_LINK)])


def test_reminders_are_for_those_whose_last_mail_left_long_ago() -> None:
    old, new = ("sent", "2026-03-01T08:00:00Z"), ("sent", "2026-03-10T08:00:00Z")
    found = check(
        [
            candidate(1, "sent", old),
            candidate(2, "sent", new),
            candidate(4, "opened", old),
            candidate(5, "to-process", old),
            candidate(6, "sent", old, new),
            candidate(7, "sent"),
            candidate(8, "sent", old, ("cancelled", "2026-03-15T08:00:00Z")),
        ],
        Asked(remind=14),
    )
    assert [(row.client, row.kind) for row in found.rows] == [(n, "reminder") for n in (1, 4, 8)]
    assert found.ticked == {1, 4, 8}


@pytest.mark.parametrize("asked", [Asked("paid"), Asked("failed", remind=3)])
def test_what_makes_no_sense_is_refused(asked: Asked) -> None:
    with pytest.raises(UsageError):
        check([], asked)


def test_what_an_earlier_sending_left_is_counted() -> None:
    found = left_behind([candidate(1, "queued"), candidate(2, "unknown"), candidate(3), candidate(4, "unknown")])
    assert found == {"queued": 1, "unknown": 2}
