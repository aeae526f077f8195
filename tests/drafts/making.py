"""Reviews of the sample office's main workflow, with a decision of every kind."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from synctui.core import engine
from synctui.core.catalogue import CHECKLIST, QUESTIONNAIRE
from synctui.core.comparison import Possible
from synctui.core.draft import Draft, Head, Origin, View, decode, save
from synctui.core.fields import EMAIL
from synctui.core.ports import Actor, silent
from synctui.core.proposal import propose
from synctui.core.review import Review
from synctui.core.steps import Decision
from synctui.core.subjects import Subjects
from synctui.core.table import Delivery
from synctui.register import Store, create
from synctui.sources.demo import FIRST_YEAR, fill
from synctui.sources.office import MAIN
from synctui.sources.sample import Sample

ME = Actor("an", "office")


def filled(path: Path) -> Store:
    """Return a register that the sample office has filled."""
    store = create(path, name="Accounton", tax_year=FIRST_YEAR, actor=ME)
    store.clock = lambda: "2026-01-12T08:30:00Z"
    asyncio.run(fill(store, ME))
    return store


def review_of(store: Store, moved: Callable[[Delivery], Delivery] = lambda delivery: delivery) -> Review:
    """Return the review of the present delivery, as *moved* hands it on."""

    async def made() -> Review:
        request = engine.Request(Sample.name, date(2026, 3, 16), workflow=MAIN)
        delivery = moved(await engine.fetch(Sample(), MAIN, silent))
        snapshot = await engine.read_register(store, request)
        mapping = propose(delivery.table).mapping
        return await engine.review(delivery, mapping, snapshot, request, silent)

    return asyncio.run(made())


def shuffled(delivery: Delivery) -> Delivery:
    """Return the same records in another order."""
    table, order = delivery.table, list(range(len(delivery.table.rows)))
    random.Random(5).shuffle(order)
    place = {old: new for new, old in enumerate(order)}
    return replace(
        delivery,
        table=replace(
            table,
            rows=[table.rows[at] for at in order],
            numbers=[table.numbers[at] for at in order] if table.numbers else (),
            faults={(place[row], column): why for (row, column), why in table.faults.items()},
            hidden=frozenset(place[row] for row in table.hidden),
        ),
        outside=frozenset(place[row] for row in delivery.outside),
    )


def decide_all_kinds(review: Review) -> None:
    """Take one decision of every kind."""
    comparison = review.comparison
    row = next(row for row, why in comparison.intake.invalid.items() if [each.field for each in why] == [EMAIL])
    review.correct(row, EMAIL, "put.right@mail.example")
    answer(review, lambda match: match.kind == "separated", "two-returns")
    answer(review, lambda match: match.kind == "same-person", "same")
    review.decide(review.lines[:60], "overwrite", bulk=True)
    review.decide(review.lines[3:5], "keep")
    email = next(line for line in review.lines if line.field == EMAIL and not line.household)
    review.type_value(email, "typed@mail.example")
    guarded = next(line for line in review.lines if line.kind == "already-sent")
    review.decide_mailed(guarded, Decision("overwrite"), again=True)
    review.newcomers.tick(review.newcomers.rows[:2], "leave")
    review.newcomers.choose(review.newcomers.rows[2:4], "language", "fr")
    review.newcomers.choose(review.newcomers.rows[2:3], QUESTIONNAIRE, CHECKLIST["fr"])
    review.leave(review.bulk_leavers()[:3], "archive")
    review.leave([comparison.leavers[-1].client], "stay")
    review.put_aside(list(review.comparison.intake.invalid)[:1])
    review.newcomers.choose_batch("language", "nl")
    review.newcomers.choose_batch(QUESTIONNAIRE, CHECKLIST["nl"])


def answer(review: Review, wanted: Callable[[Possible], bool], option: str) -> None:
    """Answer the first possible match that is wanted."""
    review.settle(next(match for match in review.comparison.possible if wanted(match)), option)


def saved(review: Review, accepted: Iterable[str] = ()) -> bytes:
    """Return a review as it is saved."""
    info, delivery = review.first.snapshot.info, review.first.intake.delivery
    origin = Origin(
        source="sample", kind="sample", title="Sample office", workflow=delivery.workflow,
        fingerprint=delivery.fingerprint, last_run=info.last_run, tax_year=info.tax_year,
    )  # fmt: skip
    head = Head(
        schema=1, register=info.id, origin=origin, owner="an", host="office",
        saved_at="2026-01-12T13:00:00Z", decided=len(review.ledger.taken),
    )  # fmt: skip
    return save(review, head, View(tab=2, filtered="baert", cursor=4), accepted, Subjects(review))


def draft_of(review: Review) -> Draft:
    """Return a review as it is read again."""
    return decode(saved(review))
