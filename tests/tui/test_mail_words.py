"""The pages of invitations and connections in every language: nothing is cut without a sign, nothing is too wide."""

from __future__ import annotations

from pathlib import Path

import pytest

from synctui import i18n
from synctui.core.mailing import NotSent, Pace, Preview, Sent
from synctui.core.words import DECISION, word
from synctui.register import Store
from synctui.tui.answers import TEXT
from synctui.tui.mails.checking import CheckPage
from synctui.tui.mails.letter import LetterPage
from synctui.tui.mails.sending import done_lines, progress_lines
from synctui.tui.screens.clients import ClientsPage
from synctui.tui.screens.connect import ConnectPage
from synctui.tui.screens.offers import connected
from synctui.tui.screens.source import SourcePage
from synctui.tui.widgets.lines import TextLine
from synctui.tui.widths import width
from tui.test_connecting import home, named  # noqa: F401 - keys are kept in a folder of the test
from tui.test_invitations import folder
from tui.tui_driver import at_desk
from tui.tui_faults import misfits
from tui.tui_tour import at


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_nothing_is_cut_on_the_new_pages(office: Store, tmp_path: Path, language: str) -> None:
    """The last check of one who cannot be mailed, the sources, the form of a connection."""
    i18n.use(language)
    services = {**folder(office, tmp_path), **named()}
    async with at_desk(office, (80, 24), **services) as desk:
        await at(desk, ClientsPage)
        await desk.press("space", "m")
        await at(desk, CheckPage)
        assert not misfits(desk.app)
        await desk.press("q", "i")
        await at(desk, SourcePage)
        await desk.go_to("AdminPulse")
        assert not misfits(desk.app)
        await desk.press("enter")
        await at(desk, ConnectPage)
        assert not misfits(desk.app)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_what_sending_tells_fits_eighty_columns(language: str) -> None:
    """With the largest numbers; a line of Confirm has less room."""
    i18n.use(language)
    many = [NotSent(1, "Peeters, An", "no such user")] * 12_345
    sent = Sent(98_765, 98_765, many, many, 98_765, many)
    pace = Pace(98_765, 98_766, 98_765, 98_765, 98_765, 98_765, 12_345, 98_765)
    lines: list[TextLine] = [*done_lines(sent), *progress_lines(pace)]
    for line in lines:
        assert width("".join(text for text, _tone in line)) < 80, line
    assert width("[ ] " + i18n._("send invitations right after import: not advised")) <= TEXT
    assert width(connected(None)) <= 46


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_what_is_said_of_those_mailed_already_fits(language: str) -> None:
    """The lines of Confirm behind a number of six digits; the answers in a menu and what stands beside them."""
    i18n.use(language)
    mails = [i18n._("no mail goes again"), i18n._("to be sent again")]
    for text in (
        i18n._("of them already mailed: no mail goes again"),
        i18n._("of them already mailed: to be sent again"),
        i18n.ngettext("dossier in another language", "dossiers in another language", 2),
    ):
        assert width(f"123456 {text}") <= TEXT, text
    for decision in ("overwrite", "typed"):
        for mail in mails:
            answer = i18n._("{decision}: {mail}").format(decision=word(DECISION, decision), mail=mail)
            assert width(answer) <= 46, answer
    assert width(i18n._("ticked at the last check")) <= 24


async def test_a_blank_at_which_no_line_breaks_is_a_blank(office: Store) -> None:
    """French writes one before a colon; a reader of mail sees no sign for it."""
    mail = Preview("a@office.example", "b@post.example", "", "Déclaration\u00a0: prête", "Lien\u202f:", "", b"")
    async with at_desk(office, (80, 24)) as desk:
        await at(desk, ClientsPage)
        desk.app.push_screen(LetterPage(mail))
        await desk.see("Déclaration : prête", "Lien :")
        assert "<U+" not in desk.screen
