"""What the CRM sends wrong: values that are refused, and those that are mended or not taken."""

from __future__ import annotations

from synctui.core.fields import (
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
)
from synctui.sources.office import Cast
from synctui.sources.people import broken
from synctui.sources.story.casting import alone, joint


def invalid(cast: Cast) -> None:
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


def doubtful(cast: Cast) -> None:
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
