"""Next that needs me: what is open in a tab first, wherever the cursor stands; then over the tabs; then it says so."""

from __future__ import annotations

from synctui.register import Store
from synctui.tui.screens.review import ReviewPage
from tui.tui_driver import Desk, at_review


def page(desk: Desk) -> ReviewPage:
    """Return the review on the screen."""
    assert isinstance(desk.app.screen, ReviewPage)
    return desk.app.screen


async def round_of(desk: Desk, key: str) -> list[tuple[int, str]]:
    """Press *key* until it says that this was all; returns the tabs and lines that it led to."""
    met: list[tuple[int, str]] = []
    for _press in range(200):
        await desk.press(key)
        if any("That was all:" in text for line in page(desk).details.said for text, _tone in line):
            return met
        tab = page(desk).tab
        met.append((page(desk).active, str(tab.lines[page(desk).table.cursor_row])))
    raise AssertionError(met)


async def test_what_is_open_above_comes_before_the_next_tab(office: Store) -> None:
    """From the last group, decided in bulk, back to the top of the tab, which is said; and the other way."""
    async with at_review(office) as desk:
        await desk.go_to("Company     was empty here")
        await desk.press("space")
        for _press in range(40):
            await desk.press("n")
            if "On from the top of this tab." in desk.screen:
                break
        await desk.see("▶3 In both")
        assert "St. → Sint-" in desk.here
        await desk.press("N")
        await desk.see("▶3 In both", "On from the bottom of this tab.")


async def test_a_round_meets_all_that_is_open_once(office: Store) -> None:
    """Wherever it begins, in both directions; then it says how much is left, and begins again."""
    async with at_review(office) as desk:
        await desk.press("j", "j", "j")
        there = await round_of(desk, "n")
        assert len(set(there)) == len(there)
        assert list(dict.fromkeys(tab for tab, _line in there)) == [2, 3, 4, 0, 1]
        await desk.see("still open. c goes on to Confirm, n begins again.")
        again = await round_of(desk, "n")
        assert set(again) >= set(there) - {there[-1]}
        back = await round_of(desk, "N")
        assert set(back) >= set(again) - {again[-1]}


async def test_what_a_bulk_decision_leaves_open_is_met_again(office: Store) -> None:
    """A folded group of which one line is left alone is not passed by deciding on the rest."""
    async with at_review(office) as desk:
        await desk.go_to("E-mail      another address")
        await desk.press("space")
        await desk.see("left alone, one by one: 3 already sent")
        met = await round_of(desk, "n")
        group = next(str(line) for line in page(desk).tabs[2].lines if line.group == 1)
        assert (2, group) in met


async def test_the_heading_of_a_line_comes_into_view_with_it(office: Store) -> None:
    """Back at the first line of an open group it is seen which group it is."""
    async with at_review(office) as desk:
        await desk.press("l", "G", "n")
        await desk.see("On from the top of this tab.", "▼ Street      St. → Sint-")
        assert desk.here.startswith("▌[ ]   ")


async def test_nothing_needs_the_reader_any_more(office: Store) -> None:
    """Where all is decided it says so; where a filter hides what is open, it says that."""
    async with at_review(office) as desk:
        review, tabs = page(desk).review, page(desk).tabs
        for match in review.comparison.possible:
            review.settle(match, match.options[-1].name)
        review.decide(review.asked, "keep")
        review.leave([absent.client for absent in review.comparison.leavers], "stay")
        review.newcomers.tick(review.newcomers.rows, "leave")
        review.put_aside(review.comparison.intake.invalid)
        page(desk).rebuild()
        await desk.press("n")
        await desk.see("Nothing needs you any more: c goes on to Confirm.")
        await desk.press("4", "d", "f")
        await desk.type("nobody is called so")
        await desk.press("n")
        await desk.see("Nothing in sight needs you; 1 open behind a filter.")
        assert sum(tab.open for tab in tabs) == 1
