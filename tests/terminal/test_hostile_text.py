"""Whatever stands in a cell, a header, a file's name or the register's: it is drawn as text, and does nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from terminal import hostile
from terminal.steering import steering
from terminal.terminal import Terminal

NAME = "Kantoor \x1b]0;x\x07\u202e"
SHOWN = "Kantoor ␛]0;x␇<U+202E>"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home with the list, and an office whose own name means harm."""
    (tmp_path / "c.toml").write_text(f"[register]\nname = {NAME!r}\n".replace("'", '"').replace("\\x", "\\u00"))
    hostile.save(tmp_path)
    return tmp_path


@pytest.fixture
def terminal(home: Path) -> Iterator[Terminal]:
    """Return a terminal with the app on it, at the first page."""
    made = Terminal(home, "--config", "c.toml")
    made.see("There are no clients yet", SHOWN)
    yield made
    made.close()


def to_mapping(terminal: Terminal) -> None:
    """Go to the page that asks what the columns are."""
    terminal.press("i")
    terminal.see("Where do the clients come from?", "Excel or CSV file")
    terminal.press("\r")
    terminal.see("A [b]x[-b] ␛]0;x␇ <U+202E>.csv")
    terminal.press("\r")
    terminal.see("Which column is what?", "For example", "remark ␛]0;TITLE")


def to_review(terminal: Terminal) -> None:
    """Go on to the review."""
    to_mapping(terminal)
    terminal.press("c")
    terminal.see("▶1 New 8", "9 came in from A [b]x[-b] ␛]0;x␇ <U+202E>.csv: 8 new, 1 invalid")


def apply(terminal: Terminal) -> None:
    """Choose the questionnaire and apply."""
    terminal.press("c")
    terminal.see("8 new clients have none")
    terminal.press("\r")
    terminal.see("For all, in each client's language")
    terminal.press("\r")
    terminal.see("8 added", f"Apply to {SHOWN}?")
    terminal.confirm("is done and was read back")


def leave(terminal: Terminal) -> None:
    """Quit; nothing that was sent since the beginning steers the terminal."""
    terminal.press("\x11")
    assert terminal.ended() == 0
    assert terminal.clean
    assert steering(terminal.raw) == []


def test_each_kind_of_harm_is_told_and_none_is_done(terminal: Terminal) -> None:
    """Controls, markup, turned and unseen characters, piled accents, a text without end, line ends, other digits."""
    to_review(terminal)
    terminal.see("Steers, An]0;TITLE", "Markup, [/] [b [@cli…", "Turned, Jan❤<U+FE0F>", "Longest, ", "An Marie Rose")
    terminal.see("Piled, \u00e9\u0301\u0301 ", "Écrit, Noël")
    for told in (
        "[/] [b [@click=app.quit]q[/] $primary",
        "Characters that cannot be seen",
        "z̧̧ …",
        "This text is longer than 200 characters",
        "Broken, An Marie Rose ·",
        "Écrit, Noël ·",
        "Digits, dashes or blanks of another script",
    ):
        terminal.press("j")
        terminal.see(told)
    leave(terminal)


def test_no_page_on_the_way_sends_what_steers(terminal: Terminal, home: Path) -> None:
    """Columns to choose from, an invalid row and the whole of it, Confirm, the result, one client and its history."""
    to_mapping(terminal)
    terminal.press("\r")
    terminal.see("no column", "remark ␛]0;TITLE␇")
    terminal.press("q")
    terminal.see("The header says so")
    terminal.press("c")
    terminal.see("▶1 New 8", "Turned, Jan❤<U+FE0F>")
    terminal.press("4")
    terminal.see("There is something beside the address", "…sv!C12 ")
    terminal.press("\r")
    terminal.see(f"In {SHOWN}", "In A [b]x[-b]", "nobody␛]0;TITLE␇␛]52;c;U")
    terminal.press("q")
    terminal.see("▶4 Invalid 1")
    terminal.resize(120, 24)
    terminal.see(f"Only in {SHOWN} 0")
    terminal.resize(80, 24)
    terminal.see("▶4 Invalid 1")
    terminal.press("w")
    terminal.see("Save the rejects as")
    terminal.press("\r")
    terminal.see("Saved: rejects.xlsx")
    apply(terminal)
    terminal.press("\r")
    terminal.see("Run 1", "Steers")
    terminal.press("qq")
    terminal.see("8 clients", "Turned, Jan❤<U+FE0F>")
    terminal.press("fTurned\r\r")
    terminal.see("Jan❤<U+FE0F>", "Dorp 3")
    terminal.press("r")
    terminal.see("History")
    leave(terminal)
    assert (home / "rejects.xlsx").stat().st_size


def test_a_click_on_markup_runs_nothing(terminal: Terminal) -> None:
    to_review(terminal)
    terminal.press("j")
    terminal.see("[@click=app.quit]q")
    for line in (7, 22, 23):
        terminal.press("".join(f"\x1b[<0;{x};{line}M\x1b[<0;{x};{line}m" for x in range(1, 81)))
    terminal.press("?")
    terminal.see("What they do")
    leave(terminal)


def test_the_same_value_in_another_form_is_no_difference(terminal: Terminal, home: Path) -> None:
    """Composed or not, curly or straight, digits of another script or not; what does differ is seen in its line."""
    to_review(terminal)
    apply(terminal)
    hostile.save_plainly(home)
    terminal.press("q")
    terminal.see("8 clients")
    terminal.press("i")
    terminal.see("Where do the clients come from?")
    terminal.press("\r")
    terminal.see("plain.csv")
    terminal.press("G\r")
    terminal.see("▶3 In both 0/1", "8 in both", "Écrit", "Rue de l’Église", "Rue de l'Eglise")
    leave(terminal)
