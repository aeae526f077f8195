"""Making and opening a register, who may do what, and the small verbs."""

from __future__ import annotations

import json
import sqlite3
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli.office import ADDING, HEADERS, Run, changed, export, staff
from synctui.cli.group import VERBS
from synctui.cli.session import actor
from synctui.core.roles import LOOKING

READING = (["runs"], ["clients"], ["sources"], ["users"], ["show", "1"], ["plan", "sample"], ["drift", "sample"])


def test_init_makes_the_default_register_for_this_year_and_for_its_maker_alone(call: Run, home: Path) -> None:
    done = call("init", "--json")
    made = json.loads(done.stdout)
    place = home / ".local/share/synctui/register.sqlite"
    assert (done.returncode, made["place"]) == (0, str(place))
    assert made["tax_year"] == datetime.now(UTC).year
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    assert json.loads(call("users", "--json").stdout) == [{"login": actor().login, "role": "admin"}]
    assert call("init").returncode == 5


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_a_reading_verb_never_makes_a_register_and_says_how_to(call: Run, home: Path, arguments: list[str]) -> None:
    done = call(*arguments, "--register", "office.sqlite")
    assert done.returncode == 5
    assert "synctui init --register office.sqlite" in done.stderr
    assert not list(home.rglob("*.sqlite"))


@pytest.mark.parametrize("arguments", READING[:4], ids=" ".join)
def test_a_reading_verb_leaves_the_file_byte_for_byte(call: Run, home: Path, arguments: list[str]) -> None:
    call("init", "--register", "office.sqlite")
    before = (home / "office.sqlite").read_bytes()
    assert call(*arguments, "--register", "office.sqlite").returncode == 0
    assert (home / "office.sqlite").read_bytes() == before
    assert {each.name for each in home.iterdir()} == {"office.sqlite"}


def test_an_option_beats_the_environment_and_that_the_configuration(call: Run, home: Path) -> None:
    for name in ("a", "b", "c"):
        call("init", "--register", f"{name}.sqlite")
    (home / "c.toml").write_text('[register]\nurl = "sqlite:///c.sqlite"\n')
    call("users", "set", "bea", "admin", "--register", "b.sqlite")
    call("users", "set", "cis", "admin", "--register", "c.sqlite")

    def users(*arguments: str, env: dict[str, str]) -> str:
        return str(call("users", *arguments, env=env).stdout)

    config = {"SYNCTUI_CONFIG": "c.toml"}
    assert "cis" in users(env=config)
    assert "bea" in users(env=config | {"SYNCTUI_REGISTER": "b.sqlite"})
    named = users("--register", "a.sqlite", env=config | {"SYNCTUI_REGISTER": "b.sqlite"})
    assert "bea" not in named
    assert "cis" not in named


def test_a_file_that_is_no_register_is_named_and_left_alone(call: Run, home: Path) -> None:
    (home / "folder").mkdir()
    (home / "text.sqlite").write_text("hello, this is no database at all")
    with sqlite3.connect(home / "other.sqlite") as other:
        other.execute("create table t (x)")
    other.close()
    before = (home / "other.sqlite").read_bytes()
    for name in ("folder", "text.sqlite", "other.sqlite"):
        done = call("runs", "--register", name)
        assert done.returncode == 5
        assert name in done.stderr
    assert (home / "other.sqlite").read_bytes() == before


@pytest.fixture
def looked_at(call: Run, home: Path) -> Path:
    """Return an export beside a register in which this user is an accountant."""
    call("init", "--tax-year", "2026")
    file = export(home / "clients.csv", staff(5))
    call("plan", file, *ADDING, "--out", "P.json")
    assert call("users", "set", "boss", "admin").returncode == 0
    assert call("users", "set", actor().login, "accountant").returncode == 0
    return file


def test_an_accountant_may_look_and_nothing_else(call: Run, looked_at: Path) -> None:
    allowed = [["clients"], ["runs"], ["show", "1"], ["sources"], ["template", "t.xlsx"], ["completions", "bash"]]
    refused: list[list[object]] = [
        ["plan", looked_at],
        ["apply", "P.json", "--yes"],
        ["undo", "1", "--yes"],
        ["drift", looked_at],
    ]
    refused += [["explain", looked_at, "x"], ["mapping", looked_at], ["users"], ["users", "set", "x", "admin"]]
    assert [call(*each).returncode for each in allowed] == [0] * len(allowed)
    assert [call(*each).returncode for each in refused] == [7] * len(refused)
    assert {each[0] for each in allowed} <= LOOKING
    assert not {str(each[0]) for each in refused} & LOOKING


