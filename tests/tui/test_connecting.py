"""CRMs in the app: connecting with a tried key, who is a client, a fault half-way, cancelling; on local servers."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest

from crm.opening import open_consult, open_pulse
from crm.season import taken_over
from synctui import i18n, secrets
from synctui.cli.connections import Connections
from synctui.config import Config
from synctui.config.settings import SourceSettings
from synctui.core.ports import Actor, Progress
from synctui.register import Store
from synctui.sources.pace import limited
from synctui.sources.servers.adminconsult import AdminConsultServer
from synctui.sources.servers.adminpulse import KEY, AdminPulseServer
from synctui.tui.screens.clients import ClientsPage
from synctui.tui.screens.source import SourcePage
from synctui.tui.screens.sync import SyncPage
from synctui.tui.services import SourceChoice
from synctui.tui.syncing import note_line
from synctui.tui.widths import width
from tui.tui_driver import Desk, Snap, at_desk
from tui.tui_faults import misfits

SIZE = (80, 24)
PULSE = (SourceChoice("adminpulse", "AdminPulse", ""),)


@pytest.fixture
async def pulse() -> AsyncIterator[AdminPulseServer]:
    """Return a running AdminPulse with the sample office."""
    async with AdminPulseServer() as server:
        yield server


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Keep keys in a folder of the test: there is no keyring."""
    from keyring.backends.fail import Keyring

    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())  # type: ignore[no-untyped-call]  # the library's own
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv(secrets.variable("adminpulse"), raising=False)
    yield tmp_path
    keyring.set_keyring(before)


def crm(server: AdminPulseServer, page: int = 100) -> dict[str, Any]:
    """Return services with one CRM, at the configuration's address."""
    config = Config(sources={"adminpulse": SourceSettings(url=server.url)})
    source = open_pulse(server, KEY, page=page)
    return {
        "choices": PULSE,
        "crms": frozenset({"adminpulse"}),
        "connections": Connections(config, 2026),
        "open_source": lambda _name: source,
    }


def named() -> dict[str, Any]:
    """Return services with one CRM at an address that nobody asks."""
    config = Config(sources={"adminpulse": SourceSettings(url="https://crm.office.example")})
    return {"choices": PULSE, "crms": frozenset({"adminpulse"}), "connections": Connections(config, 2026)}


async def connect(desk: Desk) -> None:
    """Give the key that opens AdminPulse, and keep it."""
    await desk.press("i")
    await desk.see("not connected: Enter connects it")
    await desk.press("2")
    await desk.see("Connect AdminPulse", "Address", "Key", "1 field is not right yet")
    await desk.press("enter", *KEY, "enter", "enter")
    await desk.see("AdminPulse answers: ", "Keep this connection?")
    await desk.confirm()
    await desk.see("is connected.")


async def test_a_key_is_tried_seen_by_nobody_and_kept(new_office: Store, pulse: AdminPulseServer) -> None:
    """What was found stands there before it is kept; disconnecting forgets it."""
    async with at_desk(new_office, SIZE, **crm(pulse)) as desk:
        await desk.see("There are no clients yet.")
        await connect(desk)
        await desk.see("connected since", "There is no keyring here: the key lies in a file that only you can read.")
        known = secrets.connection("adminpulse")
        assert known is not None
        assert secrets.find("adminpulse") == KEY
        assert KEY not in desk.screen
        await desk.go_to("AdminPulse")
        await desk.press("e")
        await desk.see("connect again …", "disconnect …", "show the mapping when it is read")
        await desk.press("j", "enter")
        await desk.see("Disconnect AdminPulse?")
        await desk.confirm()
        await desk.see("AdminPulse is no longer connected.", "not connected: Enter connects it")
    assert secrets.connection("adminpulse") is None


async def test_what_a_key_lacks_is_told_before_it_is_kept(new_office: Store, pulse: AdminPulseServer) -> None:
    """With the scope by its name; the key may be kept for what it opens."""
    pulse.scopes = {"relations.read"}
    async with at_desk(new_office, SIZE, **crm(pulse)) as desk:
        await desk.see("There are no clients yet.")
        await desk.press("i", "2")
        await desk.see("Connect AdminPulse")
        await desk.press("enter", *KEY, "enter", "enter")
        await desk.see("AdminPulse answers: 769 relations, 0 workflows.", "The key lacks: tasks.read.")
        assert not misfits(desk.app)


