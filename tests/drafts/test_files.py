"""Saved reviews on the disk: private, whole, one a source, decided by one process at a time."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from drafts.making import ME
from register.tracing import UNWATCHED
from synctui.cli.drafts import Drafts
from synctui.core.draft import Draft, Origin
from synctui.core.ports import Actor
from synctui.errors import InputError, OutputError


def draft(source: str = "file", *, register: str = "r1", saved_at: str = "2026-01-12T13:00:00Z") -> bytes:
    """Return a saved review without decisions."""
    origin = Origin(source=source, kind="excel", title=f"{source}.xlsx")
    told = Draft(schema=1, register=register, origin=origin, owner="an", host="o", saved_at=saved_at, decided=3)
    return msgspec.json.encode(told)


@pytest.fixture
def drafts(tmp_path: Path) -> Iterator[Drafts]:
    """Return the saved reviews of one register, in a folder that is not there yet."""
    made = Drafts(tmp_path / "state" / "reviews", "r1", ME)
    yield made
    made.release("file")


@contextmanager
def no_space() -> Iterator[None]:
    """Let no file grow, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_what_was_written_is_read_and_private(drafts: Drafts, tmp_path: Path) -> None:
    assert drafts.read("file") is None
    drafts.write("file", draft())
    found = drafts.read("file")
    assert found
    assert found.origin.title == "file.xlsx"
    (file,) = (tmp_path / "state" / "reviews").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    drafts.discard("file")
    assert drafts.read("file") is None
    drafts.discard("file")


def test_each_source_of_each_register_has_its_own(drafts: Drafts, tmp_path: Path) -> None:
    other = Drafts(tmp_path / "state" / "reviews", "r2", ME)
    drafts.write("file", draft())
    drafts.write("../../odd name", draft("odd", saved_at="2026-01-13T13:00:00Z"))
    other.write("file", draft(register="r2"))
    assert [told.origin.source for told in drafts.heads()] == ["odd", "file"]
    assert [told.register for told in other.heads()] == ["r2"]


def test_a_damaged_file_is_refused_when_opened_and_hides_no_other(drafts: Drafts, tmp_path: Path) -> None:
    drafts.write("file", b'{"schema": 1')
    drafts.write("other", draft("other"))
    assert [told.origin.source for told in drafts.heads()] == ["other"]
    with pytest.raises(InputError, match="cannot be read"):
        drafts.read("file")


def test_a_full_disk_leaves_what_was_saved_before(drafts: Drafts, tmp_path: Path) -> None:
    drafts.write("file", draft())
    with no_space(), pytest.raises(OutputError, match="could not be written"):
        drafts.write("file", draft(saved_at="later"))
    found = drafts.read("file")
    assert found
    assert found.saved_at == "2026-01-12T13:00:00Z"
    assert len(list((tmp_path / "state" / "reviews").iterdir())) == 1


def test_one_decides_and_the_others_hear_who(drafts: Drafts, tmp_path: Path) -> None:
    colleague = Drafts(tmp_path / "state" / "reviews", "r1", Actor("els", "office"))
    assert (drafts.claim("file"), drafts.claim("file")) == ("", "")
    assert colleague.claim("file").startswith("an@office (")
    assert colleague.claim("other") == ""
    drafts.release("file")
    assert colleague.claim("file") == ""
    assert drafts.claim("file").startswith("els@office (")
    colleague.release("file")
    colleague.release("other")


def test_a_killed_process_decides_no_more(drafts: Drafts, tmp_path: Path) -> None:
    program = (
        "import sys, time\nfrom pathlib import Path\nfrom synctui.cli.drafts import Drafts\n"
        "from synctui.core.ports import Actor\n"
        "print(repr(Drafts(Path(sys.argv[1]), 'r1', Actor('els', 'office')).claim('file')), flush=True)\n"
        "sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "state" / "reviews")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "''\n"
        assert drafts.claim("file") == f"els@office ({other.pid})"
        other.kill()
    assert drafts.claim("file") == ""


def test_a_home_that_cannot_be_written_is_told_when_saving(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where a folder should be")
    drafts = Drafts(tmp_path / "state" / "reviews", "r1", ME)
    assert drafts.claim("file") == ""
    assert drafts.heads() == []
    with pytest.raises(OutputError, match="cannot be made"):
        drafts.write("file", draft())


def test_killed_at_any_call_there_is_the_old_review_or_the_new_one(tmp_path: Path) -> None:
    command = [sys.executable, str(Path(__file__).parent / "killed.py"), str(tmp_path / "reviews")]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    ended, found = zip(*(map(int, line.split()) for line in told), strict=True)
    if ended[-1] == UNWATCHED:
        pytest.skip("this system lets nobody watch calls")
    assert len(told) > 5
    assert (ended[-1], found[-1]) == (0, 2)
    assert set(ended[:-1]) == {-9}
    assert list(found) == sorted(found)
    assert set(found) == {1, 2}
