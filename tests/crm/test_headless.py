"""CRMs from the command line: connecting, the journey to an applied plan, faults, and that no key is seen anywhere."""

from __future__ import annotations

import json
import logging
import re
from datetime import datetime, tzinfo
from pathlib import Path

import pytest

from cli.office import ADDING, Run
from crm.opening import HASTY, QUICK, open_consult, open_pulse, silent
from crm.test_faults import BROKEN, CONSULT_ONLY, PULSE_ONLY
from synctui.core.fields import NATIONAL_NUMBER
from synctui.errors import SourceError
from synctui.sources import crm
from synctui.sources.adminconsult import AdminConsult
from synctui.sources.adminpulse import AdminPulse
from synctui.sources.servers.adminconsult import AdminConsultServer
from synctui.sources.servers.adminpulse import AdminPulseServer
from synctui.sources.servers.faults import NAMES
from synctui.sources.servers.people import office

Crms = tuple[AdminPulseServer, AdminConsultServer]


def connected(call: Run, crms: Crms) -> tuple[dict[str, str], dict[str, str]]:
    """Make a register; return the environments that lead to both CRMs, as a configuration and two keys."""
    call("init", "--tax-year", "2026")
    urls = "".join(
        f'[sources.{name}]\nurl = "{server.url}"\n'
        for name, server in zip(("adminpulse", "adminconsult"), crms, strict=True)
    )
    Path("crm.toml").write_text(urls)
    config = str(Path("crm.toml").resolve())
    return (
        {"SYNCTUI_CONFIG": config, "SYNCTUI_ADMINPULSE_KEY": crms[0].key},
        {"SYNCTUI_CONFIG": config, "SYNCTUI_ADMINCONSULT_KEY": crms[1].key},
    )


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_connect_tests_keeps_tells_and_forgets(call: Run, crms: Crms) -> None:
    pulse, _env = connected(call, crms)
    done = call("connect", "adminpulse", "--json", env=pulse)
    told = json.loads(done.stdout)
    assert (done.returncode, told["relations"], told["key"], told["missing"]) == (0, 769, "file", [])
    assert crms[0].key not in done.stdout + done.stderr
    [row] = [each for each in json.loads(call("sources", "--json").stdout) if each["source"] == "adminpulse"]
    assert row["connected"]["key"] == "file"
    assert "connected to 127.0.0.1" in call("sources").stdout
    assert call("connect", "adminpulse", "--remove").returncode == 0
    assert "adminpulse: not connected" in call("sources").stdout


def test_a_wrong_key_is_not_kept_and_not_shown(call: Run, crms: Crms) -> None:
    connected(call, crms)
    done = call("connect", "adminconsult", "--url", crms[1].url, env={"SYNCTUI_ADMINCONSULT_KEY": "wrong-key-9"})
    assert done.returncode == 4
    assert "refuses the key" in done.stderr
    assert "wrong-key-9" not in done.stdout + done.stderr
    assert "adminconsult: not connected" in call("sources").stdout


def test_a_key_on_the_command_line_is_not_taken_and_not_repeated(call: Run, crms: Crms) -> None:
    connected(call, crms)
    key = crms[0].key
    told = {
        "No such option": (("--key", key), (f"--key={key}",)),
        "A key is not taken from the command line": ((key,),),
    }
    for said, lines in told.items():
        for words in lines:
            done = call("connect", "adminpulse", *words)
            assert (done.returncode, done.stdout, said in done.stderr) == (2, "", True)
            assert key not in done.stderr
    assert "adminpulse: not connected" in call("sources").stdout


def test_an_accountant_may_not_connect(call: Run, crms: Crms) -> None:
    pulse, _env = connected(call, crms)
    call("users", "set", "somebody-else", "admin")
    from synctui.cli.session import actor

    call("users", "set", actor().login, "accountant")
    assert call("connect", "adminpulse", env=pulse).returncode == 7


def test_a_crm_that_is_not_connected_is_an_error_with_the_next_step(call: Run) -> None:
    call("init")
    done = call("plan", "adminpulse")
    assert done.returncode == 4
    assert "synctui connect adminpulse" in done.stderr
    done = call("connect", "adminconsult", env={"SYNCTUI_ADMINCONSULT_KEY": "k"})
    assert done.returncode == 2
    assert "--url" in done.stderr


def test_plain_http_to_another_machine_is_refused_unless_allowed_for_it(call: Run) -> None:
    call("init")
    key = {"SYNCTUI_ADMINCONSULT_KEY": "k"}
    assert call("connect", "adminconsult", "--url", "http://10.9.8.7:2100", env=key).returncode == 2


