"""Out of Review: on to Confirm and its result, or back with all of it saved."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from synctui.tui.app import SynctuiApp
    from synctui.tui.screens.review import ReviewPage


def confirm(page: ReviewPage) -> None:
    """Ask whether to apply; what was applied is told in place of the review, which is over then."""
    page.run_worker(_confirm(page), exclusive=True, group="confirm")


async def _confirm(page: ReviewPage) -> None:
    from synctui.tui.screens.confirm import ConfirmPage, Done
    from synctui.tui.screens.result import ResultPage

    done: Done | None = await page.app.push_screen_wait(ConfirmPage(page.journey))
    app = cast("SynctuiApp", page.app)
    if done is None:
        if page.journey.review is page.review:
            page.rebuild()
        else:
            app.switch_screen(type(page)(page.journey))
        return
    app.journey = None
    if app.drafting:
        await asyncio.to_thread(app.drafting.finish)
    app.reread()
    app.switch_screen(ResultPage(page.journey, done))


def leave(page: ReviewPage) -> None:
    """Save and leave."""
    page.run_worker(_leave(page), exclusive=True, group="leave")


async def _leave(page: ReviewPage) -> None:
    await asyncio.to_thread(cast("SynctuiApp", page.app).save_review)
    page.dismiss(None)
