"""What is pasted is never taken for keys that confirm, however much it is and whether or not the terminal marks it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from terminal.journey import to_clients, to_review
from terminal.terminal import Terminal

Start = Callable[..., Terminal]
LETTER = "Dag yves, dank voor de lijst van de dag. Mvg, daan.\n"
_OPENED = ("confirm, question", "save, form", "history", "run", "source")
MARKED = b"\x1b[200~%s\x1b[201~"
MEGABYTE = (LETTER * 20_000).encode()


def test_a_marked_megabyte_outside_an_input_is_refused(start: Start, runs: Callable[[], int]) -> None:
    before = runs()
    terminal = start()
    to_clients(terminal)
    terminal.pour(MARKED % MEGABYTE)
    terminal.see("Nothing was pasted")
    terminal.press("?")
    terminal.see("What they do")
    assert runs() == before


def test_a_marked_megabyte_in_an_input_is_one_line_of_it(start: Start) -> None:
    terminal = start()
    to_clients(terminal)
    terminal.press("f")
    terminal.see("Filter")
    terminal.pour(MARKED % MEGABYTE)
    terminal.press("\r")
    terminal.see("0 of 12")
    terminal.press("\x1b")
    terminal.see("Wauters, Griet")


@pytest.mark.parametrize(("page", "first"), [(to_clients, "d"), (to_review, " c")])
def test_a_letter_that_comes_as_keys_writes_nothing(
    start: Start, runs: Callable[[], int], page: Callable[[Terminal], None], first: str
) -> None:
    """``d`` asks whether to archive, ``c`` leads to Confirm, ``y`` comes long after: but no quiet comes before it."""
    before = runs()
    terminal = start()
    page(terminal)
    terminal.pour((first + "ptty" * 3000).encode())
    terminal.until(lambda: terminal.still, "all keys are heard")
    assert runs() == before


@pytest.mark.parametrize("keys", [f"cd{LETTER}", f"we{LETTER}", "rq" * 10, "r\rqq" * 10, "i\x1b" * 10], ids=_OPENED)
def test_pages_that_come_and_go_faster_than_they_are_drawn_break_nothing(start: Start, keys: str) -> None:
    """Each key acts on the page that the one before opened, drawn or not; some are left before they were read."""
    terminal = start()
    to_clients(terminal)
    terminal.pour(keys.encode() * 10)
    terminal.until(lambda: terminal.process.poll() is not None or terminal.still, "all keys are heard")
    assert not terminal.process.poll()


def test_bytes_of_a_mouse_that_was_not_asked_for_do_nothing(start: Start) -> None:
    """With ``--no-mouse`` no report is asked for; a terminal that sends some all the same is not obeyed."""
    terminal = start("--no-mouse")
    to_clients(terminal)
    assert b"\x1b[?1000h" not in terminal.raw
    terminal.press("\x1b[<0;5;9M\x1b[<0;5;9m\x1b[<64;5;9M\x1b[M !!")
    terminal.press("?")
    terminal.see("What they do")
