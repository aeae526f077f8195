"""Who was mailed already: a question more in the review, and a mail once more only where it was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from mail.desk import send, set_status
from synctui.core.invite import Asked
from synctui.mail.folder import FolderTransport
from synctui.register import Store
from tui.test_invitations import SIZE, folder, room, states
from tui.tui_driver import Desk, Snap, at_desk, at_review, choose_for_all, to_review
from tui.tui_faults import misfits

KOEN, JAN, XAVIER = 452, 454, 9
"""The first is mailed in the test; the status of the others was set by hand."""


@pytest.fixture
async def mailed(office: Store, tmp_path: Path) -> Store:
    """Return the sample office's register with a mail to Koen Mertens that has left."""
    set_status(office, KOEN, "not-sent")
    await send(room(office, lambda: FolderTransport(tmp_path / "earlier")), Asked(clients={KOEN}))
    return office


async def to_already_sent(desk: Desk) -> None:
    """Unfold the lines of those who were mailed already."""
    await to_review(desk)
    await desk.press("b", "b", "b")
    await desk.see("grouped by kind")
    await desk.go_to("already sent")
    await desk.press("space")
    await desk.see("left alone, one by one: 4 already sent")
    await desk.press("l")
    await desk.see("Mertens, Koen")


async def test_overwriting_asks_and_sends_nothing_by_itself(mailed: Store, tmp_path: Path, snap: Snap) -> None:
    """Space asks: leave, overwrite, overwrite and send again; the mail stands ticked on the last check."""
    async with at_desk(mailed, SIZE, **folder(mailed, tmp_path)) as desk:
        await to_already_sent(desk)
        await desk.go_to("Mertens, Koen")
        await desk.press("space")
        await desk.see("Mertens, Koen was mailed already", "mailed on 24 Nov 2026 to koen.mertens@courrier")
        assert not misfits(desk.app)
        snap(desk, "already-sent-question")
        await desk.press("enter")
        await desk.see("▶3 In both 0/159")
        await desk.press("space")
        await desk.see("was mailed already")
        await desk.press("j", "j", "enter")
        await desk.see("3 In both 1/159", "overwrite: to be sent again", "u takes it back")
        await desk.press("u")
        await desk.see("undone: changed, and to be sent again, 1 line", "0/159")
        await desk.press("U")
        await desk.see("1/159")
        await desk.go_to("Van Hée, Jan")
        await desk.press("space", "j", "enter")
        await desk.see("2/159", "overwrite: no mail goes again")
        await desk.press("c")
        await choose_for_all(desk)
        await desk.see("1 of them already mailed: no mail goes again", "1 of them already mailed: to be sent again")
        assert not misfits(desk.app)
        snap(desk, "confirm-already-sent")
        await desk.go_to("to be sent again")
        await desk.press("enter")
        await desk.see("Mertens, Koen · E-mail")
        await desk.not_see("Van Hée")
        await desk.press("q")
        await desk.go_to("no mail goes again")
        await desk.press("enter")
        await desk.see("Van Hée, Jan · E-mail")
        await desk.press("q")
        await desk.confirm()
        await desk.see("is done and was read back", "1 is to be sent again")
        assert states(mailed) == {"sent": 1}
        await desk.press("m")
        await desk.see("449 mails will leave")
        await desk.press("f")
        await desk.type("direct1.koen")
        await desk.see("[x] Mertens, Koen", "once more   to be sent again, as the review decided")
    first = mailed.outbox.of_client(KOEN)[0]
    assert (len(mailed.outbox.of_client(JAN)), first.withdrawn) == (0, False)


async def test_sending_right_after_the_import_leaves_those_to_be_sent_again(mailed: Store, tmp_path: Path) -> None:
    """What is to be sent again waits for the last check, also where newcomers are mailed at once."""
    async with at_desk(mailed, SIZE, **folder(mailed, tmp_path)) as desk:
        await to_already_sent(desk)
        await desk.go_to("Mertens, Koen")
        await desk.press("space", "j", "j", "enter")
        await desk.see("overwrite: to be sent again")
        await desk.press("c")
        await choose_for_all(desk)
        await desk.go_to("send invitations right after import")
        await desk.press("space")
        await desk.see("[x] send invitations right after import")
        await desk.confirm()
        await desk.see("448 mails have left.")
        await desk.press("q")
        await desk.see("1 is to be sent again", "last check, then send")
        await desk.not_see("no questionnaire has left yet")
        await desk.press("q", "f")
        await desk.type("direct1.koen")
        await desk.see("Mertens, Koen", "to be sent again")
        await desk.press("m")
        await desk.see("What is to be sent?", "Invitations")
        await desk.press("enter")
        await desk.see("1 mail will leave", "[x] Mertens, Koen", "once more")
    assert [mail.kind for mail in mailed.outbox.of_client(KOEN)] == ["invite"]


async def test_a_colleague_who_moves_the_dossier_meanwhile_has_it_asked_anew(mailed: Store) -> None:
    """A mail that was to go again is in conflict with a status that moved: line and mail are decided anew."""
    async with at_desk(mailed) as desk:
        await to_already_sent(desk)
        await desk.go_to("Mertens, Koen")
        await desk.press("space", "j", "j", "enter")
        await desk.see("overwrite: to be sent again")
        await desk.press("c")
        await choose_for_all(desk)
        set_status(mailed, KOEN, "processed")
        await desk.confirm()
        await desk.see("Changed by others meanwhile", "Mertens, Koen", "then sent, now processed")
        await desk.press("q")
        await desk.see("3 In both 0/159")
    assert [mail.kind for mail in mailed.outbox.of_client(KOEN)] == ["invite"]


async def test_a_typed_address_asks_as_well(mailed: Store) -> None:
    """Whoever types what is right says whether a mail goes again; what is no address is refused before."""
    async with at_desk(mailed) as desk:
        await to_already_sent(desk)
        await desk.go_to("Mertens, Koen")
        await desk.press("e")
        await desk.type("no address")
        await desk.not_see("was mailed already")
        await desk.press("e")
        await desk.type("koen@elders.example")
        await desk.see("was mailed already", "typed: to be sent again")
        await desk.press("j", "j", "enter")
        await desk.see("1/159", "koen@elders.example", "typed: to be sent again")


async def test_archiving_one_who_was_mailed_asks(office: Store) -> None:
    """Space on a leaver who was mailed asks; the same key takes it back without a question."""
    async with at_review(office) as desk:
        await desk.press("2", "z")
        await desk.go_to("opened !")
        await desk.press("space")
        await desk.see("was mailed already", "status: Opened", "archive all the same")
        await desk.press("j", "enter")
        await desk.see("1 is archived", "archive · u takes it back")
        await desk.press("space")
        await desk.see("nothing is archived yet")


async def test_an_answer_about_a_household_that_was_mailed_asks(office: Store) -> None:
    """The file of somebody who was mailed goes on under the partner, who has another address."""
    set_status(office, XAVIER, "sent")
    async with at_review(office) as desk:
        await desk.press("5")
        await desk.go_to("Delvaux, Xavier")
        await desk.press("space")
        await desk.see("Delvaux, Xavier was mailed already", "this answer: no mail goes again")
        await desk.press("q")
        await desk.see("13 to settle")
        await desk.press("enter")
        await desk.see("Which is it?")
        await desk.press("g", "enter")
        await desk.see("Delvaux, Xavier was mailed already", "this answer: to be sent again")
        await desk.press("j", "j", "enter")
        await desk.see("12 to settle", "u takes it back")
        await desk.press("c")
        await desk.see("1 of them already mailed: to be sent again")
