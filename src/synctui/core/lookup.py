"""Find a client by what a record says of itself: dictionaries over a set of clients, made once a comparison.

In come the clients' values, out come client ids; what a find is worth is for `link` to judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from synctui.core.fields import EMAIL, FIRST_NAME, LAST_NAME, NATIONAL_NUMBER, Values
from synctui.core.intake import fold
from synctui.core.normalise.national_number import kind


def grouped(pairs: Iterable[tuple[str, int]]) -> tuple[dict[str, int], dict[str, tuple[int, ...]]]:
    """Return text → its first id, and for the texts that several ids share text → all of them.

    >>> grouped([("a", 1), ("b", 2), ("a", 3), ("", 4)])
    ({'a': 1, 'b': 2}, {'a': (1, 3)})
    """
    first: dict[str, int] = {}
    shared: dict[str, tuple[int, ...]] = {}
    for text, ident in pairs:
        if text and (found := first.setdefault(text, ident)) != ident:
            shared[text] = (*shared.get(text, (found,)), ident)
    return first, shared


class Lookup:
    """The clients of one state (live or archived) by national number and by e-mail."""

    def __init__(self, clients: Mapping[int, Values]) -> None:
        self.clients = clients
        self.number, self.shared_numbers = grouped((v[NATIONAL_NUMBER], c) for c, v in clients.items())
        self.mail, self.shared_mails = grouped((v[EMAIL].casefold(), c) for c, v in clients.items())

    def by_number(self, number: str) -> tuple[int, ...]:
        """Return the clients whose own national number this is; none for empty text."""
        return found(self.number, self.shared_numbers, number)

    def by_mail_and_name(self, values: Values) -> tuple[int, ...]:
        """Return the clients with this record's e-mail, first and last name, whatever their numbers."""
        name = folded_name(values)
        candidates = found(self.mail, self.shared_mails, values[EMAIL].casefold())
        return tuple(c for c in candidates if folded_name(self.clients[c]) == name)


def found(first: Mapping[str, int], shared: Mapping[str, tuple[int, ...]], text: str) -> tuple[int, ...]:
    """Return all ids of *text* in what `grouped` made."""
    if text not in first:
        return ()
    return shared.get(text) or (first[text],)


def folded_name(values: Values) -> tuple[str, str]:
    """Return last and first name as names are compared."""
    return fold(values[LAST_NAME]), fold(values[FIRST_NAME])


def vetoed(one: Values, other: Values) -> bool:
    """Tell whether two different valid national numbers say that these are two people."""
    a, b = one[NATIONAL_NUMBER], other[NATIONAL_NUMBER]
    return bool(a and b) and a != b


def bis_pair(one: Values, other: Values) -> bool:
    """Tell whether one has a BIS number and the other a national number, which may be one person."""
    return vetoed(one, other) and kind(one[NATIONAL_NUMBER]) != kind(other[NATIONAL_NUMBER])
