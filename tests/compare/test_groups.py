"""What holds for every comparison: nobody is lost, nobody stands twice, and order does not matter."""

from __future__ import annotations

from comparing import intake, number, person, snapshot
from hypothesis import given, settings
from hypothesis import strategies as st

from synctui.core.compare import compare
from synctui.core.comparison import Comparison
from synctui.core.fields import NATIONAL_NUMBER, Values
from synctui.core.intake import Intake
from synctui.core.snapshot import Snapshot

NUMBERS = ["", *(number("850730", at) for at in range(1, 5)), number("850730", 1, bis=True)]
people = st.builds(
    lambda first, last, own, partner, street: person(
        first, last, national_number=own, partner_national_number=partner if partner != own else "", street=street
    ),
    st.sampled_from(["Jan", "An", "Griet", "Margriet"]),
    st.sampled_from(["Maes", "Smets"]),
    st.sampled_from(NUMBERS),
    st.sampled_from(NUMBERS),
    st.sampled_from(["", "Dorp 1", "Kerk 2"]),
)


@st.composite
def registers(draw: st.DrawFn) -> Snapshot:
    """A few clients, live and archived, some linked and with a base."""
    clients = dict(enumerate(draw(st.lists(people, max_size=5)), 1))
    archived = dict(enumerate(draw(st.lists(people, max_size=2)), 11))
    known = draw(st.sets(st.sampled_from(sorted(clients | archived)))) if clients | archived else set()
    bases = {client: draw(people) for client in sorted(known)}
    return snapshot(clients, archived=archived, links={c: f"A{c % 10}" for c in sorted(known)}, bases=bases)


@st.composite
def imports(draw: st.DrawFn) -> Intake:
    """A few rows, some invalid; source ids for all or for none."""
    rows = draw(st.lists(people, max_size=5))
    doubled = {at for at, row in enumerate(rows) if any(_one_key(row, other) for other in rows[:at] + rows[at + 1 :])}
    invalid = doubled | draw(st.sets(st.integers(0, len(rows) - 1), max_size=1)) if rows else set()
    ids = [f"A{at}" for at in range(1, len(rows) + 1)] if draw(st.booleans()) else None
    return intake(*rows, ids=ids, invalid=sorted(invalid), left_out={"company": 2})


def _one_key(row: Values, other: Values) -> bool:
    """Tell whether two rows have one key, which makes both invalid."""
    one, two = row[NATIONAL_NUMBER], other[NATIONAL_NUMBER]
    return one == two if one and two else row[:3] == other[:3]


@settings(max_examples=300, deadline=None)
@given(rows=imports(), here=registers())
def test_every_row_and_every_client_stands_in_exactly_one_group(rows: Intake, here: Snapshot) -> None:
    found = compare(rows, here)
    waiting = [row for each in found.possible for row in each.waiting]
    groups = [*found.in_both, *found.new, *waiting, *rows.invalid]
    own = sum(found.left_out.get(what, 0) for what in ("settled", "folded"))
    assert len(groups) == len(set(groups))
    assert len(groups) + own == len(rows.values)
    assert found.left_out["company"] == 2
    linked = [found.clients[row] for row in found.in_both]
    absent = [each.client for each in found.leavers]
    doubted = {client for each in found.possible for client in each.clients if client in here.clients}
    assert len(linked) == len(set(linked))
    assert not set(linked) & {*absent, *found.claimed}
    assert not set(absent) & {*found.claimed, *doubted}
    assert {*linked, *absent, *found.claimed, *doubted} == set(here.clients)


@settings(max_examples=300, deadline=None)
@given(rows=imports(), here=registers(), data=st.data())
def test_the_order_of_the_rows_changes_nothing(rows: Intake, here: Snapshot, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(rows.values))))
    at = {row: place for place, row in enumerate(order)}
    turned = intake(
        *(rows.values[row] for row in order),
        ids=[rows.ids[row] for row in order],
        invalid=[at[row] for row in rows.invalid],
        left_out={"company": 2},
    )
    assert _facts(compare(turned, here), order) == _facts(compare(rows, here), list(range(len(order))))


def _facts(found: Comparison, order: list[int]) -> dict[str, object]:
    """Return what a comparison says, with rows named by their first places."""
    values: list[Values] = found.intake.values
    return {
        "clients": sorted((order[row], client, found.linked_by[row]) for row, client in enumerate(found.clients)),
        "new": sorted(order[row] for row in found.new),
        "lines": sorted((d.client, order[d.row], d.field, d.kind, d.household) for d in found.differences),
        "kept": sorted(d.key for d in found.kept),
        "leavers": found.leavers,
        "possible": sorted((p.key, p.kind, sorted(order[row] for row in p.waiting), p.clients) for p in found.possible),
        "archived": {order[row]: client for row, client in found.archived_here.items()},
        "people": sorted(values),
    }
