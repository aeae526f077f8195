"""Services on real parts for the app's tests: a register on a file, sources, files that can be read back."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import functools
import shutil
import sqlite3
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

from synctui.core.plan import encode
from synctui.core.ports import Actor, Source
from synctui.register import Store, create, open_store
from synctui.sources.demo import FIRST_YEAR, fill
from synctui.sources.files import open_file
from synctui.sources.sample import Sample
from synctui.tui.services import Services, Setting, SourceChoice

ACTOR = Actor("an", "office")
CHOICES = (SourceChoice("sample", "Sample office", "made-up people, nothing to configure"),)
TODAY = date(2026, 11, 24)
CONFIG = "/home/an/.config/synctui/config.toml"
SETTINGS = (
    Setting("register.name", "Accounton", "default", ""),
    Setting("look.mouse", "false", "option", "--no-mouse"),
)


@functools.cache
def _filled() -> Path:
    """Return a register that the sample office has filled, made once a test run."""
    folder = Path(tempfile.mkdtemp(prefix="synctui-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "demo.sqlite"
    store = create(path, name="Accounton", tax_year=FIRST_YEAR, actor=ACTOR)
    store.clock = lambda: "2026-01-12T08:30:00Z"
    with ThreadPoolExecutor(1) as thread:  # a test may run a loop of its own already
        thread.submit(lambda: asyncio.run(fill(store, ACTOR))).result()
    store.close()
    return path


def demo_register(folder: Path, name: str = "") -> Store:
    """Return a copy of the sample office's register, under another *name* where one is given."""
    path = Path(shutil.copyfile(_filled(), folder / "demo.sqlite"))
    path.chmod(0o600)
    if name:
        with contextlib.closing(sqlite3.connect(path)) as file, file:
            file.execute("UPDATE register SET name = ?", (name,))
    return _open(path)


def empty_register(folder: Path) -> Store:
    """Return a register without clients."""
    create(folder / "empty.sqlite", name="Accounton", tax_year=2026, actor=ACTOR).close()
    return _open(folder / "empty.sqlite")


def _open(path: Path) -> Store:
    store = open_store(path, write=True)
    store.clock = lambda: "2026-11-24T09:12:00Z"
    return store


def services(store: Store, **others: object) -> Services:
    """Return services on *store* that write what they are given as plain bytes."""
    usual = Services(
        register=store,
        actor=ACTOR,
        today=TODAY,
        open_file=_open_file,
        sheets=lambda path: [each.name for each in open_file(path).sheets()],
        open_source=lambda _name: Sample(),
        write_template=lambda path, language: _write(path, language.encode()),
        write_rejects=lambda path, review: _write(path, str(len(review.comparison.intake.invalid)).encode()),
        write_plan=lambda path, plan: _write(path, encode(plan)),
        write_report=lambda path, detail: _write(path, str(detail.row.run).encode()),
        write_put_right=lambda path, wrong, source: _write(path, "\n".join([source, *map(str, wrong)]).encode()),
        write_clients=lambda path, rows: _write(path, " ".join(str(row.id) for row in rows).encode()),
        choices=CHOICES,
        role=store.role(ACTOR.login),
        settings=SETTINGS,
        config_file=CONFIG,
    )
    return replace(usual, **others)  # type: ignore[arg-type]


def _open_file(path: Path, name: str, sheet: str | None) -> Source:
    return open_file(path, None, name, sheet)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