async def test_the_form_and_the_sources_as_they_open(new_office: Store, snap: Snap) -> None:
    """The key is never shown; the last line tries it."""
    async with at_desk(new_office, SIZE, **named()) as desk:
        await desk.see("There are no clients yet.")
        await desk.press("i")
        await desk.see("not connected: Enter connects it")
        await desk.go_to("AdminPulse")
        snap(desk, "source-crm")
        await desk.press("enter")
        await desk.see("Connect AdminPulse")
        await desk.press("enter", *"secret-key")
        await desk.see("[ Test ]  Enter", "••••••••••")
        assert not misfits(desk.app)
        snap(desk, "connect")


async def test_a_key_that_is_refused_is_not_kept(new_office: Store, pulse: AdminPulseServer) -> None:
    """The form stays, with why; nothing typed is lost and the key is not shown."""
    async with at_desk(new_office, SIZE, **crm(pulse)) as desk:
        await desk.see("There are no clients yet.")
        await desk.press("i", "2")
        await desk.see("Connect AdminPulse")
        await desk.press("enter", *"wrong-key-of-the-test", "enter", "enter")
        await desk.see("refuses the key")
        assert "wrong-key-of-the-test" not in desk.screen
        await desk.not_see("asking AdminPulse")
    assert secrets.connection("adminpulse") is None


async def test_only_an_admin_connects(new_office: Store, pulse: AdminPulseServer) -> None:
    """An accountant is told who can."""
    services = {**crm(pulse), "role": "accountant", "actor": Actor("kim", "office")}
    async with at_desk(new_office, SIZE, **services) as desk:
        await desk.see("accountant")
        await desk.press("i")
        await desk.see("not connected")
        await desk.press("2")
        await desk.see("Your role in this register is accountant")


async def to_mapping(desk: Desk) -> None:
    """Connect, choose all clients, and come to the mapping."""
    await desk.see("There are no clients yet.")
    await connect(desk)
    await desk.press("2")
    await desk.see("All clients, or those of one workflow?")
    await desk.press("g", "enter")


async def test_who_is_a_client_is_part_of_the_mapping(new_office: Store, pulse: AdminPulseServer, snap: Snap) -> None:
    """Attributes and their values are shown, typed and remembered; the review is of the clients alone."""
    async with at_desk(new_office, SIZE, **crm(pulse)) as desk:
        await to_mapping(desk)
        await desk.see("Which column is what?")
        await desk.go_to("means a person")
        await desk.see("values, separated by commas")
        snap(desk, "mapping-crm")
        await desk.press("enter")
        await desk.type("Person,Sole proprietor")
        await desk.see("Person,Sole proprietor")
        await desk.press("c")
        await desk.see("769 came in from AdminPulse", "247 not for this job")
    saved = new_office.saved_mapping("adminpulse", "attributes")
    assert saved is not None
    assert saved["kind.person"] == "Person,Sole proprietor"


async def test_a_fault_is_told_with_page_and_cause(new_office: Store, pulse: AdminPulseServer, snap: Snap) -> None:
    """Nothing is waited for any more."""
    async with at_desk(new_office, SIZE, **crm(pulse, page=1000)) as desk:
        await desk.see("There are no clients yet.")
        await connect(desk)
        await desk.press("2")
        await desk.see("All clients, or those of one workflow?")
        pulse.faults.switch("500")
        await desk.press("g", "enter")
        await desk.see("page 1", "a fault of its own", "Nothing was written.")
        assert "resuming" not in desk.screen
        assert not misfits(desk.app)
        snap(desk, "sync-fault")


async def test_after_a_fault_the_pages_that_are_there_are_not_asked_for_again(
    new_office: Store, pulse: AdminPulseServer
) -> None:
    """The error names the page and the cause; Enter goes on from there."""
    async with at_desk(new_office, SIZE, **crm(pulse)) as desk:
        await desk.see("There are no clients yet.")
        await connect(desk)
        await desk.press("2")
        await desk.see("All clients, or those of one workflow?")
        pulse.faults.switch("500", after=3)
        await desk.press("g", "enter")
        await desk.see(" of 8: it has a fault", "Enter try again", "Nothing was written.")
        asked = [each for each in pulse.asked if "/relations?" in each]
        pulse.faults.clear()
        pulse.asked.clear()
        await desk.press("enter")
        await desk.see("Which column is what?")
        again = [each for each in pulse.asked if "/relations?" in each]
        assert again
        assert len(again) < 8, (asked, again)


