"""What befalls a register while it is in use: damage, another file in its place, others who write, a full disk."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from register.office import ACTOR, adding, change, filled, number, person, plan_of
from register.raw import alter, locked
from synctui.core.ports import Progress
from synctui.errors import Exit, RegisterError
from synctui.register import Store, create, open_store
from synctui.register.trouble import told


@pytest.mark.parametrize("damage", ["cut", "noise"])
def test_damage_is_found_when_it_is_opened_and_nothing_is_written(store: Store, damage: str) -> None:
    filled(store, 200)
    data = bytearray(store.path.read_bytes())
    if damage == "cut":
        del data[len(data) // 2 :]
    else:
        data[len(data) // 2 : len(data) // 2 + 8192] = b"\xa5" * 8192
    store.path.write_bytes(data)
    for write in (False, True):
        with pytest.raises(RegisterError, match="is damaged"):
            open_store(store.path, write=write)
    assert store.path.read_bytes() == data


@pytest.mark.parametrize("take", [Store.clients, Store.runs, lambda looking: looking.snapshot("file")])
def test_nothing_is_taken_from_a_damaged_file_that_is_looked_through_meanwhile(
    store: Store, take: Callable[[Store], object]
) -> None:
    filled(store, 200)
    data = bytearray(store.path.read_bytes())
    data[-4096:] = b"\xa5" * 4096
    store.path.write_bytes(data)
    looking = open_store(store.path, write=True, wait=False)
    assert looking.info().name == "Accounton"
    with pytest.raises(RegisterError, match="is damaged"):
        take(looking)
    with pytest.raises(RegisterError, match="is damaged"):
        looking.set_user("an", "admin", ACTOR)
    assert store.path.read_bytes() == data


def test_a_file_that_is_replaced_or_deleted_while_open_is_noticed(store: Store) -> None:
    filled(store)
    copy = store.path.with_name("copy.db")
    copy.write_bytes(store.path.read_bytes())
    copy.replace(store.path)
    with pytest.raises(RegisterError, match="was replaced"):
        store.clients()
    with pytest.raises(RegisterError, match="was replaced"):
        store.undo(1, ACTOR)
    store.path.unlink()
    with pytest.raises(RegisterError, match="deleted while it was open"):
        store.clients()


def test_another_register_copied_over_the_file_is_noticed(store: Store, tmp_path: Path) -> None:
    other = create(tmp_path / "other.db", name="B", tax_year=2026, actor=ACTOR)
    store.path.write_bytes(other.path.read_bytes())
    with pytest.raises(RegisterError, match="was replaced"):
        store.info()


@pytest.mark.parametrize("how", ["replace", "unlink"])
def test_a_file_that_goes_during_an_apply_is_no_success(store: Store, how: str) -> None:
    plan = adding(store, [person(1)])
    spare = store.path.with_name("spare.db")
    spare.write_bytes(store.path.read_bytes())

    def pull(progress: Progress) -> None:
        if progress.done:
            spare.replace(store.path) if how == "replace" else store.path.unlink()

    with pytest.raises(RegisterError):
        store.apply(plan, ACTOR, report=pull)
    if how == "replace":
        assert open_store(store.path, write=False).runs() == []


def test_a_writer_waits_tells_for_whom_and_gives_up(store: Store) -> None:
    told_of: list[Progress] = []
    store.patience = 0.2
    plan = adding(store, [person(1)])
    with locked(store.path), pytest.raises(RegisterError, match=r"is in use by .*\(\d+\)") as caught:
        store.apply(plan, ACTOR, report=told_of.append)
    assert caught.value.exit_code == Exit.REGISTER
    assert str(os.getpid()) in told_of[0].note
    assert store.apply(plan, ACTOR).run == 1


def test_readers_go_on_while_somebody_writes(store: Store) -> None:
    filled(store)
    with locked(store.path):
        assert len(store.clients()) == 3


def test_of_two_applies_that_overlap_the_second_sees_what_the_first_did(store: Store) -> None:
    plans = [adding(store, [person(1)], author=who) for who in ("an", "bert")]
    told_of: list[str] = []

    def run(at: int) -> None:
        try:
            told_of.append(str(open_store(store.path, write=True).apply(plans[at], ACTOR)))
        except Exception as error:  # noqa: BLE001 - whatever it is, the test looks at it
            told_of.append(type(error).__name__)

    threads = [threading.Thread(target=run, args=(at,)) for at in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told_of) == ["Applied(run=1, verified=1, of=1)", "ChangedSinceError"]


def test_a_disk_that_refuses_to_grow_leaves_the_register_as_it_was(store: Store) -> None:
    filled(store)
    before = store.path.read_bytes()
    script = (
        "import resource, signal, sys; sys.path.insert(0, sys.argv[2])\n"
        "from register.office import *; from synctui.register import open_store\n"
        "from synctui.errors import RegisterError\n"
        "store = open_store(sys.argv[1], write=True)\n"
        "plan = adding(store, [person(n) for n in range(100, 3000)], ids=False)\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({len(before) + 50_000},) * 2)\n"
        "try: store.apply(plan, ACTOR)\n"
        "except RegisterError as error: print(error.what)\n"
    )
    command = [sys.executable, "-c", script, str(store.path), str(Path(__file__).parents[1])]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "refused to read or write" in done.stdout
    assert store.path.read_bytes() == before


def test_a_full_disk_is_told_with_what_is_free(store: Store) -> None:
    raw = sqlite3.connect(store.path)
    pages = raw.execute("PRAGMA page_count").fetchone()[0]
    raw.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(sqlite3.OperationalError) as caught:
        raw.execute("INSERT INTO users VALUES (?, 'admin')", ("x" * 100_000,))
    raw.close()
    assert "is full" in told(caught.value, store.path).what


def test_what_is_read_back_wrong_is_not_kept(store: Store) -> None:
    filled(store)
    trigger = "CREATE TRIGGER t AFTER UPDATE ON clients BEGIN UPDATE clients SET city = 'X' WHERE id = new.id; END"
    alter(store.path, trigger)
    with pytest.raises(RegisterError, match="Only 0 of 1 changes were read back right"):
        store.apply(plan_of(store, [change(1, 1, "city", "Gent", "Gand")]), ACTOR)
    assert len(store.runs()) == 1


def test_a_row_that_is_not_there_to_be_written_is_noticed(store: Store) -> None:
    filled(store)
    alter(store.path, "CREATE TRIGGER t BEFORE UPDATE ON clients BEGIN SELECT RAISE(IGNORE); END")
    with pytest.raises(RegisterError, match="Only 0 of 1 rows were found"):
        store.apply(plan_of(store, [change(1, 1, "city", "Gent", "Gand")]), ACTOR)


def test_numbers_that_stood_on_two_returns_before_hold_nobody_up(store: Store) -> None:
    filled(store)
    alter(store.path, f"UPDATE clients SET national_number = '{number(1)}' WHERE id = 2")
    store.apply(plan_of(store, [change(1, 3, "national_number", number(3), number(4))]), ACTOR)
    assert len(store.runs()) == 2


def test_no_value_of_a_row_stands_in_an_error(store: Store) -> None:
    filled(store)
    alter(store.path, "CREATE TRIGGER t BEFORE UPDATE ON clients BEGIN SELECT RAISE(ABORT, 'no'); END")
    with pytest.raises(RegisterError) as caught:
        store.apply(plan_of(store, [change(1, 1, "national_number", number(1), number(7))]), ACTOR)
    cause: BaseException | None = caught.value
    while cause is not None:
        assert number(7) not in str(cause)
        cause = cause.__cause__


def test_a_write_that_the_system_refuses_names_the_folder(store: Store) -> None:
    raw = sqlite3.connect(f"file:{store.path}?mode=ro", uri=True)
    with pytest.raises(sqlite3.OperationalError) as caught:
        raw.execute("DELETE FROM users")
    raw.close()
    assert str(store.path.parent) in told(caught.value, store.path).what


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_file_can_be_looked_at(store: Store) -> None:
    store.path.chmod(0o400)
    assert open_store(store.path, write=False).clients() == []
    with pytest.raises(RegisterError, match="read-only"):
        open_store(store.path, write=True)
