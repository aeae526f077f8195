"""What has moved in a CRM since the last applied run, by the command line."""

from __future__ import annotations

import json
from pathlib import Path

from cli.office import ADDING, Run
from synctui.sources.servers.adminconsult import AdminConsultServer
from synctui.sources.servers.adminpulse import AdminPulseServer


def test_a_relation_that_ended_has_moved_though_it_is_not_gone(
    call: Run, home: Path, crms: tuple[AdminPulseServer, AdminConsultServer]
) -> None:
    pulse, _consult = crms
    (home / "c.toml").write_text(f'[sources.adminpulse]\nurl = "{pulse.url}"\n')
    env = {"SYNCTUI_CONFIG": "c.toml", "SYNCTUI_ADMINPULSE_KEY": pulse.key}
    call("init", "--tax-year", 2026)
    call("plan", "adminpulse", *ADDING, "--out", "P.json", env=env)
    assert call("apply", "P.json", "--yes", env=env).returncode == 0
    assert call("drift", "adminpulse", env=env).returncode == 0
    pulse.relations[0]["endDate"] = "2026-02-01T00:00:00"
    done = call("drift", "adminpulse", "--json", env=env)
    found = json.loads(done.stdout)
    assert (done.returncode, found["gone"], found["absent"]) == (10, 0, {"ended": 1})
