"""What the register tells of one client and of other years."""

from __future__ import annotations

from register.office import ACTOR, CHECKLIST, filled
from synctui.core.records import Edit
from synctui.register import Store


def test_another_years_dossiers_can_be_looked_at(store: Store) -> None:
    filled(store)
    store.hand([Edit("tax_year", value="2027")], ACTOR)
    store.hand([Edit("set", 1, "questionnaire", "Q")], ACTOR)
    assert store.years() == [2026, 2027]
    assert [(row.tax_year, row.questionnaire) for row in store.clients()][:2] == [(2027, "Q"), (2027, "")]
    assert {(row.tax_year, row.questionnaire) for row in store.clients(tax_year=2026)} == {(2026, CHECKLIST)}
    assert [row.id for row in store.clients("not-sent", 2027)] == [1]


def test_a_client_has_its_dossiers_and_links(store: Store) -> None:
    filled(store)
    store.hand([Edit("tax_year", value="2027")], ACTOR)
    store.hand([Edit("set", 1, "status", "failed")], ACTOR)
    card = store.card(1)
    assert [(each.tax_year, each.status) for each in card.dossiers] == [(2027, "failed"), (2026, "not-sent")]
    assert [(source, link.source_id) for source, link in card.links.items()] == [("file", "C1")]


def test_the_history_of_a_client_names_the_runs(store: Store) -> None:
    filled(store)
    store.hand([Edit("set", 1, "city", "Brugge"), Edit("set", 2, "city", "Aalst")], ACTOR)
    told = [(each.run.run, each.line.field, each.line.before, each.line.after) for each in store.history(1)]
    assert told[0] == (2, "city", "Gent", "Brugge")
    assert [run for run, *_rest in told] == [2, 1]
