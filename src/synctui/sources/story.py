"""What befell the sample office's clients, so that every word the program has is said once: one function a chapter.

Each chapter says which group of the review it fills. Nothing in here depends on a clock.
"""

from __future__ import annotations

from typing import Literal

from synctui.core.fields import (
    CITY,
    COMPANY,
    COUNTRY,
    EMAIL,
    FIRST_NAME,
    LANGUAGE,
    LAST_NAME,
    MOBILE,
    NATIONAL_NUMBER,
    PARTNER,
    POSTAL_CODE,
    RESPONSIBLE,
    STREET,
    Values,
)
from synctui.core.table import Elsewhere
from synctui.sources.names import COLLEAGUES
from synctui.sources.office import Cast, Changes, HandEdit
from synctui.sources.people import broken

RENAMED = 72
"""How many streets are written *St.* here and *Sint-* in the CRM by now."""


def told() -> Cast:
    """Return the cast after every chapter."""
    cast = Cast()
    for chapter in (
        _renamed_streets, _kept, _households, _settled, _simple_changes, _written_otherwise, _changed_here, _cleared,
        _early_birds, _leavers, _newcomers, _known_by_hand, _possible, _invalid, _doubtful, _statuses,
    ):  # fmt: skip
        chapter(cast)
    for season, companies in ((cast.first, 36), (cast.second, 38), (cast.now, 41)):
        season.left_out = {"company": companies, "prospect": 12, "contact": 5}
    return cast


def alone(values: Values) -> bool:
    """Whether a client has a return of their own."""
    return not values[PARTNER]


def joint(values: Values) -> bool:
    """Whether a client files a joint return."""
    return bool(values[PARTNER])


def reachable(values: Values) -> bool:
    """Whether a client without partner has a mobile number."""
    return alone(values) and bool(values[MOBILE])


def on_saints_street(values: Values) -> bool:
    """Whether a client lives in a street that is named after a saint."""
    return values[STREET].startswith("Sint-")


def _home(values: Values) -> dict[int, str]:
    return {at: values[at] for at in (STREET, POSTAL_CODE, CITY, COUNTRY, LANGUAGE)}


def _renamed_streets(cast: Cast) -> None:
    """*In both*, import changed: one change of many lines."""
    for place, who in enumerate(cast.pick(RENAMED, on_saints_street)):
        short = "St. " if place % 3 == 2 else "St.-"
        street = cast.first.records[who][STREET].replace("Sint-", short, 1)
        cast.change(who, {STREET: street}, cast.first, cast.second)


def _kept(cast: Cast) -> None:
    """*In both*, kept in January: counted, not asked."""
    for who in cast.pick(6, on_saints_street):
        street = cast.first.records[who][STREET].replace("Sint-", "St.-", 1)
        cast.change(who, {STREET: street}, cast.first)


def _partner_alone(cast: Cast, who: str, since: Literal["second", "now"] = "now") -> str:
    values = cast.first.records[who]
    return cast.newcomer(_home(values) | {NATIONAL_NUMBER: values[PARTNER], PARTNER: ""}, since=since)


def _households(cast: Cast) -> None:
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
    cast.newcomer(_home(values) | {NATIONAL_NUMBER: values[PARTNER], PARTNER: values[NATIONAL_NUMBER]})
    partner = cast.now.records[cast.newcomer({PARTNER: ""})]
    cast.newcomer(_home(partner) | {PARTNER: partner[NATIONAL_NUMBER]})
    partner = cast.now.records[cast.newcomer({PARTNER: ""})]
    cast.change(cast.pick(1, alone)[0], {PARTNER: partner[NATIONAL_NUMBER]})


def _settled(cast: Cast) -> None:
    """Households that came up in January and were answered then: on a partner's return, settled, folded."""
    one, other = cast.pick(2, alone)
    number = cast.drop(other, cast.second, cast.now)[NATIONAL_NUMBER]
    cast.change(one, {PARTNER: number}, cast.second, cast.now)
    [who] = cast.pick(1, joint)
    _partner_alone(cast, who, "second")
    cast.change(who, {PARTNER: ""}, cast.second, cast.now)
    partner = cast.now.records[cast.newcomer({PARTNER: ""}, since="second")]
    cast.newcomer(_home(partner) | {PARTNER: partner[NATIONAL_NUMBER]}, since="second")


