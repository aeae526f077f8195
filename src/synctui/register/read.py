"""What is read before anything is written: a snapshot for a comparison, and rows by their keys."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import msgspec

from synctui.core.fields import INDEX, NAMES
from synctui.core.snapshot import Choice, Correction, Dossier, LastFetch, Link, Mark, RegisterInfo, Snapshot, Verdict
from synctui.errors import RegisterError
from synctui.i18n import _
from synctui.register.changes import Cells, Whole, cells_of
from synctui.register.connection import Readable, one, rows
from synctui.register.schema import ENTITIES, OF_CLIENT, of_clients, select

_DOSSIERS = "SELECT client, tax_year, questionnaire, language, status, partner FROM dossiers"
_FIELDS = ", ".join(NAMES)
_STANDING = "kind = 'import' AND undone_by IS NULL"


def info(connection: Readable) -> RegisterInfo:
    """Return which register this is. Raises `RegisterError` where its row is gone."""
    found = one(connection, "SELECT id, name, tax_year, (SELECT coalesce(max(number), 0) FROM runs) FROM register")
    if found is None:
        raise RegisterError(_("The register's own row is gone."), _("Put the newest copy that is whole in its place."))
    return RegisterInfo(*found)


def snapshot(connection: Readable, source: str, tax_year: int | None) -> Snapshot:
    """Return what a comparison with *source* needs; the year is the register's own unless given."""
    which = info(connection)
    found = Snapshot(which, source, tax_year or which.tax_year)
    _read_clients(connection, found)
    _read_dossiers(connection, found)
    _read_source(connection, found)
    _read_decisions(connection, found)
    found.last_fetch = last_fetch(connection, source)
    return found


def _read_clients(connection: Readable, found: Snapshot) -> None:
    statement = f"SELECT id, {_FIELDS} FROM clients WHERE archived = ? ORDER BY id"  # noqa: S608
    found.clients, found.archived = (
        {row[0]: row[1:] for row in rows(connection, statement, (flag,))} for flag in (0, 1)
    )


def _read_dossiers(connection: Readable, found: Snapshot) -> None:
    """Read the dossiers; equal ones, as most are, share one value."""
    shared = cache(Dossier._make)
    every = rows(connection, f"{_DOSSIERS} ORDER BY client, tax_year")
    dossiers = [(row[0], shared(row[1:])) for row in every]
    found.latest = dict(dossiers)
    found.dossiers = {client: dossier for client, dossier in dossiers if dossier[0] == found.tax_year}


def _read_source(connection: Readable, found: Snapshot) -> None:
    own = (found.source,)
    links = f"SELECT client, {', '.join(Link._fields)} FROM links WHERE source = ?"  # noqa: S608
    found.links = {row[0]: Link._make(row[1:]) for row in rows(connection, links, own)}
    _read_bases(connection, found)
    for client, _source, name, how, register in rows(connection, select(ENTITIES["mark"], "source = ?"), own):
        found.marks.setdefault(client, {})[INDEX[name]] = Mark(how, register)
    others = f"SELECT source, max(number) FROM runs WHERE {_STANDING} AND source <> ? GROUP BY source"  # noqa: S608
    held = "SELECT client FROM links WHERE source = ? AND seen_run >= ?"  # later ones are of runs that were undone
    found.claimed = frozenset(
        client for last in rows(connection, others, own) for (client,) in rows(connection, held, last)
    )


def _read_bases(connection: Readable, found: Snapshot) -> None:
    """Read the bases; one that is its client's very values, as most are, shares the client's tuple."""
    own = (found.source,)
    of_base, of_client = (", ".join(f"{table}.{name}" for name in NAMES) for table in ("bases", "clients"))
    other = (
        f"SELECT bases.client, {of_base} FROM bases JOIN clients ON clients.id = bases.client"  # noqa: S608
        f" WHERE source = ? AND ({of_base}) IS NOT ({of_client})"
    )
    every = [client for (client,) in rows(connection, "SELECT client FROM bases WHERE source = ?", own)]
    values = {**found.archived, **found.clients}
    found.bases = dict(zip(every, map(values.__getitem__, every), strict=True))
    found.bases |= {row[0]: row[1:] for row in rows(connection, other, own)}


def _read_decisions(connection: Readable, found: Snapshot) -> None:
    own = (found.source,)
    for client, _source, row_key, same, evidence in rows(
        connection, select(ENTITIES["verdict"], "source = ? ORDER BY row_key, client"), own
    ):
        found.verdicts.append(Verdict(row_key, client, bool(same), evidence))
    for _source, row_key, name, bad, good in rows(
        connection, select(ENTITIES["correction"], "source = ? ORDER BY row_key, field"), own
    ):
        found.corrections.append(Correction(row_key, INDEX[name], bad, good))
    for _source, *choice in rows(connection, select(ENTITIES["choice"], "source = ? ORDER BY kind, key"), own):
        found.choices.append(Choice(*choice))


def last_fetch(connection: Readable, source: str) -> LastFetch | None:
    """Return the last applied run of *source* that still stands."""
    found = one(
        connection,
        f"SELECT number, fetched, workflow, mapping, columns, at FROM runs WHERE {_STANDING} AND source = ?"  # noqa: S608
        " ORDER BY number DESC LIMIT 1",
        (source,),
    )
    if found is None:
        return None
    run, fetched, workflow, mapping, columns, when = found
    return LastFetch(run, fetched, workflow, mapping, msgspec.json.decode(columns), when)


def of_entity(connection: Readable, entity: str, clients: Iterable[int]) -> dict[tuple[Any, ...], Cells]:
    """Return the rows of *clients* in one table, by key."""
    shape = ENTITIES[entity]
    ids = msgspec.json.encode(list(clients)).decode()
    return dict(cells_of(entity, row) for row in rows(connection, select(shape, of_clients(shape)), (ids,)))


def of_source(connection: Readable, entity: str, source: str) -> dict[tuple[Any, ...], Cells]:
    """Return all rows of *source* in one table, by key."""
    return dict(cells_of(entity, row) for row in rows(connection, select(ENTITIES[entity], "source = ?"), (source,)))


def wholes(connection: Readable, clients: Iterable[int]) -> dict[int, Whole]:
    """Return all that is known of each of *clients* that is there."""
    ids = msgspec.json.encode(list(clients)).decode()
    found: dict[int, Whole] = {}
    for name in OF_CLIENT:
        shape = ENTITIES[name]
        where = f"{of_clients(shape)} ORDER BY {', '.join(shape.key)}"
        for row in rows(connection, select(shape, where), (ids,)):
            found.setdefault(row[0], {}).setdefault(name, []).append(row)
    return found
