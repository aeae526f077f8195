"""Which column of a table fills which field: proposed by header, confirmed once, remembered."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass

SOURCE_ID = "source_id"
FULL_NAME = "full_name"


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping as resolved on one table.

    targets: field name, `SOURCE_ID` or `FULL_NAME` → the indexes of the columns that fill it; several are joined
    by a blank in that order. headers: the same names → header or headers, joined by ``+`` (a letter in brackets where
    there is no header). last_name_first: how a single full-name column is split.
    """

    targets: MappingOf[str, tuple[int, ...]]
    headers: MappingOf[str, str]
    last_name_first: bool = True

    @property
    def digest(self) -> str:
        """What the gate compares: fields and their headers; a moved column, sheet or header row is the same."""
        text = "\x1e".join(f"{name}\x1f{self.headers[name]}" for name in sorted(self.headers))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
