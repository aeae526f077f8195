"""Every screen, tab and dialog: nothing is cut without a sign, nothing steers the terminal, all of it is translated."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from synctui import i18n
from synctui.core.catalogue import Catalogue
from synctui.core.ports import Actor
from synctui.register import Store
from synctui.tui.app import Look
from synctui.tui.services import SourceChoice
from tui.tui_driver import LOOK, Desk, at_desk
from tui.tui_faults import misfits, steering
from tui.tui_guests import HOSTILE, STEERING, Guests, hostile, long
from tui.tui_office import CONFIG, SETTINGS, demo_register
from tui.tui_pseudo import Pseudo, data, foreign, known
from tui.tui_tour import Walk

CRM = [SourceChoice("sample", "Admin-Consult", "Admin IS | Consult")]
TOKENS = {"[b]x[/b]", "[/]", "[@click=app.quit]x", "é", "漢", "=1+1", "␛]0;x␇", "<U+202E>"}


@pytest.fixture
def crowd(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every number that a screen tells be as wide as that of a very large office."""
    told = i18n.number

    def crowded(n: int) -> str:
        return told(98_765 if n > 9 else n)

    for name, module in list(sys.modules.items()):
        if name.startswith("synctui.") and getattr(module, "number", None) is told:
            monkeypatch.setattr(module, "number", crowded)


@asynccontextmanager
async def walking(
    store: Store, inspect: Callable[[Desk], list[str]], look: Look = LOOK, **others: object
) -> AsyncIterator[Walk]:
    """Walk through the app; whatever *inspect* finds anywhere is told together at the end, with its screen."""
    found: list[str] = []
    async with at_desk(store, (80, 24), look, **others) as desk:

        def note(name: str) -> None:
            if faults := inspect(desk):
                found.append("\n".join([name, *faults, desk.screen]))

        yield Walk(desk, note)
    assert not found, "\n\n".join(found)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_nothing_is_cut_without_a_sign_at_80_columns(office: Store, crowd: None, language: str) -> None:
    """The largest numbers, the longest names, a 64-letter e-mail, the longest source, in every language."""
    i18n.use(language)
    long_words: dict[str, Any] = {"open_source": lambda _name: Guests(long), "choices": CRM}
    async with walking(office, lambda desk: misfits(desk.app), **long_words) as walk:
        await walk.all()


async def test_in_plain_ascii_only_data_has_other_letters(office: Store) -> None:
    """With ``--ascii`` every line and mark of ours is drawn as a character that every terminal has."""

    def others(desk: Desk) -> list[str]:
        return sorted({sign for sign in desk.screen if not sign.isascii() and not sign.isalpha()})

    async with walking(office, others, look=Look(ascii=True)) as walk:
        await walk.all()


async def test_hostile_words_are_told_and_do_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As values, headers, workflows, files, questionnaires, source, register and login they stand there as text."""
    office = demo_register(tmp_path, name=STEERING)
    place = tmp_path / "A [b]x[-b] \x1b]0;x\x07 \u202e"
    place.mkdir()
    (place / f"{HOSTILE.replace('/', '-')}.xlsx").write_bytes(b"")
    monkeypatch.chdir(place)
    words: dict[str, Any] = {
        "open_source": lambda _name: Guests(hostile, lambda name: f"{HOSTILE} {name}"),
        "choices": [SourceChoice("sample", HOSTILE, HOSTILE)],
        "actor": Actor(HOSTILE, HOSTILE),
        "catalogue": Catalogue(({code: f"{HOSTILE} {code}" for code in ("nl", "fr", "de", "en")},)),
    }
    told: set[str] = set()

    def inspect(desk: Desk) -> list[str]:
        told.update(word for word in TOKENS if word in desk.screen)
        return [*misfits(desk.app), *steering(desk.app)]

    async with walking(office, inspect, **words) as walk:
        await walk.all()
        await walk.desk.press("q")
        assert walk.desk.app.return_code == 0
    assert told == TOKENS


async def test_every_word_comes_from_the_catalogues(
    office: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a catalogue of letters that nothing else has, what still has common letters is data, or was forgotten."""
    place = tmp_path / "6543210"
    place.mkdir()
    monkeypatch.chdir(place)
    monkeypatch.setattr(i18n, "_state", [Pseudo()])
    words = await data(office) | known([str(place), CONFIG, *(text for setting in SETTINGS for text in setting)])
    async with walking(office, lambda desk: foreign(desk.screen, words)) as walk:
        await walk.all()
