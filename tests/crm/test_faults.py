"""Every fault of a CRM: a clear message, nothing used of what came, and success once the fault is gone."""

from __future__ import annotations

import asyncio
import socket
import time

import pytest

from crm.opening import HASTY, QUICK, YEAR, column, open_consult, open_pulse
from synctui.core.ports import Progress, silent
from synctui.errors import SourceError
from synctui.sources.address import address
from synctui.sources.adminconsult import AdminConsult
from synctui.sources.adminpulse import AdminPulse
from synctui.sources.servers.adminconsult import AdminConsultServer
from synctui.sources.servers.adminpulse import AdminPulseServer
from synctui.sources.servers.faults import NAMES

PASSING = ("429", "429-retry-after", "500", "503", "cut")
BROKEN = {
    "429": "too fast",
    "429-absurd": "wait 86,400 seconds",
    "500": "fault of its own (500)",
    "503": "fault of its own (503)",
    "cut": "broke off in the middle",
    "truncated": "cannot be read",
    "empty": "it is empty",
    "types": "cannot be read",
    "drip": "too slowly",
    "giant": "more than fits",
    "bomb": "more than fits",
    "html": "it sent a web page",
    "redirect": "points to elsewhere.example",
    "deep": "nested too deep",
    "nan": "cannot be read",
    "bom": "cannot be read",
    "wrong-key": "refuses the key",
}
PULSE_ONLY = {"grows": "without end", "repeats": "did not come", "expired": "refuses the key"}
CONSULT_ONLY = {"repeats": "leads in a circle", "throttle-403": "too fast", "expired": "refuses the key"}
TOLERATED = ("nulls", "extra", "duplicates", "moving")


def test_every_fault_is_tried() -> None:
    assert {*PASSING, *BROKEN, *PULSE_ONLY, *CONSULT_ONLY, *TOLERATED} == set(NAMES)


@pytest.mark.parametrize("fault", PASSING)
async def test_what_passes_by_itself_is_waited_for(
    pulse: AdminPulseServer, consult: AdminConsultServer, fault: str
) -> None:
    for server, source in ((pulse, open_pulse(pulse)), (consult, open_consult(consult))):
        server.faults.switch(fault, times=1)
        delivery = await source.fetch(None, silent)
        assert delivery.fetched == 769
        assert server.faults.on[fault].hits == 1


async def refused(source: AdminPulse | AdminConsult) -> str:
    """Return what is said when a source cannot be read."""
    with pytest.raises(SourceError) as caught:
        await source.fetch(None, silent)
    assert caught.value.next_step
    assert "demo-key" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("fault", [*BROKEN, *PULSE_ONLY])
async def test_adminpulse_says_what_is_wrong_and_reads_once_it_is_gone(pulse: AdminPulseServer, fault: str) -> None:
    source = open_pulse(pulse, patience=HASTY if fault == "drip" else QUICK)
    pulse.faults.switch(fault)
    assert ({**BROKEN, **PULSE_ONLY})[fault] in await refused(source)
    pulse.faults.clear()
    assert (await source.fetch(None, silent)).fetched == 769


@pytest.mark.parametrize("fault", [*BROKEN, *CONSULT_ONLY])
async def test_admin_consult_says_what_is_wrong_and_reads_once_it_is_gone(
    consult: AdminConsultServer, fault: str
) -> None:
    source = open_consult(consult, patience=HASTY if fault == "drip" else QUICK)
    consult.faults.switch(fault)
    assert ({**BROKEN, **CONSULT_ONLY})[fault] in await refused(source)
    consult.faults.clear()
    assert (await source.fetch(None, silent)).fetched == 769


@pytest.mark.parametrize("fault", TOLERATED)
async def test_odd_data_is_read_without_losing_or_doubling_anybody(
    pulse: AdminPulseServer, consult: AdminConsultServer, fault: str
) -> None:
    pulse.faults.switch(fault, times=2)
    ids = column(await open_pulse(pulse).fetch(None, silent), "uniqueIdentifier")
    assert len(ids) == len(set(ids)) == 769
    if fault != "moving":
        consult.faults.switch(fault, times=2)
        ids = column(await open_consult(consult).fetch(None, silent), "CustomerId")
        assert len(ids) == len(set(ids)) == 769


async def test_a_list_that_moved_between_pages_is_read_again_and_said(pulse: AdminPulseServer) -> None:
    pulse.faults.switch("moving", times=1)
    delivery = await open_pulse(pulse, at_once=1).fetch(None, silent)
    assert [str(each) for each in delivery.warnings] == [
        "The list changed while it was read; 1 more records were found on a second reading."
    ]


