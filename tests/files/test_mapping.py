"""What headers mean: proposed with its reason, in four languages, and asked where there is a doubt."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import book

from synctui.core import aliases
from synctui.core.fields import NAMES
from synctui.core.mapping import amended, headers_digest, joiner, lacking, resolve, to_spec
from synctui.core.proposal import Proposal, propose
from synctui.core.settling import overridden
from synctui.core.table import Row, Table
from synctui.errors import UsageError
from synctui.sources.cells import letter
from synctui.sources.files import open_file

LISTS: dict[str, tuple[str, ...]] = {
    "nl": (
        "Klantnummer", "Voornaam", "Familienaam", "E-mailadres", "GSM", "Taal", "Dossierbeheerder", "Straat + nr",
        "Postcode", "Gemeente", "Land", "Onderneming", "Rijksregisternummer", "Rijksregisternummer partner",
    ),
    "fr": (
        "N° client", "Prénom", "Nom", "Adresse e-mail", "Numéro de GSM", "Langue", "Gestionnaire de dossier",
        "Rue et numéro", "Code postal", "Localité", "Pays", "Société", "Numéro de registre national", "NISS conjoint",
    ),
    "fr without accents": (
        "Numero client", "PRENOM", "NOM", "Courriel", "Telephone mobile", "LANGUE", "Responsable", "Rue et numero",
        "CP", "Localite", "PAYS", "Societe", "N° national", "Numero national du partenaire",
    ),
    "de": (
        "Kundennummer", "Vorname", "Nachname", "E-Mail-Adresse", "Handynummer", "Sprache", "Sachbearbeiter",
        "Straße und Hausnummer", "PLZ", "Wohnort", "Land", "Gesellschaft", "Nationalregisternummer",
        "Nationalregisternummer des Partners",
    ),
    "en": (
        "Client number", "First name", "Last name", "E-mail address", "Mobile phone", "Language", "Case manager",
        "Street and number", "Zip code", "City", "Country", "Company", "National register number",
        "Partner's national register number",
    ),
}  # fmt: skip
ORDER = (
    "source_id", "first_name", "last_name", "email", "mobile", "language", "responsible", "street", "postal_code",
    "city", "country", "company", "national_number", "partner_national_number",
)  # fmt: skip


def table(columns: tuple[str, ...], *rows: Row) -> Table:
    """Return a sheet's table that begins at column A."""
    letters = tuple(letter(at) for at in range(len(columns)))
    return Table(columns, list(rows), letters, "K", list(range(2, len(rows) + 2)))


def doubts(proposal: Proposal) -> set[str]:
    """Return what is in doubt."""
    return {found.target for found in proposal.doubts}


def spec(*columns: str) -> dict[str, str]:
    """Return the proposed mapping of a table with those headers and one row, in words."""
    return to_spec(propose(table(columns, ("x",) * len(columns))).mapping)


@pytest.mark.parametrize("language", LISTS)
def test_a_workbook_in_each_language_is_understood_without_questions(tmp_path: Path, language: str) -> None:
    headers = LISTS[language]
    path = book(tmp_path / "k.xlsx", ("K", [headers, tuple(f"value {name}" for name in ORDER)]))
    read = open_file(path).read().table
    proposal = propose(read)
    assert proposal.certain
    assert not proposal.unknown
    assert {name: read.rows[0][at] for name, (at,) in proposal.mapping.targets.items()} == {
        name: f"value {name}" for name in ORDER
    }
    assert proposal.found["email"].samples == ("value email",)


def test_at_least_forty_headers_are_known_and_each_field_has_some() -> None:
    assert aliases.count() >= 40
    assert set(NAMES) <= {*aliases.OUTRIGHT}


def test_no_header_means_two_things() -> None:
    meanings: dict[str, set[str]] = {}
    for words in (aliases.OUTRIGHT, aliases.LOOSELY, dict.fromkeys(("box",), ";".join(aliases.BOXES.values()))):
        for target, headers in words.items():
            for header in headers.split(";"):
                meanings.setdefault(aliases.header_key(header), set()).add(target)
    assert {key: targets for key, targets in meanings.items() if len(targets) > 1} == {}


def test_our_own_field_names_are_headers_too() -> None:
    assert spec(*NAMES) == {name: name for name in NAMES}


def test_a_list_that_we_wrote_gives_no_source_id() -> None:
    assert "source_id" not in spec("id", *NAMES, "tax_year", "questionnaire", "status", "archived")
    assert spec("ID", "Voornaam", "Naam", "E-mail")["source_id"] == "ID"