async def test_reading_is_cancelled_within_a_second(new_office: Store, pulse: AdminPulseServer) -> None:
    """Whatever is being waited for."""
    async with at_desk(new_office, SIZE, **crm(pulse)) as desk:
        await desk.see("There are no clients yet.")
        await connect(desk)
        await desk.press("2")
        await desk.see("All clients, or those of one workflow?")
        pulse.faults.latency = 30
        await desk.press("g", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, SyncPage), "it is being read")
        start = time.monotonic()
        await desk.press("q")
        await desk.until(lambda: isinstance(desk.app.screen, SourcePage | ClientsPage), "it is cancelled")
        assert time.monotonic() - start < 1
        pulse.faults.latency = 0


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("429-retry-after", "rate limit, resuming in "),
        ("503", "server busy (503), trying again in 1 s · attempt 2 of 3"),
    ],
)
async def test_a_wait_is_counted_down_and_says_what_it_is_for(
    new_office: Store, pulse: AdminPulseServer, fault: str, said: str
) -> None:
    """And how many calls are left stands there otherwise."""
    async with at_desk(new_office, SIZE, **crm(pulse)) as desk:
        await desk.see("There are no clients yet.")
        await connect(desk)
        await desk.press("2")
        await desk.see("All clients, or those of one workflow?")
        pulse.faults.switch(fault, after=1)
        await desk.press("g", "enter")
        await desk.see(said)
        assert not misfits(desk.app)
        pulse.faults.clear()
        await desk.see("Which column is what?")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_what_is_said_of_waits_and_keys_fits_eighty_columns(language: str) -> None:
    """Under the bar where there is room, else from the edge."""
    i18n.use(language)
    again = i18n._("{why}, trying again in {n} s · attempt {k} of {of}")
    for why in (
        i18n._("server fault ({status})").format(status=599),
        i18n._("server busy ({status})").format(status=503),
    ):
        told = note_line(Progress("fetch", note=again.format(why=why, n=120, k=5, of=5)))
        assert 5 < width("".join(text for text, _tone in told)) < 80
    assert all(width(i18n._(each)) < 80 for each in secrets.KEPT.values())
    short = note_line(Progress("fetch", note=limited(120)))
    assert short[0][0].startswith(" " * 25)


async def test_a_client_that_the_list_lost_is_asked_for_by_its_own_id_before_it_counts_as_gone(
    new_office: Store, pulse: AdminPulseServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is there under the own id stays; only who is not there either can be archived."""
    monkeypatch.setenv(secrets.variable("adminpulse"), KEY)
    lost, gone, *_others = sorted(await taken_over(new_office, open_pulse(pulse)))
    pulse.unlisted = {lost, gone}
    pulse.relations = [each for each in pulse.relations if each["uniqueIdentifier"] != gone]
    pulse.asked.clear()
    async with at_desk(new_office, SIZE, **crm(pulse)) as desk:
        await desk.press("i")
        await desk.go_to("AdminPulse")
        await desk.see("● connected · ", "127.0.0.1", ", connected", "last applied: run 1")
        await desk.press("enter")
        await desk.see("All clients, or those of one workflow?")
        await desk.press("g", "enter")
        await desk.see("Only here 1", "gone from the source")
        await desk.press("space", "c")
        await desk.see("1 archived", "1 gone from the source")
        await desk.confirm()
        await desk.see("is done and was read back")
    links = new_office.snapshot("adminpulse").links
    archived = {row.id for row in new_office.clients() if row.archived}
    assert {links[client].source_id for client in archived} == {gone}
    assert {each for each in pulse.asked if "/relations/" in each} == {f"GET /relations/{id_}" for id_ in (lost, gone)}


async def test_a_key_of_admin_consult_tells_until_when_its_token_holds(new_office: Store) -> None:
    """The token is renewed by itself; of the key itself no end is known, and none is shown."""
    async with AdminConsultServer() as consult:
        config = Config(sources={"adminconsult": SourceSettings(url=consult.url)})
        choices = (SourceChoice("adminconsult", "Admin-Consult", ""),)
        offered: dict[str, Any] = {
            "choices": choices,
            "crms": frozenset({"adminconsult"}),
            "connections": Connections(config, 2026),
        }
        async with at_desk(new_office, SIZE, **offered, open_source=lambda _name: open_consult(consult)) as desk:
            await desk.press("i", "2")
            await desk.see("Connect Admin-Consult")
            await desk.press("enter", *consult.key, "enter", "enter")
            await desk.see("Admin-Consult answers: 769 relations", "Its token holds until 20", "renewed by itself")
            assert not misfits(desk.app)
            await desk.confirm()
            await desk.see("connected since")
            await desk.not_see("holds until")