def test_the_role_is_checked_before_anything_else_is_read(call: Run, looked_at: Path) -> None:
    assert call("plan", "csv:missing.csv").returncode == 7
    assert call("apply", "missing.json").returncode == 7


def test_the_last_admin_stays(call: Run) -> None:
    call("init")
    assert call("users", "remove", actor().login).returncode != 0
    assert call("users", "set", actor().login, "accountant").returncode != 0
    assert "admin" in call("users").stdout


def test_the_login_is_the_real_one_whatever_the_environment_says(call: Run) -> None:
    call("init", env={"USER": "mallory", "LOGNAME": "mallory"})
    assert "mallory" not in call("users", env={"USER": "mallory"}).stdout


def test_a_template_is_saved_in_the_language_of_the_screens_and_read_back_without_doubt(call: Run, home: Path) -> None:
    call("init")
    for language in ("nl", "fr", "de", "en"):
        file = f"{language}.xlsx"
        assert call("template", file, "--lang", language).returncode == 0
        done = call("mapping", file, "--json")
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["doubts"] == []
    assert stat.S_IMODE((home / "nl.xlsx").stat().st_mode) == 0o600
    assert call("template", "clients.csv").returncode == 2
    assert call("template", "nowhere/t.xlsx").returncode == 12


def test_rejects_are_saved_with_reasons_and_can_be_read_again(call: Run, home: Path) -> None:
    call("init")
    people = staff(6)
    file = export(home / "c.csv", [changed(people[0], email="nobody"), changed(people[1], last_name=""), *people[2:]])
    done = call("plan", file, *ADDING, "--rejects", "rejects.xlsx", "--json")
    assert done.returncode == 9
    assert json.loads(done.stdout)["counts"]["invalid"] == 2
    again = json.loads(call("plan", "rejects.xlsx", *ADDING, "--json").stdout)
    assert (again["counts"]["invalid"], again["made_from"]["fetched"]) == (2, 2)


def test_clients_fill_a_template(call: Run, home: Path) -> None:
    call("init", "--tax-year", "2026")
    call("template", "t.xlsx")
    call("plan", export(home / "c.csv", staff(5)), *ADDING, "--out", "P.json")
    assert call("apply", "P.json", "--yes").returncode == 0
    assert call("clients", "--template", "t.xlsx").returncode == 2
    before = (home / "t.xlsx").read_bytes()
    assert call("clients", "--template", "t.xlsx", "--out", "t.xlsx").returncode == 12
    assert call("clients", "--template", "t.xlsx", "--out", "filled.xlsx").returncode == 0
    assert (home / "t.xlsx").read_bytes() == before
    assert json.loads(call("plan", "filled.xlsx", "--as", "upload", "--json").stdout)["counts"]["in_both"] == 5


def test_a_source_that_is_not_there_is_a_usage_error_that_lists_what_is(call: Run) -> None:
    call("init")
    for text, said in (("exel:c.xlsx", "excel"), ("adminpuls", "adminpulse"), ("simple", "sample"), ("c.xlsx", "path")):
        done = call("plan", text)
        assert done.returncode == 2
        assert said in done.stderr
    assert call("plan", "csv:-").returncode == 2
    assert call("plan", "csv:missing.csv").returncode == 3
    assert call("plan", "sample", "--as", "x").returncode == 2


def test_what_cannot_be_meant_is_a_usage_error_before_anything_is_written(call: Run, home: Path) -> None:
    call("init", "--tax-year", "2026")
    file = export(home / "c.csv", staff(5))
    wrong = [["--tax-year", "2025"], ["--overwrite", "street", "--keep", "street"], ["--overwrite", "straat"]]
    wrong += [["--keep", "street:changed"], ["--accept", "household"], ["--max-archive", "many"]]
    wrong += [["--questionnaire", "Checklist VenB"], ["--language", "es"], ["--workflow", "PB"], ["--format", "csv"]]
    for options in wrong:
        done = call("plan", file, *options, "--out", "P.json", "--quiet")
        assert done.returncode == 2, (options, done.stderr)
        assert done.stderr.count("\n") == 2, done.stderr
    assert not (home / "P.json").exists()


def test_questions_need_a_terminal_or_yes(call: Run, home: Path) -> None:
    call("init", "--tax-year", "2026")
    call("plan", export(home / "c.csv", staff(5)), *ADDING, "--out", "P.json")
    done = call("apply", "P.json")
    assert done.returncode == 2
    assert "--yes" in done.stderr
    assert json.loads(call("runs", "--json").stdout) == []


