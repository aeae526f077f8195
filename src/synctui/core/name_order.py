"""Which part of a full name is the last name, as far as the names and the addresses beside them tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from synctui.core.intake import fold
from synctui.i18n import N_, Message, message

_VOTES = 3
"""How many addresses must tell at least."""
_AGREED = 0.8
"""Which share of them must agree, those against taken off."""


class Order(NamedTuple):
    """Whether the last name stands in front, whether that is sure, and why."""

    last_name_first: bool
    sure: bool
    why: Message


def order(names: Sequence[str], mails: Sequence[str]) -> Order:
    """Return the order of full *names*: by the comma in every one, by addresses ``first.last@``, else unsure.

    mails: the addresses of the same rows, or none.

    >>> order(["Peeters, Jan"], []).sure
    True
    >>> order(["Jan Maes"] * 3, ["jan.maes@x.be"] * 3)[:2]
    (False, True)
    """
    if any(names) and all("," in name for name in names if name.strip()):
        return Order(last_name_first=True, sure=True, why=message(N_("Full names, the last name before a comma.")))
    votes = [vote for name, mail in zip(names, mails, strict=False) if (vote := _vote(name, mail))]
    if len(votes) >= _VOTES and abs(sum(votes)) >= _AGREED * len(votes):
        why = message(N_("Full names; the order is that of the e-mail addresses."))
        return Order(last_name_first=sum(votes) < 0, sure=True, why=why)
    why = message(N_("Full names, but which part is the last name? Taken as last name first."))
    return Order(last_name_first=True, sure=False, why=why)


def _vote(name: str, mail: str) -> int:
    """Return 1 where an address ``first.last@`` begins with the name's first word, -1 with its last word."""
    words = fold(name).replace("'", "").split()
    local = fold(mail).split("@")[0].replace("-", ".").replace("_", ".").split(".")
    if len(words) < 2 or len(local) < 2 or words[0] == words[-1]:
        return 0
    return (local[0] == words[0]) - (local[0] == words[-1])
