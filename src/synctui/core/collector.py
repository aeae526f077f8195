"""Memory while millions of small rows are made: nothing in a row is a cycle, so the collector need not look."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet_collector() -> Iterator[None]:
    """Hold the cyclic collector off while rows are built, and let it forget them.

    Walking them all costs a third of the reading, and as much again at each full collection afterwards.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.enable()
