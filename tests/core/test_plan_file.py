"""A plan as a file: what is refused, what its digest covers, what is the same bytes."""

from __future__ import annotations

import re

import msgspec
import pytest
from msgspec.structs import replace

from synctui.core.fields import NAMES
from synctui.core.plan import (
    Counts,
    Line,
    MadeFrom,
    Mend,
    Operation,
    Plan,
    Ruling,
    Seen,
    Who,
    digest_of,
    encode,
    sealed,
)
from synctui.core.plan_file import decode
from synctui.errors import ConflictError, InputError


def plan(**changes: object) -> Plan:
    """Return a small sealed plan."""
    zero = Counts(**dict.fromkeys(Counts.__struct_fields__, 0))
    made_from = MadeFrom(
        source="file", kind="excel", fingerprint="f", workflow=None, mapping="m", fetched=1,
        fetched_at="2026-01-12T08:00:00Z", left_out={},
    )  # fmt: skip
    change = Operation(
        id=1, op="change", client=Who(7, "Baert, Lotte"), field="street", expect="St. 1", new="Sint 1", base="St. 1",
        kind="import-changed", why="option", linked_by="national-number",
    )  # fmt: skip
    whole = Plan(
        register="r", last_run=None, author="an", tax_year=2026, made_from=made_from, counts=zero, operations=[change],
        undecided=[], kept=[], only_in_register=[], invalid=[], possible=[], warnings=[], held=[], seen=[],
        verdicts=[], corrections=[],
    )  # fmt: skip
    return sealed(msgspec.structs.replace(whole, **changes))


def test_a_plan_reads_back_as_it_was_written() -> None:
    assert decode(encode(plan()), "p.json") == plan()


def test_the_digest_is_that_of_the_sorted_json_without_it() -> None:
    import hashlib
    import json

    content = json.loads(encode(plan()))
    told = content.pop("digest")
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert told == hashlib.sha256(text.encode()).hexdigest()


def test_an_edited_plan_is_a_conflict_that_shows_both_digests() -> None:
    edited = encode(plan()).replace(b"Sint 1", b"Sint 2")
    with pytest.raises(ConflictError, match="edited") as caught:
        decode(edited, "p.json")
    assert plan().digest[:12] in caught.value.what


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b"PK\x03\x04", b'{"schema": 1}', b"\xff\xfe", b"[" * 100_000, encode(plan())[:-20]],
    ids=["empty", "object", "list", "zip", "head only", "not utf-8", "nested", "cut"],
)
def test_what_is_no_plan_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(InputError, match=r"p\.json is not a plan"):
        decode(data, "p.json")


def test_a_newer_schema_an_unknown_operation_and_an_unknown_key_are_refused_whole() -> None:
    newer = encode(plan()).replace(b'"schema": 1', b'"schema": 2')
    with pytest.raises(InputError, match="schema 2"):
        decode(newer, "p.json")
    for old, new in ((b'"op": "change"', b'"op": "merge"'), (b'"op": "change"', b'"op": "change", "then": 1')):
        with pytest.raises(InputError, match="not a plan"):
            decode(encode(plan()).replace(old, new), "p.json")


def test_only_the_fetch_time_and_the_digest_tell_two_plans_of_one_state_apart() -> None:
    later = plan(made_from=msgspec.structs.replace(plan().made_from, fetched_at="2026-02-01T08:00:00Z"))
    lines = zip(encode(plan()).splitlines(), encode(later).splitlines(), strict=True)
    assert {line.split(b":")[0].strip() for line, other in lines if line != other} == {b'"digest"', b'"fetched_at"'}
    assert digest_of(later) == later.digest


def test_a_workbook_given_as_a_plan_is_named_as_one() -> None:
    with pytest.raises(InputError, match="it is a workbook") as caught:
        decode(b"PK\x03\x04rest", "clients.xlsx")
    assert "synctui plan clients.xlsx" in caught.value.next_step


ADDED = Operation(
    id=2, op="add", client=Who(None, "Nijs, An"), new=dict.fromkeys((*NAMES, "questionnaire"), ""), why="default"
)
SEEN = Seen(
    client=7, source_id="", row_key="k", linked_by="verdict", base={"street": "a"}, marks={"city": ("kept", "b")}
)
LINE = Line(client=Who(7, "x"), field="city", kind="cleared", base=None, register="", import_="")


def test_what_the_program_writes_is_known() -> None:
    operations = [*plan().operations, ADDED]
    seen = [SEEN, replace(SEEN, client=None, add=2)]
    whole = plan(operations=operations, seen=seen, kept=[LINE], corrections=[Mend("k", "email", "a", "b")])
    assert decode(encode(whole), "p.json") == whole


@pytest.mark.parametrize(
    ("place", "changes"),
    [
        ("schema", {"schema": 0}),
        ("tax_year", {"tax_year": 10**30}),
        ("operations", {"operations": [ADDED, ADDED]}),
        ("operations[0]", {"operations": [replace(plan().operations[0], field="zip")]}),
        ("operations[0]", {"operations": [replace(plan().operations[0], client=Who(None, "x"))]}),
        ("operations[0]", {"operations": [replace(plan().operations[0], client=Who(2**63, "x"))]}),
        ("operations[0]", {"operations": [replace(plan().operations[0], new={"street": "x"})]}),
        ("operations[0]", {"operations": [replace(plan().operations[0], op="archive")]}),
        ("operations[0]", {"operations": [replace(ADDED, new={"email": "x"})]}),
        ("operations[0]", {"operations": [replace(ADDED, op="open_dossier", client=Who(7, "x"))]}),
        ("seen[0]", {"seen": [replace(SEEN, base={"zip": "x"})]}),
        ("seen[0]", {"seen": [replace(SEEN, marks={"city": ("typed by", "x")})]}),
        ("seen[0]", {"seen": [replace(SEEN, client=None, add=3)]}),
        ("kept[0]", {"kept": [replace(LINE, field="zip")]}),
        ("verdicts[0]", {"verdicts": [Ruling("k", 0, same=True, evidence="")]}),
        ("corrections[0]", {"corrections": [Mend("k", "zip", "a", "b")]}),
    ],
)
def test_what_it_could_not_have_written_is_refused_as_a_whole(place: str, changes: dict[str, object]) -> None:
    with pytest.raises(InputError, match=re.escape(f"is not a plan: {place} holds what this version does not know")):
        decode(encode(plan(**changes)), "p.json")
