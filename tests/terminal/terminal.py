"""A person at a pseudo-terminal: presses keys, reads what was painted, waits for what should come, not for a clock."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path

LIMIT = 30.0
"""Seconds after which something that should have come is missed; a machine under load is slow, not wrong."""
_CODES = re.compile(r"\x1b(?:\[[0-9;:<>=?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][0-9A-B]|[=>78])")
_STILL = 25
"""After so many keys without work the program counts as stuck; a live one works at each of them."""
_START = (
    "import fcntl, os, sys, termios\n"
    "if sys.argv[1] == 'controlling': fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    "os.execv(sys.executable, [sys.executable, '-m', 'synctui', *sys.argv[2:]])"
)


class Terminal:
    """``synctui`` on a pseudo-terminal of 80 by 24, its controlling one unless told otherwise."""

    def __init__(
        self, home: Path, *arguments: str, env: Mapping[str, str] | None = None, controlling: bool = True
    ) -> None:
        self.ours, self.theirs = pty.openpty()
        self.raw = b""
        self._read_from = 0
        self.resize(80, 24)
        self.modes = termios.tcgetattr(self.theirs)
        how = "controlling" if controlling else "other"
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _START, how, *arguments],
            cwd=home,
            env={**environment(home), **(env or {})},
            stdin=self.theirs,
            stdout=self.theirs,
            stderr=self.theirs,
            start_new_session=True,
        )

    # What a person does

    def press(self, keys: str | bytes) -> None:
        """Type *keys* in one packet; what was painted before is not looked at any more."""
        self._read_from = len(self.raw)
        os.write(self.ours, keys.encode() if isinstance(keys, str) else keys)

    def pour(self, text: bytes) -> None:
        """Send more than the terminal holds at once, reading what is painted meanwhile."""
        self._read_from = len(self.raw)
        end = time.monotonic() + LIMIT
        while text:
            assert time.monotonic() < end, f"nobody reads\n{self.painted[-3000:]}"
            can_read, can_write, _ = select.select([self.ours], [self.ours], [], 1)
            if can_read:
                self.raw += os.read(self.ours, 65536)
            if can_write:
                text = text[os.write(self.ours, text[:1024]) :]

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size."""
        self._read_from = len(self.raw)
        fcntl.ioctl(self.ours, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        self.process.send_signal(number)

    def wake(self) -> None:
        """Let the stopped program go on, as ``fg`` does."""
        self._read_from = len(self.raw)
        self.process.send_signal(signal.SIGCONT)

    @property
    def state(self) -> str:
        """The program's state as the system tells it: ``R``, ``S``, or ``T`` for stopped."""
        return self._told()[0]

    def freeze(self, key: str) -> None:
        """Stop reading, and press a key that repaints until the program, stuck with its output, works no more."""
        end, still, before = time.monotonic() + LIMIT, 0, self._worked()
        while still < _STILL:
            assert time.monotonic() < end, "the program goes on painting"
            os.write(self.ours, key.encode())
            time.sleep(0.02)
            now = self._worked()
            still, before = (still + 1, before) if now - before <= 1 else (0, now)

    @property
    def still(self) -> bool:
        """Whether the program, all of whose output was read, has worked no more for a while."""
        before = self._worked()
        for _ in range(_STILL):
            self.read()
        return self._worked() - before <= 1

    def _worked(self) -> int:
        """Return how long the program has worked by now, in hundredths of a second."""
        told = self._told()
        return int(told[11]) + int(told[12])

    def _told(self) -> list[str]:
        return Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()

    def hang_up(self) -> None:
        """Close our end, as a dropped connection does."""
        os.close(self.theirs)
        os.close(self.ours)
        self.ours = -1

    # What a person sees

    @property
    def painted(self) -> str:
        """What was painted since the last key, without its codes.

        Widgets paint only what changed: wait for a sentence that a key brings, not for a number within a line.
        """
        return _CODES.sub("", self.raw[self._read_from :].decode("utf-8", "replace"))

    def see(self, *texts: str) -> None:
        """Read until all of these texts have been painted since the last key."""
        self.until(lambda: all(text in self.painted for text in texts), " · ".join(texts))

    def confirm(self, done: str) -> None:
        """Press ``y`` until it is heard: it arms half a second after its page was painted."""
        self._read_from = len(self.raw)
        self.until(lambda: done in self.painted or self._again("y"), done)

    def _again(self, key: str) -> bool:
        """Press a key without forgetting what was painted, give it a moment, and return False."""
        os.write(self.ours, key.encode())
        self.read(0.2)
        return False

    def until(self, true: Callable[[], bool], what: str) -> None:
        """Read until something is true."""
        end = time.monotonic() + LIMIT
        while not true():
            assert time.monotonic() < end, f"never came: {what}\n{self.painted[-3000:]}"
            self.read()

    def read(self, patience: float = 0.02) -> None:
        """Read what was painted, if anything comes soon."""
        if select.select([self.ours], [], [], patience)[0]:
            self.raw += os.read(self.ours, 65536)

    def ended(self, *, reading: bool = True) -> int:
        """Return the exit code once the program has ended; what it still paints is read unless told otherwise."""
        end = time.monotonic() + LIMIT
        while self.process.poll() is None:
            assert time.monotonic() < end, f"never ended\n{self.painted[-3000:]}"
            if reading and self.ours >= 0:
                self.read()
            else:
                time.sleep(0.02)
        while reading and self.ours >= 0 and select.select([self.ours], [], [], 0)[0]:
            self.read()
        return self.process.returncode

    @property
    def clean(self) -> bool:
        """Whether the screen, the cursor and the modes are as they were before the program."""
        left, came = self.raw.rfind(b"\x1b[?1049l"), self.raw.rfind(b"\x1b[?1049h")
        shown, hidden = self.raw.rfind(b"\x1b[?25h"), self.raw.rfind(b"\x1b[?25l")
        return left > came and shown > hidden and termios.tcgetattr(self.theirs) == self.modes

    def close(self) -> None:
        """End what is left."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.ours >= 0:
            os.close(self.ours)
            os.close(self.theirs)
            self.ours = -1


def environment(home: Path) -> dict[str, str]:
    """Return an environment in which nothing of the user's is found."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "VIRTUAL_ENV") if name in os.environ}
    return {**kept, "HOME": str(home), "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "TERM": "xterm-256color"}
