"""One mail as it goes over the wire: headers built by the library's own classes, so that no value can start another.

The mail holds the client's name, the questionnaire and the link; never a national number. Signing (DKIM) is left to
the office's mail server.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8, default
from typing import NamedTuple
from urllib.parse import quote

import idna

from synctui.core.fields import FIRST_NAME, LAST_NAME
from synctui.core.invite import Row
from synctui.core.mailing import Preview
from synctui.mail.templates import Templates, Words

MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": "January February March April May June July August September October November December",
}


TEST_TOKEN = "test-mail-without-questionnaire"  # noqa: S105 - a link that opens nothing


class Responsible(NamedTuple):
    """What the configuration says of a colleague; empty texts where it says nothing."""

    name: str = ""
    sender: str = ""
    reply_to: str = ""


class House(NamedTuple):
    """The office as its mails show it.

    link: the questionnaire's address with ``{token}``. deadline: None where none is set. responsibles: by their
    address, case folded.
    """

    firm: str
    sender: str
    reply_to: str
    link: str
    deadline: date | None = None
    responsibles: dict[str, Responsible] = {}  # noqa: RUF012 - never changed

    def of(self, responsible: str) -> Responsible:
        """Return what mails of one colleague's clients show: the colleague's own settings before the office's.

        Answers go to the colleague when the office names no address of its own.
        """
        own = self.responsibles.get(responsible.casefold(), Responsible())
        return Responsible(
            own.name or responsible,
            own.sender or self.sender,
            own.reply_to or self.reply_to or responsible or self.sender,
        )


class Mail(NamedTuple):
    """A mail that is written. sender, address: the envelope's."""

    message_id: str
    sender: str
    address: str
    message: bytes


def new_token() -> str:
    """Return what makes a link unguessable: 192 random bits, as letters that an address may hold."""
    return secrets.token_urlsafe(24)


def values_of(house: House, row: Row, token: str) -> dict[str, str]:
    """Return every placeholder's value for one row of the last check."""
    colleague = house.of(row.responsible)
    return {
        "first_name": row.values[FIRST_NAME],
        "last_name": row.values[LAST_NAME],
        "firm": house.firm,
        "responsible": colleague.name,
        "reply_to": colleague.reply_to,
        "questionnaire": row.questionnaire,
        "link": house.link.replace("{token}", token),
        "tax_year": str(row.tax_year),
        "income_year": str(row.tax_year - 1),
        "deadline": day_in(row.language, house.deadline) if house.deadline else "",
    }


def day_in(language: str, day: date) -> str:
    """Return a day as people write it.

    >>> [day_in(language, date(2026, 7, 1)) for language in ("nl", "fr", "de", "en")]
    ['1 juli 2026', '1er juillet 2026', '1. Juli 2026', '1 July 2026']
    """
    first = {"fr": "1er"}.get(language, "1") if day.day == 1 else str(day.day)
    number = f"{first}." if language == "de" else first
    return f"{number} {MONTHS[language].split()[day.month - 1]} {day.year}"


def write(templates: Templates, house: House, row: Row, token: str, now: datetime) -> Mail:
    """Return the mail of one row of the last check; *token* makes its link.

    Raises `ValueError` for a value that no header can hold; the message never holds the value.
    """
    kind = "reminder" if row.kind == "reminder" else "invitation"
    words = templates.fill(kind, row.language, values_of(house, row, token))
    name = f"{row.values[FIRST_NAME]} {row.values[LAST_NAME]}".strip()
    return compose(words, house.firm, house.of(row.responsible), (name, row.address), now)


def test_mail(templates: Templates, house: House, row: Row, address: str, now: datetime) -> Mail:
    """Return the mail of *row* as it goes to *address* to be looked at: its link opens nothing, its subject says so."""
    kind = "reminder" if row.kind == "reminder" else "invitation"
    words = templates.fill(kind, row.language, values_of(house, row, TEST_TOKEN))
    return compose(
        words._replace(subject=f"[test] {words.subject}"), house.firm, house.of(row.responsible), ("", address), now
    )


def compose(words: Words, firm: str, colleague: Responsible, to: tuple[str, str], now: datetime) -> Mail:
    """Return a mail of *words* to one address, with the headers that keep it out of trouble."""
    sender, address = ascii_domain(colleague.sender), ascii_domain(to[1])
    message = EmailMessage(policy=SMTP if address.isascii() and sender.isascii() else SMTPUTF8)
    message["From"] = _address(firm, sender)
    message["To"] = _address(to[0], address)
    if colleague.reply_to != colleague.sender:
        message["Reply-To"] = _address("", ascii_domain(colleague.reply_to))
    message["Subject"] = words.subject
    message["Date"] = now
    message["Message-ID"] = f"<{secrets.token_hex(16)}@{sender.rpartition('@')[2]}>"
    message["List-Unsubscribe"] = f"<mailto:{quote(ascii_domain(colleague.reply_to), safe='@+')}?subject=unsubscribe>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(words.text, cte="quoted-printable")
    message.add_alternative(words.html, subtype="html", cte="quoted-printable")
    return Mail(message["Message-ID"], sender, address, message.as_bytes())


def ascii_domain(address: str) -> str:
    """Return an address with its domain as the wire knows it; the part before stays as it is.

    Raises `ValueError` for a domain that has no such form.

    >>> ascii_domain("an@straße.example")
    'an@xn--strae-oqa.example'
    """
    local, at, domain = address.rpartition("@")
    try:
        return f"{local}{at}{domain if domain.isascii() else idna.encode(domain, uts46=True).decode()}"
    except idna.IDNAError as error:
        raise ValueError("the address's domain cannot be written") from error


def _address(name: str, address: str) -> Address:
    """Return an address by the library's class: a comma or a quote in a name makes no second recipient."""
    local, _at, domain = address.rpartition("@")
    return Address(name, local, domain)


def shown(message: bytes) -> Preview:
    """Return a mail as mail programs show it."""
    mail = message_from_bytes(message, policy=default)
    assert isinstance(mail, EmailMessage)
    text, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    return Preview(
        sender=str(mail["From"]),
        to=str(mail["To"]),
        reply_to=str(mail["Reply-To"] or mail["From"]),
        subject=str(mail["Subject"]),
        text=text.get_content().replace("\r\n", "\n") if text else "",
        html=html.get_content().replace("\r\n", "\n") if html else "",
        message=message,
    )
