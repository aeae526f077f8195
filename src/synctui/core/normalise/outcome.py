"""What cleaning one value can come to, besides the clean value: a refusal, or word of a repair."""

from __future__ import annotations

from collections.abc import Callable

from synctui.i18n import Message

Repair = Callable[[Message], object]
"""Is told in words of everything that was mended on the way to the clean value."""


class RefusedError(Exception):
    """A value that cannot be taken; *reason* says in words why."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.plain)
        self.reason = reason


def silent(_: object) -> None:
    """Be told of a repair, or of progress, and keep it to oneself."""
