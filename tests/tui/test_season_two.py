"""The second season at 80×24, by keys alone: the sample office and its register."""

from __future__ import annotations

from pathlib import Path

from textual.events import Key

from synctui.core import engine
from synctui.core.catalogue import CHECKLIST
from synctui.core.options import Options, lead, selection
from synctui.core.plan import Plan, encode
from synctui.core.plan_file import decode
from synctui.core.planning import Terms, build
from synctui.core.ports import silent
from synctui.register import Store
from synctui.sources.sample import Sample
from tui.tui_driver import Desk, Snap, at_desk, at_review, choose_for_all
from tui.tui_office import ACTOR, TODAY


async def test_the_whole_journey_ends_where_it_began_after_undo(office: Store, snap: Snap) -> None:
    """Overwrite seventy-two streets by one key, keep one line of them, confirm, look at the result, undo."""
    before = office.clients()
    async with at_review(office) as desk:
        await desk.see("St. → Sint-", "Space decides 72")
        snap(desk, "review-both-folded")
        await desk.press("space")
        await desk.see("72/159", "72 lines: overwrite")
        await desk.press("l", "j", "j", "=")
        await desk.see("71 overwrite · 1 keep", "[=]")
        await desk.press("j")
        await desk.see("Baert, Luc ·")
        snap(desk, "review-both-unfolded")
        await desk.press("c")
        await choose_for_all(desk)
        await desk.see("71 overwritten", "42 added", "559 = 430 in both", "473 + 42 added − 0 archived = 515")
        snap(desk, "confirm")
        await desk.confirm()
        await desk.see("Run 5 is done and was read back")
        snap(desk, "result")
        assert len(office.clients()) == len(before) + 42
        await desk.press("u")
        await desk.see("Undo run 5?", "import by an")
        snap(desk, "undo-question")
        await desk.confirm()
        await desk.see("Run 5 is undone, as run 6.")
        assert office.clients() == before
        await desk.press("q")
        await desk.see("473 clients")
        snap(desk, "clients")
        await desk.press("r")
        await desk.see("6 runs", "undone by run 6")
        snap(desk, "history")


async def test_every_tab_shows_its_lines(office: Store, snap: Snap) -> None:
    """Five tabs, each with its numbers, its words and its detail."""
    async with at_review(office) as desk:
        await desk.press("1")
        await desk.see("▶1 New 44", "archived here", "42 are added", "R0141")
        snap(desk, "review-new")
        await desk.press("2")
        await desk.see("nothing is archived yet · 8 of 27", "not in bulk: a return is still due")
        await desk.press("l", "j")
        await desk.see("last in the import of 12 Jan 2026 (run 3)")
        snap(desk, "review-absent")
        await desk.press("4")
        await desk.see("15 rows cannot be loaded", "check digits")
        snap(desk, "review-invalid")
        await desk.press("5")
        await desk.see("13 to settle", "answers for this row", "( ) ")
        snap(desk, "review-possible")


async def headless(office: Store, workflow: str | None, overwrite: str) -> Plan:
    """Return the plan that the options lead to, without a screen."""
    request = engine.Request("sample", TODAY, workflow=workflow)
    delivery = await engine.fetch(Sample(), workflow, silent)
    mapping = engine.settle_mapping(delivery.table, office, "sample", None).mapping
    assert mapping is not None
    snapshot = await engine.read_register(office, request)
    review = await engine.review(delivery, mapping, snapshot, request, silent)
    chosen = selection(overwrite, "overwrite")
    lead(review, Options(overwrite=chosen, language="nl", questionnaire=CHECKLIST["nl"]))
    return build(review, Terms(ACTOR.login))


async def correct(desk: Desk) -> None:
    """Type a right address for the wrong one among the invalid rows."""
    await desk.press("4")
    await desk.go_to("jan.peeters@@")
    await desk.press("e")
    await desk.see("E-mail ")
    await desk.type("lieve.verhaegen.new@post.example")


