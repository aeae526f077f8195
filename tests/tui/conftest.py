"""Fixtures of the app's tests: two registers, and pictures compared with those under ``snapshots/``."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from synctui.register import Store
from tui.tui_clients import six_clients
from tui.tui_driver import Desk, Snap
from tui.tui_office import demo_register, empty_register

_FOLDER = Path(__file__).parents[2] / "snapshots"
_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
_NAME = re.compile(r"(?<=terminal-)[0-9]+-")
"""The picture's own name, a number made of its content."""
_CHANGING = re.compile(r"(?<=plan&#160;)[0-9a-f]{4}-[0-9a-f]{4}|(?<=127\.0\.0\.1:)[0-9]{5}")
"""A plan's digest, which holds the register's random id, and ports; drawn as noughts."""
BLESSED = (3, 11)
"""The one Python that writes and compares pictures: others may draw characters of newer Unicode tables."""


@pytest.fixture
def snap(request: pytest.FixtureRequest) -> Snap:
    """Compare what stands on the screen with the picture *name*, its size in brackets behind it.

    ``--snapshot-update`` writes the pictures; look at each of them before it is committed.
    """

    def compare(desk: Desk, name: str) -> None:
        if sys.version_info[:2] != BLESSED:
            pytest.skip("pictures are written and compared by one Python only")
        size = desk.app.size
        drawn = _NAME.sub("", _FONTS.sub("", desk.app.export_screenshot(title="synctui")))
        drawn = _CHANGING.sub(lambda found: re.sub(r"\w", "0", found[0]), drawn)
        path = _FOLDER / f"{name}[{size.width}x{size.height}].svg"
        if request.config.getoption("update_snapshots"):
            path.write_text(drawn, encoding="utf-8")
        same = path.exists() and path.read_text(encoding="utf-8") == drawn
        assert same, f"{path.name} is another picture now; the screen shows\n{desk.screen}"

    return compare


@pytest.fixture
def office(tmp_path: Path) -> Store:
    """Return the sample office's register, two seasons old."""
    return demo_register(tmp_path)


@pytest.fixture
def new_office(tmp_path: Path) -> Store:
    """Return a register without clients."""
    return empty_register(tmp_path)


@pytest.fixture
def small(new_office: Store) -> Store:
    """Return the register of six clients."""
    return six_clients(new_office)
