"""A firm's two seasons by the command line alone, and what each verb answers on the way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.office import ADDING, Run, changed, export, moved, staff
from synctui.cli.plan import ACCEPTABLE
from synctui.cli.session import actor
from synctui.core.fields import NATIONAL_NUMBER
from synctui.core.records import Edit
from synctui.register import open_store


def loaded(text: str) -> Any:
    """Return what JSON text says."""
    return json.loads(text)


@pytest.fixture
def office(call: Run, home: Path) -> Path:
    """Return the export that an office's register was filled from: run 1, forty clients."""
    assert call("init", "--tax-year", 2026, "--quiet").returncode == 0
    file = export(home / "clients.csv", staff())
    done = call("plan", f"csv:{file}", *ADDING, "--out", "P.json", "--accept", "empty", "--quiet")
    assert done.returncode == 0, done.stdout + done.stderr
    done = call("apply", "P.json", "--yes", "--json")
    assert loaded(done.stdout) == {"run": 1, "verified": 40, "of": 40}
    return file


def test_overwrite_all_leads_to_no_difference_and_undo_brings_every_byte_back(call: Run, office: Path) -> None:
    before = call("clients", "--json").stdout
    export(office, map(moved, staff()))
    plan = call(
        "plan", office, "--overwrite", "all", "--accept", "overwrite", "--accept", "all-changed", "--out", "2.json"
    )
    assert plan.returncode == 0, plan.stdout
    assert call("apply", "2.json", "--yes").returncode == 0
    again = loaded(call("plan", office, "--json").stdout)
    assert (again["operations"], again["counts"]["different"]) == ([], 0)
    assert call("clients", "--json").stdout != before
    assert call("apply", "2.json", "--yes").returncode == 6
    assert call("undo", 2, "--yes").returncode == 0
    assert call("clients", "--json").stdout == before
    assert call("apply", "2.json", "--yes").returncode == 0


def test_what_was_kept_is_not_asked_again_until_it_changes(call: Run, office: Path) -> None:
    people = staff()
    later = [moved(each) for each in people[:37]]
    later += [changed(each, email=f"new{at}@post.example") for at, each in enumerate(people[37:])]
    export(office, later)
    options = ("--keep", "street", "--overwrite", "email", "--accept", "all-changed")
    assert call("plan", office, *options, "--out", "2.json").returncode == 0
    assert call("apply", "2.json", "--yes").returncode == 0
    counts = loaded(call("plan", office, "--json").stdout)["counts"]
    assert (counts["undecided"], counts["kept"], counts["different"]) == (0, 37, 0)
    (found,) = loaded(call("explain", office, people[0][2], "--json").stdout)
    assert [(each["field"], each["decision"]) for each in found["differences"]] == [("street", "kept")]
    later[0] = changed(later[0], street="Grote Markt 1")
    export(office, later)
    (line,) = loaded(call("plan", office, "--json").stdout)["undecided"]
    assert (line["field"], line["kind"]) == ("street", "both-changed")
    assert (line["base"], line["register"], line["import"]) == (
        "Sint-Annastraat 1", "St. Annastraat 1", "Grote Markt 1",
    )  # fmt: skip


def test_half_a_file_is_held_and_the_register_stays_byte_for_byte(call: Run, office: Path, home: Path) -> None:
    register = home / ".local/share/synctui/register.sqlite"
    before = register.read_bytes()
    export(office, staff()[:20])
    done = call("plan", office, "--archive-missing", "--out", "half.json", "--json")
    assert done.returncode == 8
    assert {hold["name"] for hold in loaded(done.stdout)["held"]} == {"shrunk", "archive"}
    assert call("apply", "half.json", "--yes").returncode == 8
    assert register.read_bytes() == before
    accepted = call("plan", office, "--archive-missing", "--accept", "shrunk", "--max-archive", "50%", "--quiet")
    assert accepted.returncode == 0
    assert "archived  20" in accepted.stdout


def test_a_value_changed_by_a_colleague_is_a_conflict_and_another_client_is_not(call: Run, office: Path) -> None:
    people = staff()
    export(office, [moved(people[0]), *people[1:]])
    assert call("plan", office, "--overwrite", "street", "--out", "mine.json").returncode == 0
    export(office, [people[0], changed(people[1], street="Elders 2"), *people[2:]])
    call("plan", office, "--overwrite", "street", "--out", "other.json")
    assert call("apply", "other.json", "--yes").returncode == 0
    export(office, [changed(people[0], street="Elders 1"), *people[1:]])
    call("plan", office, "--overwrite", "street", "--keep", "none", "--out", "same.json")
    assert call("apply", "mine.json", "--rehearse").returncode == 0
    assert call("apply", "same.json", "--yes").returncode == 0
    done = call("apply", "mine.json", "--yes")
    assert done.returncode == 6
    assert "then St. Annastraat 1, now Elders 1, mine Sint-Annastraat 1" in done.stderr
    assert call("runs", "--json").stdout.count('"run"') == 3


