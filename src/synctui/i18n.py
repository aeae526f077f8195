"""Words in the reader's language: English in the code, everything else from ``locale/``.

A text that is shown at once is wrapped in `_` or `ngettext`. A text that is decided now and shown later, or
that must read the same in every language (a plan, a journal), is a `Message`.
"""

from __future__ import annotations

import gettext
import locale
import os
import re
from pathlib import Path
from typing import NamedTuple

LANGUAGES = ("nl", "fr", "de", "en")
_FOLDER = Path(__file__).parent / "locale"
_ISO = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-(\d{2})(?!\d)")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_state: list[gettext.NullTranslations] = [gettext.NullTranslations()]


def N_(text: str) -> str:  # noqa: N802 - gettext's own name
    """Mark a text for the catalogues and return it as it is."""
    return text


def _(text: str) -> str:
    """Return *text* in the current language."""
    return _state[0].gettext(text) if text else text


def ngettext(one: str, many: str, n: int) -> str:
    """Return the form of *one*/*many* that fits *n*, with ``{n}`` filled in."""
    return _state[0].ngettext(one, many, n).format(n=number(n))


def number(n: int) -> str:
    """Return *n* with its thousands grouped as the screens show them.

    >>> number(98765)
    '98,765'
    """
    grouped = f"{n:,}"
    return grouped if current() == "en" else grouped.replace(",", ".")


def day(iso: str) -> str:
    """Return the day of an ISO 8601 date or moment as the screens write it; any other text as it is.

    >>> day("2026-01-31"), day("2026-03-02T08:30:00Z"), day("soon")
    ('31 Jan 2026', '2 Mar 2026', 'soon')
    """
    found = _ISO.match(iso)
    if not found:
        return iso
    year, month, of_month = found.groups()
    if current() == "en":
        return f"{int(of_month)} {_MONTHS[int(month) - 1]} {year}"
    return f"{of_month}.{month}.{year}" if current() == "de" else f"{of_month}/{month}/{year}"


def moment(iso: str) -> str:
    """Return an ISO 8601 moment to the minute, as the screens write it.

    >>> moment("2026-11-24T09:12:40Z")
    '24 Nov 2026 09:12'
    """
    return f"{day(iso)} {iso[11:16]}".rstrip()


def current() -> str:
    """Return the language in use, one of `LANGUAGES`."""
    return _state[0].info().get("language", "en") if isinstance(_state[0], gettext.GNUTranslations) else "en"


def use(language: str | None) -> None:
    """Switch to *language*; an unknown or missing one falls back to its base language, then to English."""
    base = (language or "").replace("-", "_").split("_")[0].split("@")[0].split(".")[0].lower()
    _state[0] = gettext.translation("synctui", _FOLDER, [base], fallback=True)


def from_environment() -> str | None:
    """Return the language that ``SYNCTUI_LANG`` or the locale's variables ask for, or None."""
    for name in ("SYNCTUI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return locale.normalize(value).split(".")[0].split("_")[0]
    return None


class Message(NamedTuple):
    """A text with its values, told in English by `plain` and in the current language by ``str()``."""

    text: str
    values: tuple[tuple[str, str | int], ...] = ()

    def __str__(self) -> str:
        return _(self.text).format(**dict(self.values)) if self.values else _(self.text)

    @property
    def plain(self) -> str:
        """The text in English, the same wherever it is made."""
        return self.text.format(**dict(self.values)) if self.values else self.text


def message(text: str, **values: str | int) -> Message:
    """Return a `Message`; *text* must be marked with `N_` where it is written."""
    return Message(text, tuple(values.items()))
