"""The real program on a real pseudo-terminal: bytes and split keys that would end or mislead a bare Textual app."""

from __future__ import annotations

import os
import pty
import select
import sys
import time
from pathlib import Path

import pytest

_PATIENCE = 30


class Terminal:
    """A pseudo-terminal of 80×24 with the app on it."""

    def __init__(self, home: Path, environment: dict[str, str]) -> None:
        self.told = b""
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            inherited = {"PATH": os.environ["PATH"], "HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
            size = {"COLUMNS": "80", "LINES": "24", "TEXTUAL_ANIMATIONS": "none"}
            os.execvpe(sys.executable, [sys.executable, "-m", "synctui"], inherited | size | environment)  # noqa: S606

    def see(self, text: str) -> None:
        """Read on until *text* was written after what was seen before."""
        end = time.monotonic() + _PATIENCE
        while text.encode() not in self.told:
            ready, _, _ = select.select([self.file], [], [], max(0.0, end - time.monotonic()))
            assert ready, f"never came: {text}"
            self.told += os.read(self.file, 65536)
        self.told = self.told.split(text.encode(), 1)[1]

    def send(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self.file, keys)

    def leave(self) -> int:
        """Read to the end; returns the exit code."""
        try:
            while os.read(self.file, 65536):
                pass
        except OSError:
            pass
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home that nothing stands in."""
    return tmp_path


def test_a_byte_that_is_not_utf8_leaves_the_app_alive(home: Path) -> None:
    """An é from a latin-1 terminal is replaced; the next key acts."""
    terminal = Terminal(home, {})
    terminal.see("There are no clients yet")
    terminal.send(b"\xe9\xff")
    terminal.send(b"?")
    terminal.see("What they do")
    terminal.send(b"qq")
    assert terminal.leave() == 0


def test_a_slow_link_that_splits_an_arrow_key_leaves_no_page(home: Path) -> None:
    """Over SSH, Escape and ``[B`` a fifth of a second apart are the key Down."""
    terminal = Terminal(home, {"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"})
    terminal.see("There are no clients yet")
    terminal.send(b"?")
    terminal.see("What they do")
    terminal.send(b"\x1b")
    time.sleep(0.2)
    terminal.send(b"[B")
    terminal.send(b"f")
    terminal.see("Filter")
    terminal.send(b"import\r")
    terminal.see("filter: import")
    terminal.send(b"qq")
    assert terminal.leave() == 0
