"""The file of a register: made whole and private, opened only when it is ours and whole, never surprised."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from register.office import ACTOR, adding, change, filled, number, person, plan_of
from synctui.core.fields import NAMES
from synctui.core.ports import Progress
from synctui.core.snapshot import STATUSES
from synctui.errors import Exit, RegisterError
from synctui.register import Store, create, open_store
from synctui.register.connection import reading, rows, writing
from synctui.register.schema import APPLICATION_ID, ENTITIES, VERSION
from synctui.register.trouble import told
from synctui.register.whereabouts import drive


def mode(path: Path) -> int:
    """Return a file's rights."""
    return stat.S_IMODE(path.stat().st_mode)


def pragma(path: Path, name: str) -> object:
    """Return what a bare connection finds in the file."""
    raw = sqlite3.connect(path)
    try:
        return raw.execute(f"PRAGMA {name}").fetchone()[0]
    finally:
        raw.close()


def alter(path: Path, *statements: str) -> None:
    """Change the file as another program would."""
    raw = sqlite3.connect(path)
    for statement in statements:
        raw.execute(statement)
    raw.commit()
    raw.close()


@contextmanager
def locked(path: Path, how: str = "IMMEDIATE") -> Iterator[None]:
    """Hold the file's lock on a connection of its own."""
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute(f"BEGIN {how}")
    try:
        yield
    finally:
        raw.close()


def test_the_file_is_private_stamped_and_in_rollback_mode(store: Store) -> None:
    filled(store)
    assert mode(store.path) == 0o600
    assert pragma(store.path, "application_id") == APPLICATION_ID
    assert pragma(store.path, "user_version") == VERSION
    assert pragma(store.path, "journal_mode") == "delete"
    assert [path.name for path in store.path.parent.iterdir()] == ["office.db"]


def test_a_shared_register_is_for_its_folders_group(tmp_path: Path) -> None:
    old = os.umask(0o077)
    try:
        shared = create(tmp_path / "s.db", name="A", tax_year=2026, actor=ACTOR, shared=True)
    finally:
        os.umask(old)
    assert mode(shared.path) == 0o660
    assert shared.path.stat().st_gid == tmp_path.stat().st_gid


def test_every_table_is_strict_and_as_the_statements_expect(store: Store) -> None:
    with reading(store.path) as connection:
        strict = dict(rows(connection, "SELECT name, strict FROM pragma_table_list WHERE schema = 'main'"))
        for entity in ENTITIES.values():
            columns = [row[1] for row in rows(connection, f"PRAGMA table_info({entity.table})")]
            assert set(entity.all) <= set(columns), entity
            assert strict[entity.table] == 1
        ddl = rows(connection, "SELECT sql FROM sqlite_master WHERE name = 'dossiers'")[0][0]
    assert all(f"'{status}'" in ddl for status in STATUSES)
    assert ENTITIES["client"].columns[:-1] == NAMES


def test_every_connection_is_safe(store: Store) -> None:
    wanted = {"foreign_keys": 1, "secure_delete": 1, "trusted_schema": 0, "synchronous": 2}
    for opened in (reading(store.path), writing(store.path, 1.0, print)):
        with opened as connection:
            assert {name: rows(connection, f"PRAGMA {name}")[0][0] for name in wanted} == wanted
    with reading(store.path) as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        rows(connection, "DELETE FROM users")


def test_texts_that_look_like_numbers_stay_texts(store: Store) -> None:
    store.apply(adding(store, [person(1, postal_code="0012345", company="1e5")]), ACTOR)
    assert store.clients()[0].values[NAMES.index("postal_code")] == "0012345"


@pytest.mark.parametrize("url", ["sqlite:///{}", "{}"])
def test_a_register_is_named_by_path_or_url(store: Store, url: str) -> None:
    assert open_store(url.format(store.path), write=False).info() == store.info()


def test_blanks_and_signs_in_a_path_are_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "my office?mode=rw#100%.db"
    create(path, name="A", tax_year=2026, actor=ACTOR)
    assert open_store(path, write=True).info().name == "A"


def test_another_kind_of_database_is_named() -> None:
    with pytest.raises(RegisterError, match="postgresql://"):
        open_store("postgresql://host/office", write=False)


