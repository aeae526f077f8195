"""What a person can do on the five tabs beside one line at a time: many at once, in place, and back again."""

from __future__ import annotations

import re
from pathlib import Path

from synctui.register import Store
from synctui.tui.arrived import arrived
from tui.tui_driver import Desk, at_desk, at_review, choose_for_all


async def test_many_newcomers_are_decided_by_what_they_share(office: Store) -> None:
    """All with one language are added or none; inverted; each is one step that u takes back."""
    async with at_review(office) as desk:
        await desk.press("1", "j", "j", "j")
        await desk.choose("a", "none")
        await desk.see("0 are added · 44 undecided")
        await desk.choose("a", "all with Language nl")
        await desk.see("lines: add")
        await desk.not_see(" 0 are added")
        added = desk.screen.split(" are added")[0].split()[-1]
        await desk.choose("a", "invert")
        await desk.see(f"{44 - int(added)} are added · {added} undecided", "inverted")
        await desk.press("u", "u", "u")
        await desk.see("42 are added · 2 undecided")


async def test_many_leavers_go_together_only_where_they_may(office: Store) -> None:
    """All that ended; of those who left the workflow nobody."""
    async with at_review(office) as desk:
        await desk.press("2", "j", "l", "j")
        await desk.choose("a", "all with relation ended")
        await desk.see("6 are archived")
        await desk.go_to("left the workflow")
        await desk.press("l", "j")
        await desk.choose("a", "all with left the workflow")
        await desk.see("left alone, one by one: 12 left the workflow", "6 are archived")


async def test_many_differences_are_decided_by_field_kind_or_client(office: Store) -> None:
    """What never goes in bulk is left alone and named; answers of tab 5 are never given at once."""
    async with at_review(office) as desk:
        await desk.go_to("both changed")
        await desk.press("l", "j")
        await desk.choose("a", "all with E-mail")
        await desk.see("left alone, one by one", "both changed")
        await desk.press("5", "a")
        await desk.see("These are answered one by one.")


async def test_language_responsible_and_guesses_are_set_for_many(office: Store) -> None:
    """Guessed languages stand there in violet with a sign, and are taken as one step; who has none gets one."""
    async with at_review(office) as desk:
        await desk.press("1")
        await desk.see("nl?", "7 without language: s")
        await desk.choose("s", "as guessed from the postal code")
        await desk.see("6 languages taken from the postal code", "1 without language: s")
        await desk.press("u")
        await desk.see("7 without language: s")
        await desk.press("v", "j", "j", "s")
        await desk.see("these 3")
        await desk.press("escape")
        await desk.choose("s", "all without one: 7", "fr")
        await desk.see("fr · 7")
        await desk.not_see("without language")


async def test_what_is_not_asked_can_be_looked_at(office: Store) -> None:
    """Equal clients and those that differ by form only stand below, folded; nothing there can be decided."""
    async with at_review(office) as desk:
        await desk.press("G")
        await desk.see("▶ Equal", "▶ By form only", "The same on both sides")
        await desk.press("k", "l", "j")
        await desk.see("≈")
        await desk.press("space")
        await desk.see("There is nothing to decide here", "0/159")
        await desk.press("enter")
        await desk.see("Details", "In Accounton")
        await desk.press("q", "z", "G")
        await desk.see("▶ Equal", "▶ By form only", "▶ Company")


async def test_what_was_kept_earlier_is_decided_anew(office: Store) -> None:
    """A line kept in one run stays silent in the next, stands under Kept earlier, and can still be overwritten."""
    async with at_review(office) as desk:
        await desk.press("l", "j", "=")
        await desk.see("1/159")
        await desk.press("c")
        await choose_for_all(desk)
        await desk.confirm()
        await desk.see("Run 5 is done")
        await desk.press("q")
        await desk.see("515 clients")
        await again(desk)
        await desk.see("0/158")
        await desk.go_to("Kept earlier")
        await desk.press("l")
        await desk.go_to("St.-")
        await desk.press("=")
        await desk.see("Nothing changed.")
        await desk.press("space")
        await desk.see("1 overwrite", "1/")
        await desk.press("space")
        await desk.see("0/", "[=]")
        await desk.press("u", "c")
        await desk.see("1 overwritten", "Street")


async def again(desk: Desk) -> None:
    """Go from the clients to the review of the main workflow once more."""
    await desk.press("i")
    await desk.see("Sample office")
    await desk.press("2")
    await desk.see("All clients, or those of one workflow?")
    await desk.press("enter")
    await desk.see("▶3 In both")


async def test_a_difference_is_told_whole_with_the_place_where_it_parts(office: Store) -> None:
    """Before, here and the import stand below each other; a sign marks the characters that differ."""
    async with at_review(office) as desk:
        await desk.press("l", "j", "enter")
        await desk.see("Street · changed in Sample office", "Before", "St.-Martinusplein 96", "Sint-Martinusplein 96")
        lines = desk.screen.splitlines()
        there = next(at for at, line in enumerate(lines) if "Sint-Mart" in line)
        place = lines[there].index("Sint-")
        assert lines[there + 1].index("▲") == place + 1
        assert lines[there + 1].count("▲") == 3
        assert lines[there - 1].count("▲") == 2


