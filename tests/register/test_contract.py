"""What every register does: apply, read back, journal, undo."""

from __future__ import annotations

import msgspec
import pytest

from register.office import ACTOR, CHECKLIST, OTHER, adding, change, filled, number, person, plan_of, seen_of, step
from synctui.core.fields import INDEX
from synctui.core.plan import Answer, Hold, Mend, Ruling
from synctui.core.ports import Applied, ChangedSinceError, Progress, Register
from synctui.core.snapshot import Choice, Correction, Link, Mark, Verdict
from synctui.errors import ConflictError, HeldError, UsageError
from synctui.register import Store

STREET = INDEX["street"]


def everything(store: Store, source: str = "file") -> bytes:
    """Return all that clients and snapshot tell, the run numbers aside."""
    snapshot = store.snapshot(source)
    parts = (
        store.clients(), snapshot.info[:3], snapshot.latest, snapshot.links, snapshot.bases, snapshot.marks,
        snapshot.verdicts, snapshot.corrections, snapshot.choices, sorted(snapshot.claimed), snapshot.last_fetch,
    )  # fmt: skip
    return msgspec.json.encode(parts)


def test_store_is_a_register(store: Store) -> None:
    register: Register = store
    assert register.info().name == "Accounton"
    assert register.info().last_run == 0
    assert (register.role("an"), register.role("bert")) == ("admin", "accountant")


def test_added_clients_come_with_dossier_link_and_base(store: Store) -> None:
    assert store.apply(adding(store, [person(1), person(2)]), ACTOR) == Applied(1, 2, 2)
    snapshot = store.snapshot("file")
    assert snapshot.clients == {1: person(1), 2: person(2)}
    assert snapshot.dossiers[1][:4] == (2026, CHECKLIST, "nl", "not-sent")
    assert snapshot.links[1] == Link("C1", "source-id", "id:C1", 1, 1)
    assert snapshot.bases[2] == person(2)
    assert snapshot.last_fetch is not None
    assert (snapshot.last_fetch.run, snapshot.last_fetch.columns["email"]) == (1, "EMAIL")


def test_another_source_knows_nothing_but_what_is_claimed(store: Store) -> None:
    filled(store)
    snapshot = store.snapshot("adminpulse")
    assert (snapshot.links, snapshot.bases, snapshot.last_fetch) == ({}, {}, None)
    assert snapshot.claimed == {1, 2, 3}
    store.apply(plan_of(store, [step(1, "archive", 3, "archived", "live")], gone=[1, 3]), ACTOR)
    assert store.snapshot("adminpulse").claimed == {2}
    store.undo(2, ACTOR)
    assert store.snapshot("adminpulse").claimed == {1, 2, 3}
    assert store.snapshot("file").claimed == frozenset()


def test_undo_of_a_first_run_leaves_the_register_as_it_was_and_the_plan_applies_again(store: Store) -> None:
    before = everything(store)
    plan = filled(store)
    assert store.undo(1, ACTOR).restored == 3
    assert everything(store) == before
    assert store.apply(plan, ACTOR) == Applied(3, 3, 3)
    assert min(store.snapshot("file").clients) == 4, "numbers of clients are never used twice"


def test_undo_brings_back_fields_bases_marks_links_decisions_dossiers_and_the_year(store: Store) -> None:
    filled(store)
    before = everything(store)
    seen = [
        seen_of(1, "D1", person(1), base={"street": "Sint-Jansstraat 1"}, linked_by="national-number"),
        seen_of(2, "C2", person(2), base={}, marks={"street": ("kept", "St.-Jansstraat 2")}),
    ]
    operations = [
        change(1, 1, "street", "St.-Jansstraat 1", "Sint-Jansstraat 1"),
        step(2, "archive", 3, "archived", "live"),
        step(3, "open_dossier", 1, {"questionnaire": "Q", "language": "fr"}, None),
    ]
    plan = plan_of(
        store, operations, seen, gone=[3], tax_year=2027, verdicts=[Ruling("id:C9", 1, False, "e")],
        corrections=[Mend("id:C1", "email", "x", "x@office.example")], choices=[Answer("leave", "id:C8", "leave", "e")],
    )  # fmt: skip
    assert store.apply(plan, ACTOR) == Applied(2, 3, 3)
    after = store.snapshot("file")
    assert after.clients[1][STREET] == "Sint-Jansstraat 1"
    assert list(after.archived) == [3]
    assert after.info.tax_year == 2027
    assert after.dossiers[1].language == "fr"
    assert after.links[1] == Link("D1", "national-number", "id:D1", 1, 2)
    assert (after.links[2].seen_run, after.links[3].seen_run) == (2, 1)
    assert after.bases[1][STREET] == "Sint-Jansstraat 1"
    assert after.marks == {2: {STREET: Mark("kept", "St.-Jansstraat 2")}}
    assert after.verdicts == [Verdict("id:C9", 1, False, "e")]
    assert after.corrections == [Correction("id:C1", INDEX["email"], "x", "x@office.example")]
    assert after.choices == [Choice("leave", "id:C8", "leave", "e")]
    assert store.undo_check(2).refused == []
    assert store.undo(2, ACTOR).refused == []
    assert everything(store) == before
    assert store.apply(plan, ACTOR) == Applied(4, 3, 3)