def _simple_changes(cast: Cast) -> None:
    """*In both*, import changed: addresses, mails, mobiles, a colleague who takes over, names, languages."""
    for who in cast.pick(9):
        home = _home(cast.stranger())
        cast.change(who, {at: home[at] for at in (STREET, POSTAL_CODE, CITY)})
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


def _written_otherwise(cast: Cast) -> None:
    """*In both*, by form only: another apostrophe, other capitals in an address."""
    for who in cast.pick(4, lambda values: "'" in values[LAST_NAME]):
        cast.change(who, {LAST_NAME: cast.first.records[who][LAST_NAME].replace("'", "’")})
    for who in cast.pick(5):
        local, at, domain = cast.first.records[who][EMAIL].partition("@")
        cast.change(who, {EMAIL: local.title() + at + domain})


def _changed_here(cast: Cast) -> None:
    """*In both*: changed here by a colleague, and changed on both sides."""
    for who in cast.pick(6, reachable):
        cast.by_hand(cast.second, HandEdit("change", who, {MOBILE: cast.stranger()[MOBILE] or "+32477654321"}))
    for place, who in enumerate(cast.pick(4), 1):
        mail = cast.first.records[who][EMAIL]
        cast.change(who, {EMAIL: f"werk{place}.{mail}"})
        cast.by_hand(cast.second, HandEdit("change", who, {EMAIL: f"thuis{place}.{mail}"}))


def _cleared(cast: Cast) -> None:
    """*In both*: cleared at the source."""
    for who in cast.pick(2, reachable):
        cast.change(who, {MOBILE: ""})
    for who in cast.pick(2, lambda values: bool(values[COMPANY])):
        cast.change(who, {COMPANY: ""})


def _early_birds(cast: Cast) -> None:
    """*In both*, already sent; and a leaver who was mailed: clients since January whose invitation has left."""
    birds = [cast.newcomer(since="second") for _ in range(24)]
    for place, who in enumerate(birds[:3], 1):
        cast.change(who, {EMAIL: f"direct{place}.{cast.now.records[who][EMAIL]}"})
    cast.change(birds[3], {LANGUAGE: "en"})
    cast.drop(birds[4])
    for place, who in enumerate(birds[:18]):
        cast.by_hand(cast.second, HandEdit("status", who, {}, ("sent", "opened", "to-process")[place % 3]))


def _leavers(cast: Cast) -> None:
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


def _newcomers(cast: Cast) -> None:
    """*Only in import*: new clients, some without a language, and one who is archived here."""
    for place in range(40):
        cast.newcomer({LANGUAGE: ""} if place % 7 == 3 else {NATIONAL_NUMBER: ""} if place % 11 == 5 else {})
    cast.newcomer({LANGUAGE: "", STREET: "Nieuwstraat 12", POSTAL_CODE: "1000", CITY: "Brussel"})
    for who in cast.pick(2, alone):
        cast.by_hand(cast.second, HandEdit("archive", who, {}))


def _added_by_hand(cast: Cast, changes: Changes) -> Values:
    values = cast.stranger({PARTNER: "", **changes})
    cast.by_hand(cast.first, HandEdit("add", "", dict(enumerate(values))))
    return values


def _known_by_hand(cast: Cast) -> None:
    """*In both*, first seen; *only in register*, never from this source: clients who were typed in here."""
    for place in range(3):
        values = _added_by_hand(cast, {MOBILE: ""} if place == 0 else {})
        fresh = cast.stranger()
        another = next(colleague for colleague in COLLEAGUES if colleague != values[RESPONSIBLE])
        other: dict[int, str] = ({MOBILE: "+32470998877"}, {STREET: fresh[STREET]}, {RESPONSIBLE: another})[place]
        cast.newcomer(dict(enumerate(values)) | other)
    for _ in range(2):
        _added_by_hand(cast, {})