def test_an_edited_plan_is_refused_and_so_is_one_of_another_register(call: Run, office: Path, home: Path) -> None:
    text = (home / "P.json").read_text()
    (home / "edited.json").write_text(text.replace("St. Annastraat 7", "St. Annastraat 8", 1))
    edited = call("apply", "edited.json", "--yes")
    assert edited.returncode == 6
    assert "digest" in edited.stderr
    assert call("init", "--register", "other.sqlite").returncode == 0
    assert call("apply", "P.json", "--yes", "--register", "other.sqlite").returncode == 6
    (home / "newer.json").write_text('{"schema": 2}')
    assert call("apply", "newer.json", "--yes").returncode == 3
    assert call("apply", office, "--yes").returncode == 3
    assert call("apply", "missing.json", "--yes").returncode == 3
    assert call("plan", "csv:P.json").returncode == 3


def test_rehearse_does_everything_and_leaves_nothing(call: Run, office: Path, home: Path) -> None:
    export(office, map(moved, staff()))
    call("plan", office, "--overwrite", "all", "--accept", "overwrite", "--accept", "all-changed", "--out", "2.json")
    register = home / ".local/share/synctui/register.sqlite"
    before = register.read_bytes()
    done = call("apply", "2.json", "--rehearse", "--json")
    assert (done.returncode, loaded(done.stdout)["verified"]) == (0, 40)
    assert register.read_bytes() == before


def test_a_plan_is_the_same_byte_for_byte_and_printed_also_when_saved(call: Run, office: Path, home: Path) -> None:
    export(office, map(moved, staff()))
    one = call("plan", office, "--keep", "all", "--json", "--out", "one.json")
    two = call("plan", "--json", office, "--keep", "all")
    assert one.stdout == two.stdout == (home / "one.json").read_text()
    assert (home / "one.json").stat().st_mode & 0o777 == 0o600


def test_exit_codes_of_plan_go_held_before_differences_before_rejects(call: Run, office: Path) -> None:
    people = staff()
    export(office, [changed(people[0], email="nobody"), *people[1:]])
    assert call("plan", office).returncode == 9
    assert call("plan", office, "--detailed-exitcode").returncode == 9
    export(office, [changed(people[0], email="nobody"), moved(people[1]), *people[2:]])
    assert call("plan", office, "--detailed-exitcode").returncode == 10
    export(office, [changed(people[0], email="nobody"), moved(people[1])])
    assert call("plan", office, "--detailed-exitcode").returncode == 8
    export(office, people)
    assert call("plan", office, "--detailed-exitcode").returncode == 0


def test_text_masks_national_numbers_unless_told_otherwise_and_json_never_does(call: Run, office: Path) -> None:
    number = staff()[0][11]
    whole = f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}"
    assert number not in call("clients").stdout
    assert f"{number[:2]}.••.••-•••.{number[9:]}" in call("clients").stdout
    assert whole in call("clients", "--show-numbers").stdout
    assert number in call("clients", "--json").stdout
    assert number in call("clients", "--format", "csv").stdout
    for wrong in ("85073003329", "8507300332", "850730-033.281"):
        export(office, [changed(staff()[0], national_number=wrong), *staff()[1:]])
        assert wrong not in call("plan", office).stdout
        whole = call("plan", office, "--show-numbers").stdout
        assert "".join(filter(str.isdigit, wrong)) in "".join(filter(str.isdigit, whole))


def test_clients_can_be_narrowed_and_saved(call: Run, office: Path, home: Path) -> None:
    assert len(loaded(call("clients", "--json", "--status", "not-sent").stdout)) == 40
    assert loaded(call("clients", "--json", "--status", "sent").stdout) == []
    done = call("clients", "--format", "json", "--out", "c.json")
    assert (done.returncode, done.stdout) == (0, "")
    assert len(loaded((home / "c.json").read_text())) == 40
    assert call("clients", "--format", "json", "--out", "nowhere/c.json").returncode == 12
    assert call("clients", "--out", ".").returncode == 12
    assert call("clients", "--out", home / ".local/share/synctui/register.sqlite").returncode == 12


