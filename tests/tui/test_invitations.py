"""Invitations in the app: the last check, the very mail, a pilot, sending into a folder and to a server, stopping."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from mail.desk import HOUSE, QUICK
from mail.server import Post, serving
from synctui.core.deeds import did
from synctui.core.mailing import Pace
from synctui.core.outbox import Transport
from synctui.errors import UsageError
from synctui.mail.folder import FolderTransport
from synctui.mail.mailroom import Mailroom
from synctui.mail.message import shown
from synctui.mail.smtp import Server, SmtpTransport
from synctui.mail.templates import load
from synctui.register import Store
from synctui.tui.mails.sending import progress_lines, remaining
from tui.tui_driver import Desk, Snap, at_desk, at_review, choose_for_all, to_review
from tui.tui_faults import misfits

SIZE = (80, 24)
NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _links(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count the links, so that pictures of mails stay the same."""
    numbers = count(1)
    monkeypatch.setattr("synctui.mail.mailroom.new_token", lambda: f"token-{next(numbers):026}")


@pytest.fixture
def post() -> Post:
    """What a mail server takes."""
    return Post()


def room(store: Store, transport: Callable[[], Transport]) -> Mailroom:
    """Return a mail room on *store* whose clock stands still."""
    words = load(Path("no-own-words"))
    return Mailroom(
        store.outbox,
        HOUSE._replace(responsibles={}),
        words,
        transport,
        permit=lambda: None,
        terms=QUICK,
        clock=lambda: NOW,
    )


def folder(store: Store, place: Path) -> dict[str, Any]:
    """Return services that mail into a folder and look at what arrived."""
    post = FolderTransport(place / "mails")
    return {
        "mailing": lambda: room(store, lambda: post),
        "arrived": lambda: [shown(each.path.read_bytes()) for each in post.arrived()],
        "write_check": lambda path, check: path.write_text(" ".join(row.name for row in check.rows), "utf-8"),
    }


def states(store: Store) -> Counter[str]:
    """Return what became of all mails."""
    return Counter(attempt.state for row in store.clients() for attempt in store.outbox.of_client(row.id))


async def to_result(desk: Desk) -> None:
    """Import the newcomers of the sample office."""
    await to_review(desk)
    await desk.press("c")
    await choose_for_all(desk)
    await desk.confirm()
    await desk.see("Run 5 is done", "last check, then send")


async def pilot(desk: Desk, n: str) -> None:
    """Tick the first *n* alone."""
    await desk.press("a")
    await desk.see("only the first so many, as a pilot")
    await desk.go_to("as a pilot")
    await desk.press("enter")
    await desk.type(n)
    await desk.see(f"{n} mails will leave")


async def test_who_gets_a_mail_is_looked_at_and_a_pilot_leaves(office: Store, tmp_path: Path, snap: Snap) -> None:
    """From Result: each line with what there is to know, the very mail, three as a pilot, what arrived."""
    async with at_desk(office, SIZE, **folder(office, tmp_path)) as desk:
        await to_result(desk)
        await desk.press("m")
        await desk.see("448 mails will leave", "E-mail", "invitation")
        assert not misfits(desk.app)
        snap(desk, "last-check")
        await desk.press("enter")
        await desk.see("The very mail", "Subject: ", "https://portal.example/q/")
        assert not misfits(desk.app)
        snap(desk, "mail")
        await desk.press("q")
        await pilot(desk, "3")
        await desk.confirm()
        await desk.see("Send 3 mails now?", "of run 5", "What has left cannot be undone.")
        assert not misfits(desk.app)
        snap(desk, "send-question")
        assert not FolderTransport(tmp_path / "mails").arrived()
        await desk.confirm()
        await desk.see("3 mails have left.", "Run 6 holds it.", "what arrived")
        assert not misfits(desk.app)
        snap(desk, "sent")
        await desk.press("enter")
        await desk.see("Arrived in a folder: nothing was really sent")
        await desk.press("enter")
        await desk.see("The very mail", "https://portal.example/q/")
    assert len(FolderTransport(tmp_path / "mails").arrived()) == 3
    assert states(office) == {"sent": 3}


