"""The benchmarks: ``python benchmarks/run.py [--rows 100000] [--repeat 3]``.

Every job runs in a process of its own, ours and the peer's in turn, on the same seeded data. Printed are medians, peak
memory and the ratio to the peer, by wall time and by CPU time (which a busy machine moves less). Nothing is asserted:
times move with the machine, ratios are what to hold.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
CLEAN = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}


class Measured(NamedTuple):
    """One run of one process, in seconds and MiB. inner: whether it timed the job itself, or its whole life counts."""

    wall: float
    cpu: float
    peak: float
    result: int


class Pair(NamedTuple):
    """Two jobs that do the same. inner: whether the time is what the process timed itself, or its whole life."""

    what: str
    target: str
    ours: Sequence[str]
    peer: Sequence[str]
    inner: bool = True
    repeat: int = 0


def pairs(folder: Path) -> list[Pair]:
    """Return what is measured, ours and the peer's."""
    plan = [str(BIN / "synctui"), "plan", f"excel:{folder / 'import.xlsx'}", "--json"]
    plan += ["--register", str(folder / "register.synctui")]
    return [
        Pair("start: `synctui --version` / empty interpreter", "<= 5 x", *_version(), inner=False, repeat=21),
        Pair(
            "compare alone, with kinds / csv-diff", ">= 3 x faster", *_cases(folder, "compare-ours", "compare-csv-diff")
        ),
        Pair(
            "link, households, look-alikes, compare / csv-diff with its loading",
            "for information",
            *_cases(folder, "match-ours", "match-csv-diff"),
        ),
        Pair("apply new clients / bare executemany", "<= 2.5 x", *_cases(folder, "apply-ours", "apply-executemany")),
        Pair("read to differences / pandas pipeline", ">= 7 x faster", *_cases(folder, "read-ours", "read-pandas")),
        Pair(
            "`synctui plan`, whole / pandas pipeline, whole", ">= 6 x faster", plan, _case(folder, "read-pandas"), False
        ),
    ]


def _version() -> tuple[list[str], list[str]]:
    return [str(BIN / "synctui"), "--version"], [sys.executable, "-c", ""]


def _case(folder: Path, name: str) -> list[str]:
    return [sys.executable, str(HERE / "case.py"), name, str(folder)]


def _cases(folder: Path, ours: str, peer: str) -> tuple[list[str], list[str]]:
    return _case(folder, ours), _case(folder, peer)


def measure(command: Sequence[str], folder: Path, *, inner: bool = True) -> Measured:
    """Run a command and return what it took. Raises `RuntimeError` when it fails; 8 to 10 are answers, not failures."""
    start = time.perf_counter()
    with (folder / "stdout").open("w+b") as out, (folder / "stderr").open("w+b") as err:
        process = subprocess.Popen(command, stdout=out, stderr=err, env=CLEAN | {"HOME": str(folder)})
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 8, 9, 10}:
        raise RuntimeError(f"{' '.join(command)}\n{(folder / 'stderr').read_text()}")
    peak = usage.ru_maxrss / 1024
    if not inner:
        return Measured(wall, usage.ru_utime + usage.ru_stime, peak, 0)
    told = json.loads((folder / "stdout").read_bytes())
    return Measured(told["wall"], told["cpu"], peak, told["result"])


def compare(pair: Pair, folder: Path, repeat: int) -> str:
    """Measure both jobs in turn and return the line of the table."""
    runs = [
        [measure(command, folder, inner=pair.inner) for command in (pair.ours, pair.peer)]
        for _ in range(pair.repeat or repeat)
    ]
    ours, peer = zip(*runs, strict=True)
    mine, theirs = (statistics.median(run.wall for run in side) for side in (ours, peer))
    cpu_mine, cpu_theirs = (statistics.median(run.cpu for run in side) for side in (ours, peer))
    faster = "faster" in pair.target
    wall, cpu = (b / a if faster else a / b for a, b in ((mine, theirs), (cpu_mine, cpu_theirs)))
    peaks = " / ".join(f"{max(run.peak for run in side):.0f}" for side in (ours, peer))
    results = f"{ours[0].result:,} / {peer[0].result:,}" if pair.inner else ""
    cells = (
        pair.what,
        f"{mine:.3f} s",
        f"{theirs:.3f} s",
        f"{wall:.1f} x",
        f"{cpu:.1f} x",
        pair.target,
        peaks,
        results,
    )
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Prepare the data, run every pair, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000, help="clients on each side")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each job; the median counts")
    parser.add_argument("--only", default="", help="only what has this text in its name")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "rows").write_text(str(asked.rows))
        measure(_case(folder, "prepare"), folder)
        print(f"{asked.rows:,} x 15 against {asked.rows:,}, medians of {asked.repeat}\n")
        print("| job / peer | ours | peer | ratio | of CPU | target | peak MiB | results |")
        print("|---|---|---|---|---|---|---|---|")
        for pair in pairs(folder):
            if asked.only in pair.what:
                print(compare(pair, folder, asked.repeat), flush=True)


if __name__ == "__main__":
    main()
