"""What needs a terminal: a question before a plan is applied, and the app itself."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli.office import ADDING, Run, export, staff

LIMIT = 60
"""Seconds after which something that should have come is missed."""


class Terminal:
    """The program on a pseudo-terminal of 80 by 24."""

    def __init__(self, arguments: list[str], home: Path, environment: dict[str, str]) -> None:
        ours, theirs = pty.openpty()
        self.ours, self.seen = ours, ""
        command = [sys.executable, "-m", "synctui", *arguments]
        world = {**environment, "LINES": "24", "COLUMNS": "80"}
        self.process = subprocess.Popen(
            command, cwd=home, env=world, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)

    def until(self, text: str) -> None:
        """Read until *text* has been drawn."""
        end = time.monotonic() + LIMIT
        while text not in self.seen:
            assert time.monotonic() < end, self.seen[-2000:]
            self._read()

    def press(self, keys: str) -> None:
        """Type *keys*."""
        os.write(self.ours, keys.encode())

    def ended(self) -> int:
        """Read to the end and return the exit code."""
        end = time.monotonic() + LIMIT
        while self.process.poll() is None:
            assert time.monotonic() < end, self.seen[-2000:]
            self._read()
        os.close(self.ours)
        return self.process.returncode

    def _read(self) -> None:
        if select.select([self.ours], [], [], 0.1)[0]:
            try:
                self.seen += os.read(self.ours, 65536).decode("utf-8", "replace")
            except OSError:  # the program has let go of the terminal
                self.process.wait(LIMIT)


@pytest.fixture
def planned(call: Run, home: Path) -> None:
    """Leave a plan beside an empty register."""
    call("init", "--tax-year", "2026")
    call("plan", export(home / "c.csv", staff(5)), *ADDING, "--out", "P.json")


@pytest.mark.parametrize(("answer", "ending"), [("y\n", (0, 1)), ("n\n", (130, 0)), ("\n", (130, 0))])
@pytest.mark.usefixtures("planned")
def test_apply_shows_the_plan_and_does_it_after_a_yes_only(
    call: Run, home: Path, environment: dict[str, str], answer: str, ending: tuple[int, int]
) -> None:
    terminal = Terminal(["apply", "P.json"], home, environment)
    terminal.until("Apply this plan? [y/N]")
    assert "added  5" in terminal.seen
    terminal.press(answer)
    code = terminal.ended()
    assert (code, len(json.loads(call("runs", "--json").stdout))) == ending


def test_the_demo_can_be_left_and_keeps_nothing(home: Path, environment: dict[str, str]) -> None:
    scratch = home / "scratch"
    scratch.mkdir()
    terminal = Terminal(["demo"], home, {**environment, "TMPDIR": str(scratch)})
    terminal.until("Clients")
    assert [each.name.startswith("synctui-demo-") for each in scratch.iterdir()] == [True]
    terminal.press("q")
    assert terminal.ended() == 0
    assert not list(scratch.iterdir())
    assert not list(home.rglob("*.sqlite"))


def test_plain_synctui_makes_the_default_register(call: Run, home: Path, environment: dict[str, str]) -> None:
    terminal = Terminal([], home, environment)
    terminal.until("Clients")
    terminal.press("q")
    assert terminal.ended() == 0
    assert call("clients", "--json").stdout == "[]\n"


def test_a_named_register_that_is_missing_is_not_made_by_the_app(home: Path, environment: dict[str, str]) -> None:
    terminal = Terminal(["--register", "office.sqlite"], home, environment)
    assert terminal.ended() == 5
    assert "synctui init --register office.sqlite" in terminal.seen
    assert not list(home.rglob("*.sqlite"))


def test_the_app_ends_with_its_code_when_the_connection_drops(home: Path, environment: dict[str, str]) -> None:
    terminal = Terminal(["demo"], home, environment)
    terminal.until("Clients")
    terminal.process.terminate()
    assert terminal.ended() == 143
