"""Groups under headings, the same on every list that has them: folded all at once, gone through, or said to be none."""

from __future__ import annotations

from synctui.register import Store
from tui.tui_driver import at_desk, at_review, to_review


async def test_groups_of_clients_fold_at_once_and_are_gone_through(office: Store) -> None:
    """All are folded, then unfolded; the cursor stays with its group."""
    async with at_desk(office) as desk:
        await desk.see("473 clients", "no dossier")
        await desk.press("z")
        await desk.see("There are no groups here.")
        await desk.press("b", "J", "J")
        await desk.see("▼ ")
        third = desk.here
        await desk.press("j", "z")
        assert desk.here == third.replace("▼", "▶")
        assert "▼" not in desk.screen
        await desk.press("z")
        assert desk.here == third
        await desk.press("K", "K", "K")
        await desk.see("There is no other group that way.")


async def test_groups_of_differences_and_leavers_fold_at_once(office: Store) -> None:
    """From a line in an open group to its heading; tabs without groups say so."""
    async with at_review(office) as desk:
        await desk.press("j", "l", "j", "z")
        assert "▶ E-mail" in desk.here
        await desk.press("z", "J")
        assert "▼ Responsible" in desk.here
        await desk.press("2", "J", "z")
        assert "▼ relation ended" in desk.here
        for tab in ("1", "4", "5"):
            await desk.press(tab, "z")
            await desk.see("There are no groups here.")


async def test_a_range_begins_and_ends_with_one_key(office: Store) -> None:
    """On both kinds of list, and says so."""
    async with at_desk(office) as desk:
        await desk.see("473 clients", "no dossier")
        await desk.press("v", "j", "j")
        await desk.press("space")
        await desk.see("3 ticked")
        await to_review(desk)
        await desk.press("1", "v")
        await desk.see("A range begins here")
        await desk.press("v", "space")
        await desk.see("1 line: add")


async def test_a_heading_counts_what_the_filter_lets_through(office: Store) -> None:
    """For it is what a decision on the heading means: the numbers in the list, below it, and what was told after."""
    async with at_review(office) as desk:
        await desk.press("f", *"sint-annalaan", "enter")
        await desk.see("13 shown · filter: sint-annalaan", "0 of them already mailed")
        assert "Sint-         12 St.-Annal…" in desk.here
        await desk.see("12 lines ·", "Space decides 12 ·")
        await desk.press("space")
        await desk.see("12 lines: overwrite")
        assert desk.here.startswith("▌[x]")
        await desk.press("escape")
        await desk.see("72 ")
        assert desk.here.startswith("▌[-]")
        await desk.press("2", "f", *"an", "enter", "g")
        await desk.see("filter: an", "Space archives")
        told = int(desk.here.split()[-1])
        await desk.see(f"of {told} together")
