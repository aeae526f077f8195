"""What a client typed by hand may hold, beside everybody who is in the register already.

In come texts as they were typed and an index of the register's clients; out come clean values and what is wrong with
them, by field. Only what was typed is judged: what stands in the register already is no fault of an edit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from synctui.core.fields import COUNTRY, EMAIL, FIRST_NAME, LAST_NAME, NATIONAL_NUMBER, PARTNER, Values, full_name
from synctui.core.intake import fold
from synctui.core.records import ClientRow
from synctui.core.validate import OWN_PARTNER, clean_value
from synctui.errors import InputError
from synctui.i18n import N_, Message, message

Wrong = Mapping[int, str | Message]
"""Field → what is wrong with its value."""


class Standing(NamedTuple):
    """The register's clients by what can stand on one return alone.

    returns: a national number → the live client on whose return it stands, as main declarant or partner.
    archived: a national number → the archived client it belongs to. mails: an e-mail, folded → its live clients.
    """

    returns: Mapping[str, ClientRow]
    archived: Mapping[str, ClientRow]
    mails: Mapping[str, Sequence[ClientRow]]


def standing(rows: Iterable[ClientRow]) -> Standing:
    """Return *rows* by their numbers and addresses."""
    returns: dict[str, ClientRow] = {}
    archived: dict[str, ClientRow] = {}
    mails: dict[str, list[ClientRow]] = defaultdict(list)
    for row in rows:
        own, partner = row.values[NATIONAL_NUMBER], row.values[PARTNER]
        if row.archived:
            archived[own] = row
            continue
        returns[own] = returns[partner] = row
        mails[row.values[EMAIL].casefold()].append(row)
    for index in (returns, archived):
        index.pop("", None)
    return Standing(returns, archived, mails)


def judged(
    texts: Sequence[str], before: Values | None, known: Standing, today: date, client: int = 0
) -> tuple[Values, Wrong]:
    """Return *texts* as clean values, and what is wrong with those that differ from *before*.

    *before*: the values of *client* in the register; None, and 0, for a client that is added.
    """
    values, wrong = list(texts), dict[int, str | Message]()
    order = sorted(range(len(texts)), key=lambda at: at != COUNTRY)  # a postal code is read by its country
    for at in order:
        if before and texts[at] == before[at]:
            continue
        try:
            values[at] = clean_value(at, texts[at], today, country=values[COUNTRY])
        except InputError as error:
            wrong[at] = error.what
    clean = tuple(values)
    moved = {at for at in order if before is None or clean[at] != before[at]} - wrong.keys()
    return clean, {**_twice(clean, moved, known, client), **wrong}


def _twice(values: Values, moved: set[int], known: Standing, client: int) -> dict[int, str | Message]:
    """Return which of the *moved* fields bring somebody onto a second return, or into the register a second time."""
    wrong: dict[int, str | Message] = {}
    for at in moved & {NATIONAL_NUMBER, PARTNER}:
        other = known.returns.get(values[at])
        if other and other.id != client:
            wrong[at] = message(N_("It stands on the return of {client}."), client=full_name(other.values))
        elif at == NATIONAL_NUMBER and not client and (gone := known.archived.get(values[at])):
            wrong[at] = message(N_("{client} is archived here: restore that client."), client=full_name(gone.values))
    if values[NATIONAL_NUMBER] and values[NATIONAL_NUMBER] == values[PARTNER]:
        wrong[PARTNER] = message(OWN_PARTNER)
    if moved & {EMAIL, FIRST_NAME, LAST_NAME} and any(_namesakes(values, known, client)):
        wrong[EMAIL] = message(N_("Somebody with this name and e-mail is a client already."))
    return wrong


def _namesakes(values: Values, known: Standing, client: int) -> Iterator[ClientRow]:
    """Yield the others with this e-mail and name, but for those whose two national numbers tell them apart."""
    name = _name(values)
    for other in known.mails.get(values[EMAIL].casefold(), ()):
        numbers = {values[NATIONAL_NUMBER], other.values[NATIONAL_NUMBER]}
        if other.id != client and _name(other.values) == name and ("" in numbers or len(numbers) == 1):
            yield other


def _name(values: Values) -> tuple[str, str]:
    return fold(values[LAST_NAME]), fold(values[FIRST_NAME])
