"""Arms a confirmation half a second after it was painted and the last other key came: typed ahead, nothing confirms."""

from __future__ import annotations

from time import monotonic

from textual.widget import Widget

ARM_AFTER = 0.5
"""Seconds of quiet, on a page that is painted, before a confirmation can be given."""


class Guard:
    """`armed` once *owner* was painted and no other key came for `ARM_AFTER` seconds."""

    def __init__(self, owner: Widget) -> None:
        self._owner = owner
        self._quiet_since: float | None = None

    @property
    def armed(self) -> bool:
        """Whether a confirmation can be given now."""
        return self._quiet_since is not None and monotonic() - self._quiet_since >= ARM_AFTER

    def start(self) -> None:
        """Begin to count at the next paint."""
        self._quiet_since = None
        self._owner.call_after_refresh(self._begin)

    def disturb(self) -> None:
        """Begin to count anew, because another key came: what is pasted as keys holds no quiet."""
        if self._quiet_since is not None:
            self._begin()

    def _begin(self) -> None:
        self._quiet_since = monotonic()
