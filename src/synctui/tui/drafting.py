"""Saves the review that is decided on, from a thread of its own, at most a second behind; needs no event loop.

So a terminal that takes no more output, which stops the event loop, loses no decision either.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

from synctui.core.comparison import Comparison, Difference
from synctui.core.draft import SCHEMA, Head, Origin, View, by_hand, save
from synctui.core.mapping import headers_digest, to_spec
from synctui.core.ports import Actor
from synctui.core.review import Review
from synctui.core.subjects import Subjects
from synctui.core.visible import visible
from synctui.errors import OutputError
from synctui.tui.journey import Journey, address
from synctui.tui.services import Drafts

EVERY = 0.4
"""Seconds between two looks at the decisions; saving itself takes up to half a second of a hundred thousand."""
AT_ONCE, BREATH = 500, 0.001
"""So many decisions are worked out before the reader's keys may come first for so many seconds."""
PATIENCE = 1.0
"""Seconds that a last save waits for one that is under way."""


class _Mark(NamedTuple):
    """What was saved last: the very objects, so that none of them can be taken for another."""

    review: Review
    comparison: Comparison
    lines: list[Difference]
    version: int
    applying: str
    view: View | None = None


class Drafting:
    """Follows one journey's review at a time. *told* hears of trouble (None: it is over), from the saving thread."""

    def __init__(self, drafts: Drafts, actor: Actor, told: Callable[[OutputError | None], None]) -> None:
        self._drafts, self._actor, self._told = drafts, actor, told
        self._journey: Journey | None = None
        self._mark: _Mark | None = None
        self._subjects: Subjects | None = None
        self._applying = ""
        self._written = self._trouble = False
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._hurry = threading.Event()
        self._thread: threading.Thread | None = None

    def follow(self, journey: Journey) -> None:
        """Save the decisions of a journey's review from now on; what was saved before stays until the first one."""
        with self._lock:
            if self._journey is not journey:
                self._journey, self._subjects, self._applying = journey, None, ""
                self._mark, self._written = self._now(), journey.saved
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="drafting", daemon=True)
            self._thread.start()

    def save(self) -> None:
        """Save now, in the calling thread, the place of the cursor too."""
        self._hurry.set()
        if self._lock.acquire(timeout=PATIENCE):
            try:
                self._save(with_view=True)
            finally:
                self._lock.release()
        self._hurry.clear()

    def applying(self, digest: str) -> None:
        """Note which plan is about to be applied, so that the next start knows; empty when it was not."""
        self._applying = digest
        self.save()

    def finish(self) -> None:
        """Forget the review and what was saved of it: it was applied, or is not wanted any more."""
        with self._lock:
            journey, self._journey = self._journey, None
            if journey:
                self._remove(journey)
                self._drafts.release(journey.source.name)

    def close(self) -> None:
        """Save a last time and stop the thread."""
        self._stop.set()
        if self._thread:
            self._thread.join(PATIENCE)
        self.save()

    def _run(self) -> None:
        """Save once the reader decides no more, at the second look in any case: a step is drawn before it is saved."""
        seen, waited = -1, False
        while not self._stop.wait(EVERY):
            with self._lock:
                now = self._now()
                version = now.version if now else -1
                waited = version != seen and not waited
                seen = version
                if not waited:
                    self._save(with_view=False)

    def _save(self, *, with_view: bool) -> None:
        """Save where something is new; the lock is held."""
        now, last, journey = self._now(), self._mark, self._journey
        if now is None or journey is None or journey.review is None or journey.review.ledger.closed:
            return
        if last and _same(now, last) and (now.view == last.view or not (with_view and self._written)):
            return
        if by_hand(dict(now.review.ledger.taken).values()) or self._applying:
            self._write(journey, now)
        elif self._written:
            self._remove(journey)
            self._mark = now

    def _write(self, journey: Journey, now: _Mark) -> None:
        try:
            self._drafts.write(journey.source.name, self._encoded(journey, now.review))
        except OutputError as error:
            if not self._trouble:
                self._trouble = True
                self._told(error)
            return
        self._mark, self._written, journey.saved = now, True, True
        if self._trouble:
            self._trouble = False
            self._told(None)

    def _remove(self, journey: Journey) -> None:
        self._written = journey.saved = False
        try:
            self._drafts.discard(journey.source.name)
        except OutputError as error:
            self._told(error)

    def _encoded(self, journey: Journey, review: Review) -> bytes:
        if self._subjects is None or not self._subjects.hold(review):
            self._subjects = Subjects(review)
        for at, key in enumerate(list(review.ledger.taken)):
            self._subjects.of(key)
            if at % AT_ONCE == AT_ONCE - 1:
                self._hurry.wait(BREATH)
        head = Head(
            schema=SCHEMA,
            register=review.first.snapshot.info.id,
            origin=_origin(journey, review),
            owner=self._actor.login,
            host=self._actor.host,
            saved_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            decided=by_hand(dict(review.ledger.taken).values()),
            applying=self._applying,
        )
        return save(review, head, journey.view or View(), journey.accepted, self._subjects)

    def _now(self) -> _Mark | None:
        journey = self._journey
        if journey is None or journey.review is None:
            return None
        review = journey.review
        return _Mark(review, review.comparison, review.lines, review.ledger.version, self._applying, view=journey.view)


def _same(now: _Mark, last: _Mark) -> bool:
    """Return whether nothing but the place of the cursor is another; objects are not looked into."""
    return all(new is old for new, old in zip(now[:3], last[:3], strict=True)) and now[3:5] == last[3:5]


def _origin(journey: Journey, review: Review) -> Origin:
    delivery, info = review.first.intake.delivery, review.first.snapshot.info
    return Origin(
        source=journey.source.name,
        kind=journey.source.kind,
        title=visible(journey.title),
        path=address(journey.path) if journey.path else "",
        sheet=journey.sheet or "",
        workflow=journey.workflow,
        fingerprint=delivery.fingerprint,
        headers=headers_digest(delivery.table),
        mapping=to_spec(journey.mapping) if journey.mapping else {},
        tax_year=review.first.snapshot.tax_year,
        last_run=info.last_run,
    )
