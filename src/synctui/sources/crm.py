"""What both CRMs have in common beside HTTP: strict decoding, what a test of a connection finds, words."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import NamedTuple, TypeVar

import msgspec

from synctui.errors import SourceError
from synctui.i18n import N_, Message, _, message
from synctui.sources.address import Address

AT_ONCE = 6
"""So many pages are in flight at once."""
T = TypeVar("T")


class Found(NamedTuple):
    """What a test of a connection found. missing: the scopes or rights that the key lacks."""

    relations: int
    workflows: tuple[str, ...]
    missing: tuple[str, ...] = ()


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
