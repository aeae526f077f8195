"""The fields of a client: their order, labels and manners, in the one table that everything else reads.

A client's values are a tuple of texts in this order (`Values`), ``""`` where there is none.
"""

from __future__ import annotations

from typing import NamedTuple

from synctui.i18n import N_, _

Values = tuple[str, ...]
"""A client's values, one text a field in the order of `FIELDS`; empty where there is none."""


class Field(NamedTuple):
    """One field of a client.

    name: as in JSON, CSV and options. label: as in headers and sentences. short: at most eleven columns.
    kind: which normaliser cleans it. mandatory: a client without it is invalid.
    """

    name: str
    label: str
    short: str
    kind: str = "text"
    mandatory: bool = False

    @property
    def title(self) -> str:
        """The label in the current language."""
        return _(self.label)

    @property
    def short_title(self) -> str:
        """The short label in the current language, at most eleven columns wide."""
        return _(self.short)


FIELDS: tuple[Field, ...] = (
    Field("first_name", N_("First name"), N_("First name"), mandatory=True),
    Field("last_name", N_("Last name"), N_("Last name"), mandatory=True),
    Field("email", N_("E-mail"), N_("E-mail"), "email", mandatory=True),
    Field("mobile", N_("Mobile number"), N_("Mobile"), "mobile"),
    Field("language", N_("Language"), N_("Language"), "language"),
    Field("responsible", N_("Responsible"), N_("Responsible"), "responsible"),
    Field("street", N_("Street"), N_("Street")),
    Field("postal_code", N_("Postal code"), N_("Postal code"), "postal_code"),
    Field("city", N_("City"), N_("City")),
    Field("country", N_("Country"), N_("Country"), "country"),
    Field("company", N_("Company"), N_("Company")),
    Field("national_number", N_("National number"), N_("National no"), "national_number"),
    Field("partner_national_number", N_("Partner's national number"), N_("Partner no"), "national_number"),
)

NAMES: tuple[str, ...] = tuple(field.name for field in FIELDS)
INDEX: dict[str, int] = {name: at for at, name in enumerate(NAMES)}
EMPTY: Values = ("",) * len(FIELDS)

(
    FIRST_NAME, LAST_NAME, EMAIL, MOBILE, LANGUAGE, RESPONSIBLE, STREET, POSTAL_CODE, CITY, COUNTRY, COMPANY,
    NATIONAL_NUMBER, PARTNER,
) = range(len(FIELDS))  # fmt: skip


def full_name(values: Values) -> str:
    """Return the name as lists show it: last name, comma, first name.

    >>> full_name(("Lotte", "Baert", *EMPTY[2:]))
    'Baert, Lotte'
    """
    first, last = values[FIRST_NAME], values[LAST_NAME]
    return f"{last}, {first}" if first and last else last or first
