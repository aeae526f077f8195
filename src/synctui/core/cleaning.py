"""Raw texts in, clean columns out. Each distinct text is cleaned once; what was found on the way is kept by text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from synctui.core.extract import Raw
from synctui.core.fields import COUNTRY, FIELDS, POSTAL_CODE, Values
from synctui.core.normalise import Repair, national_number, normaliser, postal_code, text
from synctui.core.normalise.outcome import RefusedError
from synctui.core.ports import Progress, Report
from synctui.i18n import Message

Key = Any
"""What a value came in as: its text; for a postal code that text and whether it lies abroad."""
HOME = frozenset({"", "BE"})
"""The countries whose postal codes are Belgian."""


Doubt = Callable[[str], Message | None]


class Memo(dict[Key, str]):
    """What came in → its clean value. refused, doubts, repairs: what came in → why, or what was mended."""

    def __init__(self, normalise: Callable[[Key, Repair], str], doubt: Doubt | None = None) -> None:
        super().__init__()
        self.refused: dict[Key, Message] = {}
        self.doubts: dict[Key, Message] = {}
        self.repairs: dict[Key, list[Message]] = {}
        self._normalise = normalise
        self._doubt = doubt
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
        if self._doubt and (reason := self._doubt(value)):
            self.doubts[key] = reason
        self[key] = value
        return value

    @property
    def odd(self) -> frozenset[Key]:
        """The keys about which there is something to say."""
        return frozenset((*self.refused, *self.doubts, *self.repairs))


class Clean(NamedTuple):
    """A raw table cleaned. keys: per field what each row's value was found under in its memo.

    columns: per field the clean values. rows: the same by row. ids: the source's own ids.
    """

    keys: list[list[Key]]
    columns: list[list[str]]
    rows: list[Values]
    ids: list[str]


class Cleaner:
    """Cleans raw tables column by column; what it cleaned once it knows, so that cleaning again is cheap."""

    def __init__(self, today: date) -> None:
        self.memos = [_memo(at, today) for at in range(len(FIELDS))]
        self.ids: Memo = Memo(text.normalise)

    def clean(self, raw: Raw, report: Report) -> Clean:
        """Return *raw* cleaned, telling *report* after each column."""
        keys: list[list[Key]] = []
        columns: list[list[str]] = []
        for at, memo in enumerate(self.memos):
            keys.append(self._postal_keys(raw) if at == POSTAL_CODE else [*raw.fields[at]])
            columns.append(list(map(memo.__getitem__, keys[at])))
            report(Progress("validate", len(raw.ids) * (at + 1) // len(FIELDS), len(raw.ids)))
        return Clean(keys, columns, list(zip(*columns, strict=True)), list(map(self.ids.__getitem__, raw.ids)))

    def _postal_keys(self, raw: Raw) -> list[Key]:
        """Return the postal codes with whether they lie abroad; a country that was refused is not Belgium."""
        countries = self.memos[COUNTRY]
        abroad = {name: countries[name] not in HOME or name in countries.refused for name in set(raw.fields[COUNTRY])}
        return list(zip(raw.fields[POSTAL_CODE], map(abroad.__getitem__, raw.fields[COUNTRY]), strict=True))


def _memo(field: int, today: date) -> Memo:
    """Return an empty memo for a field."""
    if field == POSTAL_CODE:
        return Memo(_postal_code)
    doubts: dict[str, Doubt] = {"text": text.doubt, "national_number": partial(national_number.doubt, today=today)}
    return Memo(normaliser(field, today), doubts.get(FIELDS[field].kind))


def _postal_code(key: tuple[str, bool], repair: Repair) -> str:
    """Clean a postal code of which is known whether it lies abroad."""
    return postal_code.normalise(key[0], repair, abroad=key[1])
