"""The file of a register: made whole and private, opened only when it is ours and whole."""

from __future__ import annotations

import os
import sqlite3
import zipfile
from pathlib import Path

import pytest

from register.office import ACTOR, adding, filled, person
from register.raw import alter, mode, pragma
from synctui.core.fields import NAMES
from synctui.core.snapshot import STATUSES
from synctui.errors import Exit, RegisterError
from synctui.register import Store, create, open_store
from synctui.register.connection import reading, rows, writing
from synctui.register.schema import APPLICATION_ID, ENTITIES, VERSION
from synctui.register.whereabouts import drive


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


def test_no_connection_makes_a_file(tmp_path: Path) -> None:
    for opened in (reading(tmp_path / "x.db"), writing(tmp_path / "x.db", 0.1, print)):
        with pytest.raises(RegisterError, match="cannot be opened"), opened:
            pass
    assert list(tmp_path.iterdir()) == []


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
