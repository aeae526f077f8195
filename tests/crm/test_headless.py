"""CRMs from the command line: connecting, faults, and that no key or number is seen anywhere."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path

import pytest

from cli.office import ADDING, Run
from crm.opening import HASTY, QUICK, connected, open_consult, open_pulse
from crm.test_faults import BROKEN, CONSULT_ONLY, PULSE_ONLY
from synctui.core.fields import NATIONAL_NUMBER
from synctui.core.ports import silent
from synctui.errors import SourceError
from synctui.sources.adminconsult import AdminConsult
from synctui.sources.adminpulse import AdminPulse
from synctui.sources.servers.adminconsult import AdminConsultServer
from synctui.sources.servers.adminpulse import AdminPulseServer
from synctui.sources.servers.faults import NAMES
from synctui.sources.servers.people import office

Crms = tuple[AdminPulseServer, AdminConsultServer]


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


def test_what_a_key_lacks_is_told_and_the_key_kept_for_what_it_opens(call: Run, crms: Crms) -> None:
    pulse, consult = connected(call, crms)
    crms[0].scopes = {"relations.read"}
    done = call("connect", "adminpulse", env=pulse)
    assert (done.returncode, "The key lacks: tasks.read." in done.stdout) == (0, True)
    crms[1].forbidden = {"customeraddresses"}
    done = call("connect", "adminconsult", env=consult)
    assert (done.returncode, "The key lacks: customeraddresses." in done.stdout) == (0, True)
    assert "Its token holds until " in done.stdout


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
