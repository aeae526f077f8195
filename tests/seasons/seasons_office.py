"""An office over several seasons, as a Hypothesis state machine: a source and a register that both move.

Each rule is something that people do; after each the oracles look. The register is a real one on SQLite and the
whole way from table to journal is the product's own; only the file itself is left out, for speed.
"""

from __future__ import annotations

import asyncio
import random
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from synctui.core import engine
from synctui.core.comparison import Difference
from synctui.core.fields import (
    CITY,
    EMAIL,
    EMPTY,
    FIRST_NAME,
    INDEX,
    LAST_NAME,
    MOBILE,
    NAMES,
    NATIONAL_NUMBER,
    PARTNER,
    STREET,
    Values,
)
from synctui.core.mapping import mapping_of
from synctui.core.plan import Plan
from synctui.core.planning import Terms, build
from synctui.core.ports import Actor, Progress
from synctui.core.records import ClientRow, Edit
from synctui.core.review import Review
from synctui.core.steps import Decision, Key
from synctui.core.table import Delivery, Table
from synctui.errors import ConflictError
from synctui.register import create
from synctui.sources.people import national_number

ACTOR = Actor("an", "office")
TODAY = date(2026, 2, 1)
QUESTIONNAIRE = "checklist van de personenbelasting"
ACCEPTED = frozenset({"empty", "shrunk", "all-changed", "mapping", "workflow", "archive", "overwrite"})
MOVING = (EMAIL, MOBILE, STREET, CITY)
TEXTS = {
    EMAIL: ["a{n}@een.example", "a{n}@twee.example", "a{n}@drie.example"],
    MOBILE: ["", "+32470123456", "+32471123456"],
    STREET: ["", "Dorp 1", "Kerkstraat 9", "Sint-Jansstraat 4"],
    CITY: ["", "Gent", "Gentbrugge"],
}


class Asked(NamedTuple):
    """One decision that was applied: by which run, on which import value, leaving which register value."""

    run: int
    import_: str
    register: str


def person(n: int) -> Values:
    """Return the *n*th person as first known."""
    values = list(EMPTY)
    values[FIRST_NAME], values[LAST_NAME] = f"Voornaam{n}", f"Achternaam{n}"
    values[EMAIL], values[STREET], values[CITY] = TEXTS[EMAIL][0].format(n=n), "Dorp 1", "Gent"
    values[INDEX["language"]] = "nl"
    values[NATIONAL_NUMBER] = national_number(date(1960 + n % 40, 1 + n % 12, 1 + n % 28), 100 + n) if n % 3 else ""
    return tuple(values)


def quiet(_progress: Progress) -> None:
    """Tell nobody."""


