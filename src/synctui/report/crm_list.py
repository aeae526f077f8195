"""What to put right in the source as a workbook: one sheet for each responsible colleague; numbers whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from synctui.core.fields import FIELDS
from synctui.core.normalise.national_number import shown
from synctui.core.putright import Wrong
from synctui.i18n import _
from synctui.report.workbook import LONGEST_NAME, Sheet, sheet_name, sheets_workbook


def crm_list(wrong: Sequence[Wrong], source: str) -> bytes:
    """Return *wrong*, sorted by responsible, as a workbook. *source*: what the source is called."""
    headers = [_("Client"), _("Record"), _("Field"), _("In {name}").format(name=source), _("Should be"), _("Why")]
    taken: set[str] = set()
    sheets = [
        Sheet(_own_name(responsible or _("nobody"), taken), headers, [_row(one) for one in each])
        for responsible, each in groupby(wrong, key=lambda each: each.responsible)
    ]
    return sheets_workbook(sheets or [Sheet(_("nobody"), headers, ())])


def _own_name(text: str, taken: set[str]) -> str:
    """Return a name for a sheet that no other bears; it is then *taken*.

    >>> _own_name("an@kantoor.example", names := set()), _own_name("an@other.example", names)
    ('an', 'an 2')
    """
    plain = sheet_name(text.split("@", maxsplit=1)[0])
    name, n = plain, 1
    while name.casefold() in taken:
        n += 1
        name = f"{plain[: LONGEST_NAME - 1 - len(str(n))]} {n}"
    taken.add(name.casefold())
    return name


def _row(wrong: Wrong) -> Iterable[str]:
    field = "" if wrong.field is None else FIELDS[wrong.field].title
    return (wrong.client, wrong.where, field, _value(wrong, wrong.sent), _value(wrong, wrong.right), str(wrong.why))


def _value(wrong: Wrong, value: str) -> str:
    """Return a value as a colleague types it over: a sound national number with its signs."""
    numbered = wrong.field is not None and FIELDS[wrong.field].kind == "national_number"
    return shown(value) if numbered and len(value) == 11 and value.isdecimal() else value
