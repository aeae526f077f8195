"""What is copied arrives by every way that may work, whole and without control characters."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest

from synctui.tui.copying import LONGEST, copy
from terminal.journey import to_review
from terminal.terminal import Terminal

TEXT = "Noël D'Hondt \x1b]52;c;AAAA\x07 $(touch hacked)"
SHOWN = "Noël D'Hondt ␛]52;c;AAAA␇ $(touch hacked)"


@pytest.fixture
def tools(tmp_path: Path) -> Callable[..., dict[str, str]]:
    """Return what makes tools that keep their input beside them, and the environment that finds only these."""

    def make(*names: str, fail: str = "") -> dict[str, str]:
        for name in names:
            tool = tmp_path / name
            tool.write_text(f'#!/bin/sh\n[ "$2" = "{fail or "never"}" ] && exit 1\nexec /bin/cat >"{tool}.took"\n')
            tool.chmod(0o700)
        return {"PATH": str(tmp_path), "TERM": "xterm-256color"}

    return make


def took(environment: dict[str, str], name: str) -> str:
    """Return what a tool was given."""
    return Path(environment["PATH"], f"{name}.took").read_text(encoding="utf-8")


def test_a_terminal_is_sent_the_text_without_its_control_characters() -> None:
    sent: list[str] = []
    assert copy(TEXT, sent.append, {"TERM": "xterm", "PATH": ""}) == ["terminal"]
    assert sent == [SHOWN]


@pytest.mark.parametrize("kind", ["linux", "dumb", "vt100", ""])
def test_a_terminal_without_a_clipboard_is_sent_nothing(kind: str) -> None:
    sent: list[str] = []
    assert copy(TEXT, sent.append, {"TERM": kind, "PATH": ""}) == []
    assert sent == []


def test_more_than_a_terminal_takes_is_not_sent_to_it() -> None:
    sent: list[str] = []
    assert copy("é" * LONGEST, sent.append, {"TERM": "xterm", "PATH": ""}) == []
    assert sent == []


def test_tmux_has_it_in_its_buffer_too_an_old_one_in_the_buffer_alone(tools: Callable[..., dict[str, str]]) -> None:
    for fail in ("", "-w"):
        environment = {**tools("tmux", fail=fail), "TMUX": "socket,1,0", "SSH_CONNECTION": "10.0.0.1"}
        assert copy(TEXT, lambda _text: None, environment) == ["terminal", "tmux"]
        assert took(environment, "tmux") == SHOWN


def test_the_desktop_has_it_where_the_reader_sits_at_it(tools: Callable[..., dict[str, str]]) -> None:
    desktop = {**tools("xsel"), "DISPLAY": ":0"}
    assert copy(TEXT, lambda _text: None, desktop) == ["terminal", "xsel"]
    assert took(desktop, "xsel") == SHOWN
    assert copy(TEXT, lambda _text: None, {**desktop, "SSH_CONNECTION": "10.0.0.1"}) == ["terminal"]


def test_over_the_line_it_is_osc_52_and_the_second_time_a_box(start: Callable[..., Terminal]) -> None:
    terminal = start(env={"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"})
    to_review(terminal)
    terminal.press("j")
    terminal.see("Baert, Hilde ·")
    terminal.press("Y")
    terminal.see("copied by the terminal")
    sent = terminal.raw.rsplit(b"\x1b]52;c;", 1)[1].split(b"\x07")[0]
    assert base64.b64decode(sent).decode() == "Baert, Hilde"
    terminal.press("Y")
    terminal.see("Mark it with the mouse")
    terminal.press("\r")
    terminal.press("q")
    terminal.see("Go on with the review")


def test_where_no_way_is_left_the_text_is_shown(start: Callable[..., Terminal]) -> None:
    terminal = start(env={"TERM": "linux", "SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"})
    to_review(terminal)
    terminal.press("jY")
    terminal.see("Mark it with the mouse", "Baert, Hilde")
    assert b"\x1b]52" not in terminal.raw
