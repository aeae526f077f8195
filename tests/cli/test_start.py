"""The program starts, says what is wrong on stderr, and ends with the code that the page promises."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cli.office import Run
from synctui import __version__
from synctui.cli.group import VERBS


def test_the_version_is_told_without_importing_a_library(environment: dict[str, str]) -> None:
    code = (
        "import os, sys\nsys.argv = ['synctui', '--version']\nfrom synctui.__main__ import main\nos._exit = sys.exit\n"
        "try:\n    main()\nfinally:\n    sys.stderr.write(' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.stdout == f"synctui {__version__}\n"
    heavy = {"click", "msgspec", "platformdirs", "textual", "sqlalchemy", "asyncio", "importlib.metadata", "gettext"}
    assert "synctui.errors" in done.stderr
    assert not heavy & set(done.stderr.split())


def test_help_lists_every_verb_without_importing_what_they_need(environment: dict[str, str]) -> None:
    code = (
        "import os, sys\nsys.argv = ['synctui', '--help']\nfrom synctui.__main__ import main\nos._exit = sys.exit\n"
        "try:\n    main()\nfinally:\n    sys.stderr.write(' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert all(f"  {verb} " in done.stdout for verb in VERBS)
    assert "click" in done.stderr
    assert not {"textual", "sqlalchemy", "alembic", "openpyxl", "asyncio"} & set(done.stderr.split())


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(run: Run, verb: str) -> None:
    done = run(verb, "--help")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"Usage: synctui {verb}")


def test_a_mistyped_verb_or_option_names_the_nearest_one(run: Run) -> None:
    verb, option = run("pln"), run("clients", "--statu", "sent")
    assert (verb.returncode, option.returncode) == (2, 2)
    assert "“plan”" in verb.stderr
    assert "--status" in option.stderr
    assert verb.stdout == option.stdout == ""


def test_the_language_is_that_of_option_environment_configuration_locale_in_that_order(run: Run, home: Path) -> None:
    folder = home / ".config" / "synctui"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('language = "fr"\n')
    locale = {"LANG": "de_BE.UTF-8"}
    words = {"nl": "een klantenbestand maken", "fr": "créer un fichier clients", "de": "eine Kundendatei anlegen"}
    assert words["nl"] in run("--help", "--lang", "nl", env=locale | {"SYNCTUI_LANG": "de"}).stdout
    assert words["de"] in run("--help", env=locale | {"SYNCTUI_LANG": "de"}).stdout
    assert words["fr"] in run("--help", env=locale).stdout
    (folder / "config.toml").unlink()
    assert words["de"] in run("--help", env=locale).stdout
    assert "make a register" in run("--help", env={"LANG": "xx_YY"}).stdout
    assert run("--lang", "xx", "runs").returncode == 2


def test_a_wrong_configuration_is_a_usage_error_with_its_place(run: Run, home: Path) -> None:
    (home / "c.toml").write_text("[register]\nurll = 'x'\n")
    for arguments in (["--config", "c.toml", "runs"], ["runs", "--config", "c.toml"]):
        done = run(*arguments)
        assert done.returncode == 2
        assert "c.toml:2: unknown key register.urll" in done.stderr
        assert "register.url" in done.stderr
    assert run("runs", env={"SYNCTUI_CONFIG": "none.toml"}).returncode == 2
    assert run("runs", "--config", "c.toml", "--register", "r.sqlite").returncode == 2


def test_a_full_disk_under_standard_output_is_an_error(environment: dict[str, str]) -> None:
    for arguments in (["--version"], ["--help"]):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [sys.executable, "-m", "synctui", *arguments],
                env=environment, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
            )  # fmt: skip
        assert done.returncode == 12
        assert "Traceback" not in done.stderr
        assert done.stderr


def test_a_reader_that_leaves_ends_the_program_quietly(environment: dict[str, str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "synctui", "--help"],
        env=environment, stdout=writing, stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGHUP, 129), (signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_the_program_with_its_code(
    environment: dict[str, str], number: signal.Signals, code: int
) -> None:
    program = (
        "import os, signal, sys\nimport synctui.cli.start as start\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # ignored in what a shell runs in the background
        f"def wait(*_, **__):\n    os.kill(os.getpid(), {int(number)})\n    import time; time.sleep(20)\n"
        "start._run = wait\n"
        "sys.exit(start.run([]))"
    )
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", "")


def test_a_bug_is_told_without_the_values_it_saw(environment: dict[str, str], home: Path) -> None:
    program = (
        "import sys\nimport synctui.cli.start as start\n"
        "def fail(*_, **__):\n    name = 'Baert'\n    raise KeyError('85073003328 ' + name)\n"
        "start._run = fail\n"
        "sys.exit(start.run([]))"
    )
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    (log,) = (home / ".local" / "state" / "synctui").iterdir()
    assert str(log) in done.stderr
    assert log.stat().st_mode & 0o777 == 0o600
    assert "KeyError" in log.read_text()
    for text in (done.stderr, log.read_text()):
        assert "85073003328" not in text
        assert "Baert" not in text
