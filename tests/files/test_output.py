"""Files are written whole or not at all, for their owner alone, and never over what must stay."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from synctui.errors import Exit, OutputError
from synctui.report.output import write_file


def refusal(path: Path, protected: tuple[str | Path, ...] = ()) -> str:
    """Return what the refusal to write says; nothing is left in the folder."""
    with pytest.raises(OutputError) as raised:
        write_file(path, b"new", protected)
    assert raised.value.exit_code == Exit.OUTPUT
    return raised.value.what


def left(folder: Path) -> list[str]:
    """Return the temporary files in a folder."""
    return [path.name for path in folder.glob(".synctui-*")]


def _new(file: BinaryIO) -> None:
    file.write(b"new")


def test_a_new_file_belongs_to_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_file(tmp_path / "a.json", b"{}")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.json").stat().st_mode) == 0o600
    assert (tmp_path / "a.json").read_bytes() == b"{}"
    assert not left(tmp_path)


def test_an_existing_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old and long")
    write_file(path, _new)
    assert path.read_bytes() == b"new"


def test_a_writer_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")

    def full(file: BinaryIO) -> None:
        file.write(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="No space left"):
        write_file(path, full)
    assert path.read_bytes() == b"old"
    assert not left(tmp_path)


def test_a_link_is_replaced_and_its_target_stays(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"precious")
    link.symlink_to(target)
    write_file(link, b"new")
    assert target.read_bytes() == b"precious"
    assert not link.is_symlink()
    assert link.read_bytes() == b"new"


def test_folders_missing_folders_and_devices_are_refused(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)
    assert "no folder" in refusal(tmp_path / "missing" / "a.json")
    os.mkfifo(tmp_path / "pipe")
    assert "not a regular file" in refusal(tmp_path / "pipe")
    (tmp_path / "null").symlink_to("/dev/null")
    assert "not a regular file" in refusal(tmp_path / "null")


def test_the_source_and_the_register_are_never_overwritten(tmp_path: Path) -> None:
    register = tmp_path / "r.sqlite"
    register.write_bytes(b"register")
    (tmp_path / "hard").hardlink_to(register)
    (tmp_path / "sub").mkdir()
    for path in (register, tmp_path / "sub" / ".." / "r.sqlite", tmp_path / "hard", tmp_path / "r.sqlite-journal"):
        assert "never overwritten" in refusal(path, (f"sqlite:///{register}",))
    assert "never overwritten" in refusal(register, (register,))
    assert register.read_bytes() == b"register"


def test_what_a_killed_process_left_is_removed_once_it_is_old(tmp_path: Path) -> None:
    old, young = tmp_path / ".synctui-aa.tmp", tmp_path / ".synctui-bb.tmp"
    old.write_bytes(b"")
    young.write_bytes(b"")
    os.utime(old, (0, 0))
    write_file(tmp_path / "a", b"")
    assert left(tmp_path) == [young.name]


def test_a_process_killed_while_it_writes_leaves_the_old_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(b"old")
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom synctui.report.output import write_file\n"
        "def half(file):\n"
        "    file.write(b'half'); file.flush(); os.kill(os.getpid(), signal.SIGKILL)\n"
        "write_file(Path(sys.argv[1]), half)"
    )
    done = subprocess.run([sys.executable, "-c", code, path], check=False)
    assert done.returncode == -signal.SIGKILL
    assert path.read_bytes() == b"old"
    (rest,) = left(tmp_path)
    os.utime(tmp_path / rest, (0, 0))
    write_file(path, b"new")
    assert left(tmp_path) == []
    assert path.read_bytes() == b"new"
