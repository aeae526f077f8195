"""Raw texts in, clean columns out. Each distinct text is cleaned once; what was found on the way is kept by text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import compress
from operator import itemgetter
from typing import Any, NamedTuple

from synctui.core.extract import ID, Raw
from synctui.core.fields import COUNTRY, EMAIL, FIELDS, MOBILE, NATIONAL_NUMBER, PARTNER, POSTAL_CODE, Values
from synctui.core.normalise import Repair, mobile, national_number, normaliser, postal_code, text
from synctui.core.normalise.outcome import RefusedError
from synctui.core.ports import Progress, Report
from synctui.i18n import Message

_YEAR = itemgetter(slice(2))
"""The first two digits of a national number."""

Key = Any
"""What a value came in as: its text; for a postal code that lies abroad, its text in a tuple."""
HOME = frozenset({"", "BE"})
"""The countries whose postal codes are Belgian."""

_QUICKLY: Mapping[int, Callable[[Sequence[str]], list[str]]] = {
    MOBILE: mobile.quickly,
    NATIONAL_NUMBER: national_number.quickly,
    PARTNER: national_number.quickly,
    ID: text.quickly,
}
"""Columns whose texts are nearly all distinct: what cleans the plain ones at once. Empty text is for the memo."""


class Memo(dict[Key, str]):
    """What came in → its clean value. refused, doubts, repairs: what came in → why, or what was mended."""

    def __init__(self, normalise: Callable[[Key, Repair], str]) -> None:
        super().__init__()
        self.refused: dict[Key, Message] = {}
        self.doubts: dict[Key, Message] = {}
        self.repairs: dict[Key, list[Message]] = {}
        self._normalise = normalise
        self._told: list[Message] = []
        self._tell = self._told.append

    def __missing__(self, key: Key) -> str:
        try:
            value = self._normalise(key, self._tell)
        except RefusedError as refusal:
            self.refused[key], value = refusal.reason, ""
        if self._told:
            self.repairs[key] = self._told[:]
            self._told.clear()
        self[key] = value
        return value

    @property
    def odd(self) -> frozenset[Key]:
        """The keys about which there is something to say."""
        return frozenset((*self.refused, *self.doubts, *self.repairs))


class Clean(NamedTuple):
    """A raw table cleaned. keys: per field what each row's value was found under in its memo.

    columns: per field, and for `ID`, the clean values. rows: those of the fields by row.
    """

    keys: list[list[Key]]
    columns: list[list[str]]
    rows: list[Values]

    @property
    def ids(self) -> list[str]:
        """The source's own ids, by row."""
        return self.columns[ID]


class Cleaner:
    """Cleans raw tables column by column; what it cleaned once it knows, so that cleaning again is cheap.

    *known* are addresses that were cleaned before, by the same rules: they are not asked about again.
    """

    def __init__(self, today: date, known: Sequence[str] = ()) -> None:
        self.memos = [Memo(_postal_code if at == POSTAL_CODE else normaliser(at, today)) for at in range(len(FIELDS))]
        self.memos.append(Memo(text.normalise))
        self.memos[EMAIL].update(zip(known, known, strict=True))
        self._today = today

    def clean(self, raw: Raw, report: Report) -> Clean:
        """Return *raw* cleaned, telling *report* after each column."""
        keys: list[list[Key]] = []
        columns: list[list[str]] = []
        for at, memo in enumerate(self.memos):
            keys.append(self._postal_keys(raw) if at == POSTAL_CODE else raw.fields[at])
            columns.append(_column(keys[at], at, memo))
            memo.doubts = _doubts(keys[at], columns[at], memo, at, self._today)
            report(Progress("validate", len(keys[0]) * (at + 1) // len(self.memos), len(keys[0])))
        return Clean(keys, columns, list(zip(*columns[:ID], strict=True)))

    def _postal_keys(self, raw: Raw) -> list[Key]:
        """Return the postal codes, those that lie abroad in tuples; a country that was refused is not Belgium."""
        codes, names, countries = raw.fields[POSTAL_CODE], raw.fields[COUNTRY], self.memos[COUNTRY]
        abroad = {name for name in set(names) if countries[name] not in HOME or name in countries.refused}
        if not abroad:
            return codes
        return [(code,) if name in abroad else code for code, name in zip(codes, names, strict=True)]


def _postal_code(key: Key, repair: Repair) -> str:
    """Clean a postal code, which stands in a tuple when it lies abroad."""
    abroad = isinstance(key, tuple)
    return postal_code.normalise(key[0] if abroad else key, repair, abroad=abroad)


def _column(keys: list[Key], at: int, memo: Memo) -> list[str]:
    """Return the clean values of a column; one that is clean already is returned itself."""
    if at not in _QUICKLY:
        return list(map(memo.__getitem__, keys))
    values = _QUICKLY[at](keys)
    return keys if values == keys else [value or memo[key] for value, key in zip(values, keys, strict=True)]


def _doubts(keys: Sequence[Key], column: Sequence[str], memo: Memo, at: int, today: date) -> dict[Key, Message]:
    """Return what came in → why its clean value is not to be trusted; a cheap look at all comes first."""
    kind = FIELDS[at].kind if at < ID else ""
    if kind == "national_number":
        unusual = map(national_number.unusual_years(today).__contains__, map(_YEAR, column))
        doubted = compress(zip(keys, column, strict=True), unusual)
        found = ((key, national_number.doubt(value, today)) for key, value in doubted)
    elif kind == "text":
        found = ((key, text.doubt(value)) for key, value in memo.items() if not value.isascii())
    else:
        return {}
    return {key: reason for key, reason in found if reason}
