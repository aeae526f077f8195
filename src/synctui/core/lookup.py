"""Find a client by what a record says of itself: dictionaries over a set of clients, made once a comparison.

In come the clients' values, out come client ids; what a find is worth is for `link` to judge.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from operator import itemgetter

from synctui.core.fields import EMAIL, FIRST_NAME, LAST_NAME, NATIONAL_NUMBER, Values
from synctui.core.intake import fold
from synctui.core.normalise.national_number import kind

Index = tuple[Mapping[str, int], Mapping[str, tuple[int, ...]]]
"""Text → its one client, and the texts that several clients share → all of them; empty text is in neither."""


def indexed(texts: Sequence[str], clients: Collection[int]) -> Index:
    """Return the index of *clients*, or of rows, by their *texts*.

    >>> indexed(["a", "b", "a", ""], [1, 2, 3, 4])
    ({'b': 2}, {'a': (1, 3)})
    """
    one = dict(zip(texts, clients, strict=True))
    one.pop("", None)
    if len(one) + texts.count("") == len(texts):
        return one, {}
    last = map(one.get, texts)
    earlier = [(text, client) for text, client, at in zip(texts, clients, last, strict=True) if text and at != client]
    shared: dict[str, tuple[int, ...]] = {}
    for text, client in earlier:
        shared[text] = (*shared.get(text, ()), client)
    return one, {text: (*some, one.pop(text)) for text, some in shared.items()}


class Lookup:
    """The clients of one state (live or archived) by national number and by e-mail."""

    def __init__(self, clients: Mapping[int, Values]) -> None:
        self.clients = clients
        self._numbers = list(map(itemgetter(NATIONAL_NUMBER), clients.values()))
        self.number, self.shared_numbers = indexed(self._numbers, clients)
        self.mail = indexed(list(map(str.casefold, map(itemgetter(EMAIL), clients.values()))), clients)

    @cached_property
    def mails_without_number(self) -> frozenset[str]:
        """The e-mails of clients without a national number: only these can speak against a number that is found."""
        without = [client for client, number in zip(self.clients, self._numbers, strict=True) if not number]
        return frozenset(self.clients[client][EMAIL].casefold() for client in without)

    def by_number(self, number: str) -> tuple[int, ...]:
        """Return the clients whose own national number this is; none for empty text."""
        return _all_of((self.number, self.shared_numbers), number)

    def by_mail_and_name(self, values: Values) -> tuple[int, ...]:
        """Return the clients with this record's e-mail, first and last name, whatever their numbers."""
        if not (candidates := _all_of(self.mail, values[EMAIL].casefold())):
            return ()
        name = folded_name(values)
        return tuple(c for c in candidates if folded_name(self.clients[c]) == name)


def _all_of(index: Index, text: str) -> tuple[int, ...]:
    one, shared = index
    return (one[text],) if text in one else shared.get(text, ())


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
