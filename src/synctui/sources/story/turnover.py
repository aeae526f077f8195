"""Who came and who went: newcomers, leavers, and clients who were only ever typed in here."""

from __future__ import annotations

from synctui.core.fields import CITY, LANGUAGE, MOBILE, NATIONAL_NUMBER, POSTAL_CODE, RESPONSIBLE, STREET
from synctui.core.table import Elsewhere
from synctui.sources.names import COLLEAGUES
from synctui.sources.office import Cast, HandEdit
from synctui.sources.story.casting import added_by_hand, alone


def leavers(cast: Cast) -> None:
    """*Only in register*: gone, ended, deceased, now a prospect or a company, left the workflow."""
    for who in cast.pick(2, alone):
        cast.drop(who)
    for reason, count, when in (
        ("ended", 6, "2026-01-31"), ("deceased", 1, "2026-01-03"), ("prospect", 1, ""), ("company", 1, "2026-03-01"),
    ):  # fmt: skip
        for who in cast.pick(count, alone):
            cast.drop(who)
            cast.now.elsewhere[who] = Elsewhere(reason, when)
    cast.now.late |= set(cast.pick(12, alone)) | {cast.newcomer() for _ in range(10)}


def newcomers(cast: Cast) -> None:
    """*Only in import*: new clients, some without a language, and one who is archived here."""
    for place in range(40):
        cast.newcomer({LANGUAGE: ""} if place % 7 == 3 else {NATIONAL_NUMBER: ""} if place % 11 == 5 else {})
    cast.newcomer({LANGUAGE: "", STREET: "Nieuwstraat 12", POSTAL_CODE: "1000", CITY: "Brussel"})
    for who in cast.pick(2, alone):
        cast.by_hand(cast.second, HandEdit("archive", who, {}))


def known_by_hand(cast: Cast) -> None:
    """*In both*, first seen; *only in register*, never from this source: clients who were typed in here."""
    for place in range(3):
        values = added_by_hand(cast, {MOBILE: ""} if place == 0 else {})
        fresh = cast.stranger()
        another = next(colleague for colleague in COLLEAGUES if colleague != values[RESPONSIBLE])
        other: dict[int, str] = ({MOBILE: "+32470998877"}, {STREET: fresh[STREET]}, {RESPONSIBLE: another})[place]
        cast.newcomer(dict(enumerate(values)) | other)
    for _ in range(2):
        added_by_hand(cast, {})
