"""Four days at the office, walked by keys alone; the tour tells the same keys and counts them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from synctui import secrets
from synctui.cli.connections import Connections
from synctui.config import Config
from synctui.config.settings import SourceSettings
from synctui.core.fields import EMAIL, FIRST_NAME, LAST_NAME, PARTNER
from synctui.register import Store, create
from synctui.sources.address import address
from synctui.sources.adminpulse import AdminPulse
from synctui.sources.servers.adminpulse import KEY, AdminPulseServer
from synctui.tui.services import SourceChoice
from tui.tui_books import first_day, late_day, save
from tui.tui_days import Step, count, told, walk
from tui.tui_driver import at_desk
from tui.tui_firm import YEAR, Firm, settle
from tui.tui_office import ACTOR

FIRST_USE: list[Step] = [
    ("i", "Where do the clients come from?", "Excel or CSV file"),
    ("Enter", "▌ klanten-2026.xlsx"),
    ("Enter", "Which column is what?", "every field was found", "Rijksregisternummer"),
    ("c", "▶1 New 338", "338 are added", "6 without language: s"),
    ("s", "Language, as guessed from the postal code"),
    ("j j Enter", "6 languages taken from the postal code"),
    ("PgDn PgDn",),
    ("4", "2 rows cannot be loaded", "Klanten!C47", "must have an @-sign"),
    ("w", "Save the rejects as"),
    ("Enter", "Saved:"),
    ("c", "▌ Questionnaire     338 new clients have none"),
    ("Enter", "For all, in each client's language"),
    ("Enter", "338 added   nl", "340 = 338 new + 2 invalid"),
    ("y", "Run 1 is done and was read back", "338 are ready"),
    ("q", "338 clients"),
]
SEASON_TWO: list[Step] = [
    ("i", "AdminPulse", "Where do the clients come from?"),
    ("2", "All clients, or those of one workflow?", "▌ Personenbelasting AJ 2026"),
    ("Enter", "▶3 In both 0/357", "▌[ ] ▶ Street      St. → Sint-        300", "1,900 came in"),
    ("l", "300 undecided", "→ Sint-Pietersstraat 63"),
    ("Space J l", "3 In both 300/357", "▌[ ] ▼ City        Gent → Gentbrugge  14", "Wouters, Cédric"),
    ("Space J l", "▌[ ] ▼ Responsible an.baert → tom.claes  11", "→ tom.claes@kantoor.example"),
    ("Space J l", "▌[ ] ▼ E-mail      another address  9", "! nieuw9.dirk.smets", "1 only one by one"),
    ("Space n", "333/357", "▌[ ]   Smets, Dirk"),
    ("Space", "Smets, Dirk was mailed already", "overwrite: to be sent again"),
    ("j j Enter", "334/357"),
    ("J l", "▌[ ] ▼ Street      another address  9", "Sint-Martinusplein 26", "Heirweg 170 bus 9"),
    ("Space J l", "▌[ ] ▼ Mobile      was empty here  5", "+32470123404"),
    ("Space J l", "▌[ ] ▼ Last name   Janssens → Janssen  3", "Janssens, Zoë"),
    ("Space J l", "351/357", "▌[ ] ▼ E-mail      both changed  3", "thuis1.anais.gerard", "werk1.anais.gerard"),
    ("j = j = j Space", "354/357", "2 keep"),
    ("5", "▌[ ] separated", "two returns from", "is the partner on the file of"),
    ("Space j", "4 to settle", "▌[ ] partner died 14 Feb 2026", "go on with this file under"),
    ("Space j", "3 to settle", "▌[ ] separated"),
    ("Space j", "2 to settle", "▌[ ] separated"),
    ("Space j", "1 to settle", "▌[ ] same person?", "88 % alike"),
    ("Space", "0 to settle"),
    ("2", "10 of 35 may be ticked together"),
    ("l Space", "▼ gone from the source  3", "AY 2026 sent !", "2 are archived"),
    ("J l Space", "▼ relation ended  8", "Maes, Femke", "10 are archived"),
    ("J l", "▼ deceased  2", "deceased 14 Feb 2026", "deceased 3 Jan 2026"),
    ("4", "12 rows cannot be loaded", "The check digits do", "APR01936"),
    ("1", "63 are added", "▌[x]"),
    ("PgDn PgDn PgDn PgDn",),
    ("3 n l", "▌[ ] ▼ First name  another value  1", "Griet", "Margriet"),
    ("Space N", "363/364", "▌[ ]   Smets, Griet", "margriet@post.example"),
    ("Space", "364/364"),
    ("c", "▌ Questionnaire     63 new clients have none", "362 overwritten   in 357 clients"),
    ("Enter", "For all, in each client's language"),
    ("Enter", "63 added   nl", "1,868 + 63 added − 10 archived = 1,921"),
    ("y", "Run 5 is done and was read back", "2 kept · 12 invalid", "1,887 are ready"),
    ("q", "1,921 clients"),
]
CORRECTIONS: list[Step] = [
    ("i Enter", "▌ klanten-2026.xlsx"),
    ("Enter", "▶1 New 5", "338 in both, 5 new, 2 invalid", "De Clercq, Gert"),
    ("c", "▌ Questionnaire     5 new clients have none"),
    ("Enter", "For all, in each client's language"),
    ("Enter", "5 added"),
    ("y", "Run 2 is done and was read back"),
    ("q", "343 clients"),
    ('f "declercq@brief" Enter', "▌ De Clercq, Gert", "2 of 343"),
    ("Enter", "gert.declercq@brief.example"),
    ("j j e", "▌ E-mail", "[ Save ]"),
    ('Backspace×13 "post.example"', "1 field changed"),
    ("PgDn Enter", "De Clercq, Gert changed · run 3"),
    ("q Esc g", "▌ Baert, Gert", "joint with"),
    ("s G k", "▌ Split the joint return"),
    ("Enter", "Who leaves the return of Baert, Gert?"),
    ('"An" Enter "Peeters" Enter "an.peeters@post.example" PgDn', "▌ [ Save ]"),
    ("Enter", "Split: Baert, Gert alone, Peeters, An is new · run 4", "344 clients"),
]
LOOKING: list[Step] = [
    ('f "dupont" Enter', "7 of 473 · filter: dupont", "▌ Dupont, Isabelle"),
    ("Enter", "Link to Sample office"),
    ("e", "it may look, but not “edit”"),
    ("r", "the newest first"),
    ("q q Esc", "473 clients"),
    ("r", "4 runs, the newest first"),
    ("Enter", "Run 4 · by hand"),
    ("q q i", "Where do the clients come from?", "Sample office"),
    ("2", "All clients, or those of one workflow?", "▌ Personenbelasting AJ 2026"),
    ("Enter", "▶3 In both 0/159"),
    ("l", "St.-Martinusplein 96"),
    ("c", "473 + 0 added − 0 archived = 473"),
    ("y", "it may look, but not “apply”"),
    ("q q q", "473 clients"),
]


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the office's workbook, in the folder that the file browser opens in."""
    place = tmp_path / "kantoor"
    place.mkdir()
    monkeypatch.chdir(place)
    return place / "klanten-2026.xlsx"


