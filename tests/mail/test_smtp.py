"""Mails over a real SMTP server: each leaves once, and what is said of it is true."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from email.utils import parsedate_to_datetime

import pytest

from mail.desk import NOW, fill, invited, room, send, states, statuses
from mail.server import Post, serving
from register.office import ACTOR
from synctui.core.invite import Asked
from synctui.core.mailing import Pace
from synctui.errors import MailError
from synctui.mail.outbox import Terms
from synctui.mail.smtp import NO_UTF8, UNANSWERED, UNSPEAKABLE, Server, SmtpTransport
from synctui.register import Store


def plain(port: int, connections: int = 2, timeout: float = 5) -> Callable[[], SmtpTransport]:
    """Return a transport to the server on *port*."""
    return lambda: SmtpTransport(Server("127.0.0.1", port, "none"), connections, timeout)


async def test_everybody_gets_one_mail_and_a_second_time_nobody(store: Store, post: Post) -> None:
    fill(store, *(invited(n) for n in range(1, 8)))
    with serving(post) as port:
        done = await send(room(store, plain(port)))
        again = await send(room(store, plain(port)))
    assert (done.sent, done.whole, again) == (7, True, again._replace(run=0, sent=0))
    assert sorted(post.addresses) == [f"lotte{n}@office.example" for n in range(1, 8)]
    assert set(statuses(store).values()) == {"sent"}
    (run,) = [row for row in store.runs() if row.kind == "invite"]
    assert (run.run, run.counts) == (done.run, {"sent": 7})
    lines = [(line.client, line.before, line.after) for line in store.run(run.run).lines if line.client == 3]
    assert lines == [(3, "not-sent", "queued"), (3, "queued", "sent")]


async def test_the_mail_has_the_headers_that_keep_it_out_of_trouble(store: Store, post: Post) -> None:
    fill(store, invited(1, first_name='Zoë "Zo"', last_name="Peeters, Jan", language="fr"))
    with serving(post) as port:
        await send(room(store, plain(port)))
    ((address, mail),) = post.mails
    assert address == "lotte1@office.example"
    assert len(mail["To"].addresses) == 1
    assert mail["To"].addresses[0].display_name == 'Zoë "Zo" Peeters, Jan'
    assert (mail["From"].addresses[0].display_name, mail["From"].addresses[0].addr_spec) == (
        "Kantoor Pééters, Boekhouders",
        "tax@office.example",
    )
    assert mail["Reply-To"] == "an@office.example"
    assert mail["Subject"] == "Votre déclaration fiscale 2026\u00a0: votre questionnaire est prêt"
    assert parsedate_to_datetime(str(mail["Date"])) == NOW
    assert str(mail["Message-ID"]).endswith("@office.example>")
    assert mail["List-Unsubscribe"] == "<mailto:an@office.example?subject=unsubscribe>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


async def test_one_refused_address_does_not_stop_the_others(store: Store, post: Post) -> None:
    fill(store, *(invited(n) for n in range(1, 6)))
    post.refuses.add("lotte3@office.example")
    with serving(post) as port:
        done = await send(room(store, plain(port)))
    assert (done.sent, [each.client for each in done.failed]) == (4, [3])
    assert done.failed[0].words == "550 5.1.1 ␛[31mno such user here"
    assert statuses(store) == {1: "sent", 2: "sent", 3: "failed", 4: "sent", 5: "sent"}
    assert post.asked["lotte3@office.example"] == 1


async def test_a_greylisted_mail_is_tried_again_as_the_same_attempt(store: Store, post: Post) -> None:
    fill(store, *(invited(n) for n in range(1, 4)))
    post.later["lotte2@office.example"] = 2
    with serving(post) as port:
        done = await send(room(store, plain(port)))
    assert (done.sent, post.asked["lotte2@office.example"], states(store, 2)) == (3, 3, ["sent"])


async def test_tries_are_bounded(store: Store, post: Post) -> None:
    fill(store, invited(1), invited(2))
    post.later["lotte1@office.example"] = 99
    with serving(post) as port:
        done = await send(room(store, plain(port)))
    assert (done.sent, post.asked["lotte1@office.example"]) == (1, 3)
    assert done.failed[0].words == "451 4.7.1 greylisted, come back"


async def test_421_in_the_middle_is_tried_again(store: Store, post: Post) -> None:
    fill(store, *(invited(n) for n in range(1, 7)))
    post.sick = 2
    with serving(post) as port:
        done = await send(room(store, plain(port)))
    assert (done.sent, done.failed, done.unknown, done.stopped) == (6, [], [], "")
    assert sorted(post.addresses) == sorted({*post.addresses})


async def test_a_lost_answer_is_unknown_and_never_sent_again_by_itself(store: Store, post: Post) -> None:
    fill(store, *(invited(n) for n in range(1, 5)))
    post.drops.add("lotte2@office.example")
    with serving(post) as port:
        done = await send(room(store, plain(port)))
        await send(room(store, plain(port)))
    assert (done.sent, [each.words for each in done.unknown], done.whole) == (3, [UNANSWERED], False)
    assert statuses(store)[2] == "unknown"
    assert post.addresses.count("lotte2@office.example") == 1


async def test_a_server_too_slow_to_answer_leaves_the_mail_unknown(store: Store, post: Post) -> None:
    fill(store, invited(1))
    post.slow = 2
    with serving(post) as port:
        done = await send(room(store, plain(port, timeout=0.3)))
    assert [each.client for each in done.unknown] == [1]


async def test_no_more_connections_than_allowed(store: Store, post: Post) -> None:
    fill(store, *(invited(n) for n in range(1, 20)))
    with serving(post) as port:
        await send(room(store, plain(port, connections=3)))
    assert 1 <= len(post.sessions) <= 3


async def test_a_server_out_of_reach_queues_nothing(store: Store, post: Post) -> None:
    fill(store, invited(1))
    with serving(post) as port:
        pass
    with pytest.raises(MailError, match=f"127.0.0.1:{port}"):
        await send(room(store, plain(port)))
    assert (statuses(store), states(store, 1)) == ({1: "not-sent"}, [])


async def test_a_server_that_goes_away_stops_the_sending_and_the_rest_is_as_before(store: Store, post: Post) -> None:
    fill(store, *(invited(n) for n in range(1, 30)))
    post.slow = 0.03
    with serving(post) as port:
        mailroom = room(store, plain(port, connections=1), terms=Terms(600_000, (0.01,), 0.001))
        check = mailroom.check(Asked())
        gone = asyncio.Event()

        def watch(pace: Pace) -> None:
            if pace.sent >= 3:
                gone.set()

        task = asyncio.create_task(mailroom.send(check, ACTOR, watch))
        await gone.wait()
    done = await task
    found = statuses(store)
    assert "cannot be reached" in done.stopped or "closed" in done.stopped
    assert (done.sent, done.cancelled) == (len(post.mails), 29 - len(post.mails) - len(done.unknown))
    assert [*found.values()].count("not-sent") == done.cancelled


async def test_stop_ends_after_the_mails_under_way(store: Store, post: Post) -> None:
    fill(store, *(invited(n) for n in range(1, 30)))
    post.slow = 0.05
    with serving(post) as port:
        mailroom = room(store, plain(port, connections=2))

        def watch(pace: Pace) -> None:
            if pace.sent:
                mailroom.stop()

        done = await mailroom.send(mailroom.check(Asked()), ACTOR, watch)
    assert 1 <= done.sent == len(post.mails) < 10
    assert (done.cancelled, done.whole) == (29 - done.sent, False)
    assert sorted({*statuses(store).values()}) == ["not-sent", "sent"]


async def test_cancelling_ends_after_the_mails_under_way(store: Store, post: Post) -> None:
    fill(store, *(invited(n) for n in range(1, 30)))
    post.slow = 0.05
    begun = asyncio.Event()
    with serving(post) as port:
        mailroom = room(store, plain(port))
        task = asyncio.create_task(mailroom.send(mailroom.check(Asked()), ACTOR, lambda pace: begun.set()))
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    sent = [client for client, status in statuses(store).items() if status == "sent"]
    assert len(sent) == len(post.mails) < 29
    assert sorted({*statuses(store).values()}) in (["not-sent", "sent"], ["not-sent"])


async def test_no_mail_is_claimed_before_its_time(store: Store, post: Post) -> None:
    fill(store, *(invited(n) for n in range(1, 5)))
    first = asyncio.Event()
    with serving(post) as port:
        mailroom = room(store, plain(port, connections=3), terms=Terms(rate=1))
        check = mailroom.check(Asked())
        told = mailroom.send(check, ACTOR, lambda pace: first.set() if pace.sent else None)
        sending = asyncio.create_task(told)
        await first.wait()
        assert [states(store, n) for n in (2, 3, 4)] == [["queued"]] * 3
        mailroom.stop()
        done = await sending
    assert (done.sent, done.cancelled, done.unknown, len(post.mails)) == (1, 3, [], 1)


async def test_the_rate_is_kept(store: Store, post: Post) -> None:
    fill(store, *(invited(n) for n in range(1, 7)))
    paces: list[Pace] = []
    loop = asyncio.get_running_loop()
    with serving(post) as port:
        mailroom = room(store, plain(port), terms=Terms(rate=1200))
        begun = loop.time()
        await mailroom.send(mailroom.check(Asked()), ACTOR, paces.append)
    assert loop.time() - begun >= 5 * 60 / 1200
    assert (paces[-1].done, paces[-1].total, paces[-1].left) == (6, 6, 0.0)
    assert 0 < paces[-1].per_minute <= 1500


async def test_an_address_with_other_letters_goes_where_the_server_can(store: Store, post: Post) -> None:
    fill(store, invited(1, email="zoë@office.example"), invited(2, email="an@straße.example"))
    with serving(post, enable_SMTPUTF8=True) as port:
        done = await send(room(store, plain(port)))
    assert (done.sent, sorted(post.addresses)) == (2, ["an@xn--strae-oqa.example", "zoë@office.example"])


async def test_an_address_with_other_letters_fails_where_the_server_cannot(store: Store, post: Post) -> None:
    fill(store, invited(1, email="zoë@office.example"), invited(2))
    with serving(post, enable_SMTPUTF8=False) as port:
        done = await send(room(store, plain(port)))
    assert (done.sent, [each.words for each in done.failed]) == (1, [NO_UTF8])


async def test_an_address_that_no_command_can_hold_fails_alone(store: Store, post: Post) -> None:
    fill(store, invited(1, email="lotte 1@office.example"), invited(2))
    with serving(post) as port:
        done = await send(room(store, plain(port)))
    assert (done.sent, [each.words for each in done.failed], done.stopped) == (1, [UNSPEAKABLE], "")
    assert post.addresses == ["lotte2@office.example"]


async def test_a_test_mail_reaches_oneself_and_nothing_is_remembered(store: Store, post: Post) -> None:
    fill(store, invited(1))
    with serving(post) as port:
        mailroom = room(store, plain(port))
        await mailroom.test(mailroom.check(Asked()).rows[0], "me@office.example")
    ((address, mail),) = post.mails
    assert (address, mail["Subject"][:6], states(store, 1)) == ("me@office.example", "[test]", [])
    assert "lotte1@" not in mail.as_string()
