"""Every setting of the configuration, with what it does in one line. ``docs/config.md`` tells them with examples."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal, get_type_hints

from msgspec import Meta, Struct

from synctui.i18n import N_

Language = Literal["nl", "fr", "de", "en"]
Limit = int | str | None
"""A number, or a share as ``"5%"``."""


def does(text: str) -> Meta:
    """Return the note beside a setting's type: what it does, in one line that the app shows."""
    return Meta(description=text)


@cache
def told(section: type[Struct]) -> dict[str, str]:
    """Return what the settings of *section* do, by name, in English; those that hold further settings are left out."""
    hints: dict[str, Any] = get_type_hints(section, include_extras=True)
    notes = {name: note for name, hint in hints.items() for note in getattr(hint, "__metadata__", ())}
    return {name: note.description for name, note in notes.items()}


class RegisterSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """``[register]``: the client base that every verb works on."""

    url: Annotated[str, does(N_("Where the client base lies: a file, or sqlite:///…"))] = ""
    name: Annotated[str, does(N_("What screens and sentences call the client base."))] = "Accounton"


class SourceSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """``[sources.NAME]``: one source of clients."""

    url: Annotated[str, does(N_("The address of the CRM; its key never stands here: see synctui connect."))] = ""
    allow_http: Annotated[bool, does(N_("Accept plain http:// for this very address."))] = False
    route: Annotated[
        Literal["data", "planned"], does(N_("Admin-Consult: who is in a workflow, by its data or as planned."))
    ] = "data"
    mapping: Annotated[dict[str, str], does(N_("Which column fills which field, whatever was confirmed here."))] = {}


class ReviewSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """``[review]``: what is decided before anybody looks, as the options of ``plan`` would."""

    overwrite: Annotated[list[str], does(N_("Differences that take the import's value from the start."))] = []
    keep: Annotated[list[str], does(N_("Differences that leave ours as it is from the start."))] = []


class LimitSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """``[limits]``: above these a plan is held."""

    archive: Annotated[Limit, does(N_("Archived clients above which to ask; by default over 10 and over 2 %."))] = None
    overwrite: Annotated[Limit, does(N_("Clients with a field overwritten above which to ask; over 10 and half."))] = (
        None
    )
    shrunk: Annotated[Limit, does(N_("How much smaller a source may be than last time; by default a fifth."))] = None


class ResponsibleSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """``[mail.responsibles."ADDRESS"]``: what mails show of the colleague with that address."""

    name: Annotated[str, does(N_("The colleague's name in mails; by default the address."))] = ""
    sender: Annotated[str, does(N_("The address that this colleague's mails come from; by default the office's."))] = ""
    reply_to: Annotated[str, does(N_("Where answers to this colleague's mails go; by default as for the office."))] = ""


class MailSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """``[mail]``: how invitations leave."""

    transport: Annotated[Literal["smtp", "folder"], does(N_("By a mail server, or as files in a folder."))] = "smtp"
    rate: Annotated[int, does(N_("How many mails leave in a minute at most."))] = 600
    host: Annotated[str, does(N_("The mail server."))] = ""
    port: Annotated[int, does(N_("The port of the mail server."))] = 587
    security: Annotated[
        Literal["starttls", "tls", "none"],
        does(N_("How the way to the mail server is protected; none only on this machine.")),
    ] = "starttls"
    allow_plain: Annotated[str, does(N_("The one mail server that may be spoken to unprotected."))] = ""
    user: Annotated[str, does(N_("The login at the mail server; its password comes from elsewhere."))] = ""
    sender: Annotated[str, does(N_("The address that invitations come from."))] = ""
    firm: Annotated[str, does(N_("The office's name, as mails show it."))] = ""
    reply_to: Annotated[str, does(N_("Where answers go; by default to the responsible."))] = ""
    link: Annotated[str, does(N_("The address of the questionnaire; {token} is the client's own part."))] = ""
    deadline: Annotated[str, does(N_("The day that mails ask to answer by; without one they name none."))] = ""
    folder: Annotated[str, does(N_("Where mails are written that leave as files."))] = ""
    responsibles: Annotated[
        dict[str, ResponsibleSettings], does(N_("What mails show of colleagues, by their address."))
    ] = {}


class LookSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """``[look]``: how the app is drawn."""

    theme: Annotated[Literal["dark", "light"], does(N_("The colours, for a dark or a light terminal."))] = "dark"
    mouse: Annotated[bool, does(N_("Whether the app takes the mouse, or leaves it to the terminal."))] = True
    ascii: Annotated[bool, does(N_("Draw lines and marks in plain ASCII."))] = False


class Config(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole configuration."""

    language: Annotated[Language | None, does(N_("The language of screens and sentences."))] = None
    register: RegisterSettings = RegisterSettings()
    """The client base."""
    sources: Annotated[dict[str, SourceSettings], does(N_("Where clients come from, by the source's name."))] = {}
    review: ReviewSettings = ReviewSettings()
    """Default decisions."""
    limits: LimitSettings = LimitSettings()
    """When a plan is held."""
    questionnaires: Annotated[
        dict[str, dict[Language, str]], does(N_("A questionnaire of the catalogue, by its name in each language."))
    ] = {}
    mail: MailSettings = MailSettings()
    """How invitations leave."""
    keys: Annotated[dict[str, str], does(N_("The keys for an action, separated by commas; ? names them."))] = {}
    look: LookSettings = LookSettings()
    """How the app is drawn."""
