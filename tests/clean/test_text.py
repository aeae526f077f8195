"""Texts: what is folded away, what is reported, what is refused."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synctui.core.fields import EMAIL, LAST_NAME, STREET
from synctui.core.normalise import RefusedError, compare_key, text
from synctui.i18n import Message

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(" \u00a0\t\n\r_xX00Dd1f'’-–ée\u0301\u200b\u200d\u202e\ufeff\U000e0041\x00\x1b\x85\ufe0fÃ©Â"),
    ),
    max_size=60,
) | st.lists(st.sampled_from(["_x000D_", "_x001", "F_", "\u200b", "e", "\u0301", " ", "_X0000_"])).map("".join)


def said(raw: str) -> tuple[str, list[Message]]:
    """Return the clean text and what was told of repairs."""
    repairs: list[Message] = []
    return text.normalise(raw, repairs.append), repairs


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  Van\u00a0den\t Berghe\n", "Van den Berghe"),
        ("Noe\u0308l", "Noël"),
        ("'t Serclaes", "'t Serclaes"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_folding_is_silent(raw: str, clean: str) -> None:
    """White space and composition are matters of form: nobody needs to be told."""
    assert said(raw) == (clean, [])


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Ann\u202eA", "AnnA"),
        ("A\u200bnn", "Ann"),
        ("\ufeffAnn", "Ann"),
        ("A\x1b[31mnn", "A[31mnn"),
        ("Ann\x00", "Ann"),
        ("Ann\U000e0041\U000e007f", "Ann"),
        ("Ann\ud800", "Ann"),
        ("Kerkstraat 5_x000D_bus 2", "Kerkstraat 5 bus 2"),
        ("Ann_x0000_", "Ann"),
        ("_x000d__x000A_Ann", "Ann"),
    ],
)
def test_unseen_characters_go_and_the_repair_is_told(raw: str, clean: str) -> None:
    """A bidi override or a NUL in a name is taken out, and the row says so."""
    value, repairs = said(raw)
    assert value == clean
    assert [repair.text for repair in repairs] == [text.HIDDEN]


@pytest.mark.parametrize("raw", ["snake_case", "_x0041_", "a_x_b", "x000D"])
def test_an_underscore_alone_is_no_escape(raw: str) -> None:
    """Only escapes of control characters are taken out."""
    assert said(raw) == (raw, [])


@pytest.mark.parametrize("raw", ["x" * 201, "x" * 5_000_000, "e" + "\u0301" * 100_000])
def test_a_text_beyond_the_cap_is_refused_with_the_cap(raw: str) -> None:
    """However long the cell, the answer is quick and names the limit."""
    with pytest.raises(RefusedError, match="longer than"):
        text.normalise(raw)


def test_blanks_do_not_count_against_the_cap() -> None:
    """What counts is the length once folded."""
    assert text.normalise("x" * 200 + " " * 500) == "x" * 200


@pytest.mark.parametrize("broken", ["HÃ©lÃ¨ne", "CÃ©line", "Ã‰tienne", "dâ€™Hondt", "Jos\ufffd"])
def test_broken_text_is_doubted(broken: str) -> None:
    """UTF-8 read as Windows-1252 is seen for what it is."""
    assert text.doubt(text.normalise(broken))


@pytest.mark.parametrize("sound", ["Hélène", "São Tomé", "ÂGE", "Łódź", "Ã", "Zoë–Noël", "D’Hondt"])
def test_sound_accents_are_not_doubted(sound: str) -> None:
    """A rare accent is no sign of damage."""
    assert text.doubt(text.normalise(sound)) is None


@given(HOSTILE)
def test_cleaning_twice_is_cleaning_once_and_leaves_nothing_unseen(raw: str) -> None:
    """The clean text is stable, composed, trimmed, and holds no control, format or surrogate character."""
    clean = text.normalise(raw)
    assert text.normalise(clean) == clean
    assert clean == unicodedata.normalize("NFC", clean) == " ".join(clean.split())
    unseen = {c for c in clean if unicodedata.category(c) in {"Cc", "Cs"}} | set(clean) & set(
        "\u200b\u202e\ufeff\u2066"
    )
    assert not unseen


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x17F), max_size=30))
def test_the_fast_way_gives_what_the_slow_way_gives(raw: str) -> None:
    """Texts that look clean at a glance are so: cleaning letter by letter changes nothing about them."""
    plain = "".join(
        c for c in unicodedata.normalize("NFC", raw) if c == "\x85" or unicodedata.category(c) not in {"Cc", "Cf"}
    )
    assert text.normalise(raw) == " ".join(plain.split())


def test_one_kind_of_apostrophe_and_hyphen_is_a_matter_of_form() -> None:
    """Values that differ so are equal by form only; letters and accents are no form."""
    assert compare_key(LAST_NAME, "D’Hondt–Claes") == compare_key(LAST_NAME, "D'Hondt-Claes")
    assert compare_key(STREET, "Dréve") != compare_key(STREET, "Dreve")
    assert compare_key(LAST_NAME, "De Smet") != compare_key(LAST_NAME, "de Smet")
    assert compare_key(EMAIL, "Ann@x.be") == compare_key(EMAIL, "ann@x.be")
