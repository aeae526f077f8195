"""The register on SQLite: one file, one transaction a run, a journal of everything. Never a rule of the domain."""

from synctui.register.opening import create, open_store
from synctui.register.store import Store

__all__ = ["Store", "create", "open_store"]