def test_street_number_and_box_apart_are_joined() -> None:
    found = spec("Voornaam", "Naam", "E-mail", "Straat", "Nr", "Bus", "Postcode")
    assert found["street"] == "Straat+Nr+Bus"
    join = joiner(("Straat", "Nr", "Bus"))
    assert join(("Dorpstraat", "4", "2")) == "Dorpstraat 4 bus 2"
    assert join(("Dorpstraat", "4", "")) == "Dorpstraat 4"
    assert join(("Dorpstraat", "4", "bus 2")) == "Dorpstraat 4 bus 2"
    assert joiner(("Rue", "Numéro", "Boîte"))(("Rue Haute", "4", "A")) == "Rue Haute 4 bte A"


def test_a_bare_nr_is_a_house_number_only_right_after_the_street() -> None:
    assert "Nr" not in "".join(spec("Nr", "Voornaam", "Naam", "E-mail", "Straat").values())


def test_a_bare_name_is_the_last_name_beside_a_first_name() -> None:
    assert spec("Naam", "Voornaam", "E-mail")["last_name"] == "Naam"


def test_a_single_full_name_is_split_as_its_header_says() -> None:
    last = propose(table(("Naam en voornaam", "E-mail"), ("Peeters Jan", "j@x.example")))
    assert last.certain
    assert last.mapping.last_name_first
    first = propose(table(("Voornaam en naam", "E-mail"), ("Jan Peeters", "j@x.example")))
    assert first.certain
    assert to_spec(first.mapping)["full_name_first"] == "Voornaam en naam"
    assert resolve(table(("Voornaam en naam", "E-mail")), to_spec(first.mapping)) == first.mapping


def test_the_order_of_a_full_name_is_told_by_commas_or_addresses_and_else_asked() -> None:
    commas = propose(table(("Naam", "E-mail"), ("Peeters, Jan", "x@x.example")))
    assert commas.certain
    people = [("Jan Peeters", "jan.peeters@x.be"), ("An Maes", "an.maes@x.be"), ("Bo De Wit", "bo.dewit@x.be")]
    addresses = propose(table(("Naam", "E-mail"), *people))
    assert addresses.certain
    assert not addresses.mapping.last_name_first
    nothing = propose(table(("Naam", "E-mail"), ("Jan Peeters", "info@x.example")))
    assert doubts(nothing) == {"full_name"}
    assert not nothing.certain


def test_two_columns_for_one_field_are_a_doubt_that_names_both() -> None:
    proposal = propose(table(("Voornaam", "Naam", "E-mail", "E-mail"), ("Jan", "Maes", "a@x.example", "b@x.example")))
    assert not proposal.certain
    assert "E-mail (C), E-mail (D)" in proposal.found["email"].why.plain
    optional = propose(table(("Voornaam", "Naam", "E-mail", "Gsm", "Mobiel"), ("Jan", "Maes", "a@x.example", "1", "2")))
    assert doubts(optional) == {"mobile"}
    assert optional.certain


def test_a_telephone_is_a_mobile_only_where_nothing_else_is() -> None:
    assert spec("Voornaam", "Naam", "E-mail", "Telefoon", "Gsm")["mobile"] == "Gsm"
    assert spec("Voornaam", "Naam", "E-mail", "Telefoon")["mobile"] == "Telefoon"


def test_a_mandatory_field_that_is_not_found_is_a_doubt() -> None:
    proposal = propose(table(("Voornaam", "Naam", "Hobby"), ("Jan", "Maes", "vissen")))
    assert doubts(proposal) == {"email"}
    assert not proposal.certain
    assert proposal.unknown == (2,)


def test_letters_of_the_template_count_only_where_a_header_is_missing() -> None:
    headers = ("person", "Voornaam", "", "", "", *[""] * 9, "")
    row = ("person", "Jan", "Maes", "j@x.example", "0470", *["?"] * 9, "85073003328")
    proposal = propose(table(headers, row))
    assert to_spec(proposal.mapping) == {
        "first_name": "Voornaam", "last_name": "[C]", "email": "[D]", "mobile": "[E]",
        "partner_national_number": "[O]",
    }  # fmt: skip
    assert proposal.certain
    placed = propose(table(("soort", "Voornaam", "Naam", "", ""), ("x", *row[1:5])))
    assert doubts(placed) == {"email", "mobile"}
    assert not placed.certain
    elsewhere = propose(table(("Voornaam", "Naam", "E-mail", "", ""), ("Jan", "Maes", "j@x.example", "?", "?")))
    assert "mobile" not in elsewhere.mapping.targets