def test_marks_and_choices_can_be_taken_back(store: Store) -> None:
    filled(store)
    marked = [seen_of(1, "C1", person(1), base={}, marks={"street": ("typed", "X")})]
    store.apply(plan_of(store, seen=marked, choices=[Answer("stay", "2", "stay", "gone")]), ACTOR)
    before = everything(store)
    freed = [seen_of(1, "C1", person(1), base={"street": "Y"}, marks={"street": None})]
    store.apply(plan_of(store, seen=freed, choices=[Answer("stay", "2", None, "gone")]), ACTOR)
    assert (store.snapshot("file").marks, store.snapshot("file").choices) == ({}, [])
    store.undo(3, ACTOR)
    assert everything(store) == before


def test_the_base_of_an_added_client_is_what_the_source_sent(store: Store) -> None:
    plan = adding(store, [person(1, email="mended@office.example"), person(2)])
    sent = msgspec.structs.replace(plan.seen[0], base={"email": "bad", "mobile": None})
    columns = {name: name for name in ("first_name", "last_name", "email", "mobile")}
    made_from = msgspec.structs.replace(plan.made_from, columns=columns)
    store.apply(msgspec.structs.replace(plan, seen=[sent, plan.seen[1]], made_from=made_from), ACTOR)
    bases = store.snapshot("file").bases
    assert bases[1] == ("Lotte1", "Baert", "bad", *[None] * 10)
    assert bases[2] == ("Lotte2", "Baert", "lotte2@office.example", "", *[None] * 9)


def test_a_base_that_was_never_seen_stays_unknown(store: Store) -> None:
    filled(store)
    seen = [seen_of(1, "9", person(1), base={"email": "a@office.example"})]
    store.apply(plan_of(store, seen=seen, source="adminpulse"), ACTOR)
    base = store.snapshot("adminpulse").bases[1]
    assert (base[INDEX["email"]], base[STREET]) == ("a@office.example", None)


def test_restoring_an_archived_client_keeps_its_number_link_and_base(store: Store) -> None:
    filled(store)
    store.apply(plan_of(store, [step(1, "archive", 1, "archived", "live")]), ACTOR)
    archived = store.snapshot("file")
    assert (archived.archived, 1 in archived.links, archived.bases[1]) == ({1: person(1)}, True, person(1))
    back = seen_of(1, "C1", person(1), base={})
    store.apply(plan_of(store, [step(1, "restore", 1, "live", "archived")], [back]), ACTOR)
    restored = store.snapshot("file")
    assert (restored.clients[1], restored.links[1].seen_run) == (person(1), 3)


def test_two_national_numbers_change_places_in_one_plan_and_back(store: Store) -> None:
    filled(store)
    field = "national_number"
    swap = [change(1, 1, field, number(1), number(2)), change(2, 2, field, number(2), number(1))]
    seen = [seen_of(1, "C2", person(1), base={}), seen_of(2, "C1", person(2), base={})]
    store.apply(plan_of(store, swap, seen), ACTOR)
    snapshot = store.snapshot("file")
    assert [snapshot.clients[n][INDEX[field]] for n in (1, 2)] == [number(2), number(1)]
    assert [snapshot.links[n].source_id for n in (1, 2)] == ["C2", "C1"]
    store.undo(2, ACTOR)
    assert [store.snapshot("file").links[n].source_id for n in (1, 2)] == ["C1", "C2"]


