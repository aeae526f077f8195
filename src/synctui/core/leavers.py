"""Which clients are not in the import, and why.

In come the clients that nobody claims; out come `Absent` values. Archives nothing and ticks nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import cast

from synctui.core.comparison import BULK_REASONS, Absent, Reason
from synctui.core.fields import NATIONAL_NUMBER, full_name
from synctui.core.gate import same_workflow
from synctui.core.intake import Intake, fold
from synctui.core.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What one comparison knows of the clients outside it.

    partners: national numbers that the import names as a partner's. settled: clients whose absence a household
    answer explains.
    """

    intake: Intake
    snapshot: Snapshot
    partners: Collection[str]
    settled: Collection[int]

    def why(self, client: int) -> tuple[Reason, str]:
        """Return why *client* is not in the import, and since when where the source says so."""
        link = self.snapshot.links.get(client)
        known = self.intake.delivery.elsewhere.get(link.source_id) if link and link.source_id else None
        if known and known.reason == "deceased":
            return "deceased", known.when
        if client in self.settled or self.snapshot.clients[client][NATIONAL_NUMBER] in self.partners:
            return "partners-return", ""
        if known:
            return cast("Reason", known.reason), known.when
        return ("gone" if link else "never-from-source"), ""

    def in_scope(self, client: int) -> bool:
        """Tell whether the import's workflow is the one that the client was last seen in."""
        link, workflow = self.snapshot.links.get(client), self.intake.delivery.workflow
        return not workflow or (link is not None and same_workflow(link.workflow or None, workflow))

    def in_bulk(self, client: int, reason: Reason) -> bool:
        """Tell whether the client may be archived together with others, unless somebody said it stays."""
        free = not self.snapshot.mailed(client) and client not in self.snapshot.claimed
        return reason in BULK_REASONS and free and self.in_scope(client)


def leavers(clients: Iterable[int], whereabouts: Whereabouts) -> list[Absent]:
    """Return *clients* as leavers with their reasons, by name."""
    stay = {(c.key, c.evidence) for c in whereabouts.snapshot.choices if c.kind == "stay"}
    absent = []
    for client in sorted(clients, key=lambda c: (fold(full_name(whereabouts.snapshot.clients[c])), c)):
        reason, when = whereabouts.why(client)
        stays = (str(client), reason) in stay
        bulk = not stays and whereabouts.in_bulk(client, reason)
        absent.append(Absent(client, reason, when, stays, bulk))
    return absent
