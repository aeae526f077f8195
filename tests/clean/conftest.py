"""A small maker of deliveries."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pytest

from synctui.core.fields import NAMES
from synctui.core.intake import Intake
from synctui.core.mapping import FULL_NAME, SOURCE_ID
from synctui.core.mapping import Mapping as FieldMapping
from synctui.core.snapshot import Correction
from synctui.core.table import Delivery, Table
from synctui.core.validate import intake
from synctui.i18n import Message

TODAY = date(2026, 3, 1)
Take = Callable[..., Intake]


def _take(
    columns: Sequence[str],
    *rows: Sequence[str],
    crm: bool = False,
    faults: Mapping[tuple[int, int], Message] | None = None,
    corrections: Sequence[Correction] = (),
    last_name_first: bool = True,
) -> Intake:
    """Validate *rows*; *columns* are field names, one name more than once is joined."""
    letters = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[: len(columns)])
    table = Table(
        columns=tuple(columns),
        rows=[tuple(row) for row in rows],
        letters=() if crm else letters,
        sheet="" if crm else "Clients",
        numbers=range(2, 2 + len(rows)),
        faults=faults or {},
    )
    known = [name for name in (*NAMES, SOURCE_ID, FULL_NAME) if name in columns]
    targets = {name: tuple(at for at, each in enumerate(columns) if each == name) for name in known}
    mapping = FieldMapping(targets, {name: name for name in known}, last_name_first)
    delivery = Delivery(table, "adminpulse" if crm else "excel", "f" * 64, "2026-03-01T08:00:00Z")
    return intake(delivery, mapping, "file", corrections, TODAY)


@pytest.fixture
def take() -> Take:
    """Return what validates rows of text."""
    return _take
