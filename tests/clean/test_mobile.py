"""Mobile numbers: agreement with the library, and what is no mobile."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synctui.core.normalise import RefusedError, mobile, text

KINDS = {phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE}
DIGITS = st.builds(
    lambda start, rest, tail: start + rest + tail,
    st.sampled_from(
        ["+32", "0032", "0", "32", "", "+320", "+32(0)", "+31", "00", "+", "(0)", " +32", "+ 32", "/0", "0+32"]
    ),
    st.sampled_from(
        ["470123456", "499999999", "450000000", "440123456", "500123456", "91234567", "612345678", "47012345"]
    ),
    st.sampled_from(["", "", "7", " ext 5", "/", ".", "-", " x", "\u00a0", "#"]),
)
WRITTEN = st.one_of(
    st.builds(
        lambda n, at, sign: n[:at] + sign + n[at:],
        DIGITS, st.integers(0, 12),
        st.sampled_from(["", " ", "/", ".", "-", "\u00a0", "  ", "//", "٣", "x", "４", "\u200b"]),
    ),
    st.text("0123456789+/.- ()x\u00a0４", max_size=18),
)  # fmt: skip


def library(raw: str) -> str | None:
    """Return the E.164 form of a mobile as the library sees it, or None."""
    try:
        number = phonenumbers.parse(text.tidy(raw).removesuffix(".0"), "BE")
    except phonenumbers.NumberParseException:
        return None
    if number.extension or phonenumbers.number_type(number) not in KINDS:
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


@given(WRITTEN)
@settings(max_examples=500)
def test_agrees_with_the_library(raw: str) -> None:
    """The short way for Belgian mobiles gives, number by number, what the library gives."""
    try:
        value: str | None = mobile.normalise(raw)
    except RefusedError:
        value = None
    assert value == ("" if text.tidy(raw) == "" else library(raw))
    if value:
        assert mobile.normalise(value) == value


@pytest.mark.parametrize(
    "raw", ["0470/12.34.56", "0470 12 34 56", "+32 (0)470 12 34 56", "0032470123456", "470123456", "470123456.0"]
)
def test_every_belgian_way_of_writing_gives_one_number(raw: str) -> None:
    """Slashes, blanks, a lost zero or a country code: one and the same mobile."""
    assert mobile.normalise(raw) == "+32470123456"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("09 234 56 78", mobile.LANDLINE),
        ("0470 12 34 5", mobile.WRONG),
        ("geen", mobile.WRONG),
        ("0470123456 / 0471123456", mobile.WRONG),
        ("0470123456 ext 3", mobile.WRONG),
        ("4" * 100, text.TOO_LONG),
    ],
)
def test_refusals_say_why(raw: str, reason: str) -> None:
    """A landline is called one."""
    with pytest.raises(RefusedError) as refused:
        mobile.normalise(raw)
    assert refused.value.reason.text == reason