async def test_the_gate_shows_what_differs(office: Store) -> None:
    """Then and now stand beside each other; back at the gate it is still the reader who answers."""
    async with at_desk(office) as desk:
        await desk.see("473 clients")
        await desk.press("i")
        await desk.see("Sample office")
        await desk.press("2")
        await desk.see("All clients, or those of one workflow?")
        await desk.press("g", "enter")
        await desk.see("Something is unusual", "show what differs")
        await desk.press("enter")
        await desk.see("What differs from last time", "Personenbelasting AJ 2026", "all clients")
        await desk.press("q")
        await desk.see("Something is unusual")
        await desk.confirm()
        await desk.see("Review")


async def test_what_is_to_be_put_right_is_saved_from_the_result(office: Store, tmp_path: Path) -> None:
    """Kept, typed, corrected and invalid values stand in the list; an overwritten one does not."""
    async with at_review(office) as desk:
        await desk.press("l", "j", "=", "j", "space", "j", "e")
        await desk.type("Typed street 1")
        await desk.see("typed")
        await desk.press("c")
        await choose_for_all(desk)
        await desk.confirm()
        await desk.see("Run 5 is done", "list for Sample office, per colleague")
        await desk.choose("w", "to put right in Sample office")
        await desk.see("Save the list as")
        await desk.type(str(tmp_path / "list"))
        await desk.see("Saved:")
    told = (tmp_path / "list").read_text()
    assert "ours was kept" in told
    assert "Typed street 1" in told
    assert "No e-mail address." in told
    assert "St.-Niklaasdreef 62'" not in told


async def test_households_show_both_people_and_the_cursor_goes_from_match_to_match(office: Store) -> None:
    """Two lines where two rows belong together, with who would be new; the register's side names the partner."""
    async with at_review(office) as desk:
        await desk.press("5", "j", "j", "j")
        await desk.see("partner died", " + ", "new")
        await desk.press("g", "n", "n")
        for _match in range(13):
            assert desk.here.startswith("▌[ ]")
            await desk.press("j")
        await desk.press("G")
        assert desk.here.startswith("▌[ ]")


async def test_a_wrong_number_is_masked_in_the_list_and_whole_where_it_is_corrected(office: Store) -> None:
    """Who looks over a shoulder reads no number; who corrects it must see every digit."""
    async with at_review(office) as desk:
        await desk.press("4")
        await desk.see("55.••.••-•••.26", "72.••.••-•••.72")
        assert "72.04.26-688.72" not in desk.screen
        await desk.go_to("Lejeune")
        await desk.press("e")
        await desk.see("55060776826")


async def test_review_begins_with_what_came_in(office: Store) -> None:
    """In words, with numbers that add up; the next key makes room for the detail."""
    async with at_review(office) as desk:
        await desk.not_see("came in from")
        said = arrived(desk.app.screen.review.comparison, "Sample office")  # type: ignore[attr-defined]
        assert said.startswith("559 came in from Sample office: 430 in both, 44 new, 15 invalid")
        came, *groups = (int(digits) for digits in re.findall("[0-9]+", said))
        assert sum(groups) == came


async def test_a_range_is_what_it_covers(office: Store) -> None:
    """From an open heading on, the lines in the range are decided and not the group; a folded heading is its group."""
    async with at_review(office) as desk:
        await desk.press("l", "v", "j", "j", "space")
        await desk.see("2 lines: overwrite", "2/159")
        await desk.press("u", "h", "v", "j", "space")
        await desk.see("lines: overwrite", "/159")
        await desk.not_see(" 2/159")


async def test_the_keys_of_a_household_are_called_by_what_they_do_there(office: Store) -> None:
    """First answer and choose for a household; same and compare for a pair."""
    async with at_review(office) as desk:
        await desk.press("5")
        await desk.see("Space first answer", "Enter choose")
        await desk.press("G")
        await desk.see("Space same", "Enter compare")
        await desk.press("1")
        await desk.see("Space tick")


async def test_what_a_decision_on_many_leavers_leaves_alone_is_named(office: Store) -> None:
    """A heading, a range, all shown: those that go one by one, and whoever was said to stay, with numbers."""
    async with at_review(office) as desk:
        await desk.press("2", "space")
        await desk.see("2 lines: archive · u takes it back · left alone, one by one: 1 already sent")
        await desk.press("l", "j", "=", "k", "space")
        await desk.see("1 line: undecided", "left alone, one by one: 1 stays, 1", "already sent")
        await desk.press("a", "enter")
        await desk.see("7 are archived · 1 stays", "7 lines: archive · u takes it back", "12 left the workflow")
        await desk.press("j", "v", "j", "j", "space")
        await desk.see("6 are archived · 1 stays")


