"""The app in a real pseudo-terminal, beside stock Textual and VisiData: ``terminal.py [--rows 100000]``.

A time runs from the key being sent to the last byte that it brings, in brackets what the program worked for it; bytes
are what the terminal is sent. The detail of a row is painted once the cursor has rested, and told apart. All programs
run in turn, within minutes.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
SIZES = ((80, 24), (120, 40))
QUIET = 0.1
"""Seconds without a byte after which a key has had its answer; a detail is painted after 0.15 of them."""
REST = 0.5
PRESSES = 12


class Answer(NamedTuple):
    """What one key brought: milliseconds to the last byte, those the program's main thread worked, bytes.

    rested: bytes of the detail. Where others use the machine, the work is what tells programs apart.
    """

    ms: float
    work: float
    sent: int
    rested: int = 0


class Terminal:
    """A program on a pseudo-terminal of its own."""

    def __init__(self, command: Sequence[str], size: tuple[int, int], folder: Path) -> None:
        self.begun = time.perf_counter()
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            os.execve(command[0], list(command), environment(folder))  # noqa: S606 - our own commands

    def until(self, text: str, patience: float = 180) -> float:
        """Read until *text* was sent; returns the milliseconds since the program, or the last key, began."""
        told, end = b"", time.perf_counter() + patience
        while text.encode() not in told:
            if not self._ready(end - time.perf_counter()):
                raise RuntimeError(f"never came: {text}\n{told[-2000:].decode(errors='replace')}")
            told += os.read(self.file, 1 << 16)
        return (time.perf_counter() - self.begun) * 1000

    def send(self, key: str) -> None:
        """Press a key; times run from here."""
        self.begun = time.perf_counter()
        os.write(self.file, key.encode())

    def press(self, key: str, rest: float = 0) -> Answer:
        """Press a key and wait for all that it brings."""
        before = self.worked()
        self.send(key)
        sent, last = self._burst(60)
        work = self.worked() - before
        return Answer((last - self.begun) * 1000, work, sent, self._burst(rest)[0] if rest else 0)

    def worked(self) -> float:
        """Return the milliseconds that the program's main thread has worked, as Linux counts them."""
        return int(Path(f"/proc/{self.pid}/schedstat").read_text().split()[0]) / 1e6

    def settle(self) -> None:
        """Wait until nothing comes any more."""
        while self._burst(REST)[0]:
            pass

    def close(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.file)

    def _burst(self, patience: float) -> tuple[int, float]:
        """Read until `QUIET` after the last byte; *patience*: how long to wait for the first one."""
        sent, last = 0, time.perf_counter()
        while self._ready(QUIET if sent else patience):
            sent += len(os.read(self.file, 1 << 16))
            last = time.perf_counter()
        return sent, last

    def _ready(self, patience: float) -> bool:
        return bool(select.select([self.file], [], [], max(0.0, patience))[0])


def environment(folder: Path) -> dict[str, str]:
    """Return an environment that nobody else has."""
    terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none"}
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8"} | terminal


def screen(name: str, folder: Path) -> list[str]:
    """Return the command of a program of `screens`."""
    return [sys.executable, str(HERE / "screens.py"), name, str(folder)]


def median(answers: Sequence[Answer]) -> str:
    """Return the middle of several answers as a cell of the table."""
    ms, work, sent, rested = (statistics.median(values) for values in zip(*answers, strict=True))
    return f"{ms:.1f} ms ({work:.1f}), {sent:.0f} B" + (f" + {rested:.0f} B" if rested else "")


def once(answer: Answer) -> str:
    """Return one answer as a cell of the table."""
    return f"{answer.ms:.0f} ms ({answer.work:.0f}), {answer.sent / 1000:.1f} kB"


