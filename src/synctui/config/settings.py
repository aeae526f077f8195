"""Every setting of the configuration, with what it does in one line. ``docs/config.md`` tells them with examples."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Language = Literal["nl", "fr", "de", "en"]


class RegisterSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """``[register]``: the client base that every verb works on."""

    url: str = ""
    """A file path or ``sqlite:///…``; empty for the register in the platform's data folder."""
    name: str = "Accounton"
    """What screens and sentences call the register."""


class SourceSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """``[sources.NAME]``: one source of clients."""

    url: str = ""
    """The address of a CRM; the key comes from the environment or the keyring, never from here."""
    allow_http: bool = False
    """Accept plain ``http://`` for this very address."""
    route: Literal["data", "planned"] = "data"
    """Admin-Consult: who is in a workflow, by its records in the assessment year or by its plannings."""
    mapping: dict[str, str] = {}
    """Field = header, letter or attribute; overrides the mapping that was confirmed."""


class ReviewSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """``[review]``: what is decided before anybody looks, as the options of ``plan`` would."""

    overwrite: list[str] = []
    """Differences that take the import's value: ``field``, ``field:kind``, ``all`` or ``all:kind``."""
    keep: list[str] = []
    """Differences that leave ours as it is, in the same words."""


class LimitSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """``[limits]``: above these a plan is held. A number, or a share as ``"5%"``."""

    archive: int | str | None = None
    """Archived clients; by default more than 10 and more than 2 % of the source's clients."""
    overwrite: int | str | None = None
    """Clients in which one field is overwritten; by default more than 10 and more than half of those in both."""
    shrunk: int | str | None = None
    """How much smaller than at the last run a source may be; by default a fifth."""


class ResponsibleSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """``[mail.responsibles."ADDRESS"]``: what mails show of the colleague with that address."""

    name: str = ""
    """The colleague's name; by default the address."""
    sender: str = ""
    """The address that the mails of this colleague's clients come from; by default the office's."""
    reply_to: str = ""
    """The address that their answers go to; by default the office's, else the colleague's own."""


class MailSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """``[mail]``: how invitations leave."""

    transport: Literal["smtp", "folder"] = "smtp"
    """By a mail server, or as files in a folder."""
    rate: int = 600
    """Mails a minute."""
    host: str = ""
    """The mail server."""
    port: int = 587
    """Its port."""
    security: Literal["starttls", "tls", "none"] = "starttls"
    """How the connection is protected; ``none`` only on this machine."""
    allow_plain: str = ""
    """The very host that may be spoken to without protection, beside this machine."""
    user: str = ""
    """The login; its password comes from ``SYNCTUI_SMTP_PASSWORD`` or the keyring."""
    sender: str = ""
    """The address that invitations come from."""
    firm: str = ""
    """The office's name, as mails show it."""
    reply_to: str = ""
    """The address that answers go to; by default the responsible's."""
    link: str = ""
    """The address of the questionnaire, with ``{token}`` where the client's own part goes."""
    deadline: str = ""
    """The day until which questionnaires should be filled in, as ``"2026-06-30"``; mails do not speak of it without."""
    folder: str = ""
    """Where the transport ``folder`` writes mails."""
    responsibles: dict[str, ResponsibleSettings] = {}
    """What mails show of colleagues, by their address; whoever is not among them is told at the last check."""


class LookSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """``[look]``: how the app is drawn."""

    theme: Literal["dark", "light"] = "dark"
    """The colours."""
    mouse: bool = True
    """Whether the mouse is used."""
    ascii: bool = False
    """Draw lines and marks in plain ASCII."""


class Config(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole configuration."""

    language: Language | None = None
    """The language of screens and sentences; by default the locale's."""
    register: RegisterSettings = RegisterSettings()
    """The client base."""
    sources: dict[str, SourceSettings] = {}
    """Where client data comes from, by the source's name."""
    review: ReviewSettings = ReviewSettings()
    """Default decisions."""
    limits: LimitSettings = LimitSettings()
    """When a plan is held."""
    questionnaires: dict[str, dict[Language, str]] = {}
    """The catalogue: per group of counterparts one name a language; empty for the one that comes along."""
    mail: MailSettings = MailSettings()
    """How invitations leave."""
    keys: dict[str, str] = {}
    """The id of an action = the keys for it, separated by commas."""
    look: LookSettings = LookSettings()
    """How the app is drawn."""
