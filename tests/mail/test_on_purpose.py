"""Mails after the first: again with another link, as a reminder, after a bounce; all of it on purpose."""

from __future__ import annotations

from datetime import timedelta

from mail.desk import NOW, fill, invited, links, room, rows, send, set_status, statuses
from register.office import ACTOR
from synctui.core.invite import Asked
from synctui.core.records import Edit
from synctui.mail.folder import FolderTransport
from synctui.register import Store


async def test_a_mail_again_has_another_link_and_withdraws_the_old_one(store: Store, folder: FolderTransport) -> None:
    fill(store, invited(1))
    await send(room(store, lambda: folder))
    store.hand([Edit("set", 1, "email", "right@office.example")], ACTOR)
    done = await send(room(store, lambda: folder), Asked("sent"))
    first, second = store.outbox.of_client(1)
    assert (done.sent, first.withdrawn, second.withdrawn) == (1, True, False)
    assert (second.address, len({*links(folder)})) == ("right@office.example", 2)
    assert statuses(store) == {1: "sent"}


async def test_a_reminder_keeps_link_and_status_and_is_counted_apart(store: Store, folder: FolderTransport) -> None:
    fill(store, invited(1), invited(2), invited(3))
    await send(room(store, lambda: folder))
    set_status(store, 2, "opened")
    set_status(store, 3, "to-process")
    later = NOW + timedelta(days=15)
    assert rows(store, folder, Asked(remind=14)) == []
    done = await send(room(store, lambda: folder, now=later), Asked(remind=14))
    assert (done.sent, statuses(store)) == (2, {1: "sent", 2: "opened", 3: "to-process"})
    assert store.runs()[-1].counts == {"reminder-sent": 2}
    assert len({*links(folder)}) == 3
    again = await send(room(store, lambda: folder, now=later + timedelta(days=1)), Asked(remind=14))
    assert again.sent == 0
    assert folder.arrived()[1].subject.startswith("Herinnering")


async def test_a_bounce_marked_by_hand_is_listed_as_failed_and_sent_again_on_purpose(
    store: Store, folder: FolderTransport
) -> None:
    fill(store, invited(1), invited(2))
    await send(room(store, lambda: folder))
    set_status(store, 1, "failed")
    (row,) = rows(store, folder, Asked("failed"))
    assert "the last mail failed: marked by hand" in map(str, row.warnings)
    done = await send(room(store, lambda: folder), Asked("failed"))
    assert (done.sent, statuses(store)) == (1, {1: "sent", 2: "sent"})


async def test_a_client_set_back_to_not_sent_is_warned_about_and_not_ticked(
    store: Store, folder: FolderTransport
) -> None:
    fill(store, invited(1), invited(2))
    await send(room(store, lambda: folder))
    set_status(store, 1, "not-sent")
    check = room(store, lambda: folder).check(Asked())
    assert ([row.client for row in check.left_out], check.ticked) == ([1], set())
    assert "already invited for this assessment year, on 2026-03-16" in map(str, check.rows[0].warnings)