def test_a_source_id_goes_to_the_client_that_the_import_says(store: Store) -> None:
    filled(store)
    store.apply(plan_of(store, seen=[seen_of(2, "C1", person(2), base={})]), ACTOR)
    links = store.snapshot("file").links
    assert (links[1].source_id, links[1].row_key, links[2].source_id) == ("", "id:C1", "C1")
    store.undo(2, ACTOR)
    assert store.snapshot("file").links[1].source_id == "C1"


def test_an_import_without_ids_forgets_no_id(store: Store) -> None:
    filled(store)
    store.apply(plan_of(store, seen=[seen_of(1, "", person(1), base={})]), ACTOR)
    assert store.snapshot("file").links[1].source_id == "C1"


@pytest.mark.parametrize("field", ["national_number", "partner_national_number"])
def test_no_number_comes_to_stand_on_two_live_returns(store: Store, field: str) -> None:
    filled(store)
    before = person(1)[INDEX[field]]
    with pytest.raises(ConflictError, match=r"Lotte1 \(1\) · Baert, Lotte2 \(2\)"):
        store.apply(plan_of(store, [change(1, 1, field, before, number(2))]), ACTOR)
    assert store.snapshot("file").clients[1] == person(1)
    store.apply(plan_of(store, [step(1, "archive", 2, "archived", "live")]), ACTOR)
    store.apply(plan_of(store, [change(1, 1, field, before, number(2))]), ACTOR)
    with pytest.raises(ConflictError, match="returns of"):
        store.apply(plan_of(store, [step(1, "restore", 2, "live", "archived")]), ACTOR)


def test_a_held_plan_is_refused(store: Store) -> None:
    plan = adding(store, [person(1)], held=[Hold(name="shrunk", was="10", now="1", text="It shrank.")])
    with pytest.raises(HeldError, match=r"It shrank\."):
        store.apply(plan, ACTOR)
    assert store.runs() == []


def test_a_plan_of_another_register_is_refused(store: Store) -> None:
    with pytest.raises(ConflictError, match="another register"):
        store.apply(adding(store, [person(1)], register="other"), ACTOR)


def test_a_plan_is_applied_once_while_its_run_stands(store: Store) -> None:
    plan = filled(store)
    with pytest.raises(ConflictError, match="already applied as run 1"):
        store.apply(plan, OTHER)
    assert len(store.runs()) == 1


def test_every_value_that_moved_is_a_conflict_and_nothing_is_written(store: Store) -> None:
    filled(store)
    before = everything(store)
    operations = [
        change(1, 1, "street", "elsewhere", "new"),
        change(2, 2, "street", "St.-Jansstraat 2", "new"),
        change(3, 9, "city", "Gent", "Gand"),
        step(4, "restore", 3, "live", "archived"),
        step(5, "open_dossier", 2, {"questionnaire": "Q", "language": "nl"}, None),
    ]
    plan = plan_of(store, operations)
    with pytest.raises(ChangedSinceError) as caught:
        store.apply(plan, ACTOR)
    assert [(c.operation, c.then, c.now) for c in caught.value.conflicts] == [
        (1, "elsewhere", "St.-Jansstraat 1"), (3, "", "removed"), (4, "archived", "live"), (5, "", CHECKLIST),
    ]  # fmt: skip
    assert list(store.conflicts(plan)) == list(caught.value.conflicts)
    assert everything(store) == before


def test_a_colleagues_change_elsewhere_leaves_a_plan_valid(store: Store) -> None:
    filled(store)
    mine = plan_of(store, [change(1, 1, "street", "St.-Jansstraat 1", "mine")])
    store.apply(plan_of(store, [change(1, 2, "street", "St.-Jansstraat 2", "theirs")]), OTHER)
    assert store.apply(mine, ACTOR).run == 3


def test_a_change_of_a_client_that_a_colleague_archived_is_a_conflict(store: Store) -> None:
    filled(store)
    mine = plan_of(store, [change(1, 1, "street", "St.-Jansstraat 1", "mine")])
    store.apply(plan_of(store, [step(1, "archive", 1, "archived", "live")]), OTHER)
    assert [c.now for c in store.conflicts(mine)] == ["archived"]


@pytest.mark.parametrize("ids", [True, False])
def test_whom_a_colleague_added_meanwhile_is_not_added_again(store: Store, ids: bool) -> None:
    plain = person(1, national_number="")
    mine = adding(store, [plain], ids=ids)
    store.apply(adding(store, [plain], ids=ids, author="bert"), OTHER)
    assert [(c.operation, c.now) for c in store.conflicts(mine)] == [(1, "Baert, Lotte1 (1)")]


