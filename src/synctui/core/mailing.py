"""What a screen or a verb is given of invitations: the very mail, how far sending is, what was done, who does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol

from synctui.core.invite import Asked, LastCheck, Row
from synctui.core.ports import Actor
from synctui.errors import UsageError


class Pace(NamedTuple):
    """How far sending is. per_minute: as measured, 0 at first. left: seconds, None while unknown.

    later: mails that the server wants later. note: what is being waited for, in words.
    """

    done: int
    total: int
    sent: int = 0
    failed: int = 0
    unknown: int = 0
    later: int = 0
    per_minute: float = 0.0
    left: float | None = None
    note: str = ""


PaceReport = Callable[[Pace], None]


class Preview(NamedTuple):
    """The very mail that a row would get, as mail programs show it. message: as it goes over the wire."""

    sender: str
    to: str
    reply_to: str
    subject: str
    text: str
    html: str
    message: bytes


class NotSent(NamedTuple):
    """A mail that did not surely leave. words: why, in English: the server's words or ours (marked for ``_``)."""

    client: int
    name: str
    words: str


class Sent(NamedTuple):
    """What a sending did. run: 0 when nothing was queued. moved: changed by somebody between last check and sending.

    cancelled: taken back out of the queue, because sending stopped. stopped: why it did, empty where it did not.
    """

    run: int
    sent: int = 0
    failed: Sequence[NotSent] = ()
    unknown: Sequence[NotSent] = ()
    cancelled: int = 0
    moved: Sequence[NotSent] = ()
    stopped: str = ""

    @property
    def whole(self) -> bool:
        """Whether every mail that was asked for has surely left."""
        return not (self.failed or self.unknown or self.cancelled or self.moved or self.stopped)


class Mailing(Protocol):
    """The mail room, as the app and the command line use it. Calls that are not async block."""

    @property
    def left_behind(self) -> Mapping[str, int]:
        """After a check: how many dossiers wait for a decision since an earlier sending, by status."""
        ...

    @property
    def hindrance(self) -> UsageError | None:
        """After a check: what is missing, so that nothing could be sent; None where nothing is."""
        ...

    def check(self, asked: Asked) -> LastCheck:
        """Return who would get a mail."""
        ...

    def preview(self, row: Row) -> Preview:
        """Return the very mail that *row* would get. Raises `UsageError` for one that cannot be written."""
        ...

    async def test(self, row: Row, address: str) -> None:
        """Send the mail of *row* to *address* instead, with a link that opens nothing. Raises `MailError`."""
        ...

    async def send(self, check: LastCheck, actor: Actor, report: PaceReport) -> Sent:
        """Send what is ticked. Cancelled, it stops after the mails under way and only then ends."""
        ...

    def stop(self) -> None:
        """Let the mails under way end and begin no other one; `send` then returns what was done."""
        ...