def ours(size: tuple[int, int], folder: Path) -> Iterator[tuple[str, str]]:
    """Measure the review."""
    app = Terminal(screen("review", folder), size, folder)
    app.until("clients")
    app.settle()
    app.send("i")
    app.until("Go on with the review")
    app.settle()
    app.send("1")
    yield "first paint", f"{app.until('differences in'):.0f} ms"
    app.settle()
    yield "unfold all", once(app.press("z"))
    app.settle()
    app.press("j", REST)
    yield "cursor down, in view", median([app.press("j", REST) for _ in range(PRESSES)])
    yield "decision", median([app.press(" ", REST) for _ in range(PRESSES)])
    app.press("G", REST)
    app.press("k", REST)
    app.press("g", REST)
    for way in ("field", "client", "kind", "change"):
        yield f"group by {way}", once(app.press("b"))
        app.settle()
    app.press("f", REST)
    for letter in "sei":
        yield f"filter, {letter}", once(app.press(letter, REST))
    yield "filter, Esc", once(app.press("\x1b"))
    app.settle()
    yield from bulk(app)
    app.close()


def bulk(app: Terminal) -> Iterator[tuple[str, str]]:
    """Decide on everything at once, and take it back."""
    app.press("a", REST)
    yield "all 100,000 decided", once(app.press("\r"))
    app.settle()
    yield "undo", once(app.press("u"))
    app.settle()
    yield "redo", once(app.press("U"))
    app.settle()
    yield "fold all", once(app.press("z"))
    app.settle()


def stock(size: tuple[int, int], folder: Path) -> Iterator[tuple[str, str]]:
    """Measure Textual's own table."""
    app = Terminal(screen("datatable", folder), size, folder)
    app.until("ready")
    app.settle()
    app.send("!")
    yield "first paint", f"{app.until('[ ]'):.0f} ms"
    app.settle()
    yield "cursor down, in view", median([app.press("\x1b[B") for _ in range(PRESSES)])
    yield "decision", median([app.press(" ") for _ in range(PRESSES)])
    app.close()


def visidata(size: tuple[int, int], folder: Path) -> Iterator[tuple[str, str]]:
    """Measure VisiData: the whole program for its first paint; selecting a row stands for a decision."""
    app = Terminal([str(BIN / "vd"), str(folder / "lines.csv")], size, folder)
    yield "first paint", f"{app.until('[ ]'):.0f} ms"
    app.settle()
    yield "cursor down, in view", median([app.press("j") for _ in range(PRESSES)])
    yield "decision", median([app.press("t") for _ in range(PRESSES)])
    app.close()


def start(folder: Path, repeat: int) -> str:
    """Measure the app's first paint beside a minimal Textual app's, in turn."""
    app = [str(BIN / "synctui"), "--register", str(folder / "small.synctui")]
    subprocess.run([app[0], "init", *app[1:]], env=environment(folder), check=True, capture_output=True)
    taken: dict[str, list[float]] = {"app": [], "opened": [], "minimal": []}
    for _ in range(repeat):
        terminal = Terminal(app, (80, 24), folder)
        taken["app"].append(terminal.until("synctui"))
        taken["opened"].append(terminal.until("There are no clients yet"))
        terminal.close()
        terminal = Terminal(screen("minimal", folder), (80, 24), folder)
        taken["minimal"].append(terminal.until("ready"))
        terminal.close()
    mine, opened, least = (statistics.median(each) for each in taken.values())
    told = f"app's first paint {mine:.0f} ms, minimal Textual app {least:.0f} ms: {mine / least:.2f} x (target 1.5 x)"
    return f"{told}; the register's page {opened:.0f} ms: {opened / least:.2f} x"


def table(size: tuple[int, int], folder: Path) -> None:
    """Measure all three at one size and print their lines."""
    programs: dict[str, Callable[..., Iterator[tuple[str, str]]]] = {"ours": ours, "stock": stock, "vd": visidata}
    cells = {name: dict(measured(size, folder)) for name, measured in programs.items()}
    print(f"\n{size[0]}x{size[1]}\n\n| action | synctui | stock `DataTable` | VisiData |\n|---|---|---|---|")
    for action, mine in cells["ours"].items():
        print(f"| {action} | {mine} | {cells['stock'].get(action, '')} | {cells['vd'].get(action, '')} |", flush=True)


def main() -> None:
    """Prepare the data, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000, help="differences in the review")
    parser.add_argument("--repeat", type=int, default=7, help="starts of the app")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "rows").write_text(str(asked.rows))
        subprocess.run(screen("prepare", folder), check=True)
        print(start(folder, asked.repeat))
        for size in SIZES:
            table(size, folder)


if __name__ == "__main__":
    main()
