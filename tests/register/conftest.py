"""A register to write to, and short ways to make plans."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from register.office import ACTOR
from synctui.register import Store, create


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty register for assessment year 2026."""
    made = create(tmp_path / "office.db", name="Accounton", tax_year=2026, actor=ACTOR)
    yield made
    made.close()
