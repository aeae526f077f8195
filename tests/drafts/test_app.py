"""The app saves a review while it is made, offers it, takes it over, and forgets it once it is applied."""

from __future__ import annotations

import csv
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from synctui.cli.drafts import Drafts
from synctui.core.draft import Draft, View
from synctui.core.fields import NAMES, STREET
from synctui.core.mapping import headers_digest, to_spec
from synctui.core.ports import Actor
from synctui.core.proposal import propose
from synctui.core.records import Edit
from synctui.core.table import Table
from synctui.register import Store
from synctui.sources.people import people
from tui.tui_driver import Desk, at_desk
from tui.tui_office import ACTOR, empty_register

STAFF = people(6, seed=3)
HEADERS = tuple(name.replace("_", " ") for name in NAMES)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Return a register with six clients, and go to a folder with a file of the same in other streets."""
    place = tmp_path / "office"
    place.mkdir()
    monkeypatch.chdir(place)
    store = empty_register(place)
    staff = [(*each[:4], "nl", *each[5:]) for each in STAFF]
    store.hand([Edit("add", values=each, value="checklist van de personenbelasting") for each in staff], ACTOR)
    rows = save_file(place)
    table = Table(HEADERS, rows)
    store.save_mapping("file", headers_digest(table), to_spec(propose(table).mapping), ACTOR)
    return store


def save_file(folder: Path, streets: str = "Nieuwstraat") -> list[tuple[str, ...]]:
    """Save the file, every client in another street, and return its rows."""
    rows = [(*each[:4], "nl", each[5], f"{streets} {at}", *each[7:]) for at, each in enumerate(STAFF, 1)]
    with (folder / "clients.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([HEADERS, *rows])
    return rows


@pytest.fixture
def drafts(office: Store, tmp_path: Path) -> Iterator[Drafts]:
    """Return the saved reviews of the office's register."""
    made = Drafts(tmp_path / "reviews", office.info().id, ACTOR)
    yield made
    made.release("file")


def saved(drafts: Drafts) -> Draft:
    """Return what is saved."""
    draft = drafts.read("file")
    assert draft
    return draft


def decided(drafts: Drafts) -> int:
    """Return how much is decided in what is saved."""
    draft = drafts.read("file")
    return draft.decided if draft else 0


async def open_file(desk: Desk, name: str = "clients.csv") -> None:
    """Go from the clients to the one file."""
    await desk.see("6 clients")
    await desk.press("i")
    await desk.see("Where do the clients come from?", "Excel or CSV file")
    line = next(line for line in desk.screen.splitlines() if "Excel or CSV file" in line)
    await desk.press(next(char for char in line if char.isdigit()))
    await desk.see(name, "Import › File")
    await desk.go_to(name)
    await desk.press("enter")


async def decide_one(desk: Desk, drafts: Drafts) -> None:
    """Go to the review, keep one line, and wait until that is saved."""
    await open_file(desk)
    await desk.see("0/6")
    await desk.press("j", "j", "=")
    await desk.see("1/6")
    await desk.until(lambda: decided(drafts) == 1, "the decision is saved")


async def answer(desk: Desk, downs: int = 0) -> None:
    """Answer what to do with the saved review."""
    await desk.see("A review of this source is saved", "clients.csv")
    await desk.press(*("j" for _ in range(downs)), "enter")


@pytest.fixture
def _odd_name(office: Store) -> None:
    Path("clients.csv").rename(os.fsdecode(b"Sint-No\xebl clients.csv"))


@pytest.mark.usefixtures("_odd_name")
async def test_a_file_whose_name_is_no_utf8_is_gone_on_with_too(office: Store, drafts: Drafts) -> None:
    async with at_desk(office, drafts=drafts) as desk:
        await open_file(desk, "Sint-No<U+DCEB>l clients.csv")
        await desk.see("0/6")
        await desk.press("j", "j", "=")
        await desk.until(lambda: decided(drafts) == 1, "the decision is saved")
    async with at_desk(office, drafts=drafts) as desk:
        await desk.see("A review of Sint-No<U+DCEB>l clients.csv waits")
        await desk.press("i", "1")
        await answer(desk)
        await desk.see("1/6", "[=]")


