"""Bytes, keys, sizes and kinds of terminals that a screen has to live with."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from terminal.journey import to_clients, to_review
from terminal.terminal import Terminal, environment

Start = Callable[..., Terminal]


def quit_at_home(terminal: Terminal) -> None:
    """Press the key that quits until it is heard: what was painted may be older than the window's last size."""
    terminal.until(lambda: _pressed(terminal, "q") or terminal.process.poll() is not None, "the program ends")
    assert terminal.ended() == 0
    assert terminal.clean


def _pressed(terminal: Terminal, key: str) -> bool:
    """Press a key, give it a moment to act, and return False: it is for `Terminal.until`."""
    if terminal.process.poll() is None:
        terminal.press(key)
        terminal.read(0.2)
    return False


def test_a_byte_that_is_not_utf_8_ends_nothing(start: Start) -> None:
    terminal = start()
    to_clients(terminal)
    terminal.press(b"\xe9")
    terminal.press(b"\xff\xfe\x80")
    terminal.press("r")
    terminal.see("History")
    terminal.press("q")
    terminal.see("12 clients")
    quit_at_home(terminal)


def test_keys_typed_ahead_confirm_nothing(start: Start, runs: Callable[[], int]) -> None:
    """What is typed with ``c`` in one packet reaches a screen that nobody has seen; the same ``y`` later applies."""
    before = runs()
    terminal = start()
    to_review(terminal)
    terminal.press("j ")
    terminal.see("line: overwrite")
    terminal.press("cyyyyyyyy")
    terminal.see("1 overwritten", "Apply to Accounton?")
    terminal.press("?")
    terminal.see("write all of this to the register")
    assert runs() == before
    terminal.press("q")
    terminal.see("Apply to Accounton?")
    done = "is done and was read back"
    terminal.until(lambda: done in terminal.painted or _pressed(terminal, "y"), "the confirmation arms")
    assert runs() == before + 1


def test_keys_typed_ahead_open_what_they_mean(start: Start) -> None:
    """Import and the first source in one packet, before the register is open and the sources are read."""
    terminal = start()
    terminal.press("i\r")
    terminal.see("clients.csv", "f filter, path")
    terminal.press("q")
    terminal.see("Where do the clients come from?")


def test_letters_typed_ahead_of_an_input_are_typed_into_it(start: Start) -> None:
    """None of them means a key: ``d`` archives nothing, ``r`` leads nowhere, and Enter ends what was typed."""
    terminal = start()
    to_clients(terminal)
    terminal.press("fdir+\r")
    terminal.see("filter: dir+")
    terminal.press("\x1b")
    terminal.see("Wauters, Griet")
    quit_at_home(terminal)


def test_over_a_slow_line_an_arrow_in_two_pieces_is_an_arrow(start: Start) -> None:
    terminal = start(env={"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"})
    to_review(terminal)
    terminal.press("\x1b")
    time.sleep(0.2)  # what is tested is this very wait: twice the time that a local terminal is given
    terminal.press("[B")
    terminal.see("Baert, Hilde ·")


@pytest.mark.parametrize("size", [(1, 1), (59, 15)])
def test_a_window_too_small_says_so_and_acts_no_more(start: Start, size: tuple[int, int]) -> None:
    terminal = start()
    to_clients(terminal)
    terminal.resize(*size)
    if size == (59, 15):
        terminal.see("This window is too small")
    terminal.until(lambda: terminal.still, "the size is known")
    terminal.press("r")
    terminal.until(lambda: terminal.still, "the keys are heard")
    terminal.resize(80, 24)
    terminal.see("12 clients", "Baert, Hilde")
    quit_at_home(terminal)


def test_a_terminal_that_does_not_know_its_size_is_taken_for_a_usual_one(start: Start) -> None:
    """0×0 is what a serial console says."""
    terminal = start()
    to_clients(terminal)
    terminal.resize(0, 0)
    terminal.until(lambda: terminal.still, "the size is known")
    terminal.press("r")
    terminal.see("History")
    terminal.press("q")
    terminal.see("12 clients")
    quit_at_home(terminal)


def test_a_storm_of_sizes_ends_at_the_last_one(start: Start) -> None:
    terminal = start()
    to_clients(terminal)
    for size in [(0, 0), (1, 1), (1000, 500), (2, 300), (300, 2), (60, 16), (120, 40), (1, 1), (200, 50)] * 3:
        terminal.resize(*size)
        terminal.read(0.01)
    terminal.resize(80, 24)
    terminal.see("12 clients", "help")
    quit_at_home(terminal)


@pytest.mark.parametrize(
    "env",
    [
        {"TERM": "dumb"}, {"TERM": ""}, {"TERM": "linux"}, {"TERM": "vt100"}, {"TERM": "no-such-terminal"},
        {"TERM": "xterm-mono"}, {"TERM": "screen"}, {"TERM": "vt220"}, {"TERM": "xterm", "COLORTERM": "truecolor"},
        {"NO_COLOR": "1"}, {"NO_COLOR": ""}, {"LANG": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"},
    ],
    ids=lambda env: " ".join("=".join(each) for each in env.items()),
)  # fmt: skip
def test_every_kind_of_terminal_shows_the_clients(start: Start, env: dict[str, str]) -> None:
    terminal = start(env=env)
    to_clients(terminal)
    if env.get("NO_COLOR"):
        assert b"\x1b[38;2" not in terminal.raw
        assert b"\x1b[48;2" not in terminal.raw
    quit_at_home(terminal)


def test_the_screen_goes_to_sleep_and_is_drawn_again(start: Start) -> None:
    """Ctrl+Z, then what ``fg`` sends."""
    terminal = start()
    to_clients(terminal)
    terminal.press("\x1a")
    terminal.until(lambda: terminal.state == "T", "the program is stopped")
    assert terminal.clean
    terminal.wake()
    terminal.see("12 clients", "help")
    quit_at_home(terminal)


def test_while_it_is_written_the_program_is_not_stopped(start: Start, home: Path, runs: Callable[[], int]) -> None:
    """Somebody else holds the register, so that the apply lasts; Ctrl+Z is refused with a word."""
    before = runs()
    terminal = start()
    to_review(terminal)
    terminal.press("j ")
    terminal.see("line: overwrite")
    terminal.press("c")
    terminal.see("1 overwritten", "Apply to Accounton?")
    with closing(sqlite3.connect(home / "office.sqlite")) as other:
        other.execute("BEGIN IMMEDIATE")
        terminal.confirm("Writing")
        terminal.press("\x1a")
        terminal.see("cannot be stopped half-way")
        assert terminal.state != "T"
    terminal.see("is done and was read back")
    assert runs() == before + 1


@pytest.mark.parametrize("streams", ["<&-", "</dev/null", "| cat", "2>/dev/null", ">&-", "2>&-"])
def test_without_a_terminal_the_program_says_so_and_paints_nothing(home: Path, streams: str) -> None:
    command = f"'{sys.executable}' -m synctui --register office.sqlite {streams}; exit $?"
    if streams.startswith("|"):
        command = f"set -o pipefail; {command}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=home, env=environment(home), stdin=subprocess.DEVNULL, capture_output=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert b"\x1b[" not in done.stdout + done.stderr
    assert b"needs a terminal" in done.stderr or "2>" in streams
