"""Admin-Consult: token, settings, paging by query alone, filters, odd statuses, two routes to a workflow."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta, tzinfo

import pytest

from crm.opening import column, open_consult
from synctui.core.ports import Progress, silent
from synctui.core.proposal import propose
from synctui.core.scope import scoped
from synctui.errors import SourceError, UsageError
from synctui.sources import tokens
from synctui.sources.answers import Answer
from synctui.sources.hermes import next_page, told
from synctui.sources.office import LATE, MAIN
from synctui.sources.servers.adminconsult import INSIDE, AdminConsultServer
from synctui.sources.servers.filters import matcher
from synctui.sources.servers.people import VAT

TODAY = date(2026, 3, 16)


async def test_the_key_stands_in_one_call_and_the_token_in_all_others(consult: AdminConsultServer) -> None:
    await open_consult(consult).fetch(None, silent)
    assert [each for each in consult.asked if consult.key in each] == [f"GET /api/v1/token/{consult.key}"]


async def test_lists_are_asked_by_the_largest_page_and_followed_by_query_on_the_own_address(
    consult: AdminConsultServer,
) -> None:
    consult.most = 300
    delivery = await open_consult(consult).fetch(None, silent)
    assert len(delivery.table.rows) == 769
    pages = [each for each in consult.asked if "/customers?" in each]
    assert pages == [
        "GET /api/v1/customers?per_page=300",
        "GET /api/v1/customers?per_page=300&page=2",
        "GET /api/v1/customers?per_page=300&page=3",
    ]


@pytest.mark.parametrize(
    ("header", "query"),
    [
        (f'<{INSIDE}/api/v1/x?page=2&Filter=A%20eq%201>; rel="next",', "page=2&Filter=A%20eq%201"),
        ('<http://a/x?page=1>; rel="prev", <http://a/x?page=3>; rel="next",', "page=3"),
        ("<http://a/x?page=3 4>; rel=next", "page=3%204"),
        ("", ""),
        ("nonsense", ""),
    ],
)
def test_only_the_query_of_a_link_counts(header: str, query: str) -> None:
    assert next_page(header) == query


async def test_blanks_in_a_filter_travel_as_percent_20(consult: AdminConsultServer) -> None:
    await open_consult(consult).fetch(None, silent)
    asked = [each for each in consult.asked if "customeraddresses" in each]
    assert all("Filter=RegisteredOffice%20eq%201" in each for each in asked)


async def test_progress_counts_customers_whose_number_is_not_known_beforehand(consult: AdminConsultServer) -> None:
    consult.most = 300
    heard: list[Progress] = []
    await open_consult(consult).fetch(None, heard.append)
    assert next(each.total for each in heard if each.done == 300) == 0
    assert (heard[-1].done, heard[-1].total) == (769, 769)


async def test_a_token_is_kept_while_it_holds_and_renewed_before_it_ends(
    consult: AdminConsultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of thirty minutes the last half is not used; the server refuses nothing."""
    source = open_consult(consult)
    await source.workflows()
    await source.workflows()
    assert sum("/token/" in each for each in consult.asked) == 1

    class Later(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Later:
            return cls.fromtimestamp(datetime.now(tz).timestamp() + 29.6 * 60, tz)

    monkeypatch.setattr(tokens, "datetime", Later)
    asked = len(consult.asked)
    await source.workflows()
    assert [each.partition("/v1/")[2].partition("/")[0] for each in consult.asked[asked:]] == ["token", "taskflow"]


@pytest.mark.parametrize(
    "body",
    [
        b'{"ErrorMessage": "Nothing found"}',
        b'[{"ErrorMessage": "Nothing found"}]',
        b"NOTHING FOUND",
        b'"Nothing found"',
    ],
)
def test_an_error_is_read_in_every_shape_it_comes_in(body: bytes) -> None:
    assert told(Answer(404, {}, body)) == "nothing found"


async def test_workflows_are_the_active_task_flows(consult: AdminConsultServer) -> None:
    assert [each.name for each in await open_consult(consult).workflows()] == [VAT, LATE, MAIN]


@pytest.mark.parametrize("route", ["data", "planned"])
async def test_both_routes_lead_to_the_clients_of_a_workflow(consult: AdminConsultServer, route: str) -> None:
    delivery = await open_consult(consult, route=route).fetch(LATE, silent)
    done = scoped(delivery, propose(delivery.table).mapping, TODAY)
    assert len(done.table.rows) == 22
    assert Counter(each.reason for each in done.elsewhere.values())["left-workflow"] > 400


async def test_a_workflow_without_records_is_empty_and_no_error(consult: AdminConsultServer) -> None:
    consult.records.clear()
    delivery = await open_consult(consult).fetch(LATE, silent)
    assert delivery.fetched == 0


async def test_an_unknown_workflow_names_the_nearest(consult: AdminConsultServer) -> None:
    with pytest.raises(UsageError, match="PB laattijdig"):
        await open_consult(consult).fetch("PB laat", silent)


async def test_a_number_that_the_customer_lacks_comes_from_the_private_data(consult: AdminConsultServer) -> None:
    delivery = await open_consult(consult).fetch(MAIN, silent)
    numbers = dict(zip(column(delivery, "CustomerId"), column(delivery, "SocialSecurityNumber"), strict=True))
    assert consult.lists["customers"][2]["SocialSecurityNumber"] == ""
    assert numbers["3"]
    assert not any("customers/1/private" in each for each in consult.asked)


async def test_the_main_address_is_the_registered_office(consult: AdminConsultServer) -> None:
    delivery = await open_consult(consult).fetch(None, silent)
    assert "Postbus" not in column(delivery, "Address.StreetName")


async def test_a_client_that_ended_is_asked_for_a_date_of_death(consult: AdminConsultServer) -> None:
    source = open_consult(consult)
    delivery = await source.fetch(MAIN, silent)
    dead = next(str(one.number) for one in consult.relations.values() if one.died)
    done = await source.complete(delivery, [dead], silent)
    found = scoped(done, propose(done.table).mapping, TODAY)
    assert found.elsewhere[dead].reason == "deceased"


async def test_a_customer_that_the_list_lacked_is_asked_for_by_its_own_id(consult: AdminConsultServer) -> None:
    source = open_consult(consult)
    hidden = consult.lists["customers"].pop(4)
    delivery = await source.fetch(None, silent)
    consult.lists["customers"].insert(4, hidden)
    done = await source.complete(delivery, [str(hidden["CustomerId"]), "99999"], silent)
    assert column(done, "CustomerId")[-1] == str(hidden["CustomerId"])


async def test_an_address_that_is_too_long_is_cut_into_smaller_batches(consult: AdminConsultServer) -> None:
    consult.longest = 300
    delivery = await open_consult(consult, route="planned").fetch(LATE, silent)
    assert len(delivery.table.rows) - len(delivery.outside) == 22


async def test_a_missing_right_is_a_warning_where_clients_can_still_be_read(consult: AdminConsultServer) -> None:
    consult.forbidden = {"customerlinkcustomer"}
    source = open_consult(consult)
    delivery = await source.fetch(None, silent)
    assert "no right to read links between customers" in str(delivery.warnings[0])
    assert (await source.test()).missing == ("customerlinkcustomer",)
    consult.forbidden = {"customers"}
    with pytest.raises(SourceError, match="no right to read customers"):
        await open_consult(consult).fetch(None, silent)


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("CustomerId in (1, 14) and IsActive eq 1", True),
        ("CustomerId in (1, 2) and IsActive eq 1", False),
        ("CustomerId not in (1, 2)", True),
        ("Name eq 'D''Hondt'", True),
        ("StartsWith(Name, 'd''')", True),
        ("Contains(Name, 'hon') and EndsWith(Name, 't')", True),
        ("Ended is null", True),
        ("Ended is not null", False),
        ("CustomerId gt 3", True),
        ("Since ge '2026-01-31 00:00:00'", False),
    ],
)
def test_the_filter_language_of_the_server(text: str, passes: bool) -> None:
    row = {"CustomerId": 14, "IsActive": True, "Name": "D'Hondt", "Ended": None, "Since": "2025-06-01T00:00:00"}
    assert matcher(text)(row) is passes


