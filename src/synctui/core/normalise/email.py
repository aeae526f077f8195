"""E-mail addresses as `email-validator` writes them, without a look at the network.

>>> normalise(" Lotte.Baert@Example.BE ")
'Lotte.Baert@example.be'
>>> normalise("mailto:lotte@example.be?subject=x", print)
The prefix mailto: was taken off.
'lotte@example.be'
>>> normalise("lotte@example.be; jan@example.be")
Traceback (most recent call last):
    ...
synctui.core.normalise.outcome.RefusedError: There are several addresses in this cell; keep one.
"""

from __future__ import annotations

import re

from synctui.core.normalise.outcome import RefusedError, Repair, silent
from synctui.core.normalise.text import tidy, too_long
from synctui.i18n import N_, Message, message

CAP = 320
_LONGEST = 254
"""In bytes, of every notation of an address (RFC 5321, 4.5.3.1.3)."""
_KEPT_DOMAINS = 10_000

_LOCAL = re.compile(r"[a-zA-Z0-9_!#$%&'*+\-/=?^`{|}~]+(?:\.[a-zA-Z0-9_!#$%&'*+\-/=?^`{|}~]+)*").fullmatch
_ROLES = frozenset({
    "info", "marketing", "sales", "support", "abuse", "noc", "security", "postmaster", "hostmaster", "usenet", "news",
    "webmaster", "www", "uucp", "ftp",
})  # fmt: skip
"""Names that the library writes in small letters (RFC 2142)."""
_LONGEST_ROLE = max(map(len, _ROLES))
_MAILTO = re.compile(r"mailto: ?([^? ][^?]*)(?:\?.*)?", re.IGNORECASE).fullmatch

MAILTO = N_("The prefix mailto: was taken off.")
SEPARATOR = N_("The separator behind the address was taken off.")
SEVERAL = N_("There are several addresses in this cell; keep one.")
BESIDE = N_("There is something beside the address in this cell; keep the address alone.")
REASONS = (
    N_("An email address must have an @-sign."),
    N_("There must be something before the @-sign."),
    N_("There must be something after the @-sign."),
    N_("The part after the @-sign is not valid. It should have a period."),
    N_("The part after the @-sign is not valid. It is not within a valid top-level domain."),
    N_("The part after the @-sign is a special-use or reserved name that cannot be used with email."),
    N_("The email address contains invalid characters before the @-sign: SPACE."),
    N_("The part after the @-sign contains invalid characters: SPACE."),
    N_("An email address cannot start with a period."),
    N_("An email address cannot end with a period."),
    N_("An email address cannot have two periods in a row."),
    N_("An email address cannot have a period immediately after the @-sign."),
    N_("An email address cannot have a period immediately before the @-sign."),
    N_("A display name and angle brackets around the email address are not permitted here."),
)
"""The library's own sentences that people will meet, so that the catalogues hold them."""
NAMING = (
    N_("The part after the @-sign contains invalid characters: {signs}."),
    N_("The email address contains invalid characters before the @-sign: {signs}."),
)
"""Those that name what was met."""

_domains: dict[str, tuple[str, int]] = {}
"""A domain as written → its normal form behind an @, and the longest local part that no notation makes too long."""


def normalise(raw: str, repair: Repair = silent) -> str:
    """Return *raw* as the library writes it, or raise `RefusedError`; nothing but blanks is empty.

    A plain local part at a known domain needs no library: one call a domain is enough.
    """
    local, _, domain = raw.rpartition("@")
    if (known := _domains.get(domain)) and len(local) <= known[1] and _LOCAL(local) and "_x" not in local:
        return (local.lower() if len(local) <= _LONGEST_ROLE and local.lower() in _ROLES else local) + known[0]
    text = tidy(raw, repair)
    return _validated(text, repair) if text else ""


def _validated(text: str, repair: Repair) -> str:
    """Ask the library; when it refuses, find out whether a repair or a better reason is at hand."""
    from email_validator import EmailNotValidError, validate_email

    if len(text) > CAP:
        raise too_long(CAP)
    try:
        found = validate_email(text, check_deliverability=False)
    except EmailNotValidError as error:
        return _mended(text, repair, _told(str(error)))
    _learn(text.rpartition("@")[2], found.domain, found.ascii_domain)
    return found.normalized


def _told(sentence: str) -> Message:
    """Return a sentence of the library as a message, what it names apart from it."""
    if sentence not in REASONS:
        for naming in NAMING:
            before, after = naming.split("{signs}")
            if sentence.startswith(before) and sentence.endswith(after):
                return message(naming, signs=sentence[len(before) : len(sentence) - len(after)])
    return Message(sentence)


def _mended(text: str, repair: Repair, reason: Message) -> str:
    """Clean an address that the library refuses for *reason*, where what is wrong stands around it."""
    if link := _MAILTO(text):
        repair(message(MAILTO))
        return normalise(link[1], repair)
    bare = text.rstrip(";, ")
    if "@" in bare and len(parts := re.split(r"[;,\s]+", bare)) > 1:
        raise RefusedError(message(SEVERAL if sum("@" in part for part in parts) > 1 else BESIDE))
    if bare and bare != text:
        repair(message(SEPARATOR))
        return normalise(bare, repair)
    raise RefusedError(reason)


def _learn(written: str, normal: str, ascii_form: str) -> None:
    """Remember a domain that the library accepts, whichever the local part."""
    if len(_domains) >= _KEPT_DOMAINS:
        _domains.clear()
    longest = max(len(form.encode()) for form in (written, normal, ascii_form))
    _domains[written] = ("@" + normal, _LONGEST - 1 - longest)
