"""Households that married, parted or died, and people who may be the same: what waits under possible matches."""

from __future__ import annotations

from typing import Literal

from synctui.core.fields import EMAIL, FIRST_NAME, LAST_NAME, NATIONAL_NUMBER, PARTNER
from synctui.core.table import Elsewhere
from synctui.sources.office import Cast
from synctui.sources.story.casting import added_by_hand, alone, home, joint


def _partner_alone(cast: Cast, who: str, since: Literal["second", "now"] = "now") -> str:
    values = cast.first.records[who]
    return cast.newcomer(home(values) | {NATIONAL_NUMBER: values[PARTNER], PARTNER: ""}, since=since)


def changed(cast: Cast) -> None:
    """*Possible matches*: separated, partner died, newly joint, changed places, fold."""
    for who in cast.pick(2, joint):
        _partner_alone(cast, who)
        cast.change(who, {PARTNER: ""})
    [widow] = cast.pick(1, joint)
    _partner_alone(cast, widow)
    cast.drop(widow)
    cast.now.elsewhere[widow] = Elsewhere("deceased", "2026-02-14")
    for one, other in (cast.pick(2, alone), cast.pick(2, alone)):
        cast.change(one, {PARTNER: cast.drop(other)[NATIONAL_NUMBER]})
    same_id, other_id = cast.pick(2, joint)
    first_name = cast.stranger()[FIRST_NAME]
    values = cast.first.records[same_id]
    cast.change(same_id, {FIRST_NAME: first_name, NATIONAL_NUMBER: values[PARTNER], PARTNER: values[NATIONAL_NUMBER]})
    values = cast.drop(other_id)
    cast.newcomer(home(values) | {NATIONAL_NUMBER: values[PARTNER], PARTNER: values[NATIONAL_NUMBER]})
    partner = cast.now.records[cast.newcomer({PARTNER: ""})]
    cast.newcomer(home(partner) | {PARTNER: partner[NATIONAL_NUMBER]})
    partner = cast.now.records[cast.newcomer({PARTNER: ""})]
    cast.change(cast.pick(1, alone)[0], {PARTNER: partner[NATIONAL_NUMBER]})


def settled(cast: Cast) -> None:
    """Households that came up in January and were answered then: on a partner's return, settled, folded."""
    one, other = cast.pick(2, alone)
    number = cast.drop(other, cast.second, cast.now)[NATIONAL_NUMBER]
    cast.change(one, {PARTNER: number}, cast.second, cast.now)
    [who] = cast.pick(1, joint)
    _partner_alone(cast, who, "second")
    cast.change(who, {PARTNER: ""}, cast.second, cast.now)
    partner = cast.now.records[cast.newcomer({PARTNER: ""}, since="second")]
    cast.newcomer(home(partner) | {PARTNER: partner[NATIONAL_NUMBER]}, since="second")


def possible(cast: Cast) -> None:
    """*Possible matches*: looks like the same person, BIS and national number, keys that point at two clients."""
    griet = added_by_hand(cast, {FIRST_NAME: "Griet", LAST_NAME: "Smets", NATIONAL_NUMBER: ""})
    cast.newcomer(dict(enumerate(griet)) | {FIRST_NAME: "Margriet", EMAIL: "margriet.smets@brief.example"})
    karl = added_by_hand(cast, {FIRST_NAME: "Benoît", LAST_NAME: "Henrotte", NATIONAL_NUMBER: ""})
    cast.newcomer(dict(enumerate(karl)) | {FIRST_NAME: "Benoit", LAST_NAME: "Henrot", EMAIL: "b.henrot@mail.example"})
    bis = added_by_hand(cast, {NATIONAL_NUMBER: "85473003317"})
    cast.newcomer(dict(enumerate(bis)) | {NATIONAL_NUMBER: "85073003328"})
    numbered = added_by_hand(cast, {})
    named = added_by_hand(cast, {NATIONAL_NUMBER: ""})
    cast.newcomer(dict(enumerate(named)) | {NATIONAL_NUMBER: numbered[NATIONAL_NUMBER]})
