"""The core, a quick start and the command line load only what they may, seen from outside in a fresh process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from synctui.core.ports import Actor
from synctui.register import create

HEAVY = ("textual", "rich", "httpx", "sqlalchemy", "alembic", "sqlite3", "openpyxl", "python_calamine", "phonenumbers")


def loaded_after(code: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter holds after running *code*."""
    script = f"{code}\nimport sys\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "module",
    [
        "synctui.core.engine",
        "synctui.core.planning",
        "synctui.core.options",
        "synctui.core.summary",
        "synctui.i18n",
        "synctui.core.mailing",
    ],
)
def test_the_core_loads_no_screen_wire_or_database(module: str) -> None:
    outside = {"textual", "rich", "httpx", "sqlalchemy", "alembic", "sqlite3", "click", "openpyxl", "python_calamine"}
    assert not loaded_after(f"import {module}") & outside


def test_the_version_is_told_without_loading_anything_heavy() -> None:
    code = "import os, sys\nsys.argv = ['synctui', '--version']\nfrom synctui.__main__ import main\n"
    code += "os._exit = lambda code: print('ends with', code)\nmain()"
    loaded = loaded_after(code)
    assert "synctui" in loaded
    assert not loaded & {*HEAVY, "msgspec", "email_validator", "stdnum", "asyncio"}


def test_the_register_loads_no_screen_and_no_source() -> None:
    assert not loaded_after("import synctui.register") & {"textual", "rich", "httpx", "python_calamine", "openpyxl"}


def test_a_register_is_read_without_what_writes_it(tmp_path: Path) -> None:
    place = tmp_path / "register.sqlite"
    create(place, name="Accounton", tax_year=2026, actor=Actor("an", "desk")).close()
    code = f"from synctui.register import open_store\nstore = open_store({str(place)!r}, write=False)\n"
    code += "store.info(), store.snapshot('file'), store.clients(), store.runs(), store.outbox.candidates()"
    loaded = loaded_after(code)
    assert "sqlite3" in loaded
    assert not loaded & {"sqlalchemy", "alembic"}


def test_the_mail_room_loads_no_register_and_no_smtp_before_it_sends() -> None:
    loaded = loaded_after("import synctui.mail.mailroom, synctui.mail.folder")
    assert not loaded & {"textual", "httpx", "sqlalchemy", "sqlite3", "aiosmtplib", "smtplib"}


def test_the_first_paint_waits_for_no_core_register_or_source() -> None:
    code = "import synctui.cli.app, synctui.cli.keymap, synctui.cli.leaving, synctui.tui.app, sys\nprint()\n"
    code += "later = tuple(f'synctui.{part}' for part in ('core.', 'register', 'sources', 'mail', 'report'))\n"
    code += "assert {m for m in sys.modules if m.startswith(later)} == {'synctui.core.visible'}"
    loaded = loaded_after(code)
    assert "textual" in loaded
    assert not loaded & {"sqlalchemy", "sqlite3", "httpx", "openpyxl", "python_calamine", "keyring"}
