"""One import from its source to its result: what the screens hand to each other."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote_to_bytes

from synctui.core.draft import Draft, View
from synctui.core.engine import Request
from synctui.core.mapping import Mapping
from synctui.core.plan import Plan
from synctui.core.planning import Terms, build
from synctui.core.ports import Source
from synctui.core.restoring import Lost
from synctui.core.review import Review
from synctui.core.table import Delivery
from synctui.tui.services import Services


@dataclass(slots=True)
class Journey:
    """source: where the data comes from; title: as people know it (a file's name). workflow: chosen, or None for all.

    look: show the mapping even when it was confirmed earlier. delivery, mapping: as read and confirmed.
    path, sheet: of a file. accepted: what was answered *expected* at the gate or a limit.
    draft: a saved review to take over; saved: one stands for this journey; lost: its decisions that no longer apply.
    view: what the reader looks at. mail_at_once: invitations leave right after the import.
    """

    source: Source
    title: str
    path: Path | None = None
    sheet: str | None = None
    workflow: str | None = None
    look: bool = False
    delivery: Delivery | None = None
    mapping: Mapping | None = None
    review: Review | None = None
    accepted: set[str] = field(default_factory=set)
    draft: Draft | None = None
    saved: bool = False
    lost: Sequence[Lost] = ()
    view: View | None = None
    mail_at_once: bool = False

    def request(self, services: Services) -> Request:
        """Return what is asked of the comparison."""
        return Request(self.source.name, services.today, self.workflow, catalogue=services.catalogue)

    def plan(self, services: Services) -> Plan:
        """Return the plan that the review leads to now. Raises `RuntimeError` before there is one."""
        if self.review is None:
            raise RuntimeError("no review yet")
        terms = Terms(services.actor.login, frozenset(self.accepted), services.limits)
        return build(self.review, terms)


def address(path: Path) -> str:
    r"""Return where a file lies as a text that JSON can hold, whatever bytes are in its name.

    >>> address(Path("/srv/No\udcebl.csv")), located("file:///srv/No%EBl.csv") == Path("/srv/No\udcebl.csv")
    ('file:///srv/No%EBl.csv', True)
    """
    return path.absolute().as_uri()


def located(text: str) -> Path:
    """Return the file at what `address` gave."""
    return Path(os.fsdecode(unquote_to_bytes(text.removeprefix("file://"))))
