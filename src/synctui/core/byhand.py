"""What a person does to clients by hand, as edits that one run carries out.

In come rows of the register as they were shown; out come `Edit`s that expect them so, or why not. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from synctui.core.catalogue import Catalogue
from synctui.core.fields import (
    CITY,
    COUNTRY,
    EMAIL,
    EMPTY,
    LANGUAGE,
    NAMES,
    NATIONAL_NUMBER,
    PARTNER,
    POSTAL_CODE,
    RESPONSIBLE,
    STREET,
    Values,
    full_name,
)
from synctui.core.records import ClientRow, Edit
from synctui.core.snapshot import MAILED, STATUSES
from synctui.core.standing import Standing
from synctui.errors import UsageError
from synctui.i18n import N_, Message, _, message

TAKEN_OVER = (LANGUAGE, RESPONSIBLE, STREET, POSTAL_CODE, CITY, COUNTRY)
"""What a partner takes along from the return left: not the e-mail, which may be the other's own."""

SETTABLE = tuple(each for each in STATUSES if each not in {"queued", "unknown"})
"""The statuses that a person sets; that a mail waits, or may have left, only a sending can say."""


def care(row: ClientRow) -> list[Message]:
    """Return why a client needs somebody's care before its questionnaire can do its work; nothing where all is well."""
    reasons = [
        (not row.values[EMAIL], N_("no e-mail address")),
        (not row.values[LANGUAGE], N_("no language")),
        (not row.status, N_("no dossier of this year")),
        (bool(row.status) and not row.questionnaire, N_("no questionnaire")),
        (row.status == "failed", N_("the invitation failed")),
        (row.status == "unknown", N_("unknown whether the invitation left")),
        (row.again, N_("to be sent again")),
    ]
    return [] if row.archived else [message(text) for holds, text in reasons if holds]


def changes(row: ClientRow, values: Values) -> list[Edit]:
    """Return what makes *values* of a client's."""
    return [
        Edit("set", row.id, name, new, expect=old)
        for name, old, new in zip(NAMES, row.values, values, strict=True)
        if old != new
    ]


def set_field(rows: Iterable[ClientRow], at: int, value: str) -> list[Edit]:
    """Return what gives all of *rows* one value of a field."""
    return [Edit("set", row.id, NAMES[at], value, expect=row.values[at]) for row in rows if row.values[at] != value]


def set_status(rows: Iterable[ClientRow], status: str) -> list[Edit]:
    """Return what sets the status of the year's dossiers; one that is not there yet is opened."""
    return [Edit("set", row.id, "status", status, expect=row.status) for row in rows if row.status != status]


def set_questionnaire(rows: Iterable[ClientRow], name: str, catalogue: Catalogue) -> list[Edit]:
    """Return what gives each client *name*, or its counterpart in the client's language."""
    return [edit for row in rows for edit in _questionnaire(row, name, row.values[LANGUAGE], catalogue)]


def set_language(rows: Iterable[ClientRow], language: str, catalogue: Catalogue) -> Iterator[Edit]:
    """Yield what sets the language; a dossier that was not mailed yet follows, with the questionnaire's counterpart."""
    for row in rows:
        if row.values[LANGUAGE] == language:
            continue
        yield Edit("set", row.id, NAMES[LANGUAGE], language, expect=row.values[LANGUAGE])
        if row.status and row.status not in MAILED:
            yield Edit("set", row.id, "dossier_language", language)
            yield from _questionnaire(row, row.questionnaire, language, catalogue)


def _questionnaire(row: ClientRow, name: str, language: str, catalogue: Catalogue) -> list[Edit]:
    wanted = catalogue.counterpart(name, language) or name
    if wanted == row.questionnaire:
        return []
    return [Edit("set", row.id, "questionnaire", wanted, expect=row.questionnaire)]


def archive(rows: Iterable[ClientRow]) -> list[Edit]:
    """Return what archives those of *rows* that are live."""
    return [Edit("archive", row.id) for row in rows if not row.archived]


def restore(rows: Iterable[ClientRow]) -> list[Edit]:
    """Return what restores those of *rows* that are archived."""
    return [Edit("restore", row.id) for row in rows if row.archived]


def partner_of(row: ClientRow) -> Values:
    """Return what is known of the partner on a joint return: number, address, language, responsible."""
    values = list(EMPTY)
    for at in TAKEN_OVER:
        values[at] = row.values[at]
    values[NATIONAL_NUMBER] = row.values[PARTNER]
    return tuple(values)


def archived_partner(row: ClientRow, known: Standing) -> ClientRow | None:
    """Return the partner on a joint return where it was a client of its own once, archived since."""
    return known.archived.get(row.values[PARTNER])


def split(row: ClientRow, partner: Values) -> list[Edit]:
    """Return what makes two returns of one: *partner* becomes a client, with the same questionnaire."""
    return [alone(row), Edit("add", values=partner, value=row.questionnaire)]


def split_again(row: ClientRow, partner: ClientRow) -> list[Edit]:
    """Return what makes two returns of one where the partner is archived here: that very client is restored."""
    return [alone(row), Edit("restore", partner.id)]


def alone(row: ClientRow) -> Edit:
    """Return what takes the partner off a joint return. Raises `UsageError` where there is none."""
    if not row.values[PARTNER]:
        raise UsageError(
            _("{client} is not on a joint return.").format(client=full_name(row.values)),
            _("Only a return with a partner's number can be split."),
        )
    return Edit("set", row.id, NAMES[PARTNER], "", expect=row.values[PARTNER])


def join(main: ClientRow, partner: ClientRow) -> list[Edit]:
    """Return what makes one return of two: *partner* stands on *main*'s, and is archived as a client.

    The household rule holds all the while: the number moves from the one return to the other. Raises `UsageError`
    where one of them is on a joint return already, is archived, or where the partner has no national number.
    """
    _may_join((main, partner))
    if not partner.values[NATIONAL_NUMBER]:
        raise UsageError(
            _("{client} has no national number, which is what stands on a joint return.").format(
                client=full_name(partner.values)
            ),
            _("Type it first: e edits the client."),
        )
    number = partner.values[NATIONAL_NUMBER]
    return [Edit("set", main.id, NAMES[PARTNER], number, expect=""), Edit("archive", partner.id)]


def _may_join(couple: Sequence[ClientRow]) -> None:
    for row in couple:
        if row.values[PARTNER]:
            raise UsageError(
                _("{client} is on a joint return already.").format(client=full_name(row.values)),
                _("Split that return first."),
            )
        if row.archived:
            raise UsageError(
                _("{client} is archived.").format(client=full_name(row.values)), _("Restore the client first.")
            )
