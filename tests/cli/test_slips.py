"""Slips of scripts and people: what cannot be meant is refused before anything is done, and what is saved is saved."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.office import ADDING, Run, export, staff
from synctui.core.fields import EMAIL, FIRST_NAME, LANGUAGE, LAST_NAME, NATIONAL_NUMBER


@pytest.fixture
def file(call: Run, home: Path) -> Path:
    """Return the export of an office that has a register and a saved plan."""
    call("init", "--tax-year", 2026)
    made = export(home / "c.csv", staff(5))
    call("plan", made, *ADDING, "--out", "P.json")
    return made


@pytest.mark.parametrize(
    "line",
    [
        "clients --register=", "runs --config=", "plan c.csv --as=", "plan c.csv --workflow=",
        "plan c.csv --questionnaire=", "plan c.csv --overwrite=", "plan c.csv --keep=", "plan c.csv --max-archive=",
        "plan c.csv --out=",
        "apply --yes ", "plan c.csv --overwrite=none:first-seen", "plan c.csv --keep=street,all --overwrite=street",
    ],
)  # fmt: skip
def test_a_value_that_says_nothing_is_no_value(call: Run, file: Path, line: str) -> None:
    done = call(*line.split(" "))
    assert (done.returncode, done.stdout) == (2, ""), done.stderr


def test_a_form_that_a_verb_does_not_write_is_refused_before_it_acts(call: Run, file: Path, home: Path) -> None:
    for line in (
        "apply P.json --yes --format csv",
        "--format xlsx apply P.json --yes",
        "mapping c.csv --accept --format csv",
    ):
        done = call(*line.split())
        assert (done.returncode, done.stdout) == (2, ""), line
    assert call("init", "--register", "n.sqlite", "--format", "csv").returncode == 2
    assert not (home / "n.sqlite").exists()
    assert json.loads(call("runs", "--json").stdout) == []
    assert "csv" not in call("runs", "--help").stdout
    assert "csv" in call("clients", "--help").stdout


def test_plan_and_rejects_are_files_of_their_own(call: Run, file: Path, home: Path) -> None:
    assert call("plan", file, "--out", "x", "--rejects", "./x").returncode == 2
    assert not (home / "x").exists()


def test_a_plan_is_saved_whoever_reads_what_is_printed(environment: dict[str, str], file: Path, home: Path) -> None:
    line = f"{sys.executable} -m synctui plan {file} --out Q.json > /dev/full"
    done = subprocess.run(["bash", "-c", line], cwd=home, env=environment, capture_output=True, check=False)
    assert done.returncode == 12
    assert json.loads((home / "Q.json").read_text())["counts"]["only_in_import"] == 5


def test_a_full_stderr_does_not_change_the_code(environment: dict[str, str], home: Path) -> None:
    line = f"{sys.executable} -m synctui nonsense 2> /dev/full"
    done = subprocess.run(["bash", "-c", line], cwd=home, env=environment, capture_output=True, check=False)
    assert done.returncode == 2


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("plan {long}.xlsx", 2), ("plan {long}/c.xlsx", 2), ("plan csv:{long}", 3), ("apply {long} --yes", 3),
        ("init --register {long}.sqlite", 5), ("init --register {long}/r.sqlite", 5), ("template {long}.xlsx", 12),
        ("template {long}/t.xlsx", 12), ("clients --register {long}", 5),
    ],
)  # fmt: skip
def test_a_name_that_is_too_long_is_refused_like_any_other(call: Run, file: Path, line: str, code: int) -> None:
    done = call(*line.format(long="x" * 300).split())
    assert done.returncode == code, done.stderr


def test_the_line_that_would_make_a_register_can_be_copied(call: Run) -> None:
    assert "synctui init --register 'my office.sqlite'" in call("runs", "--register", "my office.sqlite").stderr


def test_clients_are_saved_in_the_form_that_the_name_says(call: Run, file: Path, home: Path) -> None:
    call("apply", "P.json", "--yes")
    for name, start in (("x.csv", b"id,"), ("x.XLSX", b"PK"), ("x.json", b"["), ("x.txt", b"Id "), ("x", b"Id ")):
        assert call("clients", "--out", name).returncode == 0
        assert (home / name).read_bytes().startswith(start), name
    assert call("clients", "--out", "x.csv", "--json").returncode == 0
    assert (home / "x.csv").read_bytes().startswith(b"[")
    call("template", "t.xlsx")
    assert call("clients", "--template", "t.xlsx", "--out", "f.xlsx", "--json").returncode == 2


def test_a_number_that_nobody_has_is_not_told_whole(call: Run, file: Path) -> None:
    done = call("explain", file, "85073003328")
    assert (done.returncode, "85073003328" in done.stderr) == (3, False)
    assert "85073003328" in call("explain", file, "85073003328", "--show-numbers").stderr


@pytest.mark.parametrize("login", ["", " ", "an peeters", "an\x1b[31m", "an\n"])
def test_what_is_no_login_gets_no_role(call: Run, file: Path, login: str) -> None:
    assert call("users", "set", login, "admin").returncode == 2
    assert len(json.loads(call("users", "--json").stdout)) == 1


def test_a_folder_is_no_source(call: Run, file: Path) -> None:
    for text in (".", "csv:."):
        done = call("plan", text)
        assert (done.returncode, "folder" in done.stderr) == (3, True)


def test_a_file_whose_name_is_no_utf8_is_read_and_words_that_are_none_are_refused(call: Run, file: Path) -> None:
    odd = file.rename(file.with_name(os.fsdecode(b"No\xebl\x1b.csv")))
    done = call("plan", odd, *ADDING, "--out", "O.json", "--json")
    assert (done.returncode, json.loads(done.stdout)["counts"]["only_in_import"]) == (0, 5), done.stderr
    assert "No<U+DCEB>l␛.csv!2" in call("explain", odd, staff(1)[0][EMAIL], "--json").stdout
    for option in ("--as", "--workflow", "--register"):
        assert call("plan", odd, option, os.fsdecode(b"\xff")).returncode == 2
    assert "\x1b" not in call("template", os.fsdecode(b"\x1b\xff.xlsx")).stderr


@pytest.fixture
def whole(home: Path, file: Path) -> Path:
    """Return an export with the full name in one column whose header says nothing."""
    rows = [
        (f"{one[LAST_NAME]} {one[FIRST_NAME]}", *(one[at] for at in (EMAIL, LANGUAGE, NATIONAL_NUMBER)))
        for one in staff(5)
    ]
    return export(home / "whole.csv", rows, ["Wie", "E-mail", "Taal", "INSZ"])


def test_a_full_name_is_split_when_it_is_said_which_column_it_is(call: Run, whole: Path) -> None:
    assert call("plan", whole).returncode == 3
    done = call("mapping", whole, "--set", "full_name=Wie", "--json")
    assert (done.returncode, json.loads(done.stdout)["confirmed"]) == (0, True), done.stderr
    names = [op["new"]["last_name"] for op in json.loads(call("plan", whole, *ADDING, "--json").stdout)["operations"]]
    assert names == [one[LAST_NAME] for one in staff(5)]
    assert call("mapping", whole, "--set", "email=").returncode == 3
    done = call("mapping", whole, "--set", "kind=Wie")
    assert (done.returncode, "kind" in done.stderr.splitlines()[1]) == (2, False)


def test_the_configuration_gives_a_column_and_leaves_the_others(call: Run, whole: Path, home: Path) -> None:
    (home / "c.toml").write_text('[sources.file.mapping]\nfull_name = "Wie"\n')
    done = call("plan", whole, *ADDING, "--config", "c.toml", "--json")
    assert (done.returncode, "not confirmed" in done.stderr) == (0, True), done.stderr
    assert len(json.loads(done.stdout)["operations"]) == 5
    (home / "c.toml").write_text('[sources.file.mapping]\nfull_name = "Wie"\nemail = "B"\n')
    assert "not confirmed" not in call("plan", whole, *ADDING, "--config", "c.toml").stderr
