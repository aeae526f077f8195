"""AdminPulse: what is asked, who is in a workflow, and what a person's unknown attributes become."""

from __future__ import annotations

from datetime import date

import pytest

from crm.opening import column, open_pulse
from synctui.core.fields import FIELDS
from synctui.core.ports import Progress, silent
from synctui.core.proposal import propose
from synctui.core.scope import scoped
from synctui.errors import SourceError, UsageError
from synctui.sources.office import LATE, MAIN
from synctui.sources.servers.adminpulse import AdminPulseServer
from synctui.sources.servers.people import VAT
from synctui.sources.servers.pulse_data import own_id

TODAY = date(2026, 3, 16)


async def test_pages_are_asked_from_zero_with_the_bearer_key(pulse: AdminPulseServer) -> None:
    await open_pulse(pulse, page=400).fetch(None, silent)
    assert pulse.asked == ["GET /relations?page=0&pageSize=400", "GET /relations?page=1&pageSize=400"]


async def test_the_window_of_tasks_is_the_assessment_year(pulse: AdminPulseServer) -> None:
    names = [(each.name, each.clients) for each in await open_pulse(pulse).workflows()]
    assert names == [(VAT, 41), (LATE, 22), (MAIN, 500)]
    assert all("deadlineFrom=01012026&deadlineUntil=31122026" in each for each in pulse.asked)


async def test_tasks_that_do_not_apply_count_for_nobody(pulse: AdminPulseServer) -> None:
    idle = [each for each in pulse.tasks if each["inapplicable"]]
    assert idle
    source = open_pulse(pulse)
    delivery = await source.fetch(VAT, silent)
    inside = {own for at, own in enumerate(column(delivery, "uniqueIdentifier")) if at not in delivery.outside}
    assert inside.isdisjoint(each["relationUniqueIdentifier"] for each in idle)


async def test_a_template_of_several_reference_years_can_be_chosen_by_year(pulse: AdminPulseServer) -> None:
    for each in pulse.tasks[:3]:
        each["referenceYear"] = 2024
    names = {each.name: each.clients for each in await open_pulse(pulse).workflows()}
    assert names[f"{MAIN} (2024)"] == 3
    assert (names[f"{MAIN} (2025)"], names[MAIN]) == (497, 500)


async def test_an_unknown_workflow_names_the_nearest(pulse: AdminPulseServer) -> None:
    with pytest.raises(UsageError, match="PB laattijdig AJ 2026"):
        await open_pulse(pulse).fetch("PB laat", silent)


async def test_everybody_outside_the_workflow_is_known_with_the_reason(pulse: AdminPulseServer) -> None:
    delivery = await open_pulse(pulse).fetch(LATE, silent)
    done = scoped(delivery, propose(delivery.table).mapping, TODAY)
    assert len(done.table.rows) == done.fetched == 22
    reasons = {each.reason for each in done.elsewhere.values()}
    assert reasons == {"left-workflow", "ended", "deceased", "prospect", "company"}
    assert len(done.elsewhere) == 769 - 22


async def test_companies_prospects_contacts_and_ended_relations_are_left_out_and_counted(
    pulse: AdminPulseServer,
) -> None:
    delivery = await open_pulse(pulse).fetch(None, silent)
    done = scoped(delivery, propose(delivery.table).mapping, TODAY)
    assert done.left_out == {"company": 42, "prospect": 13, "contact": 184, "ended": 8}
    assert done.fetched == delivery.fetched == 769
    assert "Sole proprietor" in column(done, "type")


async def test_the_starred_mail_is_taken_and_every_field_but_the_partner_found(pulse: AdminPulseServer) -> None:
    delivery = await open_pulse(pulse).fetch(None, silent)
    proposal = propose(delivery.table)
    assert proposal.certain
    assert {field.name for field in FIELDS} - set(proposal.mapping.headers) == {"partner_national_number"}
    mails = dict(
        zip(column(delivery, "uniqueIdentifier"), column(delivery, proposal.mapping.headers["email"]), strict=True)
    )
    both = [
        each for each in pulse.relations if len([c for c in each["communicationChannels"] if c["type"] == "Email"]) > 1
    ]
    assert both
    assert not [each for each in both if mails[each["uniqueIdentifier"]].startswith("oud.")]


async def test_a_client_that_the_list_lacked_is_asked_for_by_its_own_id(pulse: AdminPulseServer) -> None:
    source = open_pulse(pulse)
    hidden = pulse.relations.pop(4)
    delivery = await source.fetch(None, silent)
    pulse.relations.insert(4, hidden)
    gone = own_id(90_000)
    done = await source.complete(delivery, sorted([hidden["uniqueIdentifier"], gone]), silent)
    assert column(done, "uniqueIdentifier")[-1] == hidden["uniqueIdentifier"]
    assert len(done.table.rows) == len(delivery.table.rows) + 1
    assert f"GET /relations/{gone}" in pulse.asked


async def test_a_missing_scope_is_named(pulse: AdminPulseServer) -> None:
    pulse.scopes = {"relations.read"}
    found = await open_pulse(pulse).test()
    assert (found.relations, found.missing) == (769, ("tasks.read",))
    with pytest.raises(SourceError, match=r"tasks\.read"):
        await open_pulse(pulse).workflows()


async def test_progress_counts_relations_and_the_calls_that_are_left(pulse: AdminPulseServer) -> None:
    told: list[Progress] = []
    await open_pulse(pulse, calls=480).fetch(None, told.append)
    assert (told[-1].done, told[-1].total) == (769, 769)
    assert "calls left this minute" in told[-1].note


async def test_an_attribute_that_nobody_has_filled_is_still_a_column(pulse: AdminPulseServer) -> None:
    for each in pulse.relations:
        each["endDate"] = None
    delivery = await open_pulse(pulse).fetch(None, silent)
    assert "endDate" in delivery.table.columns
