"""Run the real program, away from the user's own files, language and terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


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
        *arguments: object, env: Mapping[str, str] | None = None, input: str = ""  # noqa: A002
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
