"""The operations a review leads to, in one fixed order: changes, archived, restored, added, dossiers opened."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from operator import itemgetter
from typing import NamedTuple, cast

from synctui.core.catalogue import QUESTIONNAIRE
from synctui.core.comparison import Difference
from synctui.core.fields import INDEX, LANGUAGE, NAMES, full_name
from synctui.core.mailed import guarded
from synctui.core.plan import Operation, Who, Why
from synctui.core.review import Review
from synctui.core.running import running_dossiers
from synctui.core.steps import Decision
from synctui.core.whys import Whys


class Operations(NamedTuple):
    """The operations, and what the rest of the plan needs of them.

    added: row → the id of the operation that adds it. lacking: names of clients in both whose dossier could not be
    opened for want of a language or a questionnaire.
    """

    all: list[Operation]
    added: dict[int, int]
    lacking: list[str]


def operations(review: Review, *, open_dossiers: bool = True) -> Operations:
    """Return what the review's decisions do to the register."""
    ids, whys = count(1), Whys(review)
    changes = [*_changes(review, ids, whys), *_settled(review, ids)]
    archived = list(_archived(review, ids, whys))
    restored = list(_restored(review, ids))
    added = dict(_added(review, ids, whys))
    done = [*changes, *archived, *restored, *added.values()]
    dossiers, lacking = _dossiers(review, ids, done) if open_dossiers else ([], [])
    running = list(running_dossiers(review, ids, done))
    return Operations([*done, *dossiers, *running], {row: op.id for row, op in added.items()}, lacking)


def who(review: Review, client: int) -> Who:
    """Return a register's client as plans name it."""
    return Who(client, full_name(review.comparison.snapshot.values(client)))


def outcome(line: Difference, decision: Decision) -> str | None:
    """Return the value a decision writes to the register, or None where it leaves it as it is."""
    if decision.how == "overwrite":
        return line.import_
    return decision.value if decision.how == "typed" and decision.value != line.register else None


def _changes(review: Review, ids: Iterator[int], whys: Whys) -> Iterator[Operation]:
    linked_by, snapshot = review.comparison.linked_by, review.comparison.snapshot
    for line in sorted(review.lines, key=itemgetter(0, 2)):  # by client and field
        decision = review.decision(line)
        if (new := outcome(line, decision)) is not None:
            yield Operation(
                id=next(ids),
                op="change",
                client=who(review, line.client),
                field=NAMES[line.field],
                expect=line.register,
                new=new,
                base=line.base,
                kind="already-sent" if guarded(snapshot, *line.key) else line.kind,
                why=whys.line(line, decision),
                linked_by=linked_by[line.row] or "verdict",
            )


def _settled(review: Review, ids: Iterator[int]) -> Iterator[Operation]:
    """Yield the changes that answers about households bring beside those of a line."""
    snapshot, lines = review.comparison.snapshot, {line.key for line in review.lines}
    for possible, effect in review.effects():
        if effect.do != "set" or not effect.client or (effect.client, effect.field) in lines:
            continue
        register = snapshot.values(effect.client)[effect.field]
        if register != effect.value:
            base = snapshot.bases.get(effect.client)
            yield Operation(
                id=next(ids),
                op="change",
                client=who(review, effect.client),
                field=NAMES[effect.field],
                expect=register,
                new=effect.value,
                base=base[effect.field] if base else None,
                kind="already-sent" if guarded(snapshot, effect.client, effect.field) else possible.kind,
                why="hand",
                linked_by="verdict",
            )


def _archived(review: Review, ids: Iterator[int], whys: Whys) -> Iterator[Operation]:
    going: dict[int, tuple[str, Why]] = {
        absent.client: (absent.reason, whys.leaver(made))
        for absent in review.comparison.leavers
        if (made := review.leaver(absent.client)).how == "archive"
    }
    for possible, effect in review.effects():
        if effect.do == "archive":
            going[effect.client] = (effect.value or possible.kind, "hand")
    for client, (reason, why) in sorted(going.items()):
        yield Operation(
            id=next(ids),
            op="archive",
            client=who(review, client),
            expect="live",
            new="archived",
            kind=reason,
            why=why,
        )


def _restored(review: Review, ids: Iterator[int]) -> Iterator[Operation]:
    for row in review.newcomers.to_restore():
        yield Operation(
            id=next(ids),
            op="restore",
            client=who(review, review.comparison.archived_here[row]),
            expect="archived",
            new="live",
            why=cast(Why, review.newcomers.decision(row).why),
        )


def _added(review: Review, ids: Iterator[int], whys: Whys) -> Iterator[tuple[int, Operation]]:
    for row in review.newcomers.to_add():
        questionnaire = review.newcomers.questionnaire(row)
        values = review.newcomers.values(row)
        if questionnaire and values[LANGUAGE]:
            new = dict(zip(NAMES, values, strict=True))
            new[QUESTIONNAIRE] = questionnaire
            why = whys.newcomer(row)
            yield row, Operation(id=next(ids), op="add", client=Who(None, full_name(values)), new=new, why=why)


def _dossiers(review: Review, ids: Iterator[int], done: list[Operation]) -> tuple[list[Operation], list[str]]:
    """Open a dossier of the plan's year for each client in both; language and questionnaire are carried over."""
    snapshot, lacking, opened = review.comparison.snapshot, [], []
    archived = {op.client.id for op in done if op.op == "archive"}
    languages = {op.client.id: str(op.new) for op in done if op.field == NAMES[LANGUAGE]}
    for client in sorted(_with_row(review) - snapshot.dossiers.keys() - archived):
        new = _carried(review, client, languages.get(client, ""))
        if all(new.values()):
            opened.append(
                Operation(id=next(ids), op="open_dossier", client=who(review, client), new=new, why="default")
            )
        else:
            lacking.append(full_name(snapshot.values(client)))
    return opened, lacking


def _with_row(review: Review) -> set[int]:
    comparison = review.comparison
    clients = {comparison.clients[row] for row in comparison.in_both}
    clients |= {comparison.archived_here[row] for row in review.newcomers.to_restore()}
    return clients | {effect.client for _, effect in review.effects() if effect.do == "link"}


def _carried(review: Review, client: int, language: str) -> dict[str, str]:
    snapshot = review.comparison.snapshot
    latest = snapshot.latest.get(client)
    language = language or snapshot.values(client)[INDEX["language"]] or (latest.language if latest else "")
    language = language or review.newcomers.batch("language")
    name = latest.questionnaire if latest else review.newcomers.batch(QUESTIONNAIRE)
    return {QUESTIONNAIRE: review.catalogue.counterpart(name, language) if name else "", "language": language}
