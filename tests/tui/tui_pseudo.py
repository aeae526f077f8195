"""A catalogue that writes every text with letters of its own, so that a text that did not come through it shows."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterable, Iterator

from synctui.core.catalogue import CHECKLIST
from synctui.core.ports import silent
from synctui.register import Store
from synctui.sources.sample import Sample
from tui.tui_office import ACTOR, CHOICES

_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_OTHER = "αɓςδεƒɠɦιʝκλɱηοπφɾστυνωχψζΑΒϹΔΕƑƓΗΙЈΚΛΜΝΟΠΦΓΣΤΥѴΩΧΨΖ"
_LETTERS = str.maketrans(_PLAIN, _OTHER)
_HOLE = re.compile(r"(\{[^}]*\})")
_WORD = re.compile(r"(…?)([A-Za-zÀ-ÖØ-öø-ÿ']*[A-Za-z][A-Za-zÀ-ÖØ-öø-ÿ']*)(…?)")
CODES = ("nl", "fr", "de", "en", "template.xlsx", "rejects.xlsx", "plan.json",
         "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")  # fmt: skip
"""Codes, names of files, and the months that a language without words of its own is given."""
_DIGEST = re.compile(r"[0-9a-f]{4}-[0-9a-f]{4}")
KEYS = frozenset(
    ["space", "enter", "esc", "tab", "shift", "home", "end", "insert", "pgup", "pgdn", "delete", "synctui", "scp"]
)
"""The names of keys, the same in every language, and of programs."""


class Pseudo(gettext.NullTranslations):
    """Translates every letter outside of placeholders; as wide as the English."""

    def gettext(self, message: str) -> str:
        """Return *message* in other letters."""
        return "".join(part if _HOLE.fullmatch(part) else part.translate(_LETTERS) for part in _HOLE.split(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form that fits, in other letters."""
        return self.gettext(msgid1 if n == 1 else msgid2)


def words(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield each word in common letters, and whether it was cut before or behind."""
    for found in _WORD.finditer(text):
        yield found[1], found[2].casefold(), found[3]


def known(told: Iterable[str]) -> frozenset[str]:
    """Return the words of data."""
    return frozenset(word for text in told for _before, word, _behind in words(text))


async def data(office: Store) -> frozenset[str]:
    """Return the words that the register, the sample office and the desk bring."""
    sample = Sample()
    delivery = await sample.fetch(None, silent)
    clients = [(*row.values, row.questionnaire) for row in office.clients()]
    tables = [*clients, *delivery.table.rows, delivery.table.columns, tuple(CHECKLIST.values()), CODES, ACTOR]
    workflows = [each.name for each in await sample.workflows()]
    return known([*(text for row in tables for text in row), *workflows, office.info().name, *map(" ".join, CHOICES)])


def foreign(screen: str, data: frozenset[str]) -> list[str]:
    """Return the words of a screen that neither the catalogue wrote nor the data hold; single letters are keys."""
    found = set()
    for before, word, behind in words(_DIGEST.sub("", screen)):
        if len(word) > 1 and word not in KEYS and not _is_data(word, data, cut=bool(before or behind)):
            found.add(word)
    return sorted(found)


def _is_data(word: str, data: frozenset[str], *, cut: bool) -> bool:
    return word in data or (cut and any(each.startswith(word) or each.endswith(word) for each in data))