@pytest.fixture
async def firm(tmp_path: Path) -> AsyncIterator[tuple[Store, AdminPulseServer]]:
    """Return the register of a firm with 1,868 clients before its second season, and its AdminPulse."""
    made = Firm()
    store = create(tmp_path / "firm.sqlite", name="Accounton", tax_year=YEAR - 1, actor=ACTOR)
    await settle(store, made, ACTOR)
    async with AdminPulseServer(made.relations(made.now)) as server:
        yield store, server


def as_told(day: str, keys: str) -> None:
    """Hold the keys that were pressed against those that the tour tells and counts."""
    assert told(day) == (" ".join(keys.split()), count(keys))


async def test_first_use(new_office: Store, book: Path) -> None:
    """An empty register, and 340 rows in Excel."""
    save(book, first_day())
    async with at_desk(new_office, choices=()) as desk:
        await desk.see("There are no clients yet.")
        keys = await walk(desk, FIRST_USE)
    assert len(new_office.clients()) == 338
    as_told("First use", keys)


async def test_season_two(firm: tuple[Store, AdminPulseServer], monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty new, 35 missing, 357 differences of which 300 are one change, three separated couples and a death.

    What is decided was on the screen before: each group is opened, each household stands there with its answers.
    """
    store, server = firm
    monkeypatch.setenv(secrets.variable("adminpulse"), KEY)
    config = Config(sources={"adminpulse": SourceSettings(url=server.url)})
    async with at_desk(
        store,
        choices=(SourceChoice("adminpulse", "AdminPulse", ""),),
        crms=frozenset({"adminpulse"}),
        connections=Connections(config, YEAR),
        open_source=lambda _name: AdminPulse(address(server.url), KEY, YEAR),
    ) as desk:
        await desk.see("1,868 clients")
        keys = await walk(desk, SEASON_TWO)
    assert count(keys) <= 90
    as_told("Season two", keys)


async def test_a_day_of_corrections(new_office: Store, book: Path) -> None:
    """Five late clients, one wrong e-mail, one couple that separated."""
    save(book, first_day())
    async with at_desk(new_office, choices=()) as desk:
        await desk.see("There are no clients yet.")
        await walk(desk, FIRST_USE)
        save(book, late_day())
        keys = await walk(desk, CORRECTIONS)
    values = {f"{row.values[LAST_NAME]}, {row.values[FIRST_NAME]}": row.values for row in new_office.clients()}
    assert values["De Clercq, Gert"][EMAIL] == "gert.declercq@post.example"
    assert (values["Baert, Gert"][PARTNER], values["Peeters, An"][EMAIL]) == ("", "an.peeters@post.example")
    as_told("A day of corrections", keys)


async def test_only_looking(office: Store) -> None:
    """A colleague finds a client, the history and what an import would change, and alters nothing."""
    before = office.clients()
    async with at_desk(office, role="accountant") as desk:
        await desk.see("473 clients")
        keys = await walk(desk, LOOKING)
    assert (office.clients(), len(office.runs())) == (before, 4)
    as_told("Only looking", keys)
