"""Keys of CRMs: where they come from, where they are kept, and that they are seen nowhere else."""

from __future__ import annotations

import json
import logging
import stat
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from cli.office import ADDING, Run
from crm.opening import open_consult, open_pulse, silent
from synctui import secrets
from synctui.config import data_folder
from synctui.errors import SourceError
from synctui.sources.servers.adminconsult import AdminConsultServer
from synctui.sources.servers.adminpulse import AdminPulseServer

Crms = tuple[AdminPulseServer, AdminConsultServer]
NOW = "2026-03-16T08:00:00Z"


class Ring(KeyringBackend):
    """A keyring in memory."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the library's own
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """Return a password."""
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a password."""
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget a password."""
        del self.kept[service, username]


@pytest.fixture
def ring() -> Iterator[Ring]:
    """Return the keyring of this machine for the test."""
    before, made = keyring.get_keyring(), Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture(autouse=True)
def _no_ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    from keyring.backends.fail import Keyring

    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())  # type: ignore[no-untyped-call]  # the library's own
    yield
    keyring.set_keyring(before)


def test_without_a_keyring_the_key_lies_in_a_file_for_its_owner_alone() -> None:
    assert secrets.store("adminpulse", "k-1", "https://crm.example", NOW).place == "file"
    file = data_folder() / "connections.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [each.name for each in file.parent.iterdir()] == [file.name]
    assert secrets.find("adminpulse") == "k-1"
    assert secrets.connection("adminpulse") == ("adminpulse", "https://crm.example", NOW, "file")


def test_with_a_keyring_the_key_is_in_no_file(ring: Ring) -> None:
    assert secrets.store("adminpulse", "k-2", "https://crm.example", NOW).place == "keyring"
    assert "k-2" not in (data_folder() / "connections.json").read_text()
    assert secrets.find("adminpulse") == "k-2"
    assert secrets.remove("adminpulse")
    assert not ring.kept
    assert secrets.connection("adminpulse") is None


def test_a_key_in_the_environment_wins_and_counts_as_connected(ring: Ring, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets.store("adminpulse", "k-3", "https://crm.example", NOW)
    monkeypatch.setenv("SYNCTUI_ADMINPULSE_KEY", " k-env \n")
    assert secrets.find("adminpulse") == "k-env"
    found = secrets.connection("adminpulse")
    assert found is not None
    assert found.place == "environment"


def test_a_key_that_somebody_put_into_the_keyring_counts_as_connected(ring: Ring) -> None:
    ring.set_password("synctui", "adminconsult", "k-4")
    found = secrets.connection("adminconsult")
    assert found is not None
    assert found.place == "keyring"


def test_a_keyring_that_waits_for_somebody_is_given_up(ring: Ring, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    never = threading.Event()
    monkeypatch.setattr(secrets, "_PATIENCE", 0.1)
    monkeypatch.setattr(secrets, "_silent", threading.Event())
    monkeypatch.setattr(ring, "get_password", lambda *_names: never.wait(5))
    assert secrets.find("adminpulse") == ""
    monkeypatch.setattr(ring, "get_password", lambda *_names: "too late")
    assert secrets.find("adminpulse") == ""
    never.set()


def test_a_broken_file_of_connections_is_none() -> None:
    data_folder().mkdir(parents=True)
    (data_folder() / "connections.json").write_text("[1, 2")
    assert secrets.connection("adminpulse") is None


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


def test_a_fault_leaves_the_register_as_it_was(call: Run, crms: Crms, home: Path) -> None:
    pulse, _env = connected(call, crms)
    [register] = home.rglob("register.sqlite")
    before = register.read_bytes()
    for fault, said in (("html", "web page"), ("wrong-key", "refuses the key"), ("redirect", "moved")):
        crms[0].faults.clear()
        crms[0].faults.switch(fault)
        done = call("plan", "adminpulse", env=pulse)
        assert (done.returncode, said in done.stderr, done.stdout) == (4, True, "")
    assert register.read_bytes() == before


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


def test_a_whole_run_leaves_no_key_and_no_number_outside_the_register_and_the_plan(
    call: Run, crms: Crms, home: Path
) -> None:
    pulse, _env = connected(call, crms)
    said = ""
    for words in (
        ("connect", "adminpulse"),
        ("plan", "adminpulse", *ADDING, "--out", "p.json"),
        ("apply", "p.json", "--yes"),
        ("runs",),
        ("show", "1"),
        ("explain", "adminpulse", "APR00001"),
        ("mapping", "adminpulse"),
        ("sources",),
    ):
        done = call(*words, env=pulse)
        assert done.returncode in {0, 9}, done.stderr
        said += done.stdout + done.stderr
    numbers = {each["nationalNumber"] for each in crms[0].relations if len(each["nationalNumber"] or "") == 11}
    assert len(numbers) > 100
    assert crms[0].key not in said
    assert not [number for number in numbers if number in said]
    for file in (each for each in home.rglob("*") if each.is_file()):
        content = file.read_bytes()
        assert file.name == "connections.json" or crms[0].key.encode() not in content
        assert file.name in {"register.sqlite", "p.json"} or not [n for n in numbers if n.encode() in content]
