"""Dossiers that run already: they follow a language that changes, and are mailed once more where that was asked for.

In come a review and the operations it leads to; out come those that follow from them. What was mailed is left as it was
mailed, unless somebody said of this very client that it is to be sent again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from synctui.core.catalogue import QUESTIONNAIRE
from synctui.core.diff import SENT
from synctui.core.fields import LANGUAGE, NAMES
from synctui.core.plan import Operation
from synctui.core.review import Review
from synctui.core.snapshot import Dossier

_SENT = frozenset(NAMES[at] for at in SENT)


def running_dossiers(review: Review, ids: Iterator[int], done: Iterable[Operation]) -> Iterator[Operation]:
    """Yield what *done* brings for dossiers of the plan's year, by client: a language followed, a mail sent again."""
    snapshot = review.comparison.snapshot
    running = snapshot.dossiers.keys() - {op.client.id for op in done if op.op == "archive"}
    changed: dict[int, list[Operation]] = {}
    for op in done:
        client = op.client.id or 0
        if op.op == "change" and op.field in _SENT and client in running:
            changed.setdefault(client, []).append(op)
    for client, changes in sorted(changed.items()):
        again = snapshot.mailed(client) and review.send_again(client)
        language = next((op for op in changes if op.field == NAMES[LANGUAGE]), None)
        if language and (again or not snapshot.mailed(client)):
            yield from _followed(review, ids, client, language)
        if again:
            yield _again(ids, changes[0], snapshot.dossiers[client])


def _followed(review: Review, ids: Iterator[int], client: int, change: Operation) -> Iterator[Operation]:
    """Yield what gives a dossier the client's new language and the questionnaire's counterpart in it."""
    snapshot, language = review.comparison.snapshot, str(change.new)
    dossier = snapshot.dossiers[client]
    if language and language != dossier.language:
        questionnaire = review.catalogue.counterpart(dossier.questionnaire, language) or dossier.questionnaire
        yield Operation(
            id=next(ids),
            op="change_dossier",
            client=change.client,
            expect=dossier.questionnaire,
            new={QUESTIONNAIRE: questionnaire, NAMES[LANGUAGE]: language},
            kind="already-sent" if snapshot.mailed(client) else None,
            why=change.why,
        )


def _again(ids: Iterator[int], change: Operation, dossier: Dossier) -> Operation:
    return Operation(
        id=next(ids),
        op="send_again",
        client=change.client,
        expect=dossier.status,
        new="again",
        kind="already-sent",
        why="hand",
    )
