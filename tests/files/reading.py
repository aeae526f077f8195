"""Read a file as a source does, and what is told about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from synctui.core.table import Delivery
from synctui.errors import Exit, InputError
from synctui.sources.files import open_file


def read(path: Path, sheet: str | None = None) -> Delivery:
    """Read a file as a source does."""
    return open_file(path, sheet=sheet).read()


def refusal(path: Path, kind: str | None = None) -> str:
    """Return what the refusal of a file says; it has a next step and is exit code 3."""
    with pytest.raises(InputError) as raised:
        open_file(path, kind).read()
    assert raised.value.next_step
    assert raised.value.exit_code == Exit.INPUT
    return raised.value.what


def warned(delivery: Delivery) -> str:
    """Return all warnings of a delivery as one text."""
    return "\n".join(warning.plain for warning in delivery.warnings)
