"""However the terminal goes, the program ends with its code and the review is there at the next start."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from terminal.journey import decided, resume, to_review
from terminal.terminal import Terminal

Start = Callable[..., Terminal]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGHUP, 129), (signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_saves_the_review_and_leaves_the_terminal_clean(
    start: Start, home: Path, number: int, code: int
) -> None:
    terminal = start()
    to_review(terminal)
    terminal.press("lj ")
    terminal.see("line: overwrite")
    terminal.signal(number)
    assert terminal.ended() == code
    assert terminal.clean
    assert decided(home) == 1
    again = start()
    again.see("A review of clients.csv waits", "1 decided")


@pytest.mark.parametrize("controlling", [True, False])
def test_a_closed_terminal_ends_the_program_even_where_no_signal_comes(
    start: Start, home: Path, controlling: bool
) -> None:
    terminal = start(controlling=controlling)
    to_review(terminal)
    terminal.press(" ")
    terminal.see("lines: overwrite")
    terminal.hang_up()
    assert terminal.ended() == 129
    assert decided(home) == 12


def test_a_terminal_that_reads_no_more_cannot_keep_the_program(start: Start, home: Path) -> None:
    """The event loop stands still by then: neither a handler of its own nor an exception would end the program."""
    terminal = start()
    to_review(terminal)
    terminal.press("lj ")
    terminal.see("line: overwrite")
    terminal.freeze("\t")
    terminal.signal(signal.SIGTERM)
    assert terminal.ended(reading=False) == 143
    assert decided(home) == 1


def test_a_killed_program_has_lost_nothing_and_goes_on_where_it_was(start: Start, home: Path) -> None:
    terminal = start()
    to_review(terminal)
    terminal.press("b")
    terminal.see("grouped by field")
    terminal.press("jj=")
    terminal.see("1 line: keep")
    terminal.until(lambda: decided(home) == 1, "the decision is saved by itself")
    terminal.press("j ")
    terminal.see("overwrite · u takes it back")
    terminal.until(lambda: decided(home) == 2, "the second one too")
    terminal.signal(signal.SIGKILL)
    assert terminal.ended() == -signal.SIGKILL
    again = start()
    resume(again)
    again.see("2/12", "[=]", "[x]")
    again.press("u")
    again.see("undone: overwrite")
    again.press("u")
    again.see("undone: keep")
    again.press("u")
    again.see("There is nothing to undo.")


@pytest.mark.parametrize("quit_at_once", [True, False])
def test_leaving_in_the_middle_keeps_the_decisions(start: Start, home: Path, quit_at_once: bool) -> None:
    terminal = start()
    to_review(terminal)
    terminal.press(" ")
    terminal.see("lines: overwrite")
    if not quit_at_once:
        terminal.press("q")
        terminal.see("Go on with the review")
        terminal.press("q")
        terminal.see("12 clients")
    terminal.press("\x11" if quit_at_once else "q")
    assert terminal.ended() == 0
    assert terminal.clean
    assert decided(home) == 12


def test_a_second_program_looks_while_the_first_decides(start: Start, home: Path) -> None:
    first = start()
    to_review(first)
    second = start()
    to_review(second)
    second.see("is deciding on this source")
    second.press(" ")
    second.see("is deciding on this source")
    first.press("q")
    first.see("Where do the clients come from?")
    assert decided(home) == 0