async def test_what_was_proposed_for_many_is_told_as_it_was_decided(office: Store) -> None:
    """Of one field some are overwritten and some kept: both numbers, and what was left alone, whole."""
    async with at_review(office) as desk:
        await desk.press("b")
        await desk.see("grouped by field")
        await desk.go_to("Mobile")
        await desk.press("p")
        await desk.see("12 lines: 6 overwrite, 6 keep · u takes it back · left alone, one by one: 2")


async def test_a_wrong_value_is_told_where_it_came_from(office: Store) -> None:
    """Nothing of a row that cannot be loaded stands under the register's name; the reason comes first, whole."""
    async with at_review(office) as desk:
        await desk.press("4", "enter")
        await desk.see("Details", "The check digits do not match: one or more digits are wrong.")
        line = next(each for each in desk.screen.splitlines() if "55060776826" in each)
        here, there = line.index("–"), line.index("55060776826")
        head = next(each for each in desk.screen.splitlines() if "In Accounton" in each)
        assert (head.index("In Accounton"), head.index("In Sample office")) == (here, there)


async def test_many_invalid_rows_are_counted_and_come_back(office: Store) -> None:
    """The menu says what it does; the sentence says how many, and how to take it back."""
    async with at_review(office) as desk:
        await desk.press("4")
        await desk.choose("a", "all shown")
        await desk.see("15 lines: left out until changed · u takes it back")
        await desk.press("v", "j", "d")
        await desk.see("2 lines: no longer left out · u takes it back", "13 left out")


async def test_the_menu_for_many_says_what_it_does_and_to_how_many(office: Store) -> None:
    """Its title names the decision; where some go one by one, the number that goes together stands before all."""
    async with at_review(office) as desk:
        await desk.press("a")
        await desk.see("For many at once: overwrite", "139 of 159")
        await desk.press("escape", "2", "a")
        await desk.see("For many at once: archive", "8 of 27")
        await desk.press("escape", "4", "a")
        await desk.see("For many at once: leave out", "all shown", "15")


async def test_a_value_is_typed_for_one_line(office: Store) -> None:
    """In a range the key says so, and the range stays."""
    async with at_review(office) as desk:
        await desk.press("l", "j", "v", "j", "e")
        await desk.see("A value is typed for one line: Esc ends the range.", "│[ ]")


async def test_all_without_a_questionnaire_are_those_that_confirm_counts(office: Store) -> None:
    """Whoever is not added needs none: the same number here and there; what nobody lacks is not offered."""
    async with at_review(office) as desk:
        await desk.press("1", "s")
        await desk.see("all without one: 42", "all without one: 7")
        await desk.not_see("all without one: 0")
        await desk.press("escape", "c")
        await desk.see("42 new clients have none")


async def test_a_filter_leaves_the_cursor_on_its_line(office: Store) -> None:
    """Found by the filter, it stays under the cursor when all is shown again."""
    async with at_review(office) as desk:
        await desk.press("1", "f")
        await desk.type("Mertens")
        await desk.see("shown · filter: Mertens", "▌[x] Mertens")
        await desk.press("escape")
        await desk.not_see("filter:")
        await desk.see("▌[x] Mertens")


async def test_a_filter_that_finds_nobody_shows_nobodys_answers(office: Store) -> None:
    """The words above the list give way whole."""
    async with at_review(office) as desk:
        await desk.press("5", "f")
        await desk.type("maes")
        await desk.see("13 to settle · 2 changed places  ", "0 shown · filter: maes", "Nothing here.")
        await desk.not_see("answers for this row")


async def test_a_refused_value_stays_to_be_typed_on(office: Store) -> None:
    """What was typed is in the input with the reason above it; a typed value is where typing goes on."""
    async with at_review(office) as desk:
        await desk.go_to("E-mail      another address")
        await desk.press("l", "j", "e")
        await desk.type("somebody")
        await desk.see("An email address must have an @-sign.", "E-mail  somebody")
        await desk.press(*"@post.example", "enter")
        await desk.see("typed · u takes it back", "▌[e]", "somebody@post.example")
        await desk.press("e")
        await desk.see("E-mail  somebody@post.example")
        await desk.press("escape", "4", "e")
        await desk.type("123")
        await desk.see("Partner's national number  123", "A national number has 11 digits")
        await desk.press("escape")
        await desk.see("▶4 Invalid 15")


async def test_another_grouping_leaves_the_cursor_on_the_group_of_its_line(office: Store) -> None:
    """From a client's line to its field, from another one to its client."""
    async with at_review(office) as desk:
        await desk.go_to("Language    nl → fr")
        await desk.press("l", "j", "b")
        await desk.see("▌[ ] ▶ Language", "grouped by field")
        await desk.press("l", "j", "j")
        name = next(line for line in desk.screen.splitlines() if line.startswith("▌"))[5:17].strip()
        await desk.press("b")
        await desk.see(f"▌[ ] ▶ {name}", "grouped by client")
