"""Lasting answers on who is who, looked up by record and client."""

from __future__ import annotations

from collections.abc import Iterable

from synctui.core.fields import (
    EMAIL,
    FIRST_NAME,
    LAST_NAME,
    NATIONAL_NUMBER,
    POSTAL_CODE,
    STREET,
    Values,
)
from synctui.core.intake import Intake, evidence
from synctui.core.snapshot import Verdict

TELLING = (FIRST_NAME, LAST_NAME, EMAIL, STREET, POSTAL_CODE, NATIONAL_NUMBER)
"""The fields that tell who somebody is: when one changes, a refused pair may be proposed again."""


def pair_evidence(row: Values, client: Values) -> str:
    """Return the digest that a verdict on a record and a client is given on."""
    return evidence(*(row[at] for at in TELLING), *(client[at] for at in TELLING))


class Verdicts:
    """The verdicts of a register and a review; a later one on a pair replaces the earlier."""

    def __init__(self, verdicts: Iterable[Verdict]) -> None:
        last = {(verdict.row_key, verdict.client): verdict for verdict in verdicts}
        self._keys = {key for key, _ in last}
        self._same = {key: client for (key, client), verdict in last.items() if verdict.same}
        self._refused = {pair: verdict.evidence for pair, verdict in last.items() if not verdict.same}

    def rows(self, intake: Intake) -> frozenset[int]:
        """Return the rows that a verdict is about."""
        if not self._keys:
            return frozenset()
        return frozenset(row for row in range(len(intake.values)) if intake.sent_key(row) in self._keys)

    def same(self, key: str) -> int:
        """Return the client that the record with *key* was said to be, 0 where none."""
        return self._same.get(key, 0)

    def told(self, key: str, client: int) -> bool:
        """Tell whether the pair was refused, on whatever values."""
        return (key, client) in self._refused

    def refused(self, key: str, client: int, row: Values, values: Values) -> bool:
        """Tell whether the pair was refused on these values: of both, or of the client alone where it was by hand."""
        told = self._refused.get((key, client))
        return told is not None and told in {"", pair_evidence(row, values), evidence(*values)}
