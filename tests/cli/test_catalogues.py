"""Every text of the program stands in every catalogue, whole, with its placeholders, and compiled."""

from __future__ import annotations

import ast
import io
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import synctui
from synctui.core.fields import FIELDS
from synctui.i18n import LANGUAGES, use

SOURCES = Path(synctui.__file__).parent
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
TRANSLATED = [language for language in LANGUAGES if language != "en"]
each_language = pytest.mark.parametrize("language", TRANSLATED)


@cache
def texts() -> frozenset[str | tuple[str, ...]]:
    """Return every text that the sources mark."""
    found = extract_from_dir(SOURCES, keywords=KEYWORDS)
    return frozenset(text for _file, _line, text, _comments, _context in found)


def looked_up() -> Iterator[str]:
    """Give every text that the sources look up or mark, as Python reads them."""
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
                yield from (
                    arg.value
                    for arg in node.args[:1]
                    if isinstance(arg, ast.Constant) and isinstance(arg.value, str) and arg.value
                )


@cache
def catalogue(language: str) -> Catalog:
    """Return the catalogue of *language*."""
    with (SOURCES / "locale" / language / "LC_MESSAGES" / "synctui.po").open("rb") as file:
        return read_po(file, locale=language)


def entries(language: str) -> list[Message]:
    """Return what the catalogue holds, its header aside."""
    return [entry for entry in catalogue(language) if entry.id]


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Return a text or its plural forms as a tuple."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def placeholders(text: str) -> set[str]:
    """Return the names in braces."""
    return {name for _before, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


@each_language
def test_no_text_is_missing_and_none_is_stale(language: str) -> None:
    known = {forms(entry.id) for entry in entries(language)}
    wanted = {forms(text) for text in texts()}
    assert (sorted(wanted - known), sorted(known - wanted)) == ([], [])


def test_no_text_hides_where_it_is_not_extracted() -> None:
    """A text that is looked up inside an f-string is seen by Python alone."""
    known = {form for text in texts() for form in forms(text)}
    assert [text for text in looked_up() if text not in known] == []


@each_language
def test_every_text_is_translated_and_none_is_marked_as_a_guess(language: str) -> None:
    whole = {entry.id for entry in entries(language) if entry.string and all(forms(entry.string)) and not entry.fuzzy}
    assert [entry.id for entry in entries(language) if entry.id not in whole] == []


@each_language
def test_placeholders_and_edges_stay_as_they_are(language: str) -> None:
    for entry in entries(language):
        original = {name for form in forms(entry.id) for name in placeholders(form)}
        for form in forms(entry.string):
            assert placeholders(form) == original, entry.id
            first = forms(entry.id)[0]
            assert (form[:1] == " ", form[-1:] == " ") == (first[:1] == " ", first[-1:] == " "), entry.id


@each_language
def test_what_is_compiled_is_what_is_written(language: str) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))
    assert (SOURCES / "locale" / language / "LC_MESSAGES" / "synctui.mo").read_bytes() == compiled.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_short_labels_of_fields_fit_their_column(language: str) -> None:
    use(language)
    assert {field.name: field.short_title for field in FIELDS if len(field.short_title) > 11} == {}


WORDS = {
    "First name": ("Voornaam", "Prénom", "Vorname"),
    "National no": ("Rijksreg.nr", "N° national", "Nat.reg.nr."),
    "Not sent": ("Niet verzonden", "Non envoyé", "Nicht gesendet"),
    "To process": ("Te verwerken", "À traiter", "Zu bearbeiten"),
    "Unknown": ("Onzeker", "Incertain", "Unklar"),
    "overwrite": ("overschrijven", "écraser", "überschreiben"),
    "keep": ("behouden", "garder", "behalten"),
    "undecided": ("onbeslist", "à décider", "offen"),
    "do not add": ("niet toevoegen", "ne pas ajouter", "nicht hinzufügen"),
    "stays": ("blijft", "reste", "bleibt"),
    "both changed": ("beide gewijzigd", "modifié des deux côtés", "beide geändert"),
    "first compared": ("eerste vergelijking", "première comparaison", "erster Vergleich"),
    "already sent": ("al verzonden", "déjà envoyé", "schon gesendet"),
    "by form only": ("enkel de vorm", "forme seulement", "nur die Form"),
    "left the workflow": ("niet meer in workflow", "sorti du taskflow", "nicht mehr im Workflow"),
    "never from this source": ("kwam nooit uit deze bron", "jamais de cette source", "nie aus dieser Quelle"),
    "separated": ("uit elkaar", "séparés", "getrennt"),
    "changed places": ("omgewisseld", "intervertis", "vertauscht"),
    "Possible matches": ("Mogelijke overeenkomsten", "Correspondances possibles", "Mögliche Treffer"),
    "Assessment year": ("Aanslagjaar", "Exercice d'imposition", "Steuerjahr"),
}
"""English → Dutch, French and German: what the office's own trade calls these things."""


@pytest.mark.parametrize("text", WORDS)
def test_the_words_are_those_of_the_trade(text: str) -> None:
    found = tuple(catalogue(language).get(text) for language in ("nl", "fr", "de"))
    assert tuple(entry.string if entry else None for entry in found) == WORDS[text]