async def test_a_tick_taken_away_keeps_a_mail_back(office: Store, tmp_path: Path) -> None:
    """Space decides; the list as it stands can be saved."""
    async with at_desk(office, SIZE, **folder(office, tmp_path)) as desk:
        await to_result(desk)
        await desk.press("m")
        await desk.see("mails will leave")
        check = desk.app.screen.check  # type: ignore[attr-defined]
        before = len(check.ticked)
        await desk.go_to("[x]")
        await desk.press("space")
        await desk.see(f"{before - 1} mails will leave", "1 not ticked")
        await desk.press("w")
        await desk.type(str(tmp_path / "list.txt"))
        await desk.see("Saved:")
    assert check.rows[0].name in (tmp_path / "list.txt").read_text("utf-8")


def test_progress_tells_numbers_rate_and_remaining_time() -> None:
    """And what the server is waited for."""
    pace = Pace(30, 120, sent=28, failed=1, unknown=1, later=3, per_minute=600, left=9, note="the server asks to wait")
    told = "\n".join("".join(text for text, _tone in line) for line in progress_lines(pace))
    for text in ("30 of 120", "600 a minute · 9 s left", "28  sent", "1  failed", "3  later", "asks to wait"):
        assert text in told
    assert (told.count("━"), told.count("─")) == (10, 30)
    assert remaining(600) == "10 min left"


async def test_whoever_cannot_be_mailed_says_why(office: Store, tmp_path: Path) -> None:
    """Neither a tick nor y can change that."""
    async with at_desk(office, SIZE, **folder(office, tmp_path)) as desk:
        await desk.see("473 clients", "no dossier")
        await desk.press("space", "m")
        await desk.see(
            "0 mails will leave", "1 cannot be mailed", "cannot be mailed: no dossier of assessment year 2026"
        )
        await desk.press("space", "enter", "y")
        await desk.see("Nobody is ticked.")


async def test_a_test_mail_goes_to_oneself_and_is_not_remembered(office: Store, tmp_path: Path) -> None:
    """The mail of the line, with a link that opens nothing."""
    async with at_desk(office, SIZE, **folder(office, tmp_path)) as desk:
        await to_result(desk)
        await desk.press("m")
        await desk.see("mails will leave")
        await desk.go_to("[x]")
        await desk.press("t")
        await desk.type("me@office.example")
        await desk.see("was sent to me@office.example alone.")
    assert not states(office)
    (arrived,) = FolderTransport(tmp_path / "mails").arrived()
    assert arrived.to == "me@office.example"
    assert "test-mail-without-questionnaire" in arrived.text


async def test_clients_are_mailed_by_tick_or_filter_reminded_and_mailed_again(office: Store, tmp_path: Path) -> None:
    """The question names the number and the filter; who was mailed can be reminded, or mailed again by tick alone."""
    async with at_desk(office, SIZE, **folder(office, tmp_path)) as desk:
        await to_result(desk)
        await desk.press("q", "f")
        await desk.type("peeters")
        await desk.press("m")
        await desk.see("will leave")
        await desk.confirm()
        await desk.see("now?", "filter: peeters")
        await desk.confirm()
        await desk.see("left.", "Run 6 holds it.")
        await desk.press("q", "m")
        await desk.until(lambda: "days" in desk.screen or "What is to be sent?" in desk.screen, "reminders are offered")
        if "What is to be sent?" in desk.screen:
            await desk.go_to("Reminders")
            await desk.press("enter")
        await desk.type("0")
        await desk.see("There is nobody to mail.")
        await desk.press("g", "space", "m")
        await desk.see("What is to be sent?")
        await desk.go_to("Once more, with a new link")
        await desk.press("enter")
        await desk.see("1 mail will leave", "once more", "already invited for this assessment year")
        await desk.confirm()
        await desk.see("Send 1 mail now?", "Whether old links still open depends on the portal.")
        await desk.confirm()
        await desk.see("1 mail has left.", "Run 7 holds it.")
        await desk.press("q", "g", "enter")
        await desk.see("Mail of 24 Nov 2026", "sent · link withdrawn · invitation")


