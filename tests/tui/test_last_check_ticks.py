"""Many ticks at once on the last check: a range, all with one value, the others."""

from __future__ import annotations

from pathlib import Path

from synctui.i18n import message
from synctui.register import Store
from synctui.tui.mails.checking import CheckPage
from tui.test_invitations import SIZE, folder, to_result
from tui.tui_driver import Desk, at_desk


async def to_check(desk: Desk) -> int:
    """Go to the last check of the newcomers; returns how many are ticked."""
    await to_result(desk)
    await desk.press("m")
    await desk.see("mails will leave")
    return len(desk.app.screen.check.ticked)  # type: ignore[attr-defined]


async def test_a_range_is_ticked_as_a_whole(office: Store, tmp_path: Path) -> None:
    """From where v was pressed; the same key again; Esc ends it."""
    async with at_desk(office, SIZE, **folder(office, tmp_path)) as desk:
        n = await to_check(desk)
        await desk.go_to("[x]")
        await desk.press("v", "j", "j", "space")
        await desk.see("3 not ticked", f"{n - 3} mails will leave")
        await desk.press("v", "k", "k", "space")
        await desk.see("3 ticked", f"{n} mails will leave")
        await desk.press("v", "j", "escape", "space")
        await desk.see(f"{n - 1} mails will leave")


async def test_a_range_leaves_alone_what_cannot_be_mailed(office: Store, tmp_path: Path) -> None:
    """It is counted; where it stands alone the reason is told."""
    async with at_desk(office, SIZE, **folder(office, tmp_path)) as desk:
        n = await to_check(desk)
        page = desk.app.screen
        assert isinstance(page, CheckPage)
        first, *others = page.check.rows
        page.check.rows = [first._replace(blocked=message("no e-mail address")), *others]
        page.check.turn([others[0].client])
        page.check.ticked.discard(first.client)
        page.items.take(page.check.rows)
        await desk.press("v", "j", "space")
        await desk.see("1 ticked · 1 cannot be mailed", f"{n - 1} mails will leave")
        await desk.press("g", "t")
        await desk.see("cannot be mailed: no e-mail address")


async def test_all_with_one_value_and_the_others(office: Store, tmp_path: Path) -> None:
    """As on the other lists: by what the line under the cursor shares; inverted."""
    async with at_desk(office, SIZE, **folder(office, tmp_path)) as desk:
        n = await to_check(desk)
        check = desk.app.screen.check  # type: ignore[attr-defined]
        able = [row for row in check.rows if row.blocked is None]
        await desk.press("a")
        await desk.go_to("none")
        await desk.press("enter")
        await desk.see("0 mails will leave")
        await desk.go_to("[ ]")
        await desk.press("a")
        await desk.go_to("all with Language nl")
        await desk.press("enter")
        dutch = sum(row.language == "nl" for row in able)
        assert 0 < dutch < n
        await desk.see(f"{dutch} mails will leave")
        await desk.press("a")
        await desk.go_to("invert")
        await desk.press("enter")
        await desk.see(f"{len(able) - dutch} mails will leave")
