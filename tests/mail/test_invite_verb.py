"""The verb invite, as scripts and people call it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from cli.office import ADDING, Run, changed, export, staff
from cli.test_page import examples, same
from mail.server import PASSWORD, USER, Post, known, protecting, serving
from synctui.cli.common import Common
from synctui.cli.mailroom import wrong_words


@pytest.fixture
def office(home: Path, call: Run) -> Path:
    """A home with a register of six clients, and mails that go into a folder."""
    call("init", "--tax-year", 2026)
    people = [changed(each, responsible="an@office.example", language="nl") for each in staff(6)]
    people[2] = changed(people[2], national_number="")
    people[3] = changed(people[3], email=people[2][2])
    call("plan", export(home / "clients.csv", people), *ADDING, "--out", "1.json")
    assert call("apply", "1.json", "--yes").returncode == 0
    configured(home, f'transport = "folder"\nfolder = "{home}/mails"\n')
    return home


def configured(home: Path, mail: str) -> None:
    """Write the configuration."""
    folder = home / ".config" / "synctui"
    folder.mkdir(parents=True, exist_ok=True)
    common = 'sender = "tax@office.example"\nlink = "https://portal.example/{token}"\nrate = 60000\n'
    (folder / "config.toml").write_text(f"[mail]\n{common}{mail}", "utf-8")


def mails(home: Path) -> list[str]:
    """Return what arrived in the folder."""
    return [path.read_text("utf-8") for path in sorted((home / "mails").glob("*.eml"))]


def told(call: Run, *arguments: object) -> Any:
    """Return what is printed as JSON."""
    return json.loads(call("invite", *arguments, "--json").stdout)


def test_a_dry_run_lists_and_sends_nothing(office: Path, call: Run) -> None:
    before = (office / ".local/share/synctui/register.sqlite").read_bytes()
    found = told(call, "--dry-run")
    assert found["counts"] == {"listed": 6, "ticked": 6, "blocked": 0}
    assert found["rows"][2]["warnings"] == [
        "no national number: needed for MyMinfin and Tax-on-web",
        "address shared with 1 more",
    ]
    assert not (office / "mails").exists()
    assert (office / ".local/share/synctui/register.sqlite").read_bytes() == before
    text = call("invite", "--dry-run").stdout
    assert "6 mails would leave." in text
    assert "address shared with 1 more" in text


def test_a_pilot_then_the_rest_then_nobody(office: Path, call: Run) -> None:
    assert told(call, "--first", 2, "--yes")["sent"] == 2
    assert told(call, "--yes")["sent"] == 4
    third = call("invite", "--yes", "--json")
    assert (third.returncode, json.loads(third.stdout)["run"], len(mails(office))) == (0, None, 6)
    statuses = [client["status"] for client in json.loads(call("clients", "--json").stdout)]
    assert statuses == ["sent"] * 6
    kinds = [(run["kind"], run["counts"]) for run in json.loads(call("runs", "--json").stdout)]
    assert kinds[1:] == [("invite", {"sent": 2}), ("invite", {"sent": 4})]


def test_a_couple_with_one_address_gets_two_mails_with_two_links(office: Path, call: Run) -> None:
    call("invite", "--yes")
    links = [line for mail in mails(office) for line in mail.splitlines() if line.startswith("https://portal.example/")]
    assert len({*links}) == 6


def test_nobody_can_be_asked_without_a_terminal(office: Path, call: Run) -> None:
    done = call("invite")
    assert (done.returncode, "--yes" in done.stderr, (office / "mails").exists()) == (2, True, False)


def test_a_test_mail_goes_to_one_address_and_is_not_remembered(office: Path, call: Run) -> None:
    done = call("invite", "--test", "me@office.example")
    assert done.returncode == 0
    (mail,) = mails(office)
    assert "To: me@office.example" in mail
    assert told(call, "--dry-run")["counts"]["ticked"] == 6


@pytest.mark.parametrize(
    "address", ["nix", "a b@c.example", "a@b.example\nBcc: x@y.example", "a@b.example, c@d.example"]
)
def test_what_is_no_address_gets_no_test_mail(office: Path, call: Run, address: str) -> None:
    done = call("invite", "--test", address)
    assert (done.returncode, (office / "mails").exists()) == (2, False)
    assert "is no e-mail address" in done.stderr


def test_suppressed_addresses_are_not_mailed(office: Path, call: Run) -> None:
    words = office / ".config" / "synctui" / "mail"
    words.mkdir()
    address = told(call, "--dry-run")["rows"][0]["email"]
    (words / "suppressed.txt").write_text(f"# asked not to be mailed\n{address.upper()}  # 2025\n", "utf-8")
    done = call("invite", "--yes", "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["sent"], [each["client"]["id"] for each in found["left_out"]]) == (0, 5, [1])


def test_wrong_words_stop_everything(office: Path, call: Run) -> None:
    words = office / ".config" / "synctui" / "mail"
    words.mkdir()
    (words / "invitation.nl.txt").write_text("Subject: x\n\n{frist_name} {link}\n", "utf-8")
    (words / "invitation.nl.html").write_text("<p>{link}</p>", "utf-8")
    done = call("invite", "--yes")
    assert (done.returncode, (office / "mails").exists()) == (2, False)
    assert "{frist_name} is no placeholder" in done.stderr
    assert "invitation.fr.txt is missing" in done.stderr
    told_at_start = wrong_words(Common(config=str(office / ".config" / "synctui" / "config.toml")))
    assert "frist_name" in str(told_at_start)
    assert wrong_words(Common(config=str(office / "config.toml"))) is None


def test_missing_settings_are_named(office: Path, call: Run) -> None:
    (office / ".config" / "synctui" / "config.toml").write_text("[mail]\n", "utf-8")
    done = call("invite", "--dry-run")
    assert (done.returncode, "mail.sender, mail.link, mail.host" in done.stderr) == (2, True)


def test_a_missing_password_is_told_before_anything_is_to_be_sent(office: Path, call: Run) -> None:
    (office / ".config" / "synctui" / "config.toml").write_text(
        '[mail]\nhost = "localhost"\nuser = "office"\nsender = "a@b.example"\nlink = "https://b.example/{token}"\n',
        "utf-8",
    )
    looked = call("invite", "--dry-run", "--json")
    assert (looked.returncode, json.loads(looked.stdout)["counts"]["ticked"]) == (0, 6)
    assert "The password of office at localhost is not known" in looked.stderr
    assert "SYNCTUI_SMTP_PASSWORD" in looked.stderr
    assert "keyring set synctui smtp" in looked.stderr
    assert call("invite", "--yes").returncode == 2
    assert {row["status"] for row in json.loads(call("clients", "--json").stdout)} == {"not-sent"}


def test_an_accountant_may_not(office: Path, call: Run) -> None:
    call("users", "set", "boss", "admin")
    me = [user["login"] for user in json.loads(call("users", "--json").stdout) if user["login"] != "boss"]
    call("users", "set", me[0], "accountant")
    assert call("invite", "--dry-run").returncode == 7


def test_the_examples_of_the_page_have_the_keys_that_the_program_prints(office: Path, call: Run) -> None:
    listed, sent = examples("`synctui invite")
    found = told(call, "--dry-run")
    same({**listed, "left_behind": {}}, {**found, "left_behind": {}})
    done = told(call, "--yes")
    assert done.keys() == sent.keys()


def test_over_a_protected_server_with_a_login(
    office: Path, call: Run, post: Post, trusted: tuple[Path, Path]
) -> None:  # fmt: skip
    with serving(post, protecting(trusted), authenticator=known, auth_required=True) as port:
        configured(office, f'host = "localhost"\nport = {port}\nuser = "{USER}"\n')
        secret = {"SYNCTUI_SMTP_PASSWORD": PASSWORD, "SSL_CERT_FILE": str(trusted[0])}
        post.refuses.add(told(call, "--dry-run")["rows"][5]["email"])
        done = call("invite", "--yes", "--json", env=secret)
        nothing = call("invite", "--yes", env={**secret, "SYNCTUI_SMTP_PASSWORD": "wrong"})
    found = json.loads(done.stdout)
    assert (done.returncode, found["sent"], [each["client"]["id"] for each in found["failed"]]) == (11, 5, [6])
    assert PASSWORD not in done.stdout + done.stderr + nothing.stderr
    assert nothing.returncode == 0, "nobody is left, so nobody is asked"


def test_a_server_out_of_reach_is_code_11_and_leaves_all_as_it_was(office: Path, call: Run, post: Post) -> None:
    with serving(post) as port:
        pass
    configured(office, f'host = "127.0.0.1"\nport = {port}\nsecurity = "none"\n')
    done = call("invite", "--yes")
    assert (done.returncode, f"127.0.0.1:{port}" in done.stderr) == (11, True)
    assert told(call, "--dry-run")["counts"]["ticked"] == 6


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_after_the_mails_under_way(
    office: Path, call: Run, environment: dict[str, str], post: Post, number: signal.Signals
) -> None:  # fmt: skip
    post.slow = 0.3
    with serving(post) as port:
        configured(office, f'host = "127.0.0.1"\nport = {port}\nsecurity = "none"\n')
        command = [sys.executable, "-m", "synctui", "invite", "--yes", "--json"]
        child = subprocess.Popen(command, cwd=office, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        until = time.monotonic() + 20
        while not post.asked and time.monotonic() < until:
            time.sleep(0.01)
        child.send_signal(number)
        out, said = child.communicate(timeout=20)
    assert child.returncode == 128 + number, said.decode()
    found = json.loads(out)
    assert (found["sent"], found["cancelled"]) == (len(post.mails), 6 - len(post.mails))
    assert 1 <= len(post.mails) < 6


def test_two_at_once_mail_each_client_once(
    office: Path, environment: dict[str, str], post: Post, tmp_path: Path
) -> None:  # fmt: skip
    post.slow = 0.1
    with serving(post) as port:
        configured(office, f'host = "127.0.0.1"\nport = {port}\nsecurity = "none"\n')
        command = [sys.executable, "-m", "synctui", "invite", "--yes", "--json"]
        children = [
            subprocess.Popen(command, cwd=office, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for _n in range(2)
        ]
        for child in children:
            child.communicate(timeout=30)
    codes = sorted(child.returncode for child in children)
    assert codes in ([0, 0], [0, 5], [0, 11]), "the later one finds nobody, the lock, or that all has changed"
    assert len(post.mails) == 6
    assert len({mail["To"].addresses[0].display_name for _address, mail in post.mails}) == 6