def test_the_journey_from_a_workflow_to_an_applied_plan(call: Run, crms: Crms, home: Path) -> None:
    for name, env in zip(("adminpulse", "adminconsult"), connected(call, crms), strict=True):
        done = call(
            "plan", name, "--workflow", "PB laattijdig AJ 2026", *ADDING, "--out", f"{name}.json", "--json", env=env
        )
        assert done.returncode == 0, done.stderr
        plan = json.loads(done.stdout)
        assert plan["made_from"]["workflow"] == "PB laattijdig AJ 2026"
        assert plan["made_from"]["fetched"] == 22
        assert "mapping was not confirmed" in done.stderr
        assert call("apply", f"{name}.json", "--yes").returncode == 0
        assert (
            json.loads(call("drift", name, "--workflow", "PB laattijdig AJ 2026", "--json", env=env).stdout)["new"] == 0
        )


def test_a_plan_that_was_read_from_a_crm_days_ago_says_so_when_it_is_applied(
    call: Run, crms: Crms, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time of reading stands in the plan; planning again is offered, and applying is not refused."""

    class Then(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Then:
            return cls(2026, 3, 2, 8, 30, tzinfo=tz)

    pulse, _env = connected(call, crms)
    words = ("plan", "adminpulse", "--workflow", "PB laattijdig AJ 2026", *ADDING)
    with monkeypatch.context() as past:
        past.setattr(crm, "datetime", Then)
        assert call(*words, "--out", "old.json", env=pulse).returncode == 0
    assert json.loads((home / "old.json").read_text())["made_from"]["fetched_at"] == "2026-03-02T08:30:00Z"
    done = call("apply", "old.json", "--yes")
    assert done.returncode == 0
    assert "days old. The CRM was read on 2 Mar 2026; plan again for what it says now." in done.stderr
    assert call("plan", "adminpulse", "--out", "new.json", "--accept", "workflow", *ADDING, env=pulse).returncode == 9
    assert "days old" not in call("apply", "new.json", "--yes").stderr


def test_the_gate_stops_at_fewer_another_workflow_and_nobody(call: Run, crms: Crms) -> None:
    pulse, _env = connected(call, crms)
    call("plan", "adminpulse", "--workflow", "PB laattijdig AJ 2026", *ADDING, "--out", "p.json", env=pulse)
    assert call("apply", "p.json", "--yes").returncode == 0

    def held(*more: str) -> dict[str, tuple[str, str]]:
        done = call("plan", "adminpulse", "--json", *more, env=pulse)
        assert done.returncode == 8
        return {each["name"]: (each["was"], each["now"]) for each in json.loads(done.stdout)["held"]}

    assert held()["workflow"] == ("PB laattijdig AJ 2026", "all clients")
    assert "workflow" in held("--workflow", "Personenbelasting AJ 2026")
    late = [each for each in crms[0].tasks if each["templateName"].startswith("PB laat")]
    for each in late[:10]:
        crms[0].tasks.remove(each)
    assert held("--workflow", "PB laattijdig AJ 2026")["shrunk"] == ("22", "12")
    crms[0].tasks.clear()
    crms[0].tasks.append({**late[-1], "inapplicable": False, "relationUniqueIdentifier": "APR99999"})
    assert held("--workflow", "PB laattijdig AJ 2026")["empty"] == ("22", "0")


def test_explain_tells_why_a_relation_is_or_is_not_in_the_review(call: Run, crms: Crms) -> None:
    pulse, _env = connected(call, crms)

    def told(who: str) -> list[dict[str, str]]:
        found = json.loads(
            call("explain", "adminpulse", who, "--workflow", "PB laattijdig AJ 2026", "--json", env=pulse).stdout
        )
        return [{name: each.get(name, "") for name in ("where", "group", "reason")} for each in found]

    assert told("APR20003") == [{"where": "APR20003", "group": "left-out", "reason": "company"}]
    assert {"where": "APR00001", "group": "left-out", "reason": "left-workflow"} in told("Dirk Vermeulen")
    inside = next(t["relationUniqueIdentifier"] for t in crms[0].tasks if t["templateName"].startswith("PB laat"))
    assert told(inside)[0]["group"] == "only-in-import"


def test_a_mapping_is_told_confirmed_and_kept_for_the_source(call: Run, crms: Crms) -> None:
    pulse, _env = connected(call, crms)
    link = "partner_national_number=tos[5].uniqueIdentifier"
    assert call("mapping", "adminpulse", "--set", link, env=pulse).returncode == 0
    crms[0].relations[0]["shoeSize"] = 42
    done = call("plan", "adminpulse", *ADDING, "--json", env=pulse)
    assert "not confirmed" not in done.stderr
    new = [each["new"] for each in json.loads(done.stdout)["operations"] if each["op"] == "add"]
    assert sum(bool(each["partner_national_number"]) for each in new) > 100


def test_kinds_that_nobody_knows_are_asked_for_and_can_be_told(call: Run, crms: Crms) -> None:
    pulse, _env = connected(call, crms)
    for each in crms[0].relations:
        each["type"] = {"Company": 1, "Person": 2, "Sole proprietor": 3}[each["type"]]
    done = call("plan", "adminpulse", env=pulse)
    assert done.returncode == 3
    assert "What these values of type mean is not known: 1, 2, 3." in done.stderr
    assert call("mapping", "adminpulse", "--set", "kind=type", "--set", "kind.person=2,3", env=pulse).returncode == 0
    plan = json.loads(call("plan", "adminpulse", "--json", env=pulse).stdout)
    assert plan["made_from"]["left_out"]["company"] == 42


@pytest.mark.parametrize("name", ["adminpulse", "adminconsult"])
def test_every_fault_ends_with_code_4_and_leaves_the_register_as_it_was(
    call: Run, crms: Crms, home: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Nothing stands on stdout, the reason on stderr; once the fault is gone the same line makes a plan."""
    place = ["adminpulse", "adminconsult"].index(name)
    env, server, kind = connected(call, crms)[place], crms[place], (AdminPulse, AdminConsult)[place]
    [register] = home.rglob("register.sqlite")
    before = register.read_bytes()
    for fault, said in {**BROKEN, **(PULSE_ONLY, CONSULT_ONLY)[place]}.items():
        monkeypatch.setitem(kind.__init__.__kwdefaults__ or {}, "patience", HASTY if fault == "drip" else QUICK)
        server.faults.clear()
        server.faults.switch(fault)
        done = call("plan", name, *ADDING, env=env)
        assert (fault, done.returncode, said in done.stderr, done.stdout) == (fault, 4, True, "")
        assert register.read_bytes() == before
    server.faults.clear()
    assert call("plan", name, *ADDING, env=env).returncode == 9


async def test_no_key_stands_in_a_log_or_an_error(
    pulse: AdminPulseServer, consult: AdminConsultServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for server, source in ((pulse, open_pulse(pulse)), (consult, open_consult(consult))):
        await source.fetch(None, silent)
        for fault in ("cut", "500", "redirect", "html", "bomb"):
            server.faults.clear()
            server.faults.switch(fault)
            with pytest.raises(SourceError) as caught:
                await source.fetch(None, silent)
            chain: BaseException | None = caught.value
            while chain is not None:
                assert server.key not in f"{chain} {chain!r}"
                chain = chain.__cause__
        assert server.key not in caplog.text
    assert "0f5c-" not in caplog.text


@pytest.mark.parametrize("name", ["adminpulse", "adminconsult"])
def test_a_whole_run_leaves_no_key_and_no_number_outside_the_register_and_the_plan(
    call: Run, crms: Crms, tmp_path: Path, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    """Neither on stdout or stderr, nor in a file, nor in what any library logs at its most talkative."""
    caplog.set_level(logging.DEBUG)
    place = ["adminpulse", "adminconsult"].index(name)
    env, server = connected(call, crms)[place], crms[place]
    said = ""
    for words, codes in (
        (("connect", name), {0}),
        (("plan", name, *ADDING, "--out", "p.json"), {9}),
        (("apply", "p.json", "--yes"), {0}),
        (("runs",), {0}),
        (("show", "1"), {0}),
        (("clients",), {0}),
        (("explain", name, "Dirk Vermeulen"), {0}),
        (("mapping", name), {0}),
        (("sources",), {0}),
        (("html", name), {4}),
        (("wrong-key", name), {4}),
        (("redirect", name), {4}),
    ):
        if words[0] in NAMES:
            server.faults.clear()
            server.faults.switch(words[0])
        done = call(*(("plan", name) if words[0] in NAMES else words), env=env)
        assert done.returncode in codes, done.stderr
        said += done.stdout + done.stderr
    digits = {re.sub(r"\D", "", one.values[NATIONAL_NUMBER]) for one in office()} - {""}
    numbers = digits | {f"{n[:2]}.{n[2:4]}.{n[4:6]}-{n[6:9]}.{n[9:]}" for n in digits}
    assert len(numbers) > 1000
    said += caplog.text
    assert server.key not in said
    assert not [number for number in numbers if number in said]
    for file in (each for each in tmp_path.rglob("*") if each.is_file()):
        content = file.read_bytes()
        assert file.name == "connections.json" or server.key.encode() not in content
        assert file.name in {"register.sqlite", "p.json"} or not [n for n in numbers if n.encode() in content]