def test_a_rehearsal_does_everything_and_keeps_nothing(store: Store) -> None:
    before = store.path.read_bytes()
    plan = adding(store, [person(1)])
    assert store.apply(plan, ACTOR, rehearse=True) == Applied(1, 1, 1)
    assert store.path.read_bytes() == before
    with pytest.raises(ChangedSinceError):
        store.apply(plan_of(store, [change(1, 1, "city", "Gent", "Gand")]), ACTOR, rehearse=True)


def test_a_plan_without_operations_is_a_run_when_something_was_seen(store: Store) -> None:
    filled(store)
    assert store.apply(plan_of(store), ACTOR) == Applied(0, 0, 0)
    assert store.apply(plan_of(store, seen=[seen_of(1, "C1", person(1), base={})]), ACTOR) == Applied(2, 0, 0)


def test_progress_is_told(store: Store) -> None:
    told: list[Progress] = []
    store.apply(adding(store, [person(1)]), ACTOR, report=told.append)
    assert told == [Progress("apply", 0, 1), Progress("apply", 1, 1)]


def test_runs_tell_who_did_what_and_what_was_undone(store: Store) -> None:
    store.clock = lambda: "2026-01-05T09:00:00Z"
    filled(store)
    store.undo(1, OTHER)
    first, second = store.runs()
    assert first[:7] == (1, "2026-01-05T09:00:00Z", "an", "host", "import", "file", None)
    assert (first.counts["added"], first.undone_by, second.undoes, second.kind) == (3, 2, 1, "undo")
    assert store.sources() == []


def test_the_journal_names_client_field_and_both_values(store: Store) -> None:
    filled(store)
    store.apply(plan_of(store, [change(1, 1, "street", "St.-Jansstraat 1", "new")]), ACTOR)
    assert [tuple(line) for line in store.run(2).lines] == [
        ("client", 1, "Baert, Lotte1", "street", "St.-Jansstraat 1", "new")
    ]
    added = store.run(1).lines[0]
    assert (added.name, added.before) == ("Baert, Lotte1", None)
    assert "lotte1@office.example" in (added.after or "")
    with pytest.raises(UsageError, match="no run 9"):
        store.run(9)


def test_a_plan_for_a_year_that_is_over_is_refused(store: Store) -> None:
    filled(store)
    with pytest.raises(ConflictError, match="has moved on to 2026"):
        store.apply(plan_of(store, [change(1, 1, "city", "Gent", "Gand")], tax_year=2025), ACTOR)


def test_who_was_seen_or_judged_but_is_gone_is_a_conflict(store: Store) -> None:
    filled(store)
    plan = plan_of(store, seen=[seen_of(98, "C98", person(98))], verdicts=[Ruling("id:X", 99, True, "e")])
    assert [(c.client, c.now) for c in store.conflicts(plan)] == [("98", "removed"), ("99", "removed")]


def test_a_client_is_restored_and_changed_in_one_plan(store: Store) -> None:
    filled(store)
    store.apply(plan_of(store, [step(1, "archive", 1, "archived", "live")]), ACTOR)
    both = [change(1, 1, "city", "Gent", "Gand"), step(2, "restore", 1, "live", "archived")]
    assert store.apply(plan_of(store, both), ACTOR).verified == 2


def test_a_dossier_is_opened_with_the_partner_that_the_plan_leaves(store: Store) -> None:
    filled(store)
    operations = [
        change(1, 1, "partner_national_number", "", number(50)),
        step(2, "open_dossier", 1, {"questionnaire": "Q", "language": "nl"}, None),
    ]
    store.apply(plan_of(store, operations, tax_year=2027), ACTOR)
    assert store.snapshot("file").dossiers[1].partner == number(50)


def test_archived_clients_are_not_seen(store: Store) -> None:
    filled(store)
    store.apply(plan_of(store, [step(1, "archive", 2, "archived", "live")], gone=[2]), ACTOR)
    store.apply(plan_of(store, [change(1, 1, "city", "Gent", "Gand")], workflow="PB"), ACTOR)
    links = store.snapshot("file").links
    assert [(links[n].seen_run, links[n].workflow) for n in (1, 2, 3)] == [(3, "PB"), (1, ""), (3, "PB")]
