"""The ``Filter`` language of Admin-Consult, as far as it is known: comparisons, ``in``, null, text, joined by *and*."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

Row = Mapping[str, Any]
_ORDER: dict[str, Callable[[str, str], bool]] = {
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
}


def matcher(text: str) -> Callable[[Row], bool]:
    """Return what tells whether a row passes the filter *text*. Raises `ValueError` for what it does not know.

    >>> matcher("CustomerId in (1, 2) and IsActive eq 1")({"CustomerId": 2, "IsActive": True})
    True
    """
    tests = [_term(term.strip()) for term in re.split(r" and (?=(?:[^']*'[^']*')*[^']*$)", text)]
    return lambda row: all(test(row) for test in tests)


def _null(name: str, negated: str | None) -> Callable[[Row], bool]:
    return lambda row: (row.get(name) is None) != bool(negated)


def _term(term: str) -> Callable[[Row], bool]:
    for pattern, make in _TERMS:
        if found := re.match(pattern, term):
            return make(*found.groups())
    raise ValueError(term)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return str(int(value))
    return str(value).replace("T", " ") if value is not None else ""


def _bare(text: str) -> str:
    return text.strip().removeprefix("'").removesuffix("'").replace("''", "'")


def _among(name: str, how: str, items: str) -> Callable[[Row], bool]:
    values = {_bare(item) for item in items.split(",")}
    return lambda row: (_plain(row.get(name)) in values) == (how == "in")


def _compared(name: str, how: str, value: str) -> Callable[[Row], bool]:
    text = _bare(value)
    if how in {"eq", "ne"}:
        return lambda row: (_plain(row.get(name)) == text) == (how == "eq")
    number = text.lstrip("-").isdecimal()
    order = _ORDER[how]
    return lambda row: order(*(each.zfill(20) if number else each for each in (_plain(row.get(name)), text)))


def _text(how: str, name: str, text: str) -> Callable[[Row], bool]:
    part = text.replace("''", "'").lower()
    test = {"StartsWith": str.startswith, "EndsWith": str.endswith, "Contains": str.__contains__}[how]
    return lambda row: test(_plain(row.get(name)).lower(), part)


_TERMS: tuple[tuple[str, Callable[..., Callable[[Row], bool]]], ...] = (
    (r"(StartsWith|EndsWith|Contains)\(([\w.]+), ?'((?:[^']|'')*)'\)$", _text),
    (r"([\w.]+) (not in|in) ?\((.*)\)$", _among),
    (r"([\w.]+) is (not )?null$", _null),
    (r"([\w.]+) (eq|ne|gt|ge|lt|le) (.+)$", _compared),
)
