"""What bounds a fetch: calls at once and in a minute, bytes in all, lists without end, hosts that nobody meant."""

from __future__ import annotations

import asyncio
import re
import socket
from typing import Any

import pytest

from crm.opening import HASTY, QUICK, YEAR, column, open_consult, open_pulse
from crm.test_faults import refused
from synctui.core.ports import Progress, silent
from synctui.errors import SourceError
from synctui.sources.address import address
from synctui.sources.adminpulse import AdminPulse
from synctui.sources.crm import decode
from synctui.sources.scan import Page
from synctui.sources.servers.adminconsult import INSIDE, ROOT, AdminConsultServer
from synctui.sources.servers.adminpulse import AdminPulseServer
from synctui.sources.servers.base import Request, Response


@pytest.mark.parametrize("at_once", [1, 4])
async def test_so_many_pages_are_in_flight_and_no_more(pulse: AdminPulseServer, at_once: int) -> None:
    pulse.faults.latency = 0.1
    await open_pulse(pulse, at_once=at_once).fetch(None, silent)
    assert pulse.busiest == at_once


async def test_admin_consult_is_asked_as_often_as_its_settings_say() -> None:
    """Before they are known, a small number is held to."""
    async with AdminConsultServer(limit=700) as server:
        told: list[Progress] = []
        await open_consult(server).fetch(None, told.append)
    left = [int(found[1]) for each in told if (found := re.match(r"(\d+) calls left", each.note))]
    assert 60 < max(left) < 700


async def test_all_answers_together_have_a_limit_too(pulse: AdminPulseServer) -> None:
    source = open_pulse(pulse, patience=QUICK._replace(total=200_000))
    assert "sends more than fits: all that came is over 0 MB" in await refused(source)


class Endless(AdminConsultServer):
    """Answers every list with nothing at all, and with a next page."""

    def answer(self, request: Request) -> Response:
        """Answer as the contract says but for the lists."""
        if not request.path.startswith(f"{ROOT}customer"):
            return super().answer(request)
        page = int(request.query.get("page", 1)) + 1
        return Response(204, None, (("Link", f'<{INSIDE}{ROOT}customers?page={page}>; rel="next",'),))


async def test_an_empty_list_that_names_a_next_page_for_ever_is_empty() -> None:
    async with Endless() as server:
        assert (await open_consult(server).fetch(None, silent)).fetched == 0
        assert len(server.asked) < 10


class Elsewhere(AdminPulseServer):
    """Sends everybody to another address."""

    to = ""

    def answer(self, request: Request) -> Response:
        """Redirect in the way that keeps method and headers."""
        return Response(307, b"", (("Location", f"{self.to}{request.path}"),))


async def test_the_key_never_goes_to_the_host_that_a_redirect_names(pulse: AdminPulseServer) -> None:
    async with Elsewhere() as server:
        server.to = pulse.url
        assert "points to 127.0.0.1" in await refused(open_pulse(server))
        assert not pulse.asked


@pytest.mark.parametrize("to", ["", "//", "https://elsewhere.example:99999"])
async def test_a_redirect_to_nowhere_is_told_too(to: str) -> None:
    async with Elsewhere() as server:
        server.to = to
        assert "The address of the CRM moved" in await refused(open_pulse(server))


async def test_a_host_that_takes_the_connection_and_says_nothing_is_given_up(pulse: AdminPulseServer) -> None:
    """As a firewall does it: the time-out of connecting, not that of reading, ends the wait."""
    place = await asyncio.start_server(lambda _reader, _writer: None, "127.0.0.1", 0)
    port = place.sockets[0].getsockname()[1]
    source = AdminPulse(address(f"https://localhost:{port}"), "k", YEAR, patience=HASTY._replace(connect=0.2, tries=1))
    said = await refused(source)
    assert f"localhost:{port} did not give" in said
    assert "it did not answer in time" in said
    place.close()


async def test_plain_http_that_was_allowed_warns_with_every_fetch(
    pulse: AdminPulseServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name stands for this machine, so nothing leaves it."""
    port = int(pulse.url.rpartition(":")[2])
    here = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_host, **_more: here)
    base = address(f"http://crm.office.example:{port}", allow_http=True)
    delivery = await AdminPulse(base, pulse.key, YEAR, patience=QUICK).fetch(None, silent)
    told = f"The connection to crm.office.example:{port} is not protected: plain http."
    assert [str(each) for each in delivery.warnings] == [told]


@pytest.mark.parametrize("number", ["1e999", "NaN", "-Infinity"])
def test_a_number_beyond_all_bounds_is_named_with_its_place(number: str) -> None:
    body = f'{{"results": [{{"x": {number}}}], "pageCount": 1}}'.encode()
    with pytest.raises(SourceError, match="relations, page 3"):
        decode(body, Page, address("https://crm.example"), "relations, page 3")


async def test_an_id_that_is_now_a_number_now_a_text_is_one(pulse: AdminPulseServer) -> None:
    first: dict[str, Any] = {**pulse.relations[0], "uniqueIdentifier": 4711}
    pulse.relations += [first, {**first, "uniqueIdentifier": "4711"}]
    ids = column(await open_pulse(pulse).fetch(None, silent), "uniqueIdentifier")
    assert ids.count("4711") == 1
