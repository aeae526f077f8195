"""What lists show: the clients with their dossiers, the sources, the confirmed mappings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from synctui.core.fields import NAMES
from synctui.core.records import ClientCard, ClientRow, SourceRow
from synctui.core.snapshot import Dossier, Link
from synctui.register.again import wanted_again
from synctui.register.attempts import attempts
from synctui.register.connection import Readable, one, rows

if TYPE_CHECKING:
    from sqlalchemy import Connection

_FIELDS = ", ".join(f"clients.{name}" for name in NAMES)
_CLIENTS = (
    f"SELECT clients.id, {_FIELDS}, ? AS tax_year, questionnaire, status, archived"  # noqa: S608
    " FROM clients LEFT JOIN dossiers ON client = clients.id AND dossiers.tax_year = ?"
)
_VALUES = slice(1, 1 + len(NAMES))


def clients(connection: Readable, tax_year: int, status: str | None = None) -> list[ClientRow]:
    """Return all clients, or those whose dossier of *tax_year* has *status*, by id."""
    where, wanted = ("", ()) if status is None else (" WHERE status = ?", (status,))
    found = rows(connection, f"{_CLIENTS}{where} ORDER BY clients.id", (tax_year, tax_year, *wanted))
    again = wanted_again(connection, tax_year)
    return [
        ClientRow(row[0], row[_VALUES], row[-4], row[-3] or "", row[-2] or "", bool(row[-1]), row[0] in again)
        for row in found
    ]


def years(connection: Readable) -> list[int]:
    """Return the assessment years that a dossier was opened for, the register's own among them, in their order."""
    found = rows(connection, "SELECT tax_year FROM dossiers UNION SELECT tax_year FROM register ORDER BY 1")
    return [year for (year,) in found]


def card(connection: Readable, client: int) -> ClientCard:
    """Return the dossiers of a client, the newest first, its links by source, and the mails to it."""
    columns = f"SELECT {', '.join(Dossier._fields)} FROM dossiers WHERE client = ? ORDER BY tax_year DESC"  # noqa: S608
    links = f"SELECT source, {', '.join(Link._fields)} FROM links WHERE client = ? ORDER BY source"  # noqa: S608
    return ClientCard(
        [Dossier._make(row) for row in rows(connection, columns, (client,))],
        {row[0]: Link._make(row[1:]) for row in rows(connection, links, (client,))},
        attempts(connection, "client = ?", (client,)),
    )


def sources(connection: Readable) -> list[SourceRow]:
    """Return the last applied run of each source that still stands, by the source's name."""
    found = rows(
        connection,
        "SELECT source, source_kind, number, at, fetched, workflow FROM runs WHERE number IN (SELECT max(number)"
        " FROM runs WHERE kind = 'import' AND undone_by IS NULL GROUP BY source) ORDER BY source",
    )
    return [SourceRow(*row) for row in found]


def saved_mapping(connection: Readable, source: str, headers: str) -> dict[str, Any] | None:
    """Return the mapping that was confirmed for *source* and the digest of its headers, as it was given."""
    found = one(connection, "SELECT spec FROM mappings WHERE source = ? AND headers = ?", (source, headers))
    return None if found is None else msgspec.json.decode(found[0], type=dict[str, Any])


def save_mapping(
    connection: Connection, source: str, headers: str, spec: Mapping[str, Any], *, who: str, at: str
) -> None:
    """Remember a confirmed mapping in place of an earlier one for the same headers."""
    text = msgspec.json.encode(spec, order="sorted").decode()
    connection.exec_driver_sql(
        "INSERT INTO mappings (source, headers, spec, confirmed_at, confirmed_by) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET spec = excluded.spec, confirmed_at = excluded.confirmed_at,"
        " confirmed_by = excluded.confirmed_by",
        (source, headers, text, at, who),
    )
