"""Clients in both whose values moved: renamed streets, changes on either side, values cleared, invitations sent."""

from __future__ import annotations

from synctui.core.fields import CITY, COMPANY, EMAIL, LANGUAGE, LAST_NAME, MOBILE, POSTAL_CODE, RESPONSIBLE, STREET
from synctui.sources.names import COLLEAGUES
from synctui.sources.office import Cast, HandEdit
from synctui.sources.story.casting import home, on_saints_street, reachable

RENAMED = 72
"""How many streets are written *St.* here and *Sint-* in the CRM by now."""


def renamed_streets(cast: Cast) -> None:
    """*In both*, import changed: one change of many lines."""
    for place, who in enumerate(cast.pick(RENAMED, on_saints_street)):
        short = "St. " if place % 3 == 2 else "St.-"
        street = cast.first.records[who][STREET].replace("Sint-", short, 1)
        cast.change(who, {STREET: street}, cast.first, cast.second)


def kept(cast: Cast) -> None:
    """*In both*, kept in January: counted, not asked."""
    for who in cast.pick(6, on_saints_street):
        street = cast.first.records[who][STREET].replace("Sint-", "St.-", 1)
        cast.change(who, {STREET: street}, cast.first)


def simple_changes(cast: Cast) -> None:
    """*In both*, import changed: addresses, mails, mobiles, a colleague who takes over, names, languages."""
    for who in cast.pick(9):
        there = home(cast.stranger())
        cast.change(who, {at: there[at] for at in (STREET, POSTAL_CODE, CITY)})
    for place, who in enumerate(cast.pick(9), 1):
        cast.change(who, {EMAIL: f"nieuw{place}.{cast.first.records[who][EMAIL]}"})
    for who in cast.pick(5, lambda values: not values[MOBILE]):
        cast.change(who, {MOBILE: cast.stranger({})[MOBILE] or "+32470123456"})
    for who in cast.pick(11, lambda values: values[RESPONSIBLE] == COLLEAGUES[0]):
        cast.change(who, {RESPONSIBLE: COLLEAGUES[3]})
    for who in cast.pick(2, lambda values: values[LAST_NAME] == "Janssens"):
        cast.change(who, {LAST_NAME: "Janssen"}, cast.first, cast.second)
    for who in cast.pick(2, lambda values: values[LANGUAGE] == "nl"):
        cast.change(who, {LANGUAGE: "fr"})
    for who in cast.pick(2, lambda values: not values[COMPANY]):
        cast.change(who, {COMPANY: f"Studio {cast.first.records[who][LAST_NAME]} BV"})


def written_otherwise(cast: Cast) -> None:
    """*In both*, by form only: another apostrophe, other capitals in an address."""
    for who in cast.pick(4, lambda values: "'" in values[LAST_NAME]):
        cast.change(who, {LAST_NAME: cast.first.records[who][LAST_NAME].replace("'", "’")})
    for who in cast.pick(5):
        local, at, domain = cast.first.records[who][EMAIL].partition("@")
        cast.change(who, {EMAIL: local.title() + at + domain})


def changed_here(cast: Cast) -> None:
    """*In both*: changed here by a colleague, and changed on both sides."""
    for who in cast.pick(6, reachable):
        cast.by_hand(cast.second, HandEdit("change", who, {MOBILE: cast.stranger()[MOBILE] or "+32477654321"}))
    for place, who in enumerate(cast.pick(4), 1):
        mail = cast.first.records[who][EMAIL]
        cast.change(who, {EMAIL: f"werk{place}.{mail}"})
        cast.by_hand(cast.second, HandEdit("change", who, {EMAIL: f"thuis{place}.{mail}"}))


def cleared(cast: Cast) -> None:
    """*In both*: cleared at the source."""
    for who in cast.pick(2, reachable):
        cast.change(who, {MOBILE: ""})
    for who in cast.pick(2, lambda values: bool(values[COMPANY])):
        cast.change(who, {COMPANY: ""})


def early_birds(cast: Cast) -> None:
    """*In both*, already sent; and a leaver who was mailed: clients since January whose invitation has left."""
    birds = [cast.newcomer(since="second") for _ in range(24)]
    for place, who in enumerate(birds[:3], 1):
        cast.change(who, {EMAIL: f"direct{place}.{cast.now.records[who][EMAIL]}"})
    cast.change(birds[3], {LANGUAGE: "en"})
    cast.drop(birds[4])
    for place, who in enumerate(birds[:18]):
        cast.by_hand(cast.second, HandEdit("status", who, {}, ("sent", "opened", "to-process")[place % 3]))
