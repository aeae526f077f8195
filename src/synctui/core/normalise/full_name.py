"""Full names in one cell, parted into first and last name; Belgian particles stay with the last name.

>>> split("Baert, Lotte", last_name_first=False)
('Lotte', 'Baert')
>>> split("Van den Berghe Jan Pieter", last_name_first=True)
('Jan Pieter', 'Van den Berghe')
>>> split("D’Hondt Ann", last_name_first=True), split("DE SMET PEETERS Ann", last_name_first=True)
(('Ann', 'D’Hondt'), ('Ann', 'DE SMET PEETERS'))
>>> split("Marie-Anne De Smet", last_name_first=False), split("Jan Pieter Baert", last_name_first=False)
(('Marie-Anne', 'De Smet'), ('Jan Pieter', 'Baert'))
>>> split("’t Hooft Jan", last_name_first=True)
('Jan', '’t Hooft')
>>> split("De Smet", last_name_first=True)
('', 'De Smet')
"""

from __future__ import annotations

_PARTICLES = frozenset({
    "van", "vande", "vanden", "vander", "den", "der", "de", "des", "du", "del", "della", "di", "da", "dos", "la", "le",
    "les", "d'", "l'", "'t", "'s", "ter", "ten", "te", "op", "in", "von", "zu", "zur", "el", "al", "aan", "st.",
})  # fmt: skip


def split(name: str, *, last_name_first: bool) -> tuple[str, str]:
    """Return the first and the last name in a clean *name*; a comma stands behind the last name, whatever the order."""
    before, comma, behind = name.partition(",")
    if comma:
        return behind.strip(), before.strip()
    words = name.split()
    at = _end_of_last(words) if last_name_first else _start_of_last(words)
    parts = " ".join(words[:at]), " ".join(words[at:])
    return (parts[1], parts[0]) if last_name_first else parts


def _is_particle(word: str) -> bool:
    return word.casefold().replace("’", "'") in _PARTICLES


def _end_of_last(words: list[str]) -> int:
    """Return where the last name ends when it comes first: behind its capitals, else behind one word and particles."""
    capitals = next((at for at, word in enumerate(words) if word != word.upper()), 0)
    if capitals and any(len(word) > 1 for word in words[:capitals]):
        return capitals
    plain = next((at for at, word in enumerate(words) if not _is_particle(word)), len(words))
    return plain + 1


def _start_of_last(words: list[str]) -> int:
    """Return where the last name starts when it comes last: at the first particle, else at the last word."""
    last = max(len(words) - 1, 0)
    return next((at for at in range(1, last) if _is_particle(words[at])), last)