def test_the_source_and_the_register_are_never_replaced_by_a_plan(call: Run, office: Path) -> None:
    before = office.read_bytes()
    done = call("plan", office, "--out", office)
    assert done.returncode == 12
    assert office.read_bytes() == before


def test_a_run_that_is_not_there_is_a_usage_error_whatever_its_number(call: Run, office: Path) -> None:
    for number in ("0", "2", "9" * 30):
        assert call("show", number).returncode == 2
        assert call("undo", number, "--yes").returncode == 2


def test_runs_and_show_tell_what_was_done(call: Run, office: Path) -> None:
    (first,) = loaded(call("runs", "--json").stdout)
    assert list(first) == ["run", "when", "who", "kind", "source", "workflow", "counts", "undone_by"]
    assert (first["run"], first["kind"], first["source"], first["undone_by"]) == (1, "import", "file", None)
    shown = loaded(call("show", 1, "--json").stdout)
    assert {"run", "journal", "host", "undoes"} <= set(shown)
    assert "40" in call("runs").stdout
    assert call("show", 9).returncode == 2
    assert call("show", "P.json", "--json").stdout == (office.parent / "P.json").read_text()
    assert "added  40" in call("show", "P.json").stdout


def test_drift_counts_what_moved_by_kind(call: Run, office: Path) -> None:
    calm = call("drift", office, "--json", "--quiet")
    assert (calm.returncode, set(loaded(calm.stdout)["counts"].values())) == (0, {0})
    people = staff()
    export(office, [moved(people[0]), *people[2:], *staff(42)[40:]])
    moved_on = call("drift", office, "--json")
    found = loaded(moved_on.stdout)
    assert moved_on.returncode == 10
    assert (found["counts"]["import-changed"], found["new"], found["gone"]) == (1, 2, 1)
    export(office, [people[0], *people[2:]])
    assert call("drift", office).returncode == 10
    assert call("drift", export(office.with_name("empty.csv"), people[:0]), "--as", "other").returncode == 0


def test_a_row_that_cannot_be_loaded_has_not_moved(call: Run, office: Path) -> None:
    """It is counted, and does not keep a drift that finds nothing else from ending with 0."""
    export(office, [*staff(), changed(staff(41)[40], email="nobody")])
    done = call("drift", office, "--json")
    assert (done.returncode, loaded(done.stdout)["invalid"]) == (0, 1)


def test_explain_tells_the_keys_that_were_tried_and_the_difference(call: Run, office: Path) -> None:
    people = staff()
    export(office, [moved(people[0]), *people[1:]])
    (found,) = loaded(call("explain", office, people[0][2].upper(), "--json").stdout)
    assert found["group"] == "in-both"
    assert found["linked"]["by"] == "national-number"
    assert [key["key"] for key in found["keys"]] == ["national-number", "email-name"]
    assert found["differences"][0]["import"] == "Sint-Annastraat 1"
    assert call("explain", office, "nobody@post.example").returncode == 3
    export(office, people[1:])
    (gone,) = loaded(call("explain", office, people[0][2], "--json").stdout)
    assert (gone["group"], gone["reason"], gone["decision"]) == ("only-in-register", "gone", "undecided")


def test_a_mapping_in_doubt_is_told_and_then_confirmed_once(call: Run, office: Path, home: Path) -> None:
    headers = ["Wie", "Wat", *["E-mail", "Mobile number", "Language", "Responsible", "Street", "Postal code"]]
    headers += ["City", "Country", "Company", "National number", "Partner's national number"]
    file = export(home / "odd.csv", staff(), headers)
    doubt = call("plan", file)
    assert doubt.returncode == 3
    assert "first_name" in doubt.stderr
    assert "mapping SOURCE --set" in doubt.stderr
    assert call("mapping", file, "--accept").returncode == 3
    assert call("mapping", file, "--set", "first_name=Wie", "--set", "last_nam=Wat").returncode == 2
    assert call("mapping", file, "--set", "first_name").returncode == 2
    done = call("mapping", file, "--set", "first_name=Wie", "--set", "last_name=Wat", "--json")
    assert done.returncode == 0, done.stderr
    shown = loaded(done.stdout)
    assert shown["confirmed"] is True
    assert {"field": "first_name", "column": "Wie"}.items() <= shown["fields"][0].items()
    again = call("plan", file, "--json", "--accept", "mapping")
    assert (again.returncode, again.stderr) == (0, "")
    assert loaded(again.stdout)["counts"]["in_both"] == 40


