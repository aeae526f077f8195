"""What a CRM's attribute paths mean, read by the words in them, and what the values of its kinds and statuses mean.

Sources: the Admin-Consult objects as the public SDK names them (exact paths); for AdminPulse, whose names of a person's
details are not public, the words of its help centre (type, status, end of relation, communication channels) in English,
Dutch and French, beside the headers that files use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from synctui.core import aliases
from synctui.core.aliases import BOX, HOUSE_NUMBER, IGNORED, Alias, alias
from synctui.core.intake import fold
from synctui.core.mapping import DEATH, ENDED, KIND, STATUS

EXACT = {
    "CustomerId": "source_id", "Name": aliases.NAME, "Firstname": "first_name", "Email": "email", "Mobile": "mobile",
    "SocialSecurityNumber": "national_number", "Private.NationalNr": IGNORED, "Address.StreetName": "street",
    "Address.HouseNr": HOUSE_NUMBER, "Address.HouseBox": BOX, "Address.Street1": IGNORED,
    "Address.ZipCode": "postal_code",
    "IsCompany": KIND, "IsActive": ENDED, "DisabledDate": IGNORED, "Private.DateOfDeath": DEATH, "CustCode": IGNORED,
    "uniqueIdentifier": "source_id", "id": IGNORED, "code": IGNORED, "displayName": IGNORED, "companyId": IGNORED,
}  # fmt: skip
"""Paths that are known as they stand."""

SCOPE_WORDS = {
    KIND: "type; kind; relation type; relation kind; person type; soort; is company; company; soort relatie",
    STATUS: "status; relation status; state; statut; customer status",
    ENDED: "end date; ended; end of relation; relation end date; einddatum; date de fin; is active; active; inactive",
    DEATH: "date of death; death date; deceased; overlijdensdatum; overleden; date de décès; décédé",
}
_SCOPE = {aliases.header_key(word): name for name, words in SCOPE_WORDS.items() for word in words.split(";")}
"""Words of attributes that tell whether a record is a client; ``company`` only where it is yes or no."""

_VALUES = {
    "kind.person": """person; natural person; individual; sole proprietor; soleproprietor; persoon; natuurlijk persoon;
        natuurlijke persoon; particulier; eenmanszaak; zelfstandige; personne; personne physique; indépendant""",
    "kind.company": "company; legal person; legal entity; bedrijf; vennootschap; rechtspersoon; société",
    "status.customer": "customer; client; klant; active; actief; actif",
    "status.prospect": "prospect; lead",
    "status.other": "other; own company; contact; andere; eigen bedrijf; autre; inactive",
}
_KNOWN = {fold(word.strip()): name for name, words in _VALUES.items() for word in words.split(";")}
_TAILS = frozenset({"value", "name", "number", "code", "text", "nr", "label"})
_PLACES = frozenset({"address", "addresses", "main address", "adres", "adressen", "adresse"})
_OTHERS = frozenset({"tos", "links", "contacts", "partner", "company"})
"""Containers of what belongs to somebody else."""
_YES, _NO = frozenset({"true", "1", "yes"}), frozenset({"false", "0", "no"})


def attribute(path: str) -> Alias | None:
    """Return what a CRM's attribute means, or None.

    >>> attribute("firstName"), attribute("channels[Email].value")
    (Alias(target='first_name', rank=0), Alias(target='email', rank=0))
    >>> attribute("responsible.email"), attribute("tos[5].uniqueIdentifier")
    (Alias(target='responsible', rank=0), Alias(target='ignored', rank=0))
    >>> attribute("shoeSize") is None
    True
    """
    if path in EXACT:
        return Alias(EXACT[path])
    parts = [_words(part) for part in re.split(r"[.\[\]]+", path) if part]
    if scope := _scope(path, parts):
        return Alias(scope)
    above = parts[:-1]
    if any((known := alias(each)) and known.target == "responsible" for each in above):
        return Alias("responsible" if "mail" in parts[-1] else IGNORED)
    return alias(" ".join(parts[-2:])) or (Alias(IGNORED) if _OTHERS.intersection(above) else _last(parts))


def _last(parts: list[str]) -> Alias | None:
    """Return what the last word means, or the one before it where the last says nothing by itself."""
    plain = len(parts) > 1 and parts[-1] in _TAILS and parts[-2] not in _PLACES
    return alias(parts[-2 if plain else -1])


def _words(part: str) -> str:
    """Return one part of a path as words: ``nationalNumber`` → *national number*."""
    return aliases.header_key(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", part))


def _scope(path: str, parts: list[str]) -> str:
    """Return which of the four an attribute of the record itself means, empty for none."""
    if "[" in path or len(parts) > 2 or _PLACES.intersection(parts[:-1]) or _OTHERS.intersection(parts[:-1]):
        return ""
    return _SCOPE.get(parts[-1], "") if parts[-1] != "company" else ""


def known_value(target: str, text: str) -> str:
    """Return what a value of `KIND` or `STATUS` means everywhere, as one of `VALUES` or *other*; empty for unknown.

    >>> known_value("kind", "Natuurlijk persoon"), known_value("kind", "Prospect")
    ('kind.person', '')
    """
    name = _KNOWN.get(fold(text), "")
    return name if name.startswith(f"{target}.") else ""


def meanings(target: str, header: str, found: Iterable[str]) -> tuple[dict[str, str], list[str]]:
    """Return the values of `KIND`, `STATUS`, `ENDED` or `DEATH` as a spec takes them, and the ones that are in doubt.

    *found* are the texts that the attribute *header* holds.

    >>> meanings("kind", "type", ["Person", "Company", "Sole proprietor"])[0]
    {'kind.person': 'Person,Sole proprietor', 'kind.company': 'Company'}
    >>> meanings("kind", "type", ["1", "2"])
    ({}, ['1', '2'])
    """
    texts = sorted({text.strip() for text in found if text.strip()}, key=lambda text: (fold(text) != "person", text))
    if target in {ENDED, DEATH}:
        return ({f"{target}.yes": "false,0"} if fold(header).endswith("active") and _flags(texts) else {}), []
    if target == KIND and _flags(texts) and "company" in fold(header):
        return {"kind.person": "false,0,no", "kind.company": "true,1,yes"}, []
    spec: dict[str, list[str]] = {}
    doubt = []
    for text in texts:
        name = known_value(target, text)
        if not name:
            doubt.append(text)
        elif not name.endswith(".other"):
            spec.setdefault(name, []).append(text)
    return {name: ",".join(values) for name, values in spec.items()}, doubt


def _flags(texts: Iterable[str]) -> bool:
    return all(fold(text) in _YES | _NO for text in texts)
