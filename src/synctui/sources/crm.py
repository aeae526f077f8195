"""What both CRMs have in common beside HTTP: strict decoding, what a test of a connection finds, words."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple, TypeVar

import msgspec

from synctui.core.table import Delivery, Table
from synctui.errors import SourceError
from synctui.i18n import N_, Message, _, message
from synctui.sources.address import Address
from synctui.sources.attributes import Records
from synctui.sources.columns import Record
from synctui.sources.packed import PackedRows

AT_ONCE = 4
"""So many pages are in flight at once."""
T = TypeVar("T")


class Found(NamedTuple):
    """What a test of a connection found. missing: the scopes or rights that the key lacks.

    until: when the token that the key gave ends, local time in ISO 8601; empty where a CRM does not say.
    """

    relations: int
    workflows: tuple[str, ...]
    missing: tuple[str, ...] = ()
    until: str = ""


def decode(body: bytes, kind: type[T], base: Address, place: str) -> T:
    """Return *body* as *kind*, strictly. Raises `SourceError` with the page and what is wrong with it."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        why = _("it is empty") if not body.strip() else _cause(error)
        raise SourceError(
            _("{host} sent for {place} what cannot be read: {why}.").format(host=base.place, place=place, why=why),
            _("Nothing was used of what came. Try again; if it stays, tell the CRM's support which page it is."),
        ) from None


def _cause(error: Exception) -> str:
    """Return what is wrong in words; the library's own tell of types and places, never of values."""
    return _("it is nested too deep") if isinstance(error, RecursionError) else str(error)


def lacking(delivery: Delivery, key: str, ids: Sequence[str]) -> list[str]:
    """Return those of *ids* that no record of *delivery* has; *key* is the attribute that holds them."""
    columns = delivery.table.columns
    if key not in columns:
        return []
    own = columns.index(key)
    known = {row[own] for row in delivery.table.rows}
    return [each for each in ids if each not in known]


def with_more(delivery: Delivery, key: str, found: Sequence[Record], members: Collection[str]) -> Delivery:
    """Return *delivery* with records that its list lacked; with a workflow, those not among *members* stand outside."""
    if not found:
        return delivery
    table, more = delivery.table, Records(key)
    more.add(0, found)
    assert isinstance(table.rows, PackedRows)
    start = len(table.rows)
    outside = frozenset(at for at, own in enumerate(more.ids, start) if own not in members)
    whole = replace(
        table,
        rows=table.rows.followed_by(more.rows(table.columns)),
        numbers=range(1, start + len(more) + 1),
    )
    text = N_("{n} records were missing in the list and were asked for again.")
    return replace(
        delivery,
        table=whole,
        outside=delivery.outside | outside if delivery.workflow is not None else delivery.outside,
        warnings=(*delivery.warnings, message(text, n=len(found))),
    )


def delivered(
    kind: str,
    base: Address,
    records: Records,
    table: Table,
    *,
    members: Collection[str] | None,
    workflow: str | None,
    warnings: Iterable[Message],
) -> Delivery:
    """Return what a scan of the CRM at *base* brought, as *table*; *members*: the ids in the workflow, None for all."""
    outside = frozenset[int]()
    if members is not None:
        outside = frozenset(at for at, own in enumerate(records.ids) if own not in members)
    return Delivery(
        table=table,
        kind=kind,
        fingerprint=records.fingerprint,
        fetched_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        workflow=workflow,
        warnings=(*unprotected(base), *warnings),
        outside=outside,
    )


def unexpected(base: Address, status: int) -> SourceError:
    """Return the error for a status that no call of ours should have."""
    return SourceError(
        _("{host} answered {status} where it should not.").format(host=base.place, status=status),
        _("Check that the address is the CRM's own."),
    )


def unprotected(base: Address) -> tuple[Message, ...]:
    """Return a warning where what is sent can be read on the way."""
    if not base.open:
        return ()
    return (message(N_("The connection to {host} is not protected: plain http."), host=base.place),)


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the next step for a workflow that is not there."""
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0)
    return _("The nearest one is “{near}”.").format(near=near[0]) if near else _("There are none; leave it out.")