class Office(RuleBasedStateMachine):
    """The office; see the module."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="seasons-"))
        self.register = create(str(self.folder / "register.db"), name="Accounton", tax_year=2026, actor=ACTOR)
        self.people: dict[int, Values] = {}
        self.next = 0
        self.workflow: str | None = None
        self.asked: dict[tuple[int, int], Asked] = {}
        self.runs: list[int] = []
        self.before: dict[int, list[ClientRow]] = {}

    def teardown(self) -> None:
        """Close and remove the register."""
        self.register.close()
        shutil.rmtree(self.folder)

    # What happens in the source

    @initialize(count=st.integers(3, 8))
    def begin(self, count: int) -> None:
        """Start with a few people in the source."""
        for _ in range(count):
            self.come()

    @rule()
    def come(self) -> None:
        """Somebody becomes a client."""
        self.people[self.next] = person(self.next)
        self.next += 1

    @precondition(lambda self: self.people)
    @rule(data=st.data())
    def leave(self, data: st.DataObject) -> None:
        """Somebody leaves the source."""
        del self.people[data.draw(st.sampled_from(sorted(self.people)))]

    @precondition(lambda self: self.people)
    @rule(data=st.data(), field=st.sampled_from(MOVING))
    def change_in_source(self, data: st.DataObject, field: int) -> None:
        """A value changes in the source."""
        self.move(data.draw(st.sampled_from(sorted(self.people))), field, data.draw(st.randoms(use_true_random=False)))

    def move(self, who: int, field: int, chance: random.Random) -> None:
        """Give somebody in the source another value."""
        self.put(who, field, chance.choice(TEXTS[field]).format(n=who))

    def put(self, who: int, field: int, value: str) -> None:
        """Write a value of somebody in the source."""
        values = list(self.people[who])
        values[field] = value
        self.people[who] = tuple(values)

    @precondition(lambda self: len(self.people) > 1)
    @rule(seed=st.integers(0, 2**16))
    def couple(self, seed: int) -> None:
        """Two people share a return from now on, part, or change places."""
        chance = random.Random(seed)
        one, other = chance.sample(sorted(self.people), 2)
        number = self.people[other][NATIONAL_NUMBER]
        event = chance.choice(["join", "join", "part", "swap"])
        if event == "part":
            self.put(one, PARTNER, "")
        elif event == "swap" and (partner := self.people[one][PARTNER]) and (own := self.people[one][NATIONAL_NUMBER]):
            self.put(one, PARTNER, own)
            self.put(one, NATIONAL_NUMBER, partner)
        elif event == "join" and number and self.people[one][NATIONAL_NUMBER]:
            self.put(one, PARTNER, number)
            if chance.random() < 0.5:
                del self.people[other]

    @rule(name=st.sampled_from([None, "PB 2026", "PB 2027", "Personenbelasting"]))
    def rename_workflow(self, name: str | None) -> None:
        """The workflow gets another name, or none is chosen."""
        self.workflow = name

    # What happens in the register

    @precondition(lambda self: self.register.clients())
    @rule(data=st.data(), field=st.sampled_from(MOVING))
    def change_here(self, data: st.DataObject, field: int) -> None:
        """A colleague changes a value in the register."""
        row = data.draw(st.sampled_from(list(self.register.clients())))
        self.write_here(row, field, data.draw(st.sampled_from(TEXTS[field])).format(n=row.id + 900))

    def write_here(self, row: ClientRow, field: int, value: str) -> None:
        """Write a value into the register by hand."""
        if (field == EMAIL and row.archived) or row.values[field] == value:
            return
        self.register.hand([Edit("set", client=row.id, field=NAMES[field], value=value)], ACTOR)
        self.asked.pop((row.id, field), None)
        self.before.clear()

    @rule(seed=st.integers(0, 2**16))
    def months(self, seed: int) -> None:
        """Some months go by: people come, leave and move on both sides; then it is season."""
        chance = random.Random(seed)
        for _ in range(chance.randint(0, 2)):
            self.come()
        for who in chance.sample(sorted(self.people), min(len(self.people), chance.randint(0, 4))):
            self.move(who, chance.choice(MOVING), chance)
        if len(self.people) > 2 and chance.random() < 0.3:
            del self.people[chance.choice(sorted(self.people))]
        for row in chance.sample(here := list(self.register.clients()), min(len(here), chance.randint(0, 2))):
            field = chance.choice(MOVING)
            self.write_here(row, field, chance.choice(TEXTS[field]).format(n=row.id + 900))
        self.season(chance.randint(0, 2**16))

    # What people do with synctui

    @rule(seed=st.integers(0, 2**16))
    def season(self, seed: int) -> None:
        """Fetch, decide at random, apply; then look whether what was shown is what is there."""
        chance = random.Random(seed)
        review = self.fetch()
        self.look_for_repeats(review)
        self.decide(review, chance)
        before = self.register.clients()
        expected = self.shown(review)
        plan = build(review, Terms("an", ACCEPTED))
        assert plan == build(review, Terms("an", ACCEPTED)), "a plan is a pure function of a review"
        if plan.held or not (plan.operations or plan.seen or plan.choices or plan.verdicts):
            assert {hold.name for hold in plan.held} <= {"household"}
            return
        run = self.register.apply(plan, ACTOR).run
        self.look_at_the_register(before, expected, plan, run)
        self.runs.append(run)
        self.before = {run: before}
        self.note(review, run)

    @precondition(lambda self: self.runs)
    @rule()
    def undo_last(self) -> None:
        """Undo the last applied run; where nothing moved since, all is as before it."""
        run = self.runs.pop()
        try:
            undone = self.register.undo(run, ACTOR)
        except ConflictError:
            assert run not in self.before, "what nobody touched since can be undone"
            return
        if run in self.before:
            assert not undone.refused
            assert self.register.clients() == self.before[run], "apply then undo is before"
        self.asked = {key: made for key, made in self.asked.items() if made.run != run}
        self.before.clear()

    # The oracles

    def look_for_repeats(self, review: Review) -> None:
        """Nothing decided is asked again unless its import value changed, it was undone or another wrote the field."""
        for line in review.lines:
            made = self.asked.get(line.key)
            assert made is None or made.import_ != line.import_ or made.register != line.register, f"again: {line}"

    def look_at_the_register(self, before: list[ClientRow], expected: dict[int, Values], plan: Plan, run: int) -> None:
        """Applied is shown, and no client is lost without a line in the journal."""
        now = {row.id: row.values for row in self.register.clients() if not row.archived}
        new = sorted(values for client, values in now.items() if client not in {row.id for row in before})
        assert {client: now.get(client) for client in expected} == expected, "applied is shown"
        added = [op.new for op in plan.operations if op.op == "add" and isinstance(op.new, dict)]
        assert new == sorted(tuple(each[name] for name in NAMES) for each in added), "applied is shown"
        journal = self.register.run(run).lines
        for row in before:
            if not row.archived and row.id not in now:
                assert any(line.client == row.id and line.entity == "client" for line in journal), "lost without a line"
        assert now.keys() >= expected.keys(), "lost"

    # Steps

    def fetch(self) -> Review:
        """Return the review of today's source against the register."""
        columns = ("id", *NAMES)
        rows = [(f"APR{n:05}", *values) for n, values in sorted(self.people.items())]
        table = Table(columns, rows, numbers=list(range(1, len(rows) + 1)))
        delivery = Delivery(table, "sample", "f", "2026-02-01T08:00:00Z", self.workflow)
        mapping = mapping_of(table, {name: (at,) for at, name in enumerate(("source_id", *NAMES))})
        request = engine.Request("sample", TODAY)
        snapshot = self.register.snapshot("sample")
        return asyncio.run(engine.review(delivery, mapping, snapshot, request, quiet))

    def decide(self, review: Review, chance: random.Random) -> None:
        """Take decisions at random on every tab, and undo and redo some of them."""
        review.newcomers.choose_batch("questionnaire", QUESTIONNAIRE)
        for line in list(review.lines):
            how = chance.choice(["overwrite", "keep", "undecided", "typed"])
            if how == "typed" and line.field in TEXTS and not line.household:
                review.type_value(line, TEXTS[line.field][1].format(n=line.client + 500))
            else:
                review.decide([line], "undecided" if how == "typed" else how)
        for row in review.newcomers.rows:
            review.newcomers.tick([row], chance.choice(["add", "add", "leave", "undecided"]))
        for absent in review.comparison.leavers:
            review.leave([absent.client], chance.choice(["archive", "stay", "undecided"]))
        for possible in review.comparison.possible:
            review.settle(possible, chance.choice(["", *(option.name for option in possible.options)]))
        self.back_and_forth(review, chance)

    def back_and_forth(self, review: Review, chance: random.Random) -> None:
        """Undo some steps and redo them: the review must be as it was."""
        state: dict[Key, Decision] = dict(review.ledger.taken)
        steps = sum(review.undo() is not None for _ in range(chance.randint(0, 4)))
        assert all(review.redo() for _ in range(steps))
        assert review.ledger.taken == state, "undo and redo restore a review"

    def shown(self, review: Review) -> dict[int, Values]:
        """Return every live client as the review shows that it will be, worked out apart from the plan."""
        snapshot = review.comparison.snapshot
        back = [review.comparison.archived_here[row] for row in review.newcomers.to_restore()]
        gone = {each.client for each in review.comparison.leavers if review.leaver(each.client).how == "archive"}
        gone |= {effect.client for _, effect in review.effects() if effect.do == "archive"}
        live = {**snapshot.clients, **{client: snapshot.archived[client] for client in back}}
        result = {client: list(values) for client, values in live.items() if client not in gone}
        for line in review.lines:
            if line.client in result:
                result[line.client][line.field] = outcome(line, review.decision(line))
        for _possible, effect in review.effects():
            if effect.do == "set" and effect.client in result:
                result[effect.client][effect.field] = effect.value
        return {client: tuple(values) for client, values in result.items()}

    def note(self, review: Review, run: int) -> None:
        """Remember what was decided in this run."""
        for line in review.lines:
            decision = review.decision(line)
            if decision.how != "undecided":
                self.asked[line.key] = Asked(run, line.import_, outcome(line, decision))


def outcome(line: Difference, decision: Decision) -> str:
    """Return the register's value once a decision is carried out."""
    return {"overwrite": line.import_, "typed": decision.value}.get(decision.how, line.register)
