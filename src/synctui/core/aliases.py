"""The headers that files use for our fields, in Dutch, French, English and German: one table, read without accents.

Sources: the Accounton template (its Dutch, French and English articles), the client forms of AdminPulse and
Admin-Consult, address-book exports (Outlook, Google), and Belgian habit (INSZ, NISS, RR, gsm, bus, bte).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from synctui.core.intake import fold

HOUSE_NUMBER = "house_number"
BOX = "box"
NAME = "name"
"""A header that means the last name beside a first name, and the full name where it stands alone."""
GIVEN_FIRST = "full_name_first"
IGNORED = "ignored"
"""A column that is known and fills no field."""
REASON = "reason"
"""The column that a list of rejects has beside the original ones."""


class Alias(NamedTuple):
    """What a header means. target: a field, `source_id`, `full_name` or one of the names above.

    rank: 0 says it outright; 1 is taken only where no other column does (a telephone number may be a mobile).
    """

    target: str
    rank: int = 0


OUTRIGHT: dict[str, str] = {
    "first_name": """
        voornaam; voornamen; roepnaam; prénom; prénoms; first name; firstname; given name; forename;
        Vorname; Vornamen; voornaam contactpersoon; voornaam klant; prénom client""",
    "last_name": """
        achternaam; familienaam; nom de famille; last name; lastname; surname; family name; Nachname;
        Familienname; Zuname; achternaam klant""",
    NAME: "naam; nom; name",
    "full_name": """
        volledige naam; naam en voornaam; naam voornaam; naam, voornaam; nom complet; nom et prénom; nom
        prénom; nom, prénom; Name und Vorname; Name Vorname; Name, Vorname; Nachname Vorname; last name
        first name; klantnaam; naam klant; client name; customer name; full name; vollständiger Name;
        weergavenaam""",
    GIVEN_FIRST: """
        voornaam en naam; voornaam naam; prénom et nom; prénom nom; first and last name; first name last
        name; display name; Vor- und Nachname; Vorname Nachname; Vorname und Name""",
    "email": """
        e-mail; email; mail; e-mailadres; emailadres; mailadres; e-mail adres; adresse e-mail; adresse mail;
        adresse email; courriel; adresse électronique; e-mail address; email address; mail address;
        E-Mail-Adresse; Mailadresse; E-Mail 1; e-mail 1 value; e-mail 1 - value; primary email; e-mail
        privé; e-mail klant; emailadres klant""",
    "mobile": """
        gsm; gsm-nummer; gsm nr; gsm privé; mobiel; mobiele nummer; mobiel nummer; mobiele telefoon;
        mobieltje; numéro de gsm; n° gsm; portable; mobile; numéro de portable; téléphone mobile; téléphone
        portable; mobile number; mobile phone; cell phone; Handy; Handynummer; Mobil; Mobilnummer;
        Mobiltelefon; Mobilfunknummer""",
    "language": """
        taal; taalcode; taal klant; taal vragenlijst; correspondentietaal; voertaal; langue; code langue;
        langue de correspondance; language; language code; Sprache; Sprachcode; Korrespondenzsprache""",
    "responsible": """
        verantwoordelijke; dossierbeheerder; beheerder; dossierverantwoordelijke; dossierhouder; e-mail
        verantwoordelijke; relatiebeheerder; responsable; gestionnaire; gestionnaire de dossier; responsable
        du dossier; e-mail du responsable; responsible; case manager; file manager; account manager;
        responsible e-mail; Verantwortlicher; Verantwortliche; Zuständig; Sachbearbeiter; Betreuer;
        Dossierverwalter; E-Mail des Verantwortlichen""",
    "street": """
        straat; straatnaam; straat + nr; straat en nummer; straat en huisnummer; straat nr; straat +
        huisnummer; adres; adres 1; adreslijn 1; rue; rue et numéro; rue + n°; rue n°; adresse; adresse 1;
        street; street and number; street address; address; address 1; address line 1; home street; home
        address; Straße; Strasse; Straße und Nummer; Straße und Hausnummer; Straße + Nr; Straße Nr;
        Anschrift; adres klant; adres privé; domicilie; domicile""",
    HOUSE_NUMBER: """
        huisnummer; huisnr; numéro de maison; numéro de rue; house number; street number; Hausnummer; Hausnr""",
    "postal_code": """
        postcode; postnummer; post code; code postal; cp; postal code; zip; zip code; zipcode; PLZ;
        Postleitzahl; home postal code""",
    "city": """
        gemeente; stad; woonplaats; plaats; plaatsnaam; localité; ville; commune; city; town; place;
        municipality; Ort; Stadt; Gemeinde; Wohnort; home city""",
    "country": """
        land; landcode; pays; code pays; country; country code; Ländercode; Länderkennzeichen;
        country/region; home country""",
    "company": """
        bedrijf; bedrijfsnaam; firma; firmanaam; onderneming; vennootschap; société; entreprise; nom de la
        société; nom de l'entreprise; company; company name; organisation; Unternehmen; Gesellschaft;
        Firmenname; naam vennootschap""",
    "national_number": """
        rijksregisternummer; rijksregisternr; rijksregister; rijksregister nr; rr; rrn; rrnr; rr-nummer;
        insz; insz-nummer; nn; numéro national; n° national; numéro de registre national; registre national;
        niss; n° registre national; numéro niss; national number; national register number; national
        registration number; nrn; ssin; Nationalnummer; Nationalregisternummer; Nationalregister; ENSS;
        rijksregisternummer klant; rijksregisternummer belastingplichtige; numéro de registre national du
        client""",
    "partner_national_number": """
        rijksregisternummer partner; rijksregisternr partner; rijksregisternummer van de partner;
        rijksregisternummer echtgenoot; rr partner; insz partner; rrn partner; nn partner; partner
        rijksregisternummer; partner insz; numéro national partenaire; numéro national du partenaire; numéro
        national conjoint; numéro de registre national du partenaire; numéro de registre national
        partenaire; niss partenaire; niss conjoint; registre national partenaire; n° national partenaire; n°
        national conjoint; partner national number; partner's national number; national number partner;
        national number of the partner; partner's national register number; national register number
        partner; national register number of the partner; Nationalnummer Partner; Nationalnummer des
        Partners; Nationalregisternummer Partner; Nationalregisternummer des Partners; ENSS Partner""",
    "source_id": """
        klantnummer; klantnr; klantcode; klant-id; klant nr; relatienummer; relatiecode; dossiernummer;
        dossiernr; dossiercode; unieke code; numéro client; numéro de client; n° client; code client; numéro
        de dossier; n° dossier; code unique; client number; client code; client id; customer number;
        customer code; customer id; source id; unique code; file number; Kundennummer; Kundennr; Kundencode;
        Mandantennummer; Mandantennr; Aktenzeichen; Dossiernummer""",
    REASON: "reden; reason; raison; motif; Grund",
    IGNORED: """
        person; persoon; personne; questionnaire; vragenlijst; Fragebogen; status; statut; archived; tax
        year; aanslagjaar""",
}

LOOSELY: dict[str, str] = {
    "full_name": """
        klant; cliënt; client; customer; Kunde; Mandant; contact; naam contactpersoon; nom du client;
        contactpersoon; personne de contact; belastingplichtige; contribuable; Ansprechpartner""",
    "mobile": """
        telefoon; telefoonnummer; tel; tel nr; téléphone; numéro de téléphone; phone; phone number;
        telephone; Telefon; Telefonnummer""",
    HOUSE_NUMBER: "nr; n°; no; num; nummer; numéro; number; Nummer",
    "responsible": "label; medewerker; collaborateur",
    "source_id": "id",
}

BOXES: dict[str, str] = {
    "bus": "bus; busnummer; busnr; bus nr",
    "bte": "boîte; bte; numéro de boîte; n° boîte; boîte postale",
    "box": "box; box number; mailbox",
    "Bfk": "Briefkasten; Postfach; Bfk",
}
"""The word in front of a bare box number → the headers of its column."""

TEMPLATE_LETTERS: dict[str, str] = {
    "B": "first_name",
    "C": "last_name",
    "D": "email",
    "E": "mobile",
    "O": "partner_national_number",
}
"""Accounton's template by letter, as far as its articles tell; A holds the word ``person``, F to N are unknown."""