async def test_what_a_server_refuses_is_told_with_its_words(office: Store, post: Post, snap: Snap) -> None:
    """One bad address does not stop the others."""
    with serving(post) as port:
        server = Server("127.0.0.1", port, "none", "", "")
        async with at_desk(office, mailing=lambda: room(office, lambda: SmtpTransport(server))) as desk:
            await to_result(desk)
            await desk.press("m")
            await desk.see("mails will leave")
            await pilot(desk, "5")
            chosen = desk.app.screen.check.chosen  # type: ignore[attr-defined]
            post.refuses.add(chosen[1].address)
            await desk.confirm()
            await desk.see("mails now?")
            await desk.confirm()
            await desk.see("mails have left.", "correct the client and send again")
            await desk.press("enter")
            await desk.see("Not surely sent", chosen[1].name, "failed", "no such user here")
            assert not misfits(desk.app)
            snap(desk, "not-sent")
            await desk.press("q", "q")
            await desk.see("last check, then send")
            await desk.press("q", "f")
            await desk.type(chosen[1].address)
            await desk.press("enter")
            await desk.see("Mail of 24 Nov 2026", "failed · 550 5.1.1 ␛[31mno such user here")
    assert len(post.mails) == len(chosen) - 1


async def test_sending_stops_after_the_mail_under_way(office: Store, post: Post, snap: Snap) -> None:
    """What is still queued is taken back; nobody is left between two states."""
    post.slow = 0.1
    with serving(post) as port:
        server = Server("127.0.0.1", port, "none", "", "")
        async with at_desk(office, mailing=lambda: room(office, lambda: SmtpTransport(server))) as desk:
            await to_result(desk)
            await desk.press("m")
            await desk.see("mails will leave")
            await desk.confirm()
            await desk.see("mails now?")
            await desk.confirm()
            await desk.until(lambda: bool(post.mails), "a mail has left")
            await desk.press("q")
            await desk.see("taken back, not sent", "It was stopped by hand.")
            await desk.press("q")
            await desk.see("Run 5 is done")
    assert set(states(office)) == {"sent", "cancelled"}
    assert states(office)["sent"] == len(post.mails)
    assert re.fullmatch(r"\d+ mails? sent · \d+ mails? taken back", did(office.runs()[-1]))


async def test_a_missing_password_is_told_by_the_last_check(office: Store) -> None:
    """The list can be looked at; what to do before anything can be sent stands over it."""

    def refuse() -> Transport:
        raise UsageError("The password of office at localhost is not known.", "Start with it in the environment.")

    async with at_desk(office, SIZE, mailing=lambda: room(office, refuse)) as desk:
        await to_result(desk)
        await desk.press("m")
        await desk.see("448 mails will leave", "The password of office", "Start with it in the environment.")


async def test_missing_settings_are_told_with_the_next_step(office: Store) -> None:
    """Without a mail room nothing happens but a sentence."""
    async with at_desk(office) as desk:
        await to_result(desk)
        await desk.press("m")
        await desk.see("Invitations cannot be sent from here.")


async def test_invitations_right_after_the_import_are_off_and_can_be_asked_for(
    office: Store, tmp_path: Path, snap: Snap
) -> None:
    """The line on Confirm advises against itself; with it the same outbox sends what the last check would tick."""
    async with at_review(office, SIZE, **folder(office, tmp_path)) as desk:
        await desk.press("c")
        await choose_for_all(desk)
        await desk.see("[ ] send invitations right after import: not advised")
        assert not misfits(desk.app)
        snap(desk, "confirm-mail")
        await desk.go_to("send invitations right after import")
        await desk.press("enter")
        await desk.see("[x] send invitations right after import: not advised", "right after, unchecked")
        await desk.confirm()
        await desk.see("mails have left.", "Run 6 holds it.")
    assert len(FolderTransport(tmp_path / "mails").arrived()) == states(office)["sent"]
