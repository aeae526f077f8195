"""Languages, countries and postal codes: what people write, and the code it becomes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synctui.core.normalise import RefusedError, country, language, postal_code
from synctui.core.normalise.outcome import silent


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("nl", "nl NL N nl-BE nl_NL Nederlands DUTCH néerlandais Neerlandais Niederländisch Vlaams nld"),
        ("fr", "fr F FR-be Frans français francais French Französisch fra"),
        ("de", "de D Duits Deutsch allemand German de_BE ger"),
        ("en", "en E Engels anglais English Englisch en-GB eng"),
    ],
)
def test_a_language_in_any_language_becomes_its_code(code: str, names: str) -> None:
    """Codes, locales and names in four languages, with and without accents."""
    assert {language.normalise(name) for name in names.split()} == {code}


@pytest.mark.parametrize("raw", ["Español", "nlx", "nl/fr", "-", "xx-nl"])
def test_another_language_is_refused(raw: str) -> None:
    """Questionnaires exist in four languages; nothing else is guessed at."""
    with pytest.raises(RefusedError, match="none of nl, fr, de and en"):
        language.normalise(raw)


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("BE", "BE|be|B|BEL|België|Belgie|Belgique|Belgien|Belgium| belgië. "),
        ("NL", "NL|Nederland|Pays-Bas|Niederlande|Netherlands"),
        ("FR", "F|Frankrijk|France|Frankreich"),
        ("DE", "D|Duitsland|Allemagne|Deutschland|Germany"),
        ("LU", "L|Luxemburg|Luxembourg"),
        ("GB", "UK|Verenigd Koninkrijk|Royaume-Uni|Vereinigtes Königreich|United Kingdom"),
        ("VU", "vu"),
    ],
)
def test_a_country_in_any_language_becomes_its_code(code: str, names: str) -> None:
    """Codes of all countries; names of the neighbours and the common ones."""
    assert {country.normalise(name) for name in names.split("|")} == {code}


def test_an_unknown_country_is_refused() -> None:
    """A code that ISO 3166 does not have is no country."""
    for raw in ("Narnia", "XX", "?"):
        with pytest.raises(RefusedError, match="not known"):
            country.normalise(raw)


@pytest.mark.parametrize(
    ("raw", "code"), [("9000", "9000"), ("B-9000", "9000"), ("BE 9000", "9000"), ("9000.0", "9000"), (" 9000 ", "9000")]
)
def test_a_belgian_postal_code_is_four_digits(raw: str, code: str) -> None:
    """A country prefix or a float's ending is taken off."""
    assert postal_code.normalise(raw) == code


@pytest.mark.parametrize("raw", ["900", "90000", "0900", "1234 AB", "9000 Gent", "L-1234", "９000x"])
def test_what_is_not_belgian_is_refused_at_home(raw: str) -> None:
    """The reason tells what to do when it lies abroad."""
    with pytest.raises(RefusedError, match="give the country"):
        postal_code.normalise(raw)


def test_abroad_any_short_text_will_do() -> None:
    """A code of another country is kept in capitals; a story is not."""
    assert postal_code.normalise("sw1a 1aa", silent, abroad=True) == "SW1A 1AA"
    with pytest.raises(RefusedError, match="longer than 20"):
        postal_code.normalise("x" * 21, silent, abroad=True)


@given(st.text(max_size=12) | st.sampled_from(["ß" * 11, "ΐ", "ŉ 12", "ﬀ" * 12]), st.booleans())
def test_cleaning_twice_is_cleaning_once(raw: str, abroad: bool) -> None:
    """A clean code stays as it is."""
    try:
        code = postal_code.normalise(raw, silent, abroad=abroad)
    except RefusedError:
        return
    assert postal_code.normalise(code, silent, abroad=abroad) == code