async def test_a_plan_saved_here_is_the_plan_of_the_command_line(office: Store, tmp_path: Path) -> None:
    """What options can decide leads to the same plan, byte for byte."""
    async with at_review(office) as desk:
        await desk.press("b", "b", "b")
        await desk.see("grouped by kind")
        await desk.go_to("import changed")
        await desk.press("space", "c")
        await choose_for_all(desk)
        await desk.press("w")
        await desk.see("Save the plan as")
        await desk.type(str(tmp_path / "plan.json"))
        await desk.see("Saved:")
    saved = decode((tmp_path / "plan.json").read_bytes(), "plan.json")
    other = await headless(office, saved.made_from.workflow, "all:import-changed")
    assert encode(saved) == encode(other)


async def test_undo_and_redo_name_the_step(office: Store) -> None:
    """Every step of the review goes back and forth, with its name."""
    async with at_review(office) as desk:
        await desk.press("space")
        await desk.see("72/159")
        await desk.press("u")
        await desk.see("0/159", "undone: overwrite, 72 lines")
        await desk.press("U")
        await desk.see("72/159", "done again: overwrite")


async def test_next_goes_over_the_tabs_at_the_end(office: Store) -> None:
    """When nothing on this tab needs the reader any more, n shows the next tab that does."""
    async with at_review(office) as desk:
        await desk.press("4", "n")
        await desk.see("▶4 Invalid")
        await desk.press("a", "enter")
        await desk.see("15 left out until they change")
        await desk.press("n")
        await desk.see("▶5 Possible")


async def test_a_wrong_value_is_corrected_in_place(office: Store) -> None:
    """A corrected row takes part at once, and the correction can be taken back."""
    async with at_review(office) as desk:
        await correct(desk)
        await desk.see("4 Invalid 14", "corrected: the row takes part now")
        await desk.press("u")
        await desk.see("4 Invalid 15")


async def test_an_open_group_stays_open_when_a_correction_compares_anew(office: Store) -> None:
    """The reader finds the list as it was left."""
    async with at_review(office) as desk:
        await desk.press("l")
        await desk.see("▼ Street")
        await correct(desk)
        await desk.see("4 Invalid 14")
        await desk.press("3")
        await desk.see("▼ Street")


async def test_a_typed_value_decides_a_line_when_neither_is_right(office: Store) -> None:
    """`e` asks for the value; an invalid one is refused with its reason."""
    async with at_review(office) as desk:
        await desk.press("l", "j", "e")
        await desk.see("Street ")
        await desk.type("Nieuwstraat 1")
        await desk.see("1 typed", "Nieuwstraat 1")


async def test_a_household_is_answered_on_its_own_tab(office: Store) -> None:
    """Space gives the first answer, d the last, Enter shows them all."""
    async with at_review(office) as desk:
        await desk.press("5")
        await desk.see("13 to settle")
        await desk.press("space")
        await desk.see("12 to settle", "(•)")
        await desk.press("space")
        await desk.see("13 to settle")
        await desk.press("d")
        await desk.see("[=]", "12 to settle")
        await desk.press("enter")
        await desk.see("Which is it?", "not decided")
        await desk.press("q")
        await desk.see("answers for this row")


async def test_a_review_that_was_left_can_be_gone_on_with(office: Store) -> None:
    """`q` loses nothing: the source screen offers the review as it was."""
    async with at_review(office) as desk:
        await desk.press("space")
        await desk.see("72/159")
        await desk.press("q")
        await desk.see("Go on with the review")
        await desk.press("1")
        await desk.see("72/159")


async def test_a_number_typed_before_the_sources_are_read_is_kept(office: Store) -> None:
    """It takes that line once it is there, the cursor on it."""
    async with at_desk(office) as desk:
        await desk.see("473 clients")
        for key in ("i", "2"):
            desk.app.post_message(Key(key, key))
        await desk.see("All clients, or those of one workflow?")
        await desk.press("q")
        await desk.see("▌ 2  Sample office")


async def test_from_120_columns_the_detail_is_a_pane(office: Store, snap: Snap) -> None:
    """Every value of both sides stands beside the list."""
    async with at_desk(office, size=(120, 40)) as desk:
        await desk.see("473 clients")
        await desk.press("i")
        await desk.see("Sample office")
        await desk.press("2")
        await desk.see("All clients, or those of one workflow?")
        await desk.press("enter")
        await desk.see("▶3 In both", "differences in")
        await desk.press("l", "j")
        await desk.see("National number", "Who moved")
        snap(desk, "review-both-unfolded")
        await desk.press("1")
        await desk.see("▶1 Only in import 44", "2 Only in Accounton 27")
