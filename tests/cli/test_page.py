"""The page on the command line says what the program does, and the program does what the page says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import click
import msgspec
import pytest

from cli.office import ADDING, HEADERS, Run, changed, export, moved, staff
from synctui.cli.common import common_options
from synctui.cli.group import VERBS, root
from synctui.cli.plan import ACCEPTABLE
from synctui.core.comparison import KINDS
from synctui.core.plan import Plan
from synctui.errors import Exit

PAGE = (Path(__file__).parents[2] / "docs" / "cli.md").read_text("utf-8")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


def section(title: str) -> str:
    """Return the part of the page under the heading that starts with *title*."""
    found = re.search(rf"^#+ {re.escape(title)}\b.*?(?=^#{{2,3}} |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, f"no section {title}"
    return found[0]


def rows(text: str) -> set[str]:
    """Return the options that the tables of *text* list."""
    return {
        name for line in text.splitlines() if line.startswith("| `--") for name in _OPTION.findall(line.split("|")[1])
    }


def options(parameters: list[click.Parameter]) -> set[str]:
    """Return the long options among *parameters*."""
    return {name for parameter in parameters for name in parameter.opts if name.startswith("--")}


def command(verb: str) -> click.Command:
    """Return the program's verb."""
    found = root().get_command(click.Context(root()), verb)
    assert found is not None
    return found


def examples(title: str) -> list[Any]:
    """Return the JSON examples of a section: its indented blocks that are JSON."""
    blocks = re.findall(r"(?:^    .*\n)+", section(title), re.MULTILINE)
    return [json.loads(block) for block in blocks if block.lstrip()[0] in "{["]


def test_the_page_has_a_section_for_every_verb_and_no_other() -> None:
    assert set(re.findall(r"^### `synctui (\w+)", PAGE, re.MULTILINE)) == VERBS.keys()


@pytest.mark.parametrize("verb", VERBS)
def test_the_page_lists_the_options_of_every_verb_and_no_other(verb: str) -> None:
    assert rows(section(f"`synctui {verb}")) == options(command(verb).params)


def test_the_page_lists_the_common_options_and_no_other() -> None:
    assert rows(section("Common options")) == options([*common_options(), *root().params])


def test_every_option_that_the_page_speaks_of_exists() -> None:
    known = options(list(common_options())) | options(root().params)
    for verb in VERBS:
        known |= options(command(verb).params)
    assert set(_OPTION.findall(PAGE)) <= known


def test_the_page_lists_every_exit_code_and_no_other() -> None:
    firsts = [line.split("|")[1] for line in section("Exit codes").splitlines() if re.match(r"\| \d", line)]
    assert {int(code) for first in firsts for code in first.split(",")} == {int(code) for code in Exit}


def test_the_page_names_what_can_be_accepted_and_every_kind() -> None:
    text = section("`synctui plan")
    assert all(f"`{word}`" in text for word in (*ACCEPTABLE, *KINDS))


def keys(data: Any, path: str = "") -> set[str]:
    """Return the paths of all keys in *data*; the entries of a list are taken together."""
    if isinstance(data, list):
        return {each for entry in data for each in keys(entry, path)}
    if isinstance(data, dict):
        inner = {each for key, value in data.items() for each in keys(value, f"{path}.{key}")}
        return inner | {f"{path}.{key}" for key in data}
    return set()


def test_the_example_of_a_plan_is_a_plan_with_every_key() -> None:
    (example,) = examples("The plan")
    plan = msgspec.convert(example, Plan)
    assert keys(json.loads(msgspec.json.encode(plan))) == keys(example)


FREE = re.compile(r"\.(values|counts|absent)\.[\w-]+$")
"""Keys that are data: fields, kinds, reasons."""


def same(example: Any, real: Any) -> None:
    """Check that both have the same keys, those that are data aside."""
    told, found = ({key for key in keys(each) if not FREE.search(key)} for each in (example, real))
    assert told == found


def test_the_examples_of_every_verb_have_the_keys_that_the_program_prints(call: Run, home: Path) -> None:
    def real(*arguments: object) -> Any:
        return json.loads(call(*arguments, "--json").stdout)

    same(examples("`synctui init")[0], real("init", "--tax-year", 2026))
    same(examples("`synctui users")[0], real("users"))
    same(examples("`synctui users")[0], real("users", "set", "bea", "accountant"))
    same(examples("`synctui template")[0], real("template", "t.xlsx"))
    people = staff(12)
    file = export(home / "clients.csv", people)
    call("plan", file, *ADDING, "--out", "1.json")
    same(examples("`synctui apply")[0], real("apply", "1.json", "--yes"))
    same(examples("`synctui clients")[0], real("clients"))
    same(examples("`synctui runs")[0], real("runs"))
    same(examples("`synctui sources")[0][0], real("sources")[0])
    same({**examples("`synctui runs")[0][0], **examples("`synctui show")[0]}, real("show", 1))
    wrong = changed(moved(people[0]), mobile="no number", email=f"mailto:{people[0][2]}")
    export(file, [wrong, moved(people[1]), *people[2:]])
    same(examples("`synctui drift")[0], real("drift", file))
    same(examples("`synctui explain")[0], real("explain", file, people[0][2]))
    call("plan", file, "--overwrite", "street", "--out", "2.json")
    call("apply", "2.json", "--yes")
    export(file, [changed(wrong, street="Elders 1"), moved(people[1]), *people[2:]])
    call("plan", file, "--overwrite", "street", "--out", "3.json")
    call("apply", "3.json", "--yes")
    undone = real("undo", 2, "--yes")
    same(examples("`synctui undo")[0], undone)


def test_the_example_of_a_mapping_has_the_keys_that_the_program_prints(call: Run, home: Path) -> None:
    call("init")
    file = export(home / "c.csv", [(*each, "x") for each in staff(2)], ["Wie", *HEADERS[1:], "Opmerking"])
    same(examples("`synctui mapping")[0], json.loads(call("mapping", file, "--json").stdout))
