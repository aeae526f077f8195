"""Several seasons of one office, and each oracle seen to notice a core that was damaged on purpose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test
from seasons_office import Office

from synctui.core import planning
from synctui.core.review import Review
from synctui.register import store

SEASONS = settings(
    max_examples=55,
    stateful_step_count=30,
    phases=[Phase.generate],
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class First(Office):
    """A quarter of the runs, so that they can go side by side."""


class Second(Office):
    """A quarter of the runs."""


class Third(Office):
    """A quarter of the runs."""


class Fourth(Office):
    """A quarter of the runs."""


@pytest.mark.parametrize("machine", [First, Second, Third, Fourth])
def test_seasons_go_by_and_every_oracle_is_content(machine: type[RuleBasedStateMachine]) -> None:
    run_state_machine_as_test(machine, settings=SEASONS)


def forget_marks(real: Callable[..., Any]) -> Callable[..., Any]:
    """Damage: what was kept is not remembered."""
    return lambda *args: [msgspec.structs.replace(seen, marks={}) for seen in real(*args)]


def forget_base(real: Callable[..., Any]) -> Callable[..., Any]:
    """Damage: the base stays behind."""
    return lambda *args: [msgspec.structs.replace(seen, base={}) if seen.client else seen for seen in real(*args)]


def lose_an_operation(real: Callable[..., Any]) -> Callable[..., Any]:
    """Damage: the last change of a plan is left out."""

    def damaged(*args: Any, **options: Any) -> Any:
        made = real(*args, **options)
        changes = [op for op in made.all if op.op == "change"]
        return made._replace(all=[op for op in made.all if op not in changes[-1:]])

    return damaged


def undo_nothing(real: Callable[..., Any]) -> Callable[..., Any]:
    """Damage: undo looks and does nothing."""
    return lambda self, number, actor: self.undo_check(number)


def redo_nothing(real: Callable[..., Any]) -> Callable[..., Any]:
    """Damage: redo says that it did and did not."""
    return lambda self: self.ledger._undone.pop()


def keep_no_journal(real: Callable[..., Any]) -> Callable[..., Any]:
    """Damage: the journal comes back empty."""
    return lambda self, number: real(self, number)._replace(lines=[])


@pytest.mark.parametrize(
    ("where", "name", "damage", "oracle"),
    [
        (planning, "seen", forget_marks, "again"),
        (planning, "seen", forget_base, "again"),
        (planning, "operations", lose_an_operation, "applied is shown"),
        (store.Store, "undo", undo_nothing, "apply then undo is before"),
        (Review, "redo", redo_nothing, "undo and redo restore"),
        (store.Store, "run", keep_no_journal, "lost without a line"),
    ],
    ids=["marks", "base", "operations", "undo", "redo", "journal"],
)
def test_a_damaged_core_is_noticed(
    where: Any, name: str, damage: Callable[..., Any], oracle: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(where, name, damage(getattr(where, name)))
    with pytest.raises(BaseException) as caught:  # noqa: PT011 - several failures of one machine come as a group
        run_state_machine_as_test(type("Damaged", (Office,), {}), settings=SEASONS)
    assert oracle in told(caught.value)


def told(error: BaseException) -> str:
    """Return all that an error or a group of errors says."""
    if isinstance(error, BaseExceptionGroup):
        return "\n".join(told(each) for each in error.exceptions)
    return str(error)
