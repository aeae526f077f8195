"""In tmux, and in one tmux within another: copies lie in its buffer, titles stay, a dropped line loses nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from terminal.journey import decided
from terminal.terminal import LIMIT, environment

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="there is no tmux here")


class Tmux:
    """A tmux server of its own, with one window of 80 by 24 in which *command* runs."""

    def __init__(self, home: Path, name: str, *command: str) -> None:
        self._world = {**environment(home), "TERM": "screen-256color"}
        self._socket, self._home = home / name, home
        self("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", "--", *command)

    def __call__(self, *words: str) -> str:
        """Give tmux a command; returns what it says, nothing where its server is gone."""
        command = ["tmux", "-S", str(self._socket), *words]
        done = subprocess.run(command, cwd=self._home, env=self._world, capture_output=True, check=False, text=True)
        return done.stdout

    def see(self, *texts: str) -> None:
        """Wait until all of these texts stand on the screen."""
        self.until(lambda: all(text in self("capture-pane", "-p") for text in texts), " · ".join(texts))

    def until(self, true: Callable[[], bool], what: str) -> None:
        """Wait until something is true."""
        end = time.monotonic() + LIMIT
        while not true():
            assert time.monotonic() < end, f"never came: {what}\n{self('capture-pane', '-p')}"
            time.sleep(0.05)

    def press(self, *keys: str) -> None:
        """Press keys."""
        self("send-keys", *keys)


@pytest.fixture
def tmux(home: Path) -> Iterator[Callable[..., Tmux]]:
    """Return what starts a tmux server of a name with a command in it; without one, with the app."""
    started: list[Tmux] = []

    def begin(name: str, *command: str) -> Tmux:
        app = (sys.executable, "-m", "synctui", "--register", "office.sqlite")
        started.append(Tmux(home, name, *(command or app)))
        return started[-1]

    yield begin
    for each in started:
        each("kill-server")


def to_review(tmux: Tmux) -> None:
    """Go from the clients to the review of the file."""
    tmux.see("12 clients")
    tmux.press("i")
    tmux.see("Excel or CSV file  ")
    tmux.press("1")
    tmux.see("clients.csv")
    tmux.press("Down", "Enter")
    tmux.see("▶3 In both 0/12", "came in from")


def test_a_copy_lies_in_the_buffer_and_no_title_is_touched(tmux: Callable[..., Tmux]) -> None:
    one = tmux("one")
    title = one("display-message", "-p", "#{pane_title} #{window_name}")
    to_review(one)
    one.press("j", "Y")
    one.see("tmux")
    one.until(lambda: one("show-buffer") == "Baert, Hilde", "the buffer")
    assert one("display-message", "-p", "#{pane_title} #{window_name}") == title


def test_a_line_that_drops_leaves_the_app_in_tmux_as_it_was(tmux: Callable[..., Tmux], home: Path) -> None:
    """Attached through another tmux, as over SSH from a desktop that has one; then the inner one is closed as well."""
    one = tmux("one")
    to_review(one)
    for name in ("two", "three"):
        other = tmux(name, "env", "-u", "TMUX", "tmux", "-S", str(home / "one"), "attach")
        other.see("In both", "came in from")
        other("kill-server")
    one.press("Space")
    one.see("12 lines: overwrite")
    one("kill-session")
    one.until(lambda: decided(home) == 12, "the review is saved")