def test_a_note_or_a_second_language_in_a_header_is_understood() -> None:
    assert set(spec("Voornaam (verplicht)", "Naam / Nom *", "E-mail:")) == {"first_name", "last_name", "email"}


def test_a_mapping_in_words_names_headers_letters_and_joins() -> None:
    read = table(("Voornaam", "Naam", "Straat + nr", "Nr", "Nr", ""), ("",) * 6)
    mapping = resolve(read, {"first_name": "voornaam", "last_name": "B", "street": "Straat + nr", "mobile": ""})
    assert mapping.targets == {"first_name": (0,), "last_name": (1,), "street": (2,)}
    assert resolve(read, {"street": "Naam+[D]+[F]"}).targets["street"] == (1, 3, 5)
    assert resolve(read, {"street": "Naam + [E]"}).headers["street"] == "Naam+[E]"
    both = resolve(read, {"full_name": "Naam", "full_name_first": "Voornaam"})
    assert (both.targets, both.last_name_first) == ({"full_name": (0,)}, False)


@pytest.mark.parametrize(
    ("said", "what", "next_step"),
    [
        ({"emial": "Naam"}, "no field “emial”", "Did you mean “email”?"),
        ({"email": "Naan"}, "no column “Naan”", "Did you mean “Naam”?"),
        ({"email": "zzzz"}, "no column “zzzz”", "There are: Voornaam, Naam, Nr."),
        ({"email": "Nr"}, "Several columns are called “Nr”", "by its letter"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused_with_the_nearest(
    said: dict[str, str], what: str, next_step: str
) -> None:
    with pytest.raises(UsageError) as raised:
        resolve(table(("Voornaam", "Naam", "Nr", "Nr")), said)
    assert what in raised.value.what
    assert next_step in raised.value.next_step


def test_every_proposal_in_words_gives_the_same_mapping_again() -> None:
    for headers in LISTS.values():
        read = table(headers, ("x",) * len(headers))
        mapping = propose(read).mapping
        assert resolve(read, to_spec(mapping)) == mapping


def test_a_mapping_is_remembered_for_the_same_headers_in_any_order() -> None:
    one, moved = table(("Voornaam", "Naam", "")), table(("Naam", "Voornaam", ""))
    assert headers_digest(one) == headers_digest(moved)
    assert headers_digest(one) != headers_digest(table(("Voornaam", "Achternaam", "")))
    assert headers_digest(one) == headers_digest(table(("Voornaam", "Naam", "", "Reden")))


def test_the_digest_of_a_mapping_does_not_move_with_its_columns() -> None:
    one = propose(table(("Voornaam", "Naam", "E-mail"), ("a", "b", "c"))).mapping
    moved = propose(table(("E-mail", "Naam", "Voornaam"), ("a", "b", "c"))).mapping
    assert one.digest == moved.digest
    assert one.digest != propose(table(("Mail", "Naam", "Voornaam"), ("a", "b", "c"))).mapping.digest


def test_what_the_configuration_gives_goes_before_what_was_found_and_leaves_the_rest() -> None:
    read = table(("Wie", "Familienaam", "E-mail", "Mail 2"), ("Jan", "Maes", "a@x.example", "b@x.example"))
    proposal = overridden(propose(read), read, {"email": "Mail 2"})
    assert (proposal.mapping.headers["email"], doubts(proposal)) == ("Mail 2", {"first_name"})
    whole = overridden(propose(read), read, {"full_name_first": "Wie"})
    assert (whole.certain, "last_name" in whole.mapping.targets, whole.mapping.last_name_first) == (True, False, False)
    assert "email" in doubts(overridden(propose(read), read, {"email": ""}))


def test_a_full_name_and_its_parts_take_each_others_place() -> None:
    assert amended({"first_name": "A", "last_name": "B"}, {"full_name": "C"}) == {"full_name": "C"}
    assert amended({"full_name_first": "C"}, {"last_name": "B"}) == {"last_name": "B"}
    read = table(("Wie", "E-mail"), ("Jan Maes", "a@x.example"))
    assert lacking(resolve(read, {"full_name": "Wie"})) == ("email",)
    assert lacking(resolve(read, {"first_name": "Wie", "email": "B"})) == ("last_name",)