@pytest.mark.parametrize("write", [True, False])
def test_nothing_there_tells_how_to_make_one_and_makes_none(tmp_path: Path, write: bool) -> None:
    path = tmp_path / "none.db"
    with pytest.raises(RegisterError) as caught:
        open_store(path, write=write)
    assert caught.value.exit_code == Exit.REGISTER
    assert caught.value.next_step == f"To make one: synctui init --register {path}"
    assert list(tmp_path.iterdir()) == []


def make_folder(path: Path) -> None:
    """Make a folder."""
    path.mkdir()


def make_empty(path: Path) -> None:
    """Make an empty file."""
    path.touch()


def make_workbook(path: Path) -> None:
    """Make a zip file, as a workbook is one."""
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("xl/workbook.xml", "x" * 200)


def make_text(path: Path) -> None:
    """Make a text file."""
    path.write_text("name;e-mail\n" * 100)


def make_database(path: Path) -> None:
    """Make another program's database."""
    alter(path, "CREATE TABLE t (x)")


def make_pipe(path: Path) -> None:
    """Make a pipe, which would block whoever opens it."""
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (make_folder, "a folder"),
        (make_empty, "an empty file"),
        (make_workbook, "an Excel workbook"),
        (make_text, "a file of another kind"),
        (make_database, "another program's database"),
        (make_pipe, "no regular file"),
    ],
)
def test_what_is_no_register_is_named_and_untouched(tmp_path: Path, make: object, kind: str) -> None:
    path = tmp_path / "x.db"
    make(path)  # type: ignore[operator]
    before = path.read_bytes() if path.is_file() else b""
    for write in (True, False):
        with pytest.raises(RegisterError, match=f"is {kind}.*, not a register"):
            open_store(path, write=write)
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_is_made_where_something_is(store: Store, tmp_path: Path) -> None:
    before = store.path.read_bytes()
    with pytest.raises(RegisterError, match="already something"):
        create(store.path, name="B", tax_year=2026, actor=ACTOR)
    assert store.path.read_bytes() == before
    dangling = tmp_path / "link.db"
    dangling.symlink_to(tmp_path / "nowhere.db")
    with pytest.raises(RegisterError):
        create(dangling, name="B", tax_year=2026, actor=ACTOR)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="No register can be made"):
        create(tmp_path / "no" / "x.db", name="B", tax_year=2026, actor=ACTOR)


def test_a_newer_register_is_not_opened(store: Store) -> None:
    alter(store.path, f"PRAGMA user_version = {VERSION + 1}")
    before = store.path.read_bytes()
    with pytest.raises(RegisterError, match="another version of synctui") as caught:
        open_store(store.path, write=True)
    assert "Update synctui" in caught.value.next_step
    assert store.path.read_bytes() == before


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


def test_reading_changes_no_byte_and_leaves_nothing_beside(store: Store) -> None:
    plan = filled(store)
    before, when = store.path.read_bytes(), store.path.stat().st_mtime_ns
    look = open_store(store.path, write=False)
    look.snapshot("file")
    look.clients()
    look.runs()
    look.run(1)
    look.undo_check(1)
    look.conflicts(plan)
    look.sources()
    assert (store.path.read_bytes(), store.path.stat().st_mtime_ns) == (before, when)
    assert list(store.path.parent.iterdir()) == [store.path]
    with pytest.raises(RegisterError, match="looked at only"):
        look.undo(1, ACTOR)


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


def test_no_connection_makes_a_file(tmp_path: Path) -> None:
    for opened in (reading(tmp_path / "x.db"), writing(tmp_path / "x.db", 0.1, print)):
        with pytest.raises(RegisterError, match="cannot be opened"), opened:
            pass
    assert list(tmp_path.iterdir()) == []


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


def test_a_place_that_is_unsafe_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox (Office)"
    folder.mkdir()
    made = create(folder / "x.db", name="A", tax_year=2026, actor=ACTOR)
    made.path.chmod(0o644)
    synchronised, loose = open_store(made.path, write=False).warnings
    assert "synchronised folder" in synchronised
    assert "can be read by everybody" in loose


def test_the_nearest_mount_says_whether_a_drive_is_on_the_network() -> None:
    mounts = "/dev/a / ext4 rw 0 0\nserver:/x /home nfs4 rw 0 0\n//nas/y /home/the\\040office cifs rw 0 0"
    assert [drive(Path(p), mounts) for p in ("/r.db", "/home/r.db", "/home/the office/r.db")] == [
        "ext4",
        "nfs4",
        "cifs",
    ]
