"""The whole way in a real terminal: a file comes in, is reviewed, confirmed, applied, read back and undone."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

from synctui.core.fields import STREET
from synctui.register import open_store
from terminal.journey import resume, saved, steps, to_clients, to_review
from terminal.terminal import Terminal

Start = Callable[..., Terminal]


def streets(home: Path) -> set[str]:
    """Return the first words of the streets that the register holds."""
    store = open_store(home / "office.sqlite", write=False)
    try:
        return {row.values[STREET].split()[0] for row in store.clients()}
    finally:
        store.close()


def test_from_the_file_to_the_register_and_back(start: Start, home: Path) -> None:
    """Killed in mid-review, gone on with, applied but for two lines that are kept, undone as a whole."""
    before = streets(home)
    assert before != {"Nieuwstraat"}
    terminal = start()
    to_review(terminal)
    terminal.press(" ")
    terminal.see("12 lines: overwrite")
    terminal.press("lj=")
    terminal.see("line: keep", "11 overwrite · 1 keep")
    terminal.press("j=")
    terminal.see("▌[=]")
    terminal.until(lambda: steps(home) == 3, "the decisions are saved by themselves")
    terminal.signal(signal.SIGKILL)
    assert terminal.ended() == -signal.SIGKILL
    terminal = start()
    resume(terminal)
    terminal.see("12/12", "10 overwrite · 2 keep")
    terminal.press("c")
    terminal.see("10 overwritten", "2 kept", "12 in both", "12 + 0 added − 0 archived = 12", "Apply to Accounton?")
    terminal.confirm("is done and was read back")
    terminal.see("overwritten            10", "u undo run")
    assert "Nieuwstraat" in streets(home)
    assert saved(home) is None
    terminal.press("u")
    terminal.see("Undo run")
    terminal.confirm("is undone")
    assert streets(home) == before
    terminal.press("q")
    to_clients(terminal)
    terminal.press("q")
    assert terminal.ended() == 0
    assert terminal.clean
