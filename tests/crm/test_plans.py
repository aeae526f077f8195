"""Plans from a CRM by the command line: the journey, the gate, why somebody is in the review or not, the mapping."""

from __future__ import annotations

import json
from datetime import datetime, tzinfo
from pathlib import Path

import pytest

from cli.office import ADDING, Run
from crm.opening import connected
from synctui.sources import crm
from synctui.sources.servers.adminconsult import AdminConsultServer
from synctui.sources.servers.adminpulse import AdminPulseServer

Crms = tuple[AdminPulseServer, AdminConsultServer]


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
            return cls(2020, 3, 2, 8, 30, tzinfo=tz)

    pulse, _env = connected(call, crms)
    words = ("plan", "adminpulse", "--workflow", "PB laattijdig AJ 2026", *ADDING)
    with monkeypatch.context() as past:
        past.setattr(crm, "datetime", Then)
        assert call(*words, "--out", "old.json", env=pulse).returncode == 0
    assert json.loads((home / "old.json").read_text())["made_from"]["fetched_at"] == "2020-03-02T08:30:00Z"
    done = call("apply", "old.json", "--yes")
    assert done.returncode == 0
    assert "days old. The CRM was read on 2 Mar 2020; plan again for what it says now." in done.stderr
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


def test_the_gate_stops_at_another_mapping_and_at_everything_changed(call: Run, crms: Crms) -> None:
    pulse, _env = connected(call, crms)
    late = ("adminpulse", "--workflow", "PB laattijdig AJ 2026")
    call("plan", *late, *ADDING, "--out", "p.json", env=pulse)
    assert call("apply", "p.json", "--yes").returncode == 0

    def held() -> list[str]:
        done = call("plan", *late, "--json", env=pulse)
        return [each["name"] for each in json.loads(done.stdout)["held"]]

    assert held() == []
    for each in crms[0].relations:
        each["addresses"][0]["street"] = f"Nieuwstraat {each['uniqueIdentifier'][3:]}"
        each["lastName"] = f"{each['lastName']}s"
    assert held() == ["all-changed"]
    assert call("mapping", "adminpulse", "--set", "last_name=name", env=pulse).returncode == 0
    assert "mapping" in held()


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
    said = call("explain", "adminpulse", "APR20003", env=pulse).stdout
    assert "left out: a company\n" in said  # never a client, it did not become one


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
