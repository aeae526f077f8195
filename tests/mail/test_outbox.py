"""The outbox: one mail a dossier at a time, claimed by one, true to what a person changed meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from mail.desk import fill, invited, letter, links, room, rows, send, set_status, silent, states, statuses
from register.office import ACTOR, OTHER, plan_of, step
from synctui.core.invite import Asked, prepared_by
from synctui.core.outbox import Envelope, Letter, Outcome
from synctui.core.records import Edit
from synctui.errors import ConflictError, RegisterError
from synctui.mail.folder import FolderTransport
from synctui.register import Store, open_store


def letters(store: Store, folder: FolderTransport) -> list[Letter]:
    """Return letters to everybody not mailed yet, written and not queued."""
    return [letter(row) for row in rows(store, folder, Asked())]


def test_two_that_queue_the_same_dossiers_mail_each_once(store: Store, folder: FolderTransport) -> None:
    fill(store, invited(1), invited(2))
    both = letters(store, folder)
    first, second = store.outbox.queue(both, ACTOR), store.outbox.queue(both, OTHER)
    assert (len(first.numbers), second.run, second.moved) == (2, 0, [1, 2])


def test_a_claimed_mail_is_nobody_elses(store: Store, folder: FolderTransport) -> None:
    fill(store, invited(1))
    numbers = store.outbox.queue(letters(store, folder), ACTOR).numbers
    assert len(store.outbox.exchange([], numbers)) == 1
    assert store.outbox.exchange([], numbers) == []


def test_one_process_sends_at_a_time(store: Store) -> None:
    other = open_store(store.path, write=True)
    with (
        store.outbox.sender(),
        pytest.raises(RegisterError, match="being sent by another process"),
        other.outbox.sender(),
    ):
        pass
    with other.outbox.sender():
        pass


@pytest.mark.parametrize(
    "edit",
    [
        Edit("set", 1, "email", "new@office.example"),
        Edit("set", 1, "dossier_language", "fr"),
        Edit("set", 1, "questionnaire", "another"),
        Edit("set", 1, "status", "processed"),
        Edit("archive", 1),
    ],
)
def test_what_changed_after_a_mail_was_queued_keeps_it_from_leaving(
    store: Store, folder: FolderTransport, edit: Edit
) -> None:
    fill(store, invited(1), invited(2))
    numbers = store.outbox.queue(letters(store, folder), ACTOR).numbers
    store.hand([edit], ACTOR)
    assert [envelope.client for envelope in store.outbox.exchange([], numbers)] == [2]
    assert states(store, 1) == ["cancelled"]
    assert statuses(store)[1] == ("processed" if edit.field == "status" else "not-sent")


async def test_what_a_killed_program_left_in_the_queue_goes_as_it_was_written(
    store: Store, folder: FolderTransport
) -> None:
    fill(store, invited(1), invited(2))
    store.outbox.queue(letters(store, folder), ACTOR)
    mailroom = room(store, lambda: folder)
    assert await send(mailroom) == (await send(mailroom))._replace(run=0)
    assert (mailroom.left_behind, folder.arrived()) == ({"queued": 2}, [])
    done = await send(mailroom, Asked("queued"))
    assert (done.sent, links(folder)) == (2, [f"https://portal.example/q/token-{n}" for n in (1, 2)])


def test_what_was_on_its_way_when_the_program_died_is_unknown_at_the_next_start(
    store: Store, folder: FolderTransport
) -> None:
    fill(store, invited(1), invited(2))
    numbers = store.outbox.queue(letters(store, folder), ACTOR).numbers
    store.outbox.exchange([], numbers[:1])
    assert statuses(store) == {1: "queued", 2: "queued"}
    assert [row.client for row in rows(store, folder, Asked("unknown"))] == [1]
    with store.outbox.sender():
        pass
    assert statuses(store) == {1: "unknown", 2: "queued"}
    assert store.runs()[-1].counts == {"queued": 1, "unknown": 1}


def test_settling_leaves_a_living_senders_mails_alone(store: Store, folder: FolderTransport) -> None:
    fill(store, invited(1))
    other = open_store(store.path, write=True)
    with store.outbox.sender():
        store.outbox.exchange([], store.outbox.queue(letters(store, folder), ACTOR).numbers)
        other.outbox.settle()
        assert (states(store, 1), rows(other, folder, Asked("unknown"))) == (["sending"], [])
    other.outbox.settle()
    assert (states(store, 1), statuses(store)) == (["unknown"], {1: "unknown"})


def test_a_waiting_mail_is_shown_as_it_was_written(store: Store, folder: FolderTransport) -> None:
    fill(store, invited(1))
    store.outbox.queue(letters(store, folder), ACTOR)
    mailroom = room(store, lambda: folder)
    (row,) = mailroom.check(Asked("queued")).rows
    assert "https://portal.example/q/token-1\n" in mailroom.preview(row).text


def test_a_run_tells_whose_dossiers_it_opened(store: Store) -> None:
    fill(store, invited(1), invited(2))
    set_status(store, 1, "processed")
    opening = step(1, "open_dossier", 2, {"questionnaire": "Q", "language": "nl"}, None)
    store.apply(plan_of(store, [opening], tax_year=2027), ACTOR)
    assert [prepared_by(store.run(run)) for run in (1, 2, 3)] == [{1, 2}, frozenset(), {2}]


async def test_undoing_the_import_archives_who_was_mailed(store: Store, folder: FolderTransport) -> None:
    fill(store, invited(1), invited(2))
    mailroom = room(store, lambda: folder)
    await send(mailroom, Asked(first=1))
    set_status(store, 1, "not-sent")
    undone = store.undo(1, ACTOR)
    assert (len(undone.archived), [(row.id, row.archived) for row in store.clients()]) == (1, [(1, True)])


def test_a_mail_on_its_way_lets_nobody_set_the_status(store: Store, folder: FolderTransport) -> None:
    fill(store, invited(1))
    (envelope,) = store.outbox.exchange([], store.outbox.queue(letters(store, folder), ACTOR).numbers)
    with pytest.raises(ConflictError, match="Baert, Lotte1 is on its way"):
        set_status(store, 1, "not-sent")
    store.outbox.exchange([Outcome(envelope.number, "unknown")], [])
    set_status(store, 1, "to-process")
    assert (statuses(store), states(store, 1)) == ({1: "to-process"}, ["unknown"])


async def test_a_name_that_no_header_can_hold_fails_alone(store: Store, folder: FolderTransport) -> None:
    fill(store, invited(1, first_name="Lotte\r\nBcc: x@y.example"), invited(2), invited(3, last_name="\u202eBaert"))
    mailroom = room(store, lambda: folder)
    check = mailroom.check(Asked())
    assert ([row.client for row in check.blocked], check.ticked) == ([1, 3], {2})
    check.ticked = {1, 2}
    done = await mailroom.send(check, ACTOR, silent)
    assert (done.sent, [each.client for each in done.failed]) == (1, [1])
    assert b"Bcc:" not in folder.arrived()[0].path.read_bytes()


async def test_the_mail_that_leaves_is_the_one_that_was_looked_at(store: Store, folder: FolderTransport) -> None:
    fill(store, invited(1))
    mailroom = room(store, lambda: folder)
    check = mailroom.check(Asked())
    shown = mailroom.preview(check.rows[0])
    await mailroom.send(check, ACTOR, silent)
    (mail,) = folder.arrived()
    assert (mail.to, mail.subject, mail.text) == (shown.to, shown.subject, shown.text)


async def test_a_folder_that_cannot_be_written_fails_before_anything_is_queued(store: Store, tmp_path: Path) -> None:
    from synctui.errors import MailError

    fill(store, invited(1))
    (tmp_path / "file").write_text("x")
    with pytest.raises(MailError, match="cannot be written"):
        await send(room(store, lambda: FolderTransport(tmp_path / "file" / "mails")))
    assert states(store, 1) == []


class Broken(FolderTransport):
    """A transport with a bug that shows at its third mail."""

    sent = 0

    async def send(self, envelope: Envelope) -> Outcome:
        """Fail in a way that nobody foresaw."""
        self.sent += 1
        if self.sent == 3:
            raise ZeroDivisionError
        return await super().send(envelope)


async def test_a_bug_while_sending_ends_it_and_leaves_true_statuses(store: Store, tmp_path: Path) -> None:
    fill(store, *(invited(n) for n in range(1, 7)))
    with pytest.raises(ZeroDivisionError):
        await send(room(store, lambda: Broken(tmp_path / "mails")))
    assert list(statuses(store).values()) == ["sent", "sent", "unknown", "queued", "queued", "queued"]


async def test_mails_in_the_folder_are_private(store: Store, folder: FolderTransport) -> None:
    fill(store, invited(1))
    await send(room(store, lambda: folder))
    assert folder.arrived()[0].path.stat().st_mode & 0o777 == 0o600
    assert folder.folder.stat().st_mode & 0o777 == 0o700
