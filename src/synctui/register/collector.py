"""Python's cyclic collector, held while many rows are built: nothing in a row is a cycle, and looking costs a third."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_holders: list[bool] = []


@contextmanager
def held() -> Iterator[None]:
    """Hold the collector; it goes on, if it was on, when the last of several threads is done."""
    with _lock:
        _holders.append(gc.isenabled() if not _holders else _holders[0])
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            if _holders.pop() and not _holders:
                gc.enable()
