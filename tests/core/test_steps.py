"""The ledger: steps, undo, redo, tallies."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from synctui.core.steps import Decision, Key, Ledger
from synctui.i18n import message

LABEL = message("a step")


def test_a_step_that_changes_nothing_is_no_step() -> None:
    ledger = Ledger()
    assert ledger.take(LABEL, {("new", 1): Decision("add")})
    assert ledger.take(LABEL, {("new", 1): Decision("add")}) is None
    assert ledger.undo() is not None
    assert ledger.undo() is None


def test_a_new_step_forgets_what_was_undone() -> None:
    ledger = Ledger()
    ledger.take(LABEL, {("new", 1): Decision("add")})
    ledger.undo()
    ledger.take(LABEL, {("new", 2): Decision("add")})
    assert ledger.redo() is None


KEYS = st.one_of(
    st.tuples(st.just("line"), st.integers(1, 3), st.integers(0, 2)), st.tuples(st.just("new"), st.integers(1, 3))
)
DECISIONS = st.one_of(st.none(), st.builds(Decision, st.sampled_from(["overwrite", "keep", "typed"]), st.just("x")))
STEPS = st.lists(st.dictionaries(KEYS, DECISIONS, min_size=1, max_size=4), max_size=8)


@given(STEPS)
def test_undo_goes_back_through_every_state_and_redo_forward_again(steps: list[dict[Key, Decision | None]]) -> None:
    ledger = Ledger()
    states = [dict(ledger.taken)]
    states += [dict(ledger.taken) for step in steps if ledger.take(LABEL, step)]
    for state in reversed(states[:-1]):
        assert ledger.undo()
        assert ledger.taken == state
    for state in states[1:]:
        assert ledger.redo()
        assert ledger.taken == state


@given(STEPS)
def test_tallies_always_agree_with_what_was_taken(steps: list[dict[Key, Decision | None]]) -> None:
    ledger = Ledger()
    for step in steps:
        ledger.take(LABEL, step)
        for topic in ("line", "new"):
            for how in ("overwrite", "keep", "typed"):
                real = sum(key[0] == topic and made.how == how for key, made in ledger.taken.items())
                assert ledger.count(topic, how) == real
