"""Made-up Belgians' names, streets and places by language: material for `synctui.sources.people`, no real person."""

from __future__ import annotations

from typing import NamedTuple


class Tongue(NamedTuple):
    """What people of one language are called and where they live.

    box: the word before a box number in an address. places: postal code and city.
    """

    first_names: tuple[str, ...]
    last_names: tuple[str, ...]
    streets: tuple[str, ...]
    box: str
    places: tuple[tuple[str, str], ...]


DUTCH = Tongue(
    first_names=(
        "An", "Bart", "Cédric", "Dirk", "Els", "Femke", "Gert", "Hilde", "Inès", "Jan", "Kaat", "Koen", "Lieve",
        "Lotte", "Luc", "Marie-José", "Niels", "Noémie", "Pieter", "Renée", "Seppe", "Sofie", "Tine", "Tom", "Veerle",
        "Wim", "Zoë", "Arne", "Griet", "Jef",
    ),
    last_names=(
        "Peeters", "Janssens", "Maes", "Jacobs", "Mertens", "Willems", "Claes", "Goossens", "Wouters", "De Smet",
        "De Clercq", "D'Hondt", "Van den Berghe", "Vandenbroucke", "Van Damme", "Vermeulen", "Baert", "Coppens",
        "Hermans", "Lambrechts", "Michiels", "Segers", "Smets", "T'Jampens", "Van de Velde", "Verhaegen", "Wauters",
        "Bogaert", "Dewaele", "Van Hée",
    ),
    streets=(
        "Dorpstraat", "Kerkstraat", "Stationsstraat", "Molenweg", "Veldstraat", "Nieuwstraat", "Kapellelaan",
        "Beukenlaan", "Schoolstraat", "Sint-Jansstraat", "Sint-Annalaan", "Sint-Niklaasdreef", "Sint-Martinusplein",
        "Sint-Pietersstraat", "Heirweg", "Koning Albertlaan",
    ),
    box="bus",
    places=(
        ("9000", "Gent"), ("2000", "Antwerpen"), ("8000", "Brugge"), ("3000", "Leuven"), ("2800", "Mechelen"),
        ("9300", "Aalst"), ("8500", "Kortrijk"), ("3500", "Hasselt"), ("9100", "Sint-Niklaas"), ("8400", "Oostende"),
        ("2300", "Turnhout"), ("9820", "Merelbeke-Melle"), ("1500", "Halle"), ("3600", "Genk"), ("1000", "Brussel"),
    ),
)  # fmt: skip

FRENCH = Tongue(
    first_names=(
        "Amélie", "Benoît", "Céline", "Didier", "Élodie", "François", "Geneviève", "Hélène", "Isabelle", "Jérôme",
        "Laurent", "Léa", "Marc", "Nathalie", "Olivier", "Pascale", "Quentin", "Raphaël", "Sébastien", "Thérèse",
        "Valérie", "Xavier", "Yves", "Zoé", "Loïc", "Anaïs",
    ),
    last_names=(
        "Dubois", "Lambert", "Dupont", "Martin", "Simon", "Laurent", "Leclercq", "Lejeune", "Noël", "Gérard",
        "Renard",
        "Denis", "Collard", "Delvaux", "Etienne", "d'Harcourt", "Mathieu", "Pirard", "Thiry", "Van Acker", "Lefèvre",
        "Bodart", "Henrotte", "Marchal",
    ),
    streets=(
        "Rue de l'Église", "Rue Haute", "Avenue Louise", "Rue de la Station", "Chaussée de Namur", "Rue du Moulin",
        "Place Saint-Lambert", "Rue des Écoles", "Avenue des Tilleuls", "Clos du Château", "Rue Neuve",
        "Rue Saint-Jean",
    ),
    box="bte",
    places=(
        ("4000", "Liège"), ("5000", "Namur"), ("6000", "Charleroi"), ("7000", "Mons"), ("1300", "Wavre"),
        ("6700", "Arlon"), ("7500", "Tournai"), ("1348", "Louvain-la-Neuve"), ("4800", "Verviers"),
        ("1000", "Bruxelles"),
    ),
)  # fmt: skip

GERMAN = Tongue(
    first_names=(
        "Anja", "Bernd", "Christel", "Dieter", "Elke", "Günther", "Heike", "Jürgen", "Käthe", "Manfred", "Ralf",
        "Ursula",
    ),
    last_names=(
        "Müller", "Schröder", "Heinen", "Küpper", "Jost", "Kessel", "Niessen", "Pauels", "Schumacher",
        "Thönnes",
    ),
    streets=("Kirchstraße", "Hauptstraße", "Aachener Straße", "Am Weiher", "Bergstraße", "Gülcherstraße"),
    box="Bt.",
    places=(("4700", "Eupen"), ("4780", "Sankt Vith"), ("4720", "Kelmis"), ("4760", "Büllingen")),
)  # fmt: skip

TONGUES: dict[str, Tongue] = {"nl": DUTCH, "fr": FRENCH, "de": GERMAN}
COLLEAGUES = tuple(
    f"{name}@kantoor.example" for name in ("an.baert", "jef.maes", "lea.dubois", "tom.claes", "zoe.jost")
)
TRADES = ("Bakkerij", "Drukkerij", "Garage", "Slagerij", "Schrijnwerkerij", "Studio", "Boulangerie", "Atelier")
_WORDS = (
    "appel", "beuk", "citroen", "dennen", "eik", "fazant", "gans", "haver", "iris", "jasmijn", "klaver", "linde",
    "mus",
    "narcis", "olm", "peer", "raaf",
)  # fmt: skip
DOMAINS = (
    *("post.example", "brief.example", "courrier.example", "mail.example", "thuis.example", "maison.example"),
    *("café-noël.example", "bäckerei.example"),
    *(f"{word}{number}.example" for number in range(1, 37) for word in _WORDS),
)[:612]
"""Mail domains, the usual ones first; two of them international."""
