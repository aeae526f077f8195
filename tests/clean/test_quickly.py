"""Whole columns at once: what the quick way gives is what one by one gives, and the plain texts do go the quick way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synctui.core.cleaning import Cleaner
from synctui.core.extract import Raw
from synctui.core.fields import EMAIL, FIELDS
from synctui.core.normalise import Normaliser, RefusedError, mobile, national_number, normaliser, silent, text
from synctui.i18n import Message

TODAY = date(2026, 3, 1)
NUMBER = normaliser([field.name for field in FIELDS].index("national_number"), TODAY)
WAYS: list[tuple[Callable[[Sequence[str]], list[str]], Normaliser]] = [
    (national_number.quickly, NUMBER),
    (mobile.quickly, mobile.normalise),
    (text.quickly, text.normalise),
]
NUMBERS = st.integers(0, 999_999_999).map(lambda n: f"{n:09}{97 - n % 97:02}")
FLOATS = st.builds(
    lambda times, check: f"{97 * times - check:09}{check}",
    st.integers(1, 10_000_000),
    st.sampled_from(range(10, 97, 10)),
)
"""Numbers that end in 0: with a dot before it they are a spreadsheet's number of ten digits."""
MOBILES = st.integers(0, 99_999_999).map(lambda n: f"4{n:08}")
TEXTS = st.lists(
    st.one_of(
        st.text(),
        st.text("0123456789.-/ +\n\r_x0DE٣", max_size=14),
        st.tuples(NUMBERS, st.sampled_from(["", ".0", " ", ".", "\n", "-"])).map("".join),
        FLOATS.map(lambda number: f"{number[:-1]}.0"),
        st.tuples(st.sampled_from(["0", "+32", "0032", "32", "+32 "]), MOBILES).map("".join),
        st.integers(195, 205).map(lambda n: "x" * n),
    )
)


def one_by_one(clean: Normaliser, raw: str) -> str:
    """Return the clean text, or empty text where it is refused or mended."""
    told: list[Message] = []
    try:
        value = clean(raw, told.append)
    except RefusedError:
        return ""
    return "" if told else value


@pytest.mark.parametrize("way", WAYS)
@given(TEXTS)
def test_the_quick_way_says_what_one_by_one_says_or_nothing(
    way: tuple[Callable[[Sequence[str]], list[str]], Normaliser], texts: list[str]
) -> None:
    quickly, clean = way
    found = quickly(texts)
    assert len(found) == len(texts)
    assert [value or one_by_one(clean, raw) for value, raw in zip(found, texts, strict=True)] == [
        one_by_one(clean, raw) for raw in texts
    ]


@pytest.mark.parametrize(
    ("quickly", "raw", "clean"),
    [
        (national_number.quickly, "85.07.30-033 28", "85073003328"),
        (mobile.quickly, "0470/12.34.56", "+32470123456"),
        (text.quickly, "K 000-1é", "K 000-1é"),
    ],
)
def test_plain_texts_go_the_quick_way_beside_others(
    quickly: Callable[[Sequence[str]], list[str]], raw: str, clean: str
) -> None:
    assert quickly([raw, "", "_", raw]) == [clean, "", "", clean]


@given(st.lists(st.sampled_from(["lotte@example.be", "LOTTE@Example.be", "lotte@@example.be", ""])))
def test_what_is_known_changes_nothing(column: list[str]) -> None:
    fields = [column if at == EMAIL else [""] * len(column) for at in range(len(FIELDS) + 1)]
    raw = Raw(fields, [(at,) for at in range(len(fields))])
    fresh, knowing = Cleaner(TODAY), Cleaner(TODAY, ["lotte@example.be"])
    assert fresh.clean(raw, silent) == knowing.clean(raw, silent)
    assert {key: fresh.memos[EMAIL].refused.get(key) for key in column} == {
        key: knowing.memos[EMAIL].refused.get(key) for key in column
    }