async def test_the_cursor_is_on_its_line_again_in_the_order_that_was_chosen(office: Store, drafts: Drafts) -> None:
    """The place is that of a line among ordered ones."""
    async with at_desk(office, drafts=drafts) as desk:
        await decide_one(desk, drafts)
        await desk.press("o", "o", "G")
        line = next(each for each in desk.screen.splitlines() if each.startswith("▌"))
    assert saved(drafts).view.order == ("client", True)
    async with at_desk(office, drafts=drafts) as desk:
        await desk.see("A review of clients.csv waits")
        await desk.press("i", "1")
        await answer(desk)
        await desk.see("1/6", "Client ▼", line)


async def test_a_review_is_offered_and_goes_on_where_it_was(office: Store, drafts: Drafts) -> None:
    async with at_desk(office, drafts=drafts) as desk:
        await decide_one(desk, drafts)
    assert saved(drafts).origin.path.endswith("clients.csv")
    assert saved(drafts).view == View(tab=2, cursor=2)
    assert "drafting" not in {thread.name for thread in threading.enumerate()}
    async with at_desk(office, drafts=drafts) as desk:
        await desk.see("A review of clients.csv waits", "1 decided")
        await desk.press("i")
        await desk.see("Review of clients.csv")
        await desk.press("1")
        await answer(desk)
        await desk.see("1/6", "[=]")
        await desk.press("u")
        await desk.see("undone: keep")


async def test_applied_it_is_forgotten(office: Store, drafts: Drafts) -> None:
    async with at_desk(office, drafts=drafts) as desk:
        await decide_one(desk, drafts)
        await desk.press("j", "space", "c")
        await desk.see("Apply to Accounton?", "1 overwritten")
        await desk.confirm()
        await desk.see("is done and was read back")
        await desk.until(lambda: drafts.read("file") is None, "nothing is saved any more")
        await desk.press("q")
        await desk.see("6 clients")
        assert "waits" not in desk.screen


async def test_killed_after_the_commit_the_next_start_names_the_run(office: Store, drafts: Drafts) -> None:
    """The program ends between the commit and its result: the register has the run, the review names its plan."""
    async with at_desk(office, drafts=drafts) as desk:
        await decide_one(desk, drafts)
        await desk.press("j", "space")
        await desk.see("2/6")
        app = desk.app
        assert app.journey
        assert app.drafting
        plan = app.journey.plan(app.services)
        app.drafting.applying(plan.digest)
        run = office.apply(plan, ACTOR).run
    assert saved(drafts).applying == plan.digest
    async with at_desk(office, drafts=drafts) as desk:
        await desk.see(f"Run {run} was applied before the program ended")
    assert drafts.read("file") is None


async def test_killed_before_the_commit_the_review_is_offered(office: Store, drafts: Drafts) -> None:
    async with at_desk(office, drafts=drafts) as desk:
        await decide_one(desk, drafts)
        assert desk.app.drafting
        desk.app.drafting.applying("a plan that was never applied")
    async with at_desk(office, drafts=drafts) as desk:
        await desk.see("A review of clients.csv waits")


async def test_what_moved_meanwhile_is_listed_and_asked_again(office: Store, drafts: Drafts) -> None:
    async with at_desk(office, drafts=drafts) as desk:
        await decide_one(desk, drafts)
        await desk.press("j", "=")
        await desk.until(lambda: decided(drafts) == 2, "both are saved")
    client = next(subject.who for subject in saved(drafts).subjects if subject.topic == "line")
    assert isinstance(client, int)
    office.hand([Edit("set", client, NAMES[STREET], "Elders 1")], ACTOR)
    async with at_desk(office, drafts=drafts) as desk:
        await open_file(desk)
        await answer(desk)
        await desk.see("1 decision no longer applies and is asked again", "other values now")
        await desk.press("q")
        await desk.see("1/6")


