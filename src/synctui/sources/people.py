"""Synthetic Belgian people: a seed in, clients as clean values out. No clock, no real person.

They are what an office has: couples who share a return or only an address, a father and son of one name, accents,
three languages, numbers of residents and of foreigners (BIS).
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle, islice
from typing import TypeVar

from synctui.core.fields import EMPTY, FIRST_NAME, LANGUAGE, MOBILE, NATIONAL_NUMBER, PARTNER, Values
from synctui.sources.names import COLLEAGUES, DOMAINS, TONGUES, TRADES, Tongue

_T = TypeVar("_T")

OLDEST = date(1936, 1, 1)
DAYS = (date(2006, 12, 31) - OLDEST).days
HIGHEST = 998
"""The highest counter of a day of birth."""


def national_number(birth: date, counter: int) -> str:
    """Return the national number of the *counter*-th birth (1 to 998) of a day, as 11 digits.

    The check is 97 minus the rest of the nine digits by 97, with a 2 in front for births from 2000 on (National
    Register: "Rijksregisternummer", royal decree of 3 April 1984).

    >>> national_number(date(1985, 7, 30), 33)
    '85073003328'
    >>> national_number(date(2001, 2, 3), 4)
    '01020300467'
    """
    return _numbered(birth, birth.month, counter)


def bis_number(birth: date, counter: int) -> str:
    """Return a BIS number: as `national_number`, the month raised by 40 (sex known at registration).

    >>> bis_number(date(1985, 7, 30), 33)
    '85473003317'
    """
    return _numbered(birth, birth.month + 40, counter)


def broken(number: str) -> str:
    """Return *number* with its last digit wrong, so that the check digits prove an error.

    >>> broken("85073003328")
    '85073003329'
    """
    return number[:-1] + str((int(number[-1]) + 1) % 10)


def people(n: int, seed: int = 2026) -> list[Values]:
    """Return *n* clients as normalised values, the same for the same arguments; a smaller *n* gives their beginning.

    Every client is valid on its own and beside the others: each has a name, an e-mail and a valid number, and no
    number stands twice, neither as main declarant nor as partner. Of forty clients fourteen have a partner on their
    return, two live together with returns apart and one e-mail, two are father and son of one name and address, one
    has a BIS number, five have no mobile, three have a company.
    """
    return _People(seed).take(n)


def _numbered(birth: date, month: int, counter: int) -> str:
    digits = f"{birth.year % 100:02}{month:02}{birth.day:02}{counter:03}"
    rest = int(f"2{digits}" if birth.year >= 2000 else digits) % 97
    return f"{digits}{97 - rest:02}"


def _plain(text: str) -> str:
    """Return *text* as the local part of an address: lower case ASCII letters.

    >>> _plain("Van Hée")
    'vanhee'
    """
    folded = unicodedata.normalize("NFKD", text.replace("ß", "ss")).casefold()
    return "".join(letter for letter in folded if "a" <= letter <= "z")


class _People:
    """The state of one generation: the random stream and what has been given out."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - made-up people, no secret
        self.numbers: set[str] = set()
        self.names: dict[str, int] = {}
        self.plain = {
            name: _plain(name) for tongue in TONGUES.values() for name in (*tongue.first_names, *tongue.last_names)
        }

    def take(self, n: int) -> list[Values]:
        """Return the next *n* clients."""
        return list(islice(self.stream(), n))

    def stream(self) -> Iterator[Values]:
        """Give clients without end, in rounds of forty that hold each special case."""
        before = EMPTY
        for turn in cycle(range(40)):
            match turn:
                case 11:
                    before = self.beside(before, before[FIRST_NAME])
                case 21:
                    before = self.beside(before)
                case _:
                    before = self.client(turn)
            yield before

    def client(self, turn: int) -> Values:
        """Return a client; *turn* is its place among forty."""
        pick = self.pick
        language = "de" if turn == 39 else "fr" if turn % 3 == 2 else "nl"
        tongue = TONGUES[language]
        first, last = pick(tongue.first_names), pick(tongue.last_names)
        code, city = pick(tongue.places)
        number = self.number(bis=turn == 17)
        return (
            first, last, self.email(first, last), "" if turn % 7 == 5 else self.mobile(), language, pick(COLLEAGUES),
            self.street(tongue), code, city, "BE", f"{pick(TRADES)} {last} BV" if turn % 13 == 6 else "",
            number, self.number() if turn % 5 in {1, 3} else "",
        )  # fmt: skip

    def beside(self, other: Values, first: str = "") -> Values:
        """Return somebody at the address and e-mail of *other* with an own return: by *first* name, or another."""
        names = TONGUES[other[LANGUAGE]].first_names
        name = first or names[(names.index(other[FIRST_NAME]) + 1) % len(names)]
        changed = {FIRST_NAME: name, MOBILE: self.mobile(), NATIONAL_NUMBER: self.number(), PARTNER: ""}
        return tuple(changed.get(at, value) for at, value in enumerate(other))

    def pick(self, choices: tuple[_T, ...]) -> _T:
        """Return one of *choices*."""
        return choices[int(self.random.random() * len(choices))]

    def number(self, *, bis: bool = False) -> str:
        """Return a valid number that was not given out yet."""
        while True:
            birth = OLDEST + timedelta(days=int(self.random.random() * DAYS))
            made = (bis_number if bis else national_number)(birth, 1 + int(self.random.random() * HIGHEST))
            if made not in self.numbers:
                self.numbers.add(made)
                return made

    def email(self, first: str, last: str) -> str:
        """Return an address for a name: counted where the name was seen before, two thirds at a usual domain."""
        local = f"{self.plain[first]}.{self.plain[last]}"
        seen = self.names[local] = self.names.get(local, 0) + 1
        reach = 6 if self.random.random() < 2 / 3 else len(DOMAINS)
        return f"{local}{seen if seen > 1 else ''}@{DOMAINS[int(self.random.random() * reach)]}"

    def mobile(self) -> str:
        """Return a Belgian mobile number in E.164."""
        return f"+324{int(50_000_000 + self.random.random() * 49_999_999)}"

    def street(self, tongue: Tongue) -> str:
        """Return a street with a number, every tenth with a box."""
        number = 1 + int(self.random.random() * 180)
        box = f" {tongue.box} {number % 9 + 1}" if number % 10 == 0 else ""
        return f"{self.pick(tongue.streets)} {number}{box}"
