"""A review as it is saved while it is made: versioned JSON.

In goes a review, out come bytes; in they go again, out comes a `Draft`, which `synctui.core.restoring` brings into the
review of another day. Writes no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TypeVar

import msgspec
from msgspec import Struct

from synctui.core.review import Review
from synctui.core.steps import Decision, Key, Step
from synctui.core.subjects import Subject, Subjects
from synctui.errors import InputError
from synctui.i18n import _

SCHEMA = 1
HISTORY = 5_000
"""So many decisions of the last steps are saved for undo, at most."""

Made = tuple[int, str, str, str]
"""A decision: the place of its subject in the list, how, value, why; an empty *how* where none was taken."""


class View(Struct, frozen=True, forbid_unknown_fields=True):
    """What the reader looked at. tab: from 0; filtered: the filter's words; by: how differences are grouped.

    order: the column that the lines of the tab are ordered by, empty for none, and whether backwards.
    """

    tab: int = 0
    filtered: str = ""
    cursor: int = 0
    by: str = "change"
    folded: tuple[int, ...] = ()
    order: tuple[str, bool] = ("", False)


class Origin(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a review was made from, and how to bring it again.

    source, kind: as of a `Source`; title: as people know it. path, sheet: of a file (its ``file://`` address), empty
    otherwise. fingerprint: of the content. headers, mapping: digest of the headers, and which column fills which field.
    last_run: the register's.
    """

    source: str
    kind: str
    title: str
    path: str = ""
    sheet: str = ""
    workflow: str | None = None
    fingerprint: str = ""
    headers: str = ""
    mapping: Mapping[str, str] = {}
    tax_year: int = 0
    last_run: int = 0


class Head(Struct, frozen=True, kw_only=True):
    """What is told about a saved review before it is opened.

    register: the register's id. owner, host: who decided, and where. saved_at: UTC, ISO 8601. decided: how many
    decisions were taken by hand. applying: the digest of the plan that was about to be applied, or empty.
    """

    schema: int
    register: str
    origin: Origin
    owner: str
    host: str
    saved_at: str
    decided: int
    applying: str = ""


class SavedStep(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """One step that can be undone: its label, and the decisions before and after."""

    text: str
    values: tuple[tuple[str, str | int], ...]
    before: tuple[Made, ...]
    after: tuple[Made, ...]


class Draft(Head, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A saved review. accepted: what was said to be expected; subjects: what *taken* and *steps* point at."""

    accepted: tuple[str, ...] = ()
    view: View = View()
    subjects: tuple[Subject, ...] = ()
    taken: tuple[Made, ...] = ()
    steps: tuple[SavedStep, ...] = ()


class _Schema(Struct):
    """The part that says how to read the rest."""

    schema: int


_H = TypeVar("_H", bound=Head)


def by_hand(decisions: Iterable[Decision]) -> int:
    """Return how many decisions were taken by hand."""
    return sum(made.why == "hand" for made in decisions)


def save(review: Review, head: Head, view: View, accepted: Iterable[str], subjects: Subjects) -> bytes:
    """Return the review's decisions as they are saved, beside what *head* tells; *subjects* are the review's own.

    Reads the review only, so that any thread may call it while decisions go on.
    """
    taken, past = dict(review.ledger.taken), review.ledger.past()
    places: dict[Subject, int] = {}
    draft = Draft(
        **{name: getattr(head, name) for name in Head.__struct_fields__},
        accepted=tuple(sorted(accepted)),
        view=view,
        taken=_made(taken, subjects, places),
        steps=tuple(
            SavedStep(*step.label, _made(step.before, subjects, places), _made(step.after, subjects, places))
            for step in _last(past)
        ),
        subjects=tuple(places),
    )
    return msgspec.json.encode(draft)


def head(data: bytes) -> Head:
    """Return what a saved review tells about itself. Raises `InputError` as `decode` does."""
    return _read(data, Head)


def decode(data: bytes) -> Draft:
    """Return a saved review. Raises `InputError` for anything that is none, and for a newer schema."""
    draft = _read(data, Draft)
    pointed = chain(draft.taken, *((*step.before, *step.after) for step in draft.steps))
    if any(not 0 <= made[0] < len(draft.subjects) for made in pointed):
        raise _unreadable(_("a decision about nothing"))
    return draft


def _made(decisions: Mapping[Key, Decision | None], subjects: Subjects, places: dict[Subject, int]) -> tuple[Made, ...]:
    """Return decisions as they are saved; their subjects get their places."""
    made = []
    for key, decision in decisions.items():
        if subject := subjects.of(key):
            at = places.setdefault(subject, len(places))
            made.append((at, *decision) if decision else (at, "", "", ""))
    return tuple(made)


def _last(steps: Sequence[Step]) -> Sequence[Step]:
    """Return the last steps, as many as `HISTORY` lets through."""
    left = HISTORY
    for at in range(len(steps) - 1, -1, -1):
        left -= len(steps[at].after)
        if left < 0:
            return steps[at + 1 :]
    return steps


def _read(data: bytes, kind: type[_H]) -> _H:
    try:
        if (schema := msgspec.json.decode(data, type=_Schema).schema) > SCHEMA:
            raise InputError(
                _("The saved review is of schema {schema}; this version knows {known}.").format(
                    schema=schema, known=SCHEMA
                ),
                _("Update synctui, or discard the saved review."),
            )
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _unreadable(str(error)) from error


def _unreadable(reason: str) -> InputError:
    return InputError(
        _("The saved review cannot be read: {reason}").format(reason=reason),
        _("Discard it and start anew; nothing of it was applied."),
    )
