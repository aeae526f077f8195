"""Arms a confirmation half a second after it was painted, so that keys typed ahead confirm nothing."""

from __future__ import annotations

from textual.widget import Widget

ARM_AFTER = 0.5
"""Seconds between the first paint and the moment a confirmation can be given."""


class Guard:
    """`armed` turns true `ARM_AFTER` seconds after *owner* was painted."""

    def __init__(self, owner: Widget) -> None:
        self.armed = False
        self._owner = owner

    def start(self) -> None:
        """Begin to count at the next paint."""
        self.armed = False
        self._owner.call_after_refresh(lambda: self._owner.set_timer(ARM_AFTER, self._arm))

    def _arm(self) -> None:
        self.armed = True
