"""The words of the import template, in its own four languages: a file goes to people who may not read the app's."""

from __future__ import annotations

SHEETS: dict[str, tuple[str, str]] = {
    "nl": ("Klanten", "Uitleg"),
    "fr": ("Clients", "Mode d'emploi"),
    "de": ("Kunden", "Anleitung"),
    "en": ("Clients", "Instructions"),
}
"""Per language the names of the sheet of clients and of the sheet of instructions."""

HEADERS: dict[str, tuple[str, ...]] = {
    "nl": (
        "person",
        "Voornaam",
        "Achternaam",
        "E-mail",
        "Gsm-nummer",
        "Rijksregisternummer",
        "Taal",
        "Verantwoordelijke",
        "Straat en nummer",
        "Postcode",
        "Gemeente",
        "Land",
        "Bedrijfsnaam",
        "Klantnummer",
        "Rijksregisternummer partner",
    ),
    "fr": (
        "person",
        "Prénom",
        "Nom de famille",
        "Adresse e-mail",
        "Numéro de GSM",
        "Numéro de registre national",
        "Langue",
        "Responsable",
        "Rue et numéro",
        "Code postal",
        "Localité",
        "Pays",
        "Nom de la société",
        "Numéro de client",
        "Numéro de registre national du partenaire",
    ),
    "de": (
        "person",
        "Vorname",
        "Nachname",
        "E-Mail-Adresse",
        "Handynummer",
        "Nationalregisternummer",
        "Sprache",
        "Verantwortlicher",
        "Straße und Hausnummer",
        "Postleitzahl",
        "Ort",
        "Land",
        "Firmenname",
        "Kundennummer",
        "Nationalregisternummer des Partners",
    ),
    "en": (
        "person",
        "First name",
        "Last name",
        "E-mail",
        "Mobile number",
        "National register number",
        "Language",
        "Responsible",
        "Street and number",
        "Postal code",
        "City",
        "Country",
        "Company name",
        "Client number",
        "National register number of the partner",
    ),
}
"""Per language what stands above the columns A to O."""

INSTRUCTIONS: dict[str, str] = {
    "nl": """
        Eén rij is één aangifte. Een koppel met een gezamenlijke aangifte staat op één rij: de contactpersoon
        vooraan, het rijksregisternummer van de partner in kolom O.

        Laat kolom A zoals ze is: daar staat „person”. Rijen waarin niets anders staat, tellen niet mee.

        Verplicht zijn voornaam, achternaam, e-mail en taal. Laat leeg wat u niet weet.

        Taal is nl, fr, de of en: kies ze uit de lijst.

        Rijksregisternummers en gsm-nummers zijn tekst: zo blijft de nul vooraan staan. Met het
        rijksregisternummer gaat synchroniseren met MyMinfin en Tax-on-web gemakkelijker.

        Verantwoordelijke is het e-mailadres van de collega die het dossier behandelt.

        Klantnummer is het nummer in uw eigen pakket; daaraan wordt een klant volgend jaar herkend.
    """,
    "fr": """
        Une ligne est une déclaration. Un couple qui fait une déclaration commune figure sur une seule ligne : la
        personne de contact au début, le numéro de registre national du partenaire dans la colonne O.

        Ne changez pas la colonne A : elle contient « person ». Les lignes qui ne contiennent rien d'autre ne
        comptent pas.

        Le prénom, le nom, l'adresse e-mail et la langue sont obligatoires. Laissez vide ce que vous ne savez
        pas.

        La langue est nl, fr, de ou en : choisissez-la dans la liste.

        Les numéros de registre national et de GSM sont du texte : le zéro du début reste ainsi en place. Le
        numéro de registre national facilite la synchronisation avec MyMinfin et Tax-on-web.

        Le responsable est l'adresse e-mail du collègue qui traite le dossier.

        Le numéro de client est celui de votre propre logiciel ; il permet de reconnaître le client l'an
        prochain.
    """,
    "de": """
        Eine Zeile ist eine Erklärung. Ein Paar mit gemeinsamer Erklärung steht in einer Zeile: vorn die
        Kontaktperson, in Spalte O die Nationalregisternummer des Partners.

        Lassen Sie Spalte A, wie sie ist: dort steht „person“. Zeilen, in denen sonst nichts steht, zählen nicht.

        Vorname, Nachname, E-Mail-Adresse und Sprache sind Pflicht. Was Sie nicht wissen, bleibt leer.

        Die Sprache ist nl, fr, de oder en: wählen Sie sie aus der Liste.

        Nationalregister- und Handynummern sind Text: so bleibt die Null am Anfang stehen. Mit der
        Nationalregisternummer wird der Abgleich mit MyMinfin und Tax-on-web einfacher.

        Verantwortlicher ist die E-Mail-Adresse der Kollegin oder des Kollegen, die das Dossier bearbeiten.

        Die Kundennummer ist die Ihres eigenen Programms; an ihr wird ein Kunde im nächsten Jahr erkannt.
    """,
    "en": """
        One row is one tax return. A couple with a joint return stands on one row: the contact person in front,
        the partner's national register number in column O.

        Leave column A as it is: it holds “person”. Rows that hold nothing else do not count.

        First name, last name, e-mail and language are mandatory. Leave empty what you do not know.

        Language is nl, fr, de or en: choose it from the list.

        National register numbers and mobile numbers are text, so that a leading zero stays. The national
        register number makes synchronising with MyMinfin and Tax-on-web easier.

        Responsible is the e-mail address of the colleague who handles the file.

        Client number is the one in your own software; a client is known by it next year.
    """,
}
"""Per language the paragraphs of the second sheet, with a blank line between."""
