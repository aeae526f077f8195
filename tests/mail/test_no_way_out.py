"""What only looks or tries opens no socket; what crosses the register's versions loses nothing."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from mail.desk import fill, invited, room, send
from register.killed import killed_at_statement
from register.office import ACTOR, filled
from synctui.core.records import Edit
from synctui.mail.folder import FolderTransport
from synctui.register import Store, open_store
from synctui.register.schema import VERSION

_DEMO = """
import asyncio, socket, sys
from pathlib import Path
from synctui.cli.mailroom import demo_mailroom
from synctui.core.invite import Asked
from synctui.core.ports import Actor
from synctui.register import open_store
def refuse(*_a, **_k): raise SystemExit("a socket was opened")
store, folder = open_store(sys.argv[1], write=True), Path(sys.argv[2])
room = demo_mailroom(store, folder)
loop = asyncio.new_event_loop()
socket.socket.connect = refuse
loop.create_connection = refuse
check = room.check(Asked())
loop.run_until_complete(room.test(check.rows[0], "me@office.example"))
sent = loop.run_until_complete(room.send(check, Actor("an", "host"), lambda pace: None))
loop.close()
assert not {"aiosmtplib", "smtplib"} & set(sys.modules), "SMTP was loaded"
print(sent.sent, len(list(folder.glob("*.eml"))))
"""


def test_a_demo_writes_files_and_loads_no_smtp(store: Store, tmp_path: Path) -> None:
    fill(store, invited(1), invited(2))
    (tmp_path / "mails").mkdir()
    command = [sys.executable, "-c", _DEMO, str(store.path), str(tmp_path / "mails")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout.split(), done.stderr) == (["2", "3"], "")


def older(store: Store) -> None:
    """Make a register as the version before had it."""
    with sqlite3.connect(store.path) as raw:
        raw.execute("DROP TABLE invitations")
        raw.execute("UPDATE alembic_version SET version_num = '0001'")
        raw.execute("PRAGMA user_version = 1")
    raw.close()


def version(path: Path) -> int:
    """Return a file's version, read by SQLite's own means."""
    raw = sqlite3.connect(path)
    found = raw.execute("PRAGMA user_version").fetchone()[0]
    raw.close()
    return int(found)


def test_an_older_register_is_read_as_it_is(store: Store) -> None:
    filled(store)
    older(store)
    before = store.path.read_bytes()
    look = open_store(store.path, write=False)
    assert (len(look.clients()), len(look.outbox.candidates()), look.outbox.of_client(1)) == (3, 3, [])
    assert look.undo_check(1).restored == 3
    assert store.path.read_bytes() == before


async def test_an_older_register_is_brought_up_by_the_first_writing_with_a_copy_kept(
    store: Store, tmp_path: Path
) -> None:
    filled(store)
    older(store)
    opened = open_store(store.path, write=True)
    assert version(store.path) == 1
    done = await send(room(opened, lambda: FolderTransport(tmp_path / "mails")))
    copy = store.path.with_name("office.db.v1")
    assert (done.sent, version(store.path), version(copy), copy.stat().st_mode & 0o777) == (3, VERSION, 1, 0o600)
    assert [row.status for row in open_store(copy, write=False).clients()] == ["not-sent"] * 3


def test_killed_while_it_is_brought_up_it_is_old_or_new(store: Store, tmp_path: Path) -> None:
    filled(store)
    older(store)
    versions = []
    for point in range(1, 500):
        trial = tmp_path / f"{point}.db"
        trial.write_bytes(store.path.read_bytes())
        ended = killed_at_statement(point, lambda trial=trial: _archive(trial))  # type: ignore[misc]
        look = open_store(trial, write=False)
        archived = [row.id for row in look.clients() if row.archived]
        assert (version(trial), archived) in ((1, []), (VERSION, [1]))
        versions.append(version(trial))
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
    assert versions == sorted(versions)
    assert {*versions} == {1, VERSION}


def _archive(path: Path) -> None:
    open_store(path, write=True).hand([Edit("archive", 1)], ACTOR)


def test_a_lock_of_a_shared_register_is_for_its_group(store: Store) -> None:
    store.path.chmod(0o660)
    with store.outbox.sender():
        assert store.path.with_name("office.db.sending").stat().st_mode & 0o777 == 0o660


def test_a_link_in_the_locks_place_is_not_followed(store: Store, tmp_path: Path) -> None:
    from synctui.errors import RegisterError

    target = tmp_path / "target"
    store.path.with_name("office.db.sending").symlink_to(target)
    with pytest.raises(RegisterError, match="cannot be made"), store.outbox.sender():
        pass
    assert not target.exists()
