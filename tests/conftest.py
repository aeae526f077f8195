"""What every test shares: a home of its own, no user configuration, no locale, no real clock in sight."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

for _name in ("NO_COLOR", "TEXTUAL_THEME", "COLORTERM"):
    os.environ.pop(_name, None)
os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["TEXTUAL_COLOR_SYSTEM"] = "truecolor"

settings.register_profile(
    "synctui", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.load_profile("synctui")


@pytest.fixture(autouse=True)
def _own_world(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give the test a home, XDG folders and an environment that nobody else has."""
    home = Path(tmp_path_factory.mktemp("home"))
    for name in list(os.environ):
        if name.startswith(("SYNCTUI_", "XDG_", "LC_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TZ", "UTC")
    from synctui import i18n

    i18n.use("en")
    yield
    i18n.use("en")