def test_a_filter_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="sounds like"):
        matcher("Name sounds like 'x'")


async def test_the_end_of_the_token_is_told_as_the_system_says_it_and_never_guessed(
    consult: AdminConsultServer,
) -> None:
    consult.life = timedelta(minutes=45)
    found = await open_consult(consult).test()
    until = datetime.fromisoformat(found.until)
    assert until == min(consult.tokens.values()).replace(second=0, microsecond=0)
    consult.says_end = False
    assert (await open_consult(consult).test()).until == ""


async def test_a_customer_that_the_list_lost_comes_with_its_address_and_stays_in_its_workflow(
    consult: AdminConsultServer,
) -> None:
    whole = await open_consult(consult).fetch(LATE, silent)
    inside = [own for at, own in enumerate(column(whole, "CustomerId")) if at not in whole.outside]
    consult.unlisted = {int(inside[0])}
    source = open_consult(consult)
    done = await source.complete(await source.fetch(LATE, silent), inside, silent)
    row, again = (
        next(row for row in each.table.rows if row[each.table.columns.index("CustomerId")] == inside[0])
        for each in (whole, done)
    )
    assert dict(zip(whole.table.columns, row, strict=True)) == dict(zip(done.table.columns, again, strict=True))
    assert len(done.table.rows) - 1 not in done.outside