async def test_a_token_that_ends_in_mid_scan_is_renewed_once_and_no_row_is_lost(consult: AdminConsultServer) -> None:
    consult.most = 100
    consult.faults.switch("expired", times=1, after=3)
    ids = column(await open_consult(consult).fetch(None, silent), "CustomerId")
    assert len(ids) == len(set(ids)) == 769
    assert sum("/token/" in each for each in consult.asked) == 2


async def test_a_fault_half_way_names_the_page_and_a_retry_goes_on_from_there(pulse: AdminPulseServer) -> None:
    source = open_pulse(pulse, at_once=1)
    pulse.faults.switch("cut", after=5)
    assert "relations, page 6 of 8" in await refused(source)
    pulse.faults.clear()
    pulse.asked.clear()
    assert (await source.fetch(None, silent)).fetched == 769
    asked = [each.partition("page=")[2].partition("&")[0] for each in pulse.asked]
    assert asked == ["0", "5", "6", "7"]


async def test_a_fault_half_way_in_admin_consult_goes_on_too(consult: AdminConsultServer) -> None:
    consult.most = 100
    source = open_consult(consult)
    consult.faults.switch("cut", after=5)
    assert "customers, page 6" in await refused(source)
    consult.faults.clear()
    consult.asked.clear()
    assert (await source.fetch(None, silent)).fetched == 769
    assert sum("/customers?" in each for each in consult.asked) == 3


async def test_a_total_that_changed_meanwhile_discards_the_pages_of_before(pulse: AdminPulseServer) -> None:
    source = open_pulse(pulse, at_once=1)
    pulse.faults.switch("cut", after=5)
    await refused(source)
    pulse.faults.clear()
    gone = pulse.relations.pop(0)
    ids = column(await source.fetch(None, silent), "uniqueIdentifier")
    assert len(ids) == 768
    assert gone["uniqueIdentifier"] not in ids


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("429-retry-after", "rate limit, resuming in 1 s"),
        ("500", "server fault (500), trying again in 1 s · attempt 2 of 3"),
        ("503", "server busy (503), trying again in 1 s · attempt 2 of 3"),
        ("cut", "no connection, trying again in 1 s · attempt 2 of 3"),
        ("drip", "no answer, trying again in 1 s · attempt 2 of 2"),
    ],
)
async def test_a_wait_says_what_it_waits_for(
    pulse: AdminPulseServer, consult: AdminConsultServer, fault: str, said: str
) -> None:
    patience = (HASTY if fault == "drip" else QUICK)._replace(first=0.6)
    for server, source in (
        (pulse, open_pulse(pulse, patience=patience)),
        (consult, open_consult(consult, patience=patience)),
    ):
        told: list[Progress] = []
        server.faults.switch(fault, times=1)
        assert (await source.fetch(None, told.append)).fetched == 769
        assert {each.note for each in told if "again" in each.note or "resuming" in each.note} == {said}


async def test_cancelling_during_a_wait_acts_within_a_second(pulse: AdminPulseServer) -> None:
    pulse.faults.switch("429-retry-after")
    waiting = asyncio.Event()

    def report(progress: Progress) -> None:
        if "resuming" in progress.note:
            waiting.set()

    task = asyncio.create_task(open_pulse(pulse).fetch(None, report))
    await asyncio.wait_for(waiting.wait(), 5)
    before = time.monotonic()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert time.monotonic() - before < 1


async def test_nobody_there_is_told_with_host_and_port(pulse: AdminPulseServer) -> None:
    source = open_pulse(pulse)
    place = pulse.url.removeprefix("http://")
    pulse.faults.latency = 0
    await pulse.close()
    said = await refused(source)
    assert f"{place} did not give" in said
    assert "there is no connection to it" in said
    await pulse.start()


@pytest.mark.parametrize("kind", [AdminPulse, AdminConsult])
async def test_a_name_that_nobody_knows_is_told_with_host_and_port(
    monkeypatch: pytest.MonkeyPatch, kind: type[AdminPulse | AdminConsult]
) -> None:
    """The resolver fails inside this process; nothing is asked of any other machine."""
    asked: list[object] = []

    def unknown(host: object, *_more: object, **_others: object) -> None:
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    said = await refused(kind(address("https://crm.invalid"), "demo-key", YEAR, patience=QUICK))
    assert "crm.invalid:443 did not give" in said
    assert "nobody knows that name here (DNS)" in said
    assert asked


async def test_of_two_addresses_of_a_host_the_one_that_answers_is_used(
    pulse: AdminPulseServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where IPv6 is announced and does not work."""
    port = int(pulse.url.rpartition(":")[2])
    both = [
        (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", port, 0, 0)),
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port)),
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_host, **_more: both)
    source = AdminPulse(address(f"http://localhost:{port}"), pulse.key, YEAR, patience=QUICK)
    assert (await source.fetch(None, silent)).fetched == 769