def header_key(text: str) -> str:
    """Return a header as the table compares it: no case, accents or punctuation, single blanks.

    >>> header_key("  Prénom *"), header_key("E-mail_adres"), header_key("N° national")
    ('prenom', 'e mail adres', 'n national')
    """
    return " ".join(re.sub(r"[\W_]+", " ", fold(text.replace("'", " ").replace("’", " "))).split())


@cache
def _known() -> dict[str, Alias]:
    known: dict[str, Alias] = {}
    for rank, table in ((1, LOOSELY), (0, OUTRIGHT)):
        for target, headers in table.items():
            known.update((header_key(header), Alias(target, rank)) for header in headers.split(";"))
    known.update((header_key(header), Alias(BOX)) for headers in BOXES.values() for header in headers.split(";"))
    return known


@cache
def _box_words() -> dict[str, str]:
    return {header_key(header): word for word, headers in BOXES.items() for header in headers.split(";")}


def box_word(header: str) -> str:
    """Return the word that stands before a bare box number under *header*, empty where it is no box.

    >>> box_word("Bus"), box_word("Boîte"), box_word("Straat")
    ('bus', 'bte', '')
    """
    return _box_words().get(header_key(header), "")


def alias(header: str) -> Alias | None:
    """Return what *header* means, or None. A note in brackets and a second language after a slash are allowed.

    >>> alias("Voornaam (verplicht)"), alias("Naam / Nom"), alias("Telefoon")
    (Alias(target='first_name', rank=0), Alias(target='name', rank=0), Alias(target='mobile', rank=1))
    >>> alias("Schoenmaat") is None
    True
    """
    known = _known()
    for text in (header, re.sub(r"[(\[].*?[)\]]", " ", header)):
        if found := known.get(header_key(text)):
            return found
    parts = [known.get(header_key(part)) for part in re.split(r"[/|\n]", header) if header_key(part)]
    targets = {part.target for part in parts if part}
    return parts[0] if len(parts) > 1 and len(targets) == 1 and None not in parts else None


def says_last_first(header: str) -> bool:
    """Return whether a full name's header itself tells that the last name stands in front.

    >>> says_last_first("Naam en voornaam"), says_last_first("Volledige naam")
    (True, False)
    """
    words = set(header_key(header).split())
    return bool(words & {"voornaam", "prenom", "vorname", "first"})


def count() -> int:
    """Return how many different headers are known."""
    return len(_known())
