"""National and BIS numbers: agreement with the library, repairs that the check digits prove, unlikely births."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.be import bis, nn
from stdnum.exceptions import ValidationError

from synctui.core.normalise import RefusedError, national_number, text
from synctui.i18n import Message

TODAY = date(2026, 3, 1)


class _FixedDate(date):
    """A calendar that stands still."""

    @classmethod
    def today(cls) -> _FixedDate:
        return cls(TODAY.year, TODAY.month, TODAY.day)


@pytest.fixture(autouse=True, scope="module")
def _still_clock() -> Iterator[None]:
    """Let the library judge by our day and not by the clock."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nn, "datetime", SimpleNamespace(date=_FixedDate))
        yield


def with_check(nine: str, *, from_2000: bool = False) -> str:
    """Return nine digits with the check digits behind them."""
    return f"{nine}{97 - int(('2' if from_2000 else '') + nine) % 97:02}"


def library(raw: str) -> tuple[str, str] | None:
    """Return the number and its kind as the library sees them, or None where both of its modules refuse."""
    for kind, module in (("nn", nn), ("bis", bis)):
        try:
            return module.validate(raw), kind
        except ValidationError:
            continue
    return None


def ours(raw: str) -> tuple[str | None, list[Message]]:
    """Return the number as we see it, or None where we refuse, and the repairs."""
    repairs: list[Message] = []
    try:
        return national_number.normalise(raw, repairs.append, today=TODAY), repairs
    except RefusedError:
        return None, repairs


NINE = st.one_of(
    st.text("0123456789", min_size=9, max_size=9),
    st.builds(
        lambda year, month, day, counter: f"{year:02}{month:02}{day:02}{counter:03}",
        st.integers(0, 99), st.integers(0, 99), st.integers(0, 32), st.integers(0, 999),
    ),
)  # fmt: skip
NUMBERS = st.builds(
    lambda nine, from_2000, off: f"{nine}{(int(with_check(nine, from_2000=from_2000)[9:]) + off) % 100:02}",
    NINE, st.booleans(), st.sampled_from([0, 0, 0, 1, 97]),
)  # fmt: skip
WRITTEN = st.one_of(
    NUMBERS,
    st.builds(lambda n, a, b: f"{n[:2]}{a}{n[2:4]}{a}{n[4:6]}{b}{n[6:9]}{a}{n[9:]}", NUMBERS,
              st.sampled_from([".", " ", "\u00a0", "", "/", "．"]), st.sampled_from(["-", "–", "", " - ", "\u200b"])),
    st.builds(lambda n: n.translate({48 + d: 0xFF10 + d for d in range(10)}), NUMBERS),
    st.builds(lambda n: n.translate({48 + d: 0x660 + d for d in range(10)}), NUMBERS),
    st.text("0123456789 .-/٣３x\u00a0–", max_size=16),
)  # fmt: skip


@given(WRITTEN)
@settings(max_examples=500)
def test_agrees_with_the_library(raw: str) -> None:
    """What the library accepts we accept, as the same number of the same kind; what it refuses only zeros can mend."""
    known = library(text.tidy(raw))
    value, repairs = ours(raw)
    if text.tidy(raw).strip(" .-–．") == "":
        assert value == ""
    elif known and not raw.endswith(".0"):
        assert value is not None
        assert (value, national_number.kind(value)) == known
    elif value is not None:
        assert [each.text for each in repairs][-1:] == [national_number.ZEROS] or raw.endswith(".0")
        assert library(value)
    if value:
        assert ours(value) == (value, [])
        assert nn.compact(national_number.shown(value)) == value


@pytest.mark.parametrize("month", range(100))
def test_agrees_with_the_library_on_every_month(month: int) -> None:
    """Thirteen months are a national number's, twice thirteen a BIS number's, and no other is."""
    number = with_check(f"85{month:02}15033")
    value, _ = ours(number)
    assert (value and (value, national_number.kind(value))) == library(number)