def test_the_configuration_can_give_a_mapping_and_default_decisions(call: Run, office: Path, home: Path) -> None:
    (home / "c.toml").write_text('[review]\nkeep = ["street"]\n[limits]\narchive = 3\n')
    export(office, [moved(each) for each in staff()[:36]])
    told = ("--config", "c.toml", "--json", "--accept", "all-changed")
    plan = loaded(call("plan", office, *told, "--archive-missing").stdout)
    assert plan["counts"]["undecided"] == 0
    assert [hold["name"] for hold in plan["held"]] == ["archive"]
    assert loaded(call("plan", office, *told, "--overwrite", "street", "--accept", "overwrite").stdout)["operations"]
    assert loaded(call("plan", office, *told, "--keep", "none").stdout)["counts"]["undecided"] == 36
    (home / "bad.toml").write_text('[review]\nkeep = ["straat"]\n')
    done = call("plan", office, "--config", "bad.toml")
    assert done.returncode == 2
    assert "street" in done.stderr


def test_undo_of_what_partly_changed_since_restores_the_rest_and_ends_with_6(call: Run, office: Path) -> None:
    people = staff()
    export(office, [*map(moved, people[:2]), *people[2:]])
    call("plan", office, "--overwrite", "street", "--out", "2.json")
    call("apply", "2.json", "--yes")
    export(office, [changed(people[0], street="Elders 1"), moved(people[1]), *people[2:]])
    call("plan", office, "--overwrite", "street", "--out", "3.json")
    call("apply", "3.json", "--yes")
    done = call("undo", 2, "--yes", "--json")
    assert done.returncode == 6
    (refused,) = loaded(done.stdout)["refused"]
    assert (refused["field"], refused["now"]) == ("street", "Elders 1")
    streets = [client["street"] for client in loaded(call("clients", "--json").stdout)][:2]
    assert streets == ["Elders 1", "St. Annastraat 2"]
    assert call("undo", 2, "--yes").returncode == 6


def test_one_national_number_on_two_returns_is_held_and_cannot_be_accepted(call: Run, office: Path, home: Path) -> None:
    register = home / ".local/share/synctui/register.sqlite"
    before = register.read_bytes()
    people, partner = staff(42), staff(44)[43]
    newcomers = [changed(each, partner_national_number=partner[NATIONAL_NUMBER]) for each in people[40:]]
    export(office, [*people[:40], *newcomers])
    everything = [part for name in ACCEPTABLE for part in ("--accept", name)]
    done = call("plan", office, *ADDING, *everything, "--out", "two.json", "--json")
    assert done.returncode == 8
    assert [hold["name"] for hold in loaded(done.stdout)["held"]] == ["household"]
    assert call("apply", "two.json", "--yes").returncode == 8
    assert register.read_bytes() == before


def test_a_client_in_both_without_questionnaire_is_named_and_makes_it_9(call: Run, office: Path, home: Path) -> None:
    store = open_store(home / ".local/share/synctui/register.sqlite", write=True)
    store.hand([Edit("add", values=staff(41)[40])], actor())
    export(office, staff(41))
    done = call("plan", office, "--json")
    assert done.returncode == 9
    assert any("no dossier opened" in each for each in loaded(done.stdout)["warnings"])
    assert call("plan", office, "--no-open-dossiers").returncode == 0
    assert call("plan", office, *ADDING).returncode == 0


def test_a_later_year_moves_the_register_also_where_nothing_else_is_to_do(call: Run, office: Path) -> None:
    later = ("--tax-year", 2027, "--no-open-dossiers")
    plan = loaded(call("plan", office, *later, "--out", "2.json", "--json").stdout)
    assert (plan["operations"], plan["seen"], plan["tax_year"]) == ([], [], 2027)
    assert loaded(call("apply", "2.json", "--yes", "--json").stdout) == {"run": 2, "verified": 0, "of": 0}
    assert {row["tax_year"] for row in loaded(call("clients", "--json").stdout)} == {2027}
    assert call("plan", office, "--tax-year", 2026).returncode == 2
    assert call("undo", 2, "--yes").returncode == 0
    assert {row["tax_year"] for row in loaded(call("clients", "--json").stdout)} == {2026}


def test_a_plan_without_work_is_no_run_and_yet_refused_by_another_register(call: Run, office: Path) -> None:
    call("plan", office, "--out", "2.json")
    assert loaded(call("apply", "2.json", "--yes", "--json").stdout) == {"run": None, "verified": 0, "of": 0}
    call("init", "--register", "other.sqlite", "--tax-year", 2026)
    refused = call("apply", "2.json", "--yes", "--register", "other.sqlite")
    assert (refused.returncode, "another register" in refused.stderr) == (6, True)
