"""E-mail addresses: agreement with the library, repairs, and reasons."""

from __future__ import annotations

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import example, given, settings
from hypothesis import strategies as st

from synctui import i18n
from synctui.core.normalise import RefusedError, email, text
from synctui.i18n import Message

DOMAINS = st.sampled_from([
    "example.be", "Example.BE", "müller.example", "xn--mller-kva.example", "a.b.example", "example", "x.test",
    "example.be.", "-a.be", "a..be", "ex ample.be", "ex_ample.be", "straße.be", "例え.example", "[127.0.0.1]",
    "a" * 63 + ".be", "a" * 64 + ".be", ".".join(["a" * 60] * 4) + ".be", "",
])  # fmt: skip
LOCALS = st.one_of(
    st.sampled_from(["info", "INFO", "Www", "ann", "ann.baert", ".ann", "ann.", "a..b", "ann baert", '"ann"', "é",
                     "e\u0301", "a_x000D_b", "x" * 243, "x" * 244, "mailto:ann", "ann+tag", "o'brien", "\u200bann",
                     "a@b", ""]),
    st.text(st.sampled_from("abZ09.!#$%&'*+-/=?^_`{|}~éß\u0301 \u00a0\",;:<>()[]\\@\u202e"), max_size=12),
    st.text(max_size=8),
)  # fmt: skip


def oracle(raw: str) -> str | None:
    """Return what the library makes of the tidied text, or None where it refuses."""
    try:
        return validate_email(text.tidy(raw), check_deliverability=False).normalized
    except EmailNotValidError:
        return None


def ours(raw: str) -> tuple[str | None, list[Message]]:
    """Return what we make of it, or None where we refuse, and the repairs."""
    repairs: list[Message] = []
    try:
        return email.normalise(raw, repairs.append), repairs
    except RefusedError:
        return None, repairs


@given(LOCALS, DOMAINS, st.sampled_from(["", "", " ", "\u00a0"]), st.booleans())
@settings(max_examples=600)
@example("info", "Example.BE", "", True)
@example("x" * 243, "example.be", "", True)
@example("x" * 244, "example.be", "", True)
@example("x" * 238, "müller.example", "", True)
def test_agrees_with_the_library_whether_the_domain_is_known_or_not(
    local: str, domain: str, blank: str, warm: bool
) -> None:
    """The way that asks once a domain gives, address by address, what the library gives."""
    if warm:
        ours(f"first@{domain}")
    raw = f"{blank}{local}@{domain}{blank}"
    (value, repairs), known = ours(raw), oracle(raw)
    if known is not None or text.tidy(raw) == "":
        assert value == (known or "")
    elif value is not None:
        assert any(repair.text in {email.MAILTO, email.SEPARATOR} for repair in repairs)
    if value:
        assert oracle(value) == value
        assert ours(value) == (value, [])


@pytest.mark.parametrize(
    ("raw", "clean", "repair"),
    [
        ("mailto:ann@example.be", "ann@example.be", email.MAILTO),
        ("MAILTO: ann@example.be?subject=Hello%20you", "ann@example.be", email.MAILTO),
        ("ann@example.be;", "ann@example.be", email.SEPARATOR),
        ("ann@example.be ; ", "ann@example.be", email.SEPARATOR),
        ("ann@\u200bexample.be", "ann@example.be", text.HIDDEN),
    ],
)
def test_what_stands_around_an_address_is_taken_off_and_told(raw: str, clean: str, repair: str) -> None:
    """A link or a trailing separator does not cost the client."""
    value, repairs = ours(raw)
    assert value == clean
    assert [each.text for each in repairs] == [repair]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("ann@example.be;jan@example.be", email.SEVERAL),
        ("ann@example.be, jan@example.be", email.SEVERAL),
        ("ann@example.be jan@example.be", email.SEVERAL),
        (" ANN@Example.be ;x", email.BESIDE),
        ("Ann <ann@example.be>", email.BESIDE),
        ("ann.example.be", "An email address must have an @-sign."),
        ("ann@example", "The part after the @-sign is not valid. It should have a period."),
        ("mailto:", "An email address must have an @-sign."),
        ("x" * 400 + "@example.be", "This text is longer than 320 characters."),
        ("#N/A", "An email address must have an @-sign."),
    ],
)
def test_refusals_say_why(raw: str, reason: str) -> None:
    """Every refusal is a sentence that says what to do, or the library's own."""
    with pytest.raises(RefusedError) as refused:
        email.normalise(raw)
    assert refused.value.reason.plain == reason


def test_an_empty_link_is_refused_not_emptied() -> None:
    """A cell that is not empty never becomes an empty address in silence."""
    for raw in ("mailto:", ";", "mailto:?subject=x"):
        with pytest.raises(RefusedError):
            email.normalise(raw)


def test_what_the_library_names_is_told_in_the_readers_language() -> None:
    """The signs that it met stand in the sentence of the catalogue."""
    with pytest.raises(RefusedError) as refused:
        email.normalise("jan@@post.example")
    assert refused.value.reason.plain == "The part after the @-sign contains invalid characters: '@'."
    i18n.use("nl")
    assert str(refused.value.reason) == "Het deel na het @-teken bevat ongeldige tekens: '@'."