def _possible(cast: Cast) -> None:
    """*Possible matches*: looks like the same person, BIS and national number, keys that point at two clients."""
    griet = _added_by_hand(cast, {FIRST_NAME: "Griet", LAST_NAME: "Smets", NATIONAL_NUMBER: ""})
    cast.newcomer(dict(enumerate(griet)) | {FIRST_NAME: "Margriet", EMAIL: "margriet.smets@brief.example"})
    karl = _added_by_hand(cast, {FIRST_NAME: "Benoît", LAST_NAME: "Henrotte", NATIONAL_NUMBER: ""})
    cast.newcomer(dict(enumerate(karl)) | {FIRST_NAME: "Benoit", LAST_NAME: "Henrot", EMAIL: "b.henrot@mail.example"})
    bis = _added_by_hand(cast, {NATIONAL_NUMBER: "85473003317"})
    cast.newcomer(dict(enumerate(bis)) | {NATIONAL_NUMBER: "85073003328"})
    numbered = _added_by_hand(cast, {})
    named = _added_by_hand(cast, {NATIONAL_NUMBER: ""})
    cast.newcomer(dict(enumerate(named)) | {NATIONAL_NUMBER: numbered[NATIONAL_NUMBER]})


def _invalid(cast: Cast) -> None:
    """*Invalid*: every reason, for clients the register has and for new ones."""
    slips, records = cast.now.slips, cast.now.records
    for who, at, text in zip(
        cast.pick(5, alone),
        (EMAIL, EMAIL, NATIONAL_NUMBER, LAST_NAME, EMAIL),
        ("jan.peeters@@post.example", "", "{broken}", "", "an@post.example; bart@post.example"),
        strict=True,
    ):
        slips[who, at] = text.replace("{broken}", broken(records[who][NATIONAL_NUMBER]))
    [who] = cast.pick(1, joint)
    slips[who, PARTNER] = broken(records[who][PARTNER])
    [who] = cast.pick(1, alone)
    slips[who, PARTNER] = records[who][NATIONAL_NUMBER]
    slips[cast.newcomer({PARTNER: ""}), FIRST_NAME] = ""
    slips[cast.newcomer({PARTNER: ""}), EMAIL] = "geen e-mail"
    cast.newcomer({PARTNER: "", NATIONAL_NUMBER: records[cast.newcomer({PARTNER: ""})][NATIONAL_NUMBER]})
    nameless = cast.newcomer({PARTNER: "", NATIONAL_NUMBER: ""})
    cast.newcomer(dict(enumerate(records[nameless])))
    cast.now.twice[cast.newcomer({PARTNER: ""})] = cast.stranger({PARTNER: ""})


def _doubtful(cast: Cast) -> None:
    """Warnings and repairs beside valid rows: a value not taken, a zero that was lost, a link in an address."""
    slips, records = cast.now.slips, cast.now.records
    for who, at, text in zip(
        cast.pick(5, alone),
        (MOBILE, LANGUAGE, POSTAL_CODE, RESPONSIBLE, COUNTRY),
        ("0470 12 34", "Klingon", "90000", "jef", "Atlantis"),
        strict=True,
    ):
        slips[who, at] = text
    for who in cast.pick(2, lambda values: values[NATIONAL_NUMBER].startswith("0")):
        slips[who, NATIONAL_NUMBER] = records[who][NATIONAL_NUMBER].lstrip("0")
    [who] = cast.pick(1)
    slips[who, EMAIL] = f"mailto:{records[who][EMAIL]}"


def _statuses(cast: Cast) -> None:
    """Let last year's dossiers be processed, nearly all of them."""
    left = {1: "to-process", 2: "opened", 3: "sent", 4: "failed", 5: "not-sent"}
    for place, who in enumerate(cast.first.records):
        cast.by_hand(cast.first, HandEdit("status", who, {}, left.get(place % 37, "processed")))