@pytest.mark.parametrize("arguments", [[], ["demo"]], ids=["app", "demo"])
def test_the_app_without_a_terminal_says_so_and_makes_nothing(run: Run, home: Path, arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "terminal" in done.stderr
    assert not list(home.rglob("*"))


def test_the_app_without_standard_input_says_the_same(environment: dict[str, str], home: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m synctui 0<&-"], cwd=home, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_completions_know_the_verbs(run: Run) -> None:
    script = run("completions", "bash")
    assert script.returncode == 0
    assert "_SYNCTUI_COMPLETE" in script.stdout
    asked = {"_SYNCTUI_COMPLETE": "bash_complete", "COMP_WORDS": "synctui ap", "COMP_CWORD": "1"}
    assert run(env=asked).stdout == "plain,apply\n"
    asked |= {"COMP_CWORD": "2"}
    assert run(env=asked | {"COMP_WORDS": "synctui plan admin"}).stdout == "plain,adminpulse\nplain,adminconsult\n"
    assert run(env=asked | {"COMP_WORDS": "synctui plan cl"}).stdout == "file,cl\n"
    assert run("completions", "tcsh").returncode == 2


def test_quiet_says_nothing_and_ascii_prints_nothing_else(call: Run) -> None:
    assert call("init", "--quiet").stderr == ""
    assert call("plan", "sample", "--quiet").stderr == ""
    people = call("plan", "sample", "--ascii").stdout
    assert "sample -> Accounton" in people
    assert not {"→", "·", "…", "—", "•"} & set(people)


def test_common_options_stand_before_or_after_the_verb(call: Run) -> None:
    call("init", "--register", "a.sqlite")
    before = call("--register", "a.sqlite", "--json", "users")
    after = call("users", "--register", "a.sqlite", "--json")
    assert before.stdout == after.stdout
    assert before.returncode == 0
    assert "client" in call("--lang", "fr", "plan", "--help").stdout


def test_every_verb_of_the_table_is_named_once() -> None:
    assert len(VERBS) == len(set(VERBS))


def test_a_reader_that_leaves_ends_clients_with_141(run: Run, environment: dict[str, str], home: Path) -> None:
    run("init", "--tax-year", "2026")
    export(home / "c.csv", staff(400))
    run("plan", "c.csv", *ADDING, "--out", "P.json", "--accept", "empty")
    assert run("apply", "P.json", "--yes").returncode == 0
    line = f"{sys.executable} -m synctui clients --json | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", line], cwd=home, env=environment, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (141, "[\n", "")


def test_a_configuration_that_everybody_can_read_is_told_of(call: Run, home: Path) -> None:
    call("init")
    (home / "c.toml").write_text("")
    (home / "c.toml").chmod(0o644)
    assert "chmod 600 c.toml" in call("users", "--config", "c.toml").stderr
    assert call("users", "--config", "c.toml", "--quiet").stderr == ""
    (home / "c.toml").chmod(0o600)
    assert call("users", "--config", "c.toml").stderr == ""


def test_a_home_that_cannot_hold_a_register_is_told_with_its_path(call: Run, home: Path) -> None:
    env = {"HOME": "/dev/null/home"}
    done = call("init", env=env)
    assert done.returncode == 5
    assert "/dev/null/home" in done.stderr
    assert call("init", "--register", home / "r.sqlite", env=env).returncode == 0
    assert call("users", "--register", home / "r.sqlite", env=env).returncode == 0


def test_a_plan_given_as_a_source_and_a_workbook_given_as_a_plan_are_named(call: Run, home: Path) -> None:
    call("init", "--tax-year", "2026")
    call("template", "t.xlsx")
    call("plan", export(home / "c.csv", staff(5)), *ADDING, "--out", "P.json")
    for arguments in (["plan", "P.json"], ["plan", "excel:P.json"], ["apply", "t.xlsx", "--yes"], ["show", "t.xlsx"]):
        done = call(*arguments)
        assert done.returncode == 3, arguments
        assert arguments[1].removeprefix("excel:") in done.stderr


def test_hostile_text_never_reaches_the_terminal_raw(call: Run, home: Path) -> None:
    call("init", "--tax-year", "2026")
    bad = "\x1b]0;x\x07\u202e"
    people = [changed(staff(5)[0], email=f"{bad}@"), changed(staff(5)[1], city=f"Gent{bad}"), *staff(5)[2:]]
    file = export(home / "c.csv", people, [*HEADERS[:-1], f"Note{bad}"])
    for arguments in (["plan", file, *ADDING], ["mapping", file], ["explain", file, people[1][2]], ["plan", f"x{bad}"]):
        done = call(*arguments)
        assert done.stdout + done.stderr
        assert not {"\x1b", "\x07", "\u202e"} & set(done.stdout + done.stderr), arguments
