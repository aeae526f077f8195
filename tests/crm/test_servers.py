"""The local servers themselves: both for a demo, one alone on a port, and what public clients insist on."""

from __future__ import annotations

import asyncio
import http.client
import json
import subprocess
import sys
from datetime import datetime
from typing import Any

from crm.opening import YEAR
from synctui.cli.connections import Connections
from synctui.config import Config
from synctui.core import engine
from synctui.core.fields import LANGUAGE
from synctui.core.mapping import resolve
from synctui.core.ports import silent
from synctui.sources.servers.adminconsult import KEY, AdminConsultServer
from synctui.sources.servers.adminpulse import AdminPulseServer
from synctui.sources.servers.hermes_data import customer
from synctui.sources.servers.people import office
from synctui.sources.servers.pulse_data import vat_number
from synctui.sources.servers.together import MAPPINGS, running


def test_a_demo_offers_both_connected_with_mappings_that_fit() -> None:
    with running() as made:
        connections = Connections(Config(), YEAR, made)
        for name, mapping in MAPPINGS.items():
            state = connections.state(name)
            assert state is not None
            assert state.key == "demo"
            source = connections.open(name)
            delivery = asyncio.run(engine.fetch(source, None, silent))
            assert resolve(delivery.table, mapping).headers.keys() == mapping.keys()
            assert not connections.forget(name)
    assert connections.keep("adminpulse", "", "k").key == "demo"


def test_one_alone_answers_on_a_port_with_a_fault() -> None:
    line = [sys.executable, "-m", "synctui.sources.servers", "adminpulse", "--fault", "html", "--people", "3"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        url, _word, key = server.stdout.readline().split()
        _status, _headers, body = got(url, "/relations", {"Authorization": f"Bearer {key}"})
        assert body.startswith(b"<!doctype html>")
        server.terminate()


def got(url: str, path: str, headers: dict[str, str], body: bytes = b"") -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body of one call, as a plain client makes it; with a *body* it is a PUT."""
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=10)
    connection.request("PUT" if body else "GET", path, body or None, headers)
    answer = connection.getresponse()
    try:
        return answer.status, dict(answer.headers), answer.read()
    finally:
        connection.close()


def asked(server: AdminConsultServer, path: str, token: str = "") -> tuple[int, dict[str, str], Any]:
    """Return status, headers and JSON of one call to Admin-Consult."""
    status, headers, body = got(server.url, f"/api/v1/{path}", {"synetonToken": token})
    return status, headers, json.loads(body or b"null")


async def test_what_public_clients_of_admin_consult_insist_on(consult: AdminConsultServer) -> None:
    def ask(path: str, token: str = "") -> Any:
        return asyncio.to_thread(asked, consult, path, token)

    _status, _headers, made = await ask(f"token/{KEY}")
    assert datetime.fromisoformat(made["TimeToLive"]).tzinfo is None
    token = made["TokenGuid"]
    _status, headers, rows = await ask("customers?per_page=5", token)
    assert len(rows) == 5
    assert headers["Link"].endswith('rel="next",')
    status, _headers, told = await ask("customers?Filter=CustomerId%20eq%2099999", token)
    assert (status, told) == (404, {"ErrorMessage": "Nothing found"})
    _status, _headers, languages = await ask("lists/19", token)
    assert all(set(row) == {"ListValueId", "ListValue", "ExtCode", "LegalForm"} for row in languages)
    texts = [row["ListValue"] for row in languages]
    assert all(texts.count(each["Language"]) == 1 for each in consult.lists["customers"])
    spoken = {each["Language"] for each in consult.lists["customers"]}
    assert spoken == {"NL", "FR", "DE", "EN"}
    assert sum(each["Language"] == "DE" for each in consult.lists["customers"]) == sum(
        one.values[LANGUAGE] in {"de", "Deutsch"} for one in office()
    )
    names = list(customer(office()[0]))
    assert len(names) == 43
    assert names.index("IsCompany") < names.index("Title")


async def test_too_many_calls_are_refused_in_each_systems_own_way() -> None:
    async with AdminConsultServer(limit=2) as server:
        for _call in range(2):
            await asyncio.to_thread(asked, server, "apisettings")
        status, _headers, told = await asyncio.to_thread(asked, server, "apisettings")
        assert (status, "throttling" in told["ErrorMessage"]) == (403, True)


async def test_what_public_clients_of_adminpulse_insist_on(pulse: AdminPulseServer) -> None:
    """Page objects and bare arrays where each belongs, a relation by its VAT number, a subtask that takes a remark."""
    headers = {"Authorization": f"Bearer {pulse.key}"}

    async def ask(path: str, body: bytes = b"") -> Any:
        status, _headers, told = await asyncio.to_thread(got, pulse.url, path, headers, body)
        return json.loads(told) if status == 200 else status

    for path in ("/relations", "/tasks", "/users", "/relations/invoiceschedules", "/registrations", "/invoices"):
        page = await ask(f"{path}?page=0&pageSize=400")
        assert set(page) == {"results", "currentPage", "pageCount", "pageSize", "totalRowCount"}
        assert page["results"]
    for path in ("/companies", "/registrations/pricelistitems", "/registrations/pricelistitems/tree"):
        assert isinstance(await ask(path), list)
    number = vat_number(next(one for one in office() if one.kind == "company" and one.work))
    [relation] = (await ask(f"/relations?vatNumber={number}&pageSize=1"))["results"]
    [task] = (await ask(f"/tasks?relationId={relation['id']}&pageSize=50"))["results"]
    [third] = [each for each in (await ask(f"/tasks/{task['id']}"))["subtasks"] if each["priority"] == 3]
    assert (await ask(f"/tasks/{third['id']}", b'{"status": 1, "remark": "in orde"}'))["remark"] == "in orde"
    [third] = [each for each in (await ask(f"/tasks/{task['id']}"))["subtasks"] if each["priority"] == 3]
    assert (third["status"], third["remark"]) == (1, "in orde")
    assert [await ask(f"/tasks/{own}", body) for own, body in (("none", b"{}"), (third["id"], b"{"))] == [404, 400]