@pytest.mark.parametrize("suffix", ["", ".0"])
@pytest.mark.parametrize(
    ("nine", "from_2000"), [("050730033", True), ("000730033", True), ("001112033", True), ("051130033", False)]
)
def test_zeros_that_excel_dropped_come_back_when_the_check_digits_prove_it(
    nine: str, from_2000: bool, suffix: str
) -> None:
    """A number stored as a number has no leading zeros; the repair is told."""
    number = with_check(nine, from_2000=from_2000)
    value, repairs = ours(number.lstrip("0") + suffix)
    assert value == number
    assert [each.text for each in repairs] == [national_number.ZEROS]


def test_zeros_are_not_invented_without_proof() -> None:
    """Ten digits whose check does not come out stay ten digits."""
    number = with_check("050730033", from_2000=True).lstrip("0")
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    with pytest.raises(RefusedError, match="has 11 digits; this has 10"):
        national_number.normalise(wrong, today=TODAY)


def test_a_float_with_all_its_digits_is_read_in_silence() -> None:
    """Nothing was lost, so there is nothing to tell."""
    assert ours("85073003328.0") == ("85073003328", [])


@pytest.mark.parametrize("raw", ["８５073003328", "85.07.30–033.28", "85.07.30\u00a0033.28"])
def test_signs_of_another_script_become_plain_and_the_repair_is_told(raw: str) -> None:
    """Full-width digits, en dashes and no-break blanks are written as plain ones."""
    value, repairs = ours(raw)
    assert value == "85073003328"
    assert [each.text for each in repairs] == [national_number.REWRITTEN]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("85.07.30-033.29", national_number.CHECK),
        ("8507300332", national_number.LENGTH),
        ("850730033281", national_number.LENGTH),
        ("8,5073E+10", national_number.SHORTENED),
        ("8.5073003328E10", national_number.SHORTENED),
        ("onbekend", national_number.STRANGE),
        (with_check("851530033"), national_number.MONTH),
        (with_check("270730033", from_2000=True), national_number.CHECK),
        ("5" * 3000, text.TOO_LONG),
    ],
)
def test_refusals_say_why(raw: str, reason: str) -> None:
    """Each way to be wrong has its own sentence."""
    with pytest.raises(RefusedError) as refused:
        national_number.normalise(raw, today=TODAY)
    assert refused.value.reason.text == reason


def test_the_day_decides_on_numbers_of_this_year() -> None:
    """A birth of 2027 is proved by its check digits in 2027 only."""
    number = with_check("270101033", from_2000=True)
    assert national_number.normalise(number, today=date(2027, 1, 1)) == number
    with pytest.raises(RefusedError):
        national_number.normalise(number, today=date(2026, 12, 31))


@pytest.mark.parametrize(
    ("nine", "from_2000", "reason"),
    [
        ("260228033", True, None),
        ("260302033", True, national_number.FUTURE),
        ("050730033", False, None),
        ("060301033", False, None),
        ("050228033", False, national_number.OLD),
        ("050730033", True, None),
        ("850700033", False, None),
        ("000001033", False, None),
        ("854730033", False, None),
    ],
)
def test_unlikely_births_are_doubted_with_the_century_the_check_proves(
    nine: str, from_2000: bool, reason: str | None
) -> None:
    """Not born yet, or more than 120 years old; an unknown month or day is no reason to doubt."""
    number = national_number.normalise(with_check(nine, from_2000=from_2000), today=TODAY)
    doubt = national_number.doubt(number, TODAY)
    assert (doubt and doubt.text) == reason
    assert doubt is None or number[:2] in national_number.unusual_years(TODAY)


@given(NUMBERS)
def test_no_doubt_where_the_cheap_look_sees_none(number: str) -> None:
    """The first two digits never hide an unlikely birth."""
    value, _ = ours(number)
    if value and value[:2] not in national_number.unusual_years(TODAY):
        assert national_number.doubt(value, TODAY) is None


def test_masking_hides_the_birthday_and_the_counter() -> None:
    """A list shows enough to recognise, not enough to use."""
    assert national_number.masked("85073003328") == "85.••.••-•••.28"
    assert national_number.masked("") == national_number.shown("") == ""
