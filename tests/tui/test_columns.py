"""One column of every list is chosen: its label is underlined, order goes by it, and its value is what is copied."""

from __future__ import annotations

import pytest

from synctui.register import Store
from synctui.tui.widgets.table import LineTable
from tui.tui_driver import Desk, at_desk, at_review, to_review


def table(desk: Desk) -> LineTable:
    """Return the table on the screen."""
    return desk.app.screen.query_exactly_one(LineTable)


def chosen(desk: Desk) -> str:
    """Return what is underlined among the labels: seen where there are no colours too."""
    header = table(desk).render_line(0)
    return "".join(text for text, style, _control in header if style and style.underline)


def shown(desk: Desk, column: str) -> list[str]:
    """Return the values in view of a column, without those of headings."""
    lines = table(desk)
    keys = [each.key for each in lines.source.columns]
    rows = [lines.source.row(at, [80] * len(keys)) for at in range(min(len(lines.source), lines.page))]
    return [row.cells[keys.index(column)][0] for row in rows if not row.span]


@pytest.fixture
def clipboard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Take what is copied, in the place of the terminal and its tools."""
    taken: list[str] = []

    def copy(text: str, *_ways: object) -> list[str]:
        taken.append(text)
        return ["terminal"]

    monkeypatch.setattr("synctui.tui.screens.copied.copy", copy)
    return taken


async def test_the_value_in_the_chosen_column_is_copied_whole(office: Store, clipboard: list[str]) -> None:
    """Not the line, not what the column had to cut, without the blanks and the sign before it; no heading."""
    async with at_review(office) as desk:
        await desk.press("l", "j")
        assert chosen(desk) == "Client"
        await desk.press("Y")
        await desk.see("copied by the terminal", "Baert, Bart")
        await desk.press("l", "l", "Y")
        assert chosen(desk) == "In Sample office"
        await desk.see("Sint-Martinusplein 96")
        await desk.press("k", "Y")
        await desk.see("There is no value here to copy.")
        await desk.press("h", "Y")
        await desk.until(lambda: len(clipboard) == 3, "the folded heading is copied")
        await desk.press("q", "q")
        await desk.see("473 clients")
        await desk.go_to("Bodart, Laurent")
        await desk.press("h", "h", "Y")
        await desk.until(lambda: len(clipboard) == 4, "the questionnaire is copied")
        await desk.press("l", "Y")
        await desk.until(lambda: len(clipboard) == 5, "the status is copied")
    copied = ["Baert, Bart", "Sint-Martinusplein 96", "Street      St. → Sint-"]
    assert clipboard[:3] == copied
    assert clipboard[3].startswith("checklist de l'impôt des personnes physiques")
    assert clipboard[4] == "To process"


async def test_columns_are_chosen_where_nothing_folds(office: Store) -> None:
    """On tabs without groups both ways, round and round; in groups the key that has nothing to unfold."""
    async with at_review(office) as desk:
        await desk.press("h")
        assert chosen(desk) == "Advice"
        await desk.press("l", "l")
        assert chosen(desk) == "In Accounton"
        await desk.press("h")
        await desk.see("▶ Street")
        assert chosen(desk) == "Change"
        await desk.press("1", "right")
        assert chosen(desk) == "E-mail"
        await desk.press("left", "left")
        assert chosen(desk) == "Questionnaire"
        await desk.press("4", "h", "5", "l")
        assert chosen(desk) == "In Accounton"
        await desk.press("1")
        assert chosen(desk) == "Questionnaire"


async def test_the_choice_outlives_every_redraw(office: Store) -> None:
    """Another order, a filter, a decision, a page over this one, rows that were read again."""
    async with at_desk(office) as desk:
        await desk.see("473 clients", "no dossier")
        await desk.press("l", "o")
        assert chosen(desk) == "Responsible"
        await desk.press("f", *"maes", "enter", "enter", "q", "b", "x", "x", "b", "b")
        assert chosen(desk) == "Responsible"
        await desk.press("escape", "r")
        await desk.see("History")
        await desk.press("l", "l", "q")
        await desk.see("473 clients", "Responsible ▲")
        assert chosen(desk) == "Responsible"


async def test_lines_are_ordered_by_the_chosen_column_and_the_other_way_round(office: Store) -> None:
    """Again reverses; the cursor stays on its line; numbers go by their size; a click on a label chooses too."""
    async with at_review(office) as desk:
        await desk.press("1", "l", "o")
        await desk.see("E-mail ▲")
        emails = shown(desk, "email")
        assert emails == sorted(emails)
        here = desk.here
        await desk.press("o")
        await desk.see("E-mail ▼", here)
        await desk.pilot.click(LineTable, offset=(7, 0))
        await desk.see("Client ▲")
        assert chosen(desk) == "Client"
        await desk.press("3", "g", "l", "l", "l", "o")
        await desk.see("In Sample office ▲")
        await desk.press("g", "j")
        there = shown(desk, "import")
        assert there.index("Sint-Annalaan 93") < there.index("Sint-Annalaan 109")


async def test_headings_are_ordered_and_what_is_not_asked_stays_below(office: Store) -> None:
    """By how many lines they have, and by what they have in common; an example is nothing to order by."""
    async with at_review(office) as desk:
        await desk.press("h", "h", "h", "o", "g")
        await desk.see("lines▲")
        numbers = [int(each) for each in shown(desk, "lines")]
        assert numbers == sorted(numbers)
        await desk.press("o", "G")
        await desk.see("▶ Equal", "lines▼")
        await desk.press("g", "h", "o")
        await desk.see("Change ▲")
        await desk.press("h", "h", "o")
        await desk.see("These lines are not ordered by this column.")


async def test_what_keeps_its_order_says_so(office: Store) -> None:
    """Possible matches, and facts about one client."""
    async with at_desk(office) as desk:
        await desk.see("473 clients", "no dossier")
        await desk.press("enter", "o")
        await desk.see("These lines keep their order.")
        assert chosen(desk) == "Value"
        await desk.press("q")
        await to_review(desk)
        await desk.press("5", "o")
        await desk.see("These stand in the order of doubt.")


async def test_runs_are_ordered_by_their_moment(office: Store) -> None:
    """Not by how a day is written."""
    async with at_desk(office) as desk:
        await desk.see("473 clients", "no dossier")
        await desk.press("r")
        await desk.see("import")
        await desk.press("l", "o")
        await desk.see("When (UTC) ▲")
        assert shown(desk, "run") == ["1", "2", "3", "4"]
        await desk.press("o")
        assert shown(desk, "run") == ["4", "3", "2", "1"]


async def test_groups_of_clients_fold_and_columns_are_still_chosen(office: Store) -> None:
    """What has nothing to unfold chooses the next column; order goes on within the groups."""
    async with at_desk(office) as desk:
        await desk.see("473 clients", "no dossier")
        await desk.press("b", "h")
        await desk.see("▶ an.baert")
        await desk.press("l", "l", "l", "l")
        assert chosen(desk) == "Questionnaire"
        await desk.press("o")
        await desk.see("Questionnaire ▲")


async def test_what_a_list_cannot_do_it_says(office: Store) -> None:
    """A menu has one column, keeps its order and is not filtered; its line can still be copied."""
    async with at_desk(office) as desk:
        await desk.see("473 clients", "no dossier")
        await desk.press("w")
        await desk.see("an empty template")
        for key, told in (("f", "not filtered"), ("o", "keep their order"), ("l", "no other column")):
            await desk.press(key)
            await desk.see(told)
