"""Belgian national and BIS numbers, kept as eleven digits.

The rules are those of python-stdnum's `be.nn` and `be.bis`. Unlike there, the day is an argument: the same number is
judged the same in every test and on every clock.

>>> from datetime import date
>>> day = date(2026, 3, 1)
>>> normalise("85.07.30-033 28", today=day)
'85073003328'
>>> normalise("5073003326", print, today=day)
The leading zeros that a spreadsheet dropped were put back; the check digits prove it.
'05073003326'
>>> normalise("85.07.30-033.29", today=day)
Traceback (most recent call last):
    ...
synctui.core.normalise.outcome.RefusedError: The check digits do not match: one or more digits are wrong.
>>> kind("85073003328"), kind("98472899765")
('nn', 'bis')
>>> shown("85073003328"), masked("85073003328")
('85.07.30-033.28', '85.••.••-•••.28')
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal

from synctui.core.normalise.outcome import RefusedError, Repair, silent
from synctui.core.normalise.text import tidy
from synctui.i18n import N_, Message, message

_MONTHS: dict[str, Literal["nn", "bis"]] = {
    **{f"{month:02}": "nn" for month in range(13)},
    **{f"{month:02}": "bis" for month in (*range(20, 33), *range(40, 53))},
}
"""Third and fourth digit → kind of number: a BIS number adds 20 or 40 to the month; 00 is an unknown one."""
_BORN_FROM_2000 = 2_000_000_000
"""What stands in front of the first nine digits when the check is made of a birth from 2000 on."""
_UNKNOWN_BIRTH = ("000001", "002001", "004001")
"""The first six digits given to people whose year of birth was unknown too."""

_LINES = re.compile(r"([0-9]{11})\n|.*\n").findall
"""Lines of eleven digits as they are, every other as empty text."""

_FLOAT_END = ".0"
"""How a spreadsheet's number ends when it is written as text; people write two digits behind the last dot."""
_SHORTENED = re.compile(r"\d[.,]?\d*E\+?\d+", re.IGNORECASE).fullmatch

ZEROS = N_("The leading zeros that a spreadsheet dropped were put back; the check digits prove it.")
REWRITTEN = N_("Digits, dashes or blanks of another script were written as plain ones.")
SHORTENED = N_("A spreadsheet shortened this number and lost digits. Format its column as text and enter it again.")
STRANGE = N_("A national number is made of digits, dots and hyphens only.")
LENGTH = N_("A national number has 11 digits; this has {n}.")
CHECK = N_("The check digits do not match: one or more digits are wrong.")
MONTH = N_("No month of birth is written {month}.")
FUTURE = N_("By this number the client is not born yet.")
OLD = N_("By this number the client is {age} years old.")


def normalise(raw: str, repair: Repair = silent, *, today: date) -> str:
    """Return *raw* as eleven ASCII digits, or raise `RefusedError`; nothing but separators is empty."""
    digits = raw.replace(".", "").replace("-", "").replace(" ", "")
    if len(digits) == 11 and digits.isascii() and digits.isdigit() and raw[-2:] != _FLOAT_END:
        return _checked(digits, today)
    return _mended(raw, repair, today)


def quickly(texts: Sequence[str]) -> list[str]:
    """Return what `normalise` makes of each text that is plainly a number of the last century, else empty text.

    All texts at once, twice as fast as one by one; what is empty here is for `normalise` to judge.
    """
    joined = "\n".join([*texts, ""]).replace(f"{_FLOAT_END}\n", "?\n")
    found = _LINES(joined.replace(".", "").replace("-", "").replace(" ", ""))
    if len(found) != len(texts):  # a line break in a text
        return [""] * len(texts)
    return [
        digits
        if digits and (n := int(digits)) // 100 % 97 + n % 100 == 97 and digits[2:4] in _MONTHS  # as in `_checked`
        else ""
        for digits in found
    ]


def kind(number: str) -> Literal["nn", "bis"]:
    """Return whether a clean number is a national number or a BIS number."""
    return _MONTHS[number[2:4]]


def shown(number: str) -> str:
    """Return a clean number as people write it."""
    return f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}" if number else ""


def masked(number: str) -> str:
    """Return a clean number with all but year and check digits hidden."""
    return f"{number[:2]}.••.••-•••.{number[9:]}" if number else ""


def birth_date(number: str) -> date | None:
    """Return the date of birth in a clean number, with the century its check digits prove, or None where unknown."""
    month, day = int(number[2:4]) % 20, int(number[4:6])
    if number.startswith(_UNKNOWN_BIRTH) or not month or not day:
        return None
    try:
        return date(_century(number) + int(number[:2]), month, day)
    except ValueError:
        return None


def doubt(number: str, today: date) -> Message | None:
    """Return why the birth date in a clean number is unlikely, or None.

    >>> doubt("85073003328", date(2026, 3, 1)) is None
    True
    """
    born = birth_date(number) if number else None
    if born is None:
        return None
    if born > today:
        return message(FUTURE)
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return message(OLD, age=age) if age > 120 else None


def unusual_years(today: date) -> frozenset[str]:
    """Return how the clean numbers begin of which `doubt` may doubt: this year, and 120 years ago or more.

    >>> sorted(unusual_years(date(2026, 3, 1)))
    ['00', '01', '02', '03', '04', '05', '06', '26']
    """
    years = (*range(today.year - 2019), today.year - 2000)
    return frozenset(f"{year:02}" for year in years)


def _century(number: str) -> int:
    """Return 1900 or 2000: the one whose check the last two digits of a clean number pass."""
    return 1900 if int(number[:9]) % 97 == 97 - int(number[9:]) else 2000


def _checked(digits: str, today: date) -> str:
    """Return eleven digits as they are, or raise `RefusedError` for what is wrong with them."""
    if (rest := 97 - int(digits[9:])) != int(digits[:9]) % 97 and (
        int(digits[:2]) + 2000 > today.year or rest != (_BORN_FROM_2000 + int(digits[:9])) % 97
    ):
        raise RefusedError(message(CHECK))
    if digits[2:4] not in _MONTHS:
        raise RefusedError(message(MONTH, month=digits[2:4]))
    return digits


def _mended(raw: str, repair: Repair, today: date) -> str:
    """Clean what is not eleven plain digits: other scripts, a float's ending, lost zeros."""
    from stdnum.be import nn

    text = tidy(raw, repair)
    digits: str = nn.compact(text.removesuffix(_FLOAT_END))
    if not digits:
        return ""
    if not (digits.isascii() and digits.isdigit()):
        raise RefusedError(message(SHORTENED if _SHORTENED(text) else STRANGE))
    if 8 <= len(digits) < 11:
        return _with_zeros(digits, repair, today)
    if len(digits) != 11:
        raise RefusedError(message(LENGTH, n=len(digits)))
    number = _checked(digits, today)
    if not raw.isascii():
        repair(message(REWRITTEN))
    return number


def _with_zeros(digits: str, repair: Repair, today: date) -> str:
    """Return a number of eight to ten digits with the zeros a spreadsheet took, if the check digits prove them."""
    try:
        number = _checked(digits.zfill(11), today)
    except RefusedError:
        raise RefusedError(message(LENGTH, n=len(digits))) from None
    repair(message(ZEROS))
    return number
