"""One measurement in a process of its own: ``case.py NAME FOLDER``; prints wall and CPU seconds and a result as JSON.

What a job needs beforehand (its imports, the data in memory) is made before the clock starts.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Timed(NamedTuple):
    """What a job took, in seconds, and its result."""

    wall: float
    cpu: float
    result: int


def prepare(folder: Path) -> Timed:
    """Write the data of both sides, a register of ours and one of the peers'; the folder's ``rows`` says how many."""
    import data
    import ours
    import peers

    def job() -> int:
        both = data.sides(int((folder / "rows").read_text()))
        data.write_workbook(folder / ours.IMPORT, both.imported)
        data.write_csv(folder / "import.csv", both.imported)
        data.write_csv(folder / "register.csv", both.register)
        peers.write_register(folder)
        ours.filled_register(folder / ours.REGISTER, ours.delivery_of(both.register, data.HEADERS))
        return len(both.imported)

    return _timed(job)


def read_ours(folder: Path) -> Timed:
    """Read, validate, link and compare."""
    import email_validator  # noqa: F401 - imported before the clock starts, as for the peer
    import phonenumbers  # noqa: F401
    import python_calamine  # noqa: F401
    import rapidfuzz  # noqa: F401
    from ours import read_side
    from stdnum.be import nn  # noqa: F401

    import synctui.sources.files  # noqa: F401

    return _held(lambda: read_side(folder))


def read_pandas(folder: Path) -> Timed:
    """Do the same with pandas, openpyxl, the validating libraries and datacompy."""
    import datacompy  # noqa: F401 - imported before the clock starts
    import email_validator  # noqa: F401
    import openpyxl  # noqa: F401
    import phonenumbers  # noqa: F401
    from peers import pandas_pipeline
    from stdnum.be import bis, nn  # noqa: F401

    return _held(lambda: pandas_pipeline(folder))


def compare_ours(folder: Path) -> Timed:
    """Compare alone, with kinds: both sides linked beforehand, as csv-diff has them keyed; the collector is off."""
    import data
    import ours

    imported = data.sides(int((folder / "rows").read_text())).imported
    store = ours.open_store(folder / ours.REGISTER, write=False)
    snapshot = store.snapshot(ours.SOURCE)
    taken = ours.taken(ours.delivery_of(imported, data.HEADERS))
    linked = ours.linked(taken, snapshot)
    gc.collect()
    gc.disable()
    return _timed(lambda: ours.differing(taken, snapshot, linked))


def match_ours(folder: Path) -> Timed:
    """Link, settle households, look for look-alikes, compare with kinds, explain leavers."""
    import data
    import ours

    from synctui.core.compare import compare

    imported = data.sides(int((folder / "rows").read_text())).imported
    snapshot = ours.open_store(folder / ours.REGISTER, write=False).snapshot(ours.SOURCE)
    taken = ours.taken(ours.delivery_of(imported, data.HEADERS))
    gc.collect()
    gc.disable()
    return _timed(lambda: len({line.client for line in compare(taken, snapshot).differences}))


def compare_csv_diff(folder: Path) -> Timed:
    """Compare alone, with csv-diff as it comes."""
    import peers

    loaded = peers.load_for_csv_diff(folder)
    gc.collect()
    return _timed(lambda: peers.csv_diff_compare(loaded))


def match_csv_diff(folder: Path) -> Timed:
    """Key both sides' rows and compare them, with csv-diff as it comes."""
    import peers

    gc.collect()
    return _timed(lambda: peers.csv_diff_compare(peers.load_for_csv_diff(folder)))


def apply_ours(folder: Path) -> Timed:
    """Apply new clients, from a plan in memory to the commit, read back included; leaves its register for the peer."""
    import data
    import ours

    path = folder / "applied.synctui"
    path.unlink(missing_ok=True)
    clients = data.sides(int((folder / "rows").read_text())).register
    store = ours.create(path, name="Benchmark", tax_year=ours.TAX_YEAR, actor=ours.ACTOR)
    plan = ours.plan_of_new(ours.delivery_of(clients, data.HEADERS), store.snapshot(ours.SOURCE))
    gc.collect()
    return _timed(lambda: store.apply(plan, ours.ACTOR).verified)


def apply_executemany(folder: Path) -> Timed:
    """Write the rows of every table of that register with bare ``sqlite3.executemany``, indexes included."""
    import peers

    tables, statements = peers.rows_of(folder / "applied.synctui")
    path = folder / "bare.db"
    path.unlink(missing_ok=True)
    gc.collect()
    return _timed(lambda: peers.executemany(path, tables, statements))


def _timed(job: Callable[[], int]) -> Timed:
    return _held(lambda: (job(), None))


def _held(job: Callable[[], tuple[int, object]]) -> Timed:
    """Time a job that gives its result and what whoever asked would go on with: that is held until the clock stands."""
    wall, cpu = time.perf_counter(), time.process_time()
    result, _outcome = job()
    return Timed(time.perf_counter() - wall, time.process_time() - cpu, result)


CASES: dict[str, Callable[[Path], Timed]] = {
    "prepare": prepare,
    "read-ours": read_ours,
    "read-pandas": read_pandas,
    "compare-ours": compare_ours,
    "compare-csv-diff": compare_csv_diff,
    "match-ours": match_ours,
    "match-csv-diff": match_csv_diff,
    "apply-ours": apply_ours,
    "apply-executemany": apply_executemany,
}

if __name__ == "__main__":
    print(json.dumps(CASES[sys.argv[1]](Path(sys.argv[2]))._asdict()))