async def test_decisions_are_taken_over_into_a_newer_file(office: Store, drafts: Drafts) -> None:
    async with at_desk(office, drafts=drafts) as desk:
        await decide_one(desk, drafts)
    save_file(Path.cwd(), "Markt")
    async with at_desk(office, drafts=drafts) as desk:
        await open_file(desk)
        await answer(desk)
        await desk.see("1 decision no longer applies")


async def test_to_start_anew_keeps_the_old_until_something_is_decided(office: Store, drafts: Drafts) -> None:
    async with at_desk(office, drafts=drafts) as desk:
        await decide_one(desk, drafts)
    before = saved(drafts)
    async with at_desk(office, drafts=drafts) as desk:
        await open_file(desk)
        await answer(desk, 1)
        await desk.see("0/6")
        await desk.press("q")
        await desk.see("Where do the clients come from?")
        assert saved(drafts) == before
        await open_again(desk)
        await desk.press("space")
        await desk.see("6/6")
        await desk.until(lambda: decided(drafts) == 6, "the new one is saved")


async def open_again(desk: Desk) -> None:
    """Go back to the review that is under way."""
    await desk.see("Go on with the review")
    await desk.go_to("Go on with the review")
    await desk.press("enter")
    await desk.see("0/6")


async def test_discarded_it_is_gone(office: Store, drafts: Drafts) -> None:
    async with at_desk(office, drafts=drafts) as desk:
        await decide_one(desk, drafts)
    async with at_desk(office, drafts=drafts) as desk:
        await open_file(desk)
        await answer(desk, 2)
        await desk.see("0/6")
        assert drafts.read("file") is None


async def test_what_cannot_be_read_can_be_discarded(office: Store, drafts: Drafts) -> None:
    drafts.write("file", b"no review")
    async with at_desk(office, drafts=drafts) as desk:
        await open_file(desk)
        await desk.see("The saved review cannot be read")
        assert "go on with" not in desk.screen
        await desk.press("j", "enter")
        await desk.see("0/6")
        assert drafts.read("file") is None


async def test_what_is_taken_back_whole_is_no_review_to_go_on_with(office: Store, drafts: Drafts) -> None:
    async with at_desk(office, drafts=drafts) as desk:
        await decide_one(desk, drafts)
        await desk.press("u")
        await desk.until(lambda: drafts.read("file") is None, "nothing is left to save")


async def test_where_a_colleague_decides_one_can_look(office: Store, drafts: Drafts, tmp_path: Path) -> None:
    colleague = Drafts(tmp_path / "reviews", office.info().id, Actor("els", "office"))
    assert colleague.claim("file") == ""
    async with at_desk(office, drafts=drafts) as desk:
        await open_file(desk)
        await desk.see("els@office", "is deciding on this source")
        await desk.press("space")
        await desk.see("is deciding on this source", "0/6")
        await desk.press("c")
        await desk.see("is deciding on this source", "0/6")
        await desk.press("2", "3")
        await desk.see("▶3 In both")
    assert drafts.read("file") is None
    colleague.release("file")


async def test_a_full_disk_is_told_and_the_decisions_are_saved_later(
    office: Store, drafts: Drafts, tmp_path: Path
) -> None:
    (tmp_path / "reviews").write_text("in the way")
    async with at_desk(office, drafts=drafts) as desk:
        await open_file(desk)
        await desk.see("0/6")
        await desk.press("space")
        await desk.see("Your decisions are kept here")
        (tmp_path / "reviews").unlink()
        await desk.see("Your decisions are saved again.")
    assert decided(drafts) == 6
