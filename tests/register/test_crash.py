"""Killed at any moment, a register is as before or as after, its journal agrees, and it opens without help."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from register.office import ACTOR, adding, change, filled, person, plan_of, seen_of, step
from synctui.core.plan import encode
from synctui.core.plan_file import decode
from synctui.errors import ConflictError
from synctui.register import Store, open_store

CHILD = Path(__file__).parent / "killed.py"


def killed(verb: str, start: Path, folder: Path, how: str, plan: Path) -> list[int]:
    """Do *verb* again and again, each time killed one point later; return how each process ended."""
    folder.mkdir()
    command = [sys.executable, str(CHILD), verb, str(start), str(folder), how, str(plan)]
    return [int(code) for code in subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()]


def whole(path: Path) -> None:
    """Check the file by SQLite's own means."""
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    raw.close()


def state(path: Path) -> tuple[object, ...]:
    """Return what the register tells, read without writing rights as after any crash."""
    look = open_store(path, write=False)
    snapshot = look.snapshot("file")
    runs = look.runs()
    journal = [line for row in runs for line in look.run(row.run).lines]
    return look.clients(), snapshot.links, snapshot.bases, snapshot.marks, [row.undone_by for row in runs], journal


def big_plan(store: Store, folder: Path) -> Path:
    """Save a plan of every operation, with bases, marks and enough rows to touch many pages."""
    added = adding(store, [person(n) for n in range(100, 108)], ids=False)
    others = [
        change(101, 1, "street", "St.-Jansstraat 1", "Sint-Jansstraat 1"),
        step(102, "archive", 2, "archived", "live"),
        step(103, "open_dossier", 3, {"questionnaire": "Q", "language": "fr"}, None),
    ]
    seen = seen_of(1, "D1", person(1), base={"street": "S"}, marks={"city": ("kept", "Gent")})
    plan = plan_of(store, [*added.operations, *others], [*added.seen, seen], gone=[2], tax_year=2027)
    path = folder / "plan.json"
    path.write_bytes(encode(plan))
    return path


@pytest.fixture
def prepared(store: Store, tmp_path: Path) -> tuple[Path, Path, Path]:
    """A register before, one after the plan, and the plan."""
    filled(store)
    plan = big_plan(store, tmp_path)
    assert killed("apply", store.path, tmp_path / "after", "none", plan) == [0]
    return store.path, tmp_path / "after" / "1.db", plan


@pytest.mark.parametrize("how", ["statement", "call"])
@pytest.mark.parametrize("verb", ["apply", "undo"])
def test_killed_at_any_point_it_is_before_or_after(
    prepared: tuple[Path, Path, Path], tmp_path: Path, verb: str, how: str
) -> None:
    before, after, plan = prepared
    start = before if verb == "apply" else after
    ended = killed(verb, start, tmp_path / "trials", how, plan)
    if ended == [77]:
        pytest.skip("this system does not let a process watch another's calls")
    assert ended == [-signal.SIGKILL] * (len(ended) - 1) + [0]
    trials = [tmp_path / "trials" / f"{point}.db" for point in range(1, len(ended) + 1)]
    found = [state(trial) for trial in trials]
    assert len(found) > 10
    done = [one == found[-1] for one in found]
    assert found[-1] != state(start)
    assert all(one == state(start) for one, is_done in zip(found, done, strict=True) if not is_done)
    assert (done == sorted(done), done[0]) == (True, False), "once it is done it stays done"
    for trial in trials:
        whole(trial)


def test_a_plan_whose_apply_was_killed_after_the_commit_says_so(prepared: tuple[Path, Path, Path]) -> None:
    _before, after, plan = prepared
    with pytest.raises(ConflictError, match="already applied as run 2"):
        open_store(after, write=True).apply(decode(plan.read_bytes(), "plan.json"), ACTOR)


def test_killed_while_it_is_made_there_is_a_whole_register_or_none(tmp_path: Path) -> None:
    folder = tmp_path / "trials"
    ended = killed("create", tmp_path, folder, "statement", tmp_path)
    trials = [folder / f"{point}.db" for point in range(1, len(ended) + 1)]
    there = [trial.exists() for trial in trials]
    assert (len(there) > 10, there[0], there == sorted(there), there[-1]) == (True, False, True, True)
    for trial in trials:
        if trial.exists():
            assert open_store(trial, write=True).info().name == "Accounton"
