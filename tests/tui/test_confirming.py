"""What holds an apply on Confirm: limits, a colleague who was faster, sums."""

from __future__ import annotations

from typing import Any

import pytest

from synctui import i18n
from synctui.core.fields import STREET
from synctui.core.limits import Limits
from synctui.core.records import Edit
from synctui.register import Store
from synctui.tui.answers import TEXT, answers, fitting
from synctui.tui.screens.confirm import ConfirmPage
from synctui.tui.widths import width
from tui.tui_driver import at_review, choose_for_all
from tui.tui_office import ACTOR


async def test_above_a_limit_the_number_must_be_typed(office: Store) -> None:
    """Another number writes nothing; the right one lets y apply."""
    async with at_review(office, limits=Limits(archive=1)) as desk:
        await desk.press("2", "a")
        await desk.see("all shown")
        await desk.press("enter")
        await desk.see("8 are archived")
        await desk.press("c")
        await choose_for_all(desk)
        await desk.see("8 archived", "Held:")
        await desk.confirm()
        await desk.see("Type 8")
        await desk.type("7")
        await desk.see("That is not the number")
        await desk.confirm()
        await desk.see("Type 8")
        await desk.type("8")
        await desk.not_see("Held:")
        await desk.confirm()
        await desk.see("Run 5 is done")
    assert sum(row.archived for row in office.clients()) >= 8


async def test_a_colleague_who_was_faster_is_a_conflict(office: Store) -> None:
    """Then, now and mine stand on the screen; back in the review the rest is still decided, and can be confirmed."""
    async with at_review(office) as desk:
        await desk.press("space", "c")
        await choose_for_all(desk)
        await desk.see("72 overwritten")
        name = next(row for row in office.clients() if row.values[STREET].startswith("St.-Martinus"))
        office.hand([Edit("set", name.id, "street", "Elders 1")], ACTOR)
        await desk.confirm()
        await desk.see("Changed by others meanwhile", "now Elders 1", "Sint-Martinus")
        assert len(office.runs()) == 5
        await desk.press("q")
        await desk.see("71/159")
        await desk.press("u", "u", "u")
        await desk.see("0/159", "undone: overwrite, 71 lines")
        await desk.press("U", "U", "U")
        await desk.see("71/159")
        await desk.press("c")
        await desk.see("71 overwritten")
        await desk.confirm()
        await desk.see("Run 6 is done")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_every_answer_stands_on_the_screen_at_once(office: Store, language: str) -> None:
    """With all that is told about overwritten values, in every language: blank lines give way, and nothing is cut."""
    async with at_review(office) as desk:
        await desk.press("space", "c")
        await choose_for_all(desk)
        page = desk.app.screen
        assert isinstance(page, ConfirmPage)
        assert page.told
        some: dict[str, Any] = dict.fromkeys(("typed", "mailed", "again", "followed"), 98_765)
        made = page.told._replace(summary=page.told.summary._replace(archived=9, by_reason={"gone": 9}, **some))
        i18n.use(language)
        lines = fitting(answers(page.review, made, page.names, "admin", mails=False), page.table.page)
        assert len(lines) <= page.table.page, "\n".join(line.text for line in lines)
        assert not [line.text for line in lines if width(line.text) > TEXT]
