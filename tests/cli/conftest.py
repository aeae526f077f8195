"""Run the real program, away from the user's own files, language and terminal."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from cli.office import Run
from synctui.cli import signals
from synctui.cli.start import run as run_line


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return an empty home folder."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    """Return an environment in which nothing of the user's is found."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "VIRTUAL_ENV") if name in os.environ}
    return {**kept, "HOME": str(home), "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "TERM": "xterm-256color"}


@pytest.fixture
def run(home: Path, environment: dict[str, str]) -> Run:
    """Return what runs ``synctui`` with arguments in the home folder, without a terminal."""

    def start(
        *arguments: object,
        env: Mapping[str, str] | None = None,
        input: str = "",  # noqa: A002
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "synctui", *map(str, arguments)],
            cwd=home,
            env={**environment, **(env or {})},
            input=input,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    return start


@pytest.fixture
def call(home: Path, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what does the same inside this process: as far as a program can go without starting one, and faster."""

    def start(*arguments: object, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        printed, said = io.BytesIO(), io.BytesIO()
        out, err = (io.TextIOWrapper(stream, "utf-8", newline="") for stream in (printed, said))
        with monkeypatch.context() as world:
            for name in [name for name in os.environ if name.startswith(("SYNCTUI_", "LC_", "XDG_"))]:
                world.delenv(name)
            for name, value in {**environment, **(env or {})}.items():
                world.setenv(name, value)
            world.chdir(home)
            world.setattr(sys, "stdin", io.StringIO())
            world.setattr(sys, "stdout", out)
            world.setattr(sys, "stderr", err)
            world.setattr(signals, "catch", lambda: None)
            code = run_line([str(each) for each in arguments])
            out.flush()
            err.flush()
        return subprocess.CompletedProcess([], code, printed.getvalue().decode(), said.getvalue().decode())

    return start
