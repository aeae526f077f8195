"""Keys of the configuration are sound or none is taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.test_terminal import Terminal
from synctui.cli.keymap import complaints


def test_a_free_key_for_a_known_action_is_sound() -> None:
    assert complaints({}) == complaints({"import": "I"}) == complaints({"filter": "f,slash,ctrl+f"}) == []


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"imprt": "x"}, "imprt, which is no action; the nearest one is import"),
        ({"filter": "hyper+f"}, "“hyper+f”, which does not exist"),
        ({"import": "q"}, "means both"),
        ({"tab": "x"}, "the digits stay"),
    ],
)
def test_what_is_not_sound_is_told_with_both_names(keys: dict[str, str], said: str) -> None:
    told = complaints(keys)
    assert told
    assert said in told[0]


def test_every_mistake_is_told_at_once() -> None:
    told = complaints({"imprt": "x", "filter": "hyper+f", "histry": "y"})
    assert [sentence for name in ("imprt", "hyper+f", "histry") for sentence in told if name in sentence] == told
    clash = complaints({"edit": "s", "group": "s"})
    assert len(clash) > 1


def test_the_app_starts_with_its_own_keys_then(home: Path, environment: dict[str, str]) -> None:
    (home / "c.toml").write_text('[keys]\nimprt = "x"\n')
    terminal = Terminal(["demo", "--config", "c.toml"], home, environment)
    terminal.until("imprt")
    terminal.until("its own keys")
    terminal.press("q")
    terminal.until("473 clients")
    terminal.press("q")
    assert terminal.ended() == 0
